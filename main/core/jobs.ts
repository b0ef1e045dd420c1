import { fail, ExpectedError, type AppError, type Result } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import type { Log } from './ports.ts';

export type JobContext = { readonly signal: AbortSignal; readonly progress: (progress: Job['progress']) => void };
/** What a finished job leaves behind: the name of a file it wrote, or the case it made. */
export type JobOutcome = { readonly file?: string; readonly caseId?: string };

export type Jobs = {
  /** Starts long work and returns at once; `run` may throw ExpectedError. */
  readonly start: (kind: Job['kind'], caseId: string | null, run: (context: JobContext) => Promise<JobOutcome>) => string;
  readonly get: (jobId: string) => Result<Job>;
  readonly cancel: (jobId: string) => Result<Record<string, never>>;
  /** Cancels everything that runs and waits for it. */
  readonly close: () => Promise<void>;
};

const keptJobs = 200;
const nothingDone: Job['progress'] = { phase: 'starting', name: '', done: 0, total: 0, records: 0 };

/**
 * Keeps the state of long tasks so that a screen can ask at any time; `changed` is told at every change and is only a hint.
 * Finished jobs are forgotten oldest first beyond 200.
 */
export function createJobs(options: { readonly log: Log; readonly newId: () => string; readonly changed: (job: Job) => void }): Jobs {
  const jobs = new Map<string, { job: Job; readonly abort: AbortController; ended: Promise<void> }>();

  function update(id: string, change: Partial<Job>): void {
    const entry = jobs.get(id);
    if (!entry) return;
    entry.job = { ...entry.job, ...change };
    options.changed(entry.job);
  }

  function forgetOld(): void {
    for (const [id, entry] of jobs) {
      if (jobs.size <= keptJobs) return;
      if (entry.job.state !== 'running') jobs.delete(id);
    }
  }

  function errorOf(error: unknown, id: string): AppError {
    if (error instanceof ExpectedError) return error.appError;
    options.log.error(`job ${id}`, error);
    return fail('internal', {}, id).error;
  }

  return {
    start: (kind, caseId, run) => {
      const id = options.newId();
      const abort = new AbortController();
      const job: Job = { id, kind, caseId, state: 'running', progress: nothingDone, error: null, file: null };
      const context: JobContext = { signal: abort.signal, progress: (progress) => update(id, { progress }) };
      const ended = Promise.resolve()
        .then(() => {
          if (abort.signal.aborted) throw new ExpectedError('cancelled');
          return run(context);
        })
        .then(
          (outcome) => update(id, { state: 'done', file: outcome.file ?? null, caseId: outcome.caseId ?? caseId }),
          (error: unknown) => {
            const appError = errorOf(error, id);
            update(id, appError.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error: appError });
          },
        );
      jobs.set(id, { job, abort, ended });
      forgetOld();
      return id;
    },
    get: (jobId) => {
      const entry = jobs.get(jobId);
      return entry ? { ok: true, value: entry.job } : fail('not-found', { what: jobId });
    },
    cancel: (jobId) => {
      const entry = jobs.get(jobId);
      if (!entry) return fail('not-found', { what: jobId });
      entry.abort.abort();
      return { ok: true, value: {} };
    },
    close: async () => {
      for (const entry of jobs.values()) entry.abort.abort();
      await Promise.all([...jobs.values()].map((entry) => entry.ended));
    },
  };
}
