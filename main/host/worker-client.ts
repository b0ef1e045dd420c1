import { Worker } from 'node:worker_threads';
import { ExpectedError, fail, type Result } from '#shared/api/result.ts';
import type { CaseMethod, CaseQueries, CaseTask } from '#core/create-core.ts';
import type { JobContext, JobOutcome } from '#core/jobs.ts';
import type { Log } from '#core/ports.ts';
import type { GrantedInput } from './granted-input.ts';
import { paths } from './paths.ts';
import type { Question, Reply, TaskMessage, WorkerStart } from './worker-protocol.ts';

/** Long enough for a task to finish the record it is at and roll back; then it is ended from outside. */
const cancelGraceMs = 5_000;

export type QueryWorker = CaseQueries & { readonly close: () => Promise<void> };

/**
 * Asks the worker that reads cases, so that neither shell's main thread ever waits for a disk or a search. A worker that
 * dies fails the questions under way with 'internal' and is started again by the next one; one that is closed, with 'cancelled'.
 */
export function createQueryWorker(dataFolder: string, log: Log): QueryWorker {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let worker: Worker | null = null;
  let last = 0;

  function lost(reason: unknown): void {
    worker = null;
    if (waiting.size === 0) return;
    const incidentId = crypto.randomUUID();
    log.error(`${incidentId} query worker`, reason);
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const reply of unanswered) reply(fail('internal', {}, incidentId));
  }

  function start(): Worker {
    const started = new Worker(paths.worker, { workerData: { role: 'queries', dataFolder } satisfies WorkerStart });
    started.on('message', (reply: Reply) => {
      waiting.get(reply.number)?.(reply.result);
      waiting.delete(reply.number);
    });
    started.on('error', lost);
    started.on('exit', (code) => {
      if (worker === started) lost(new Error(`exit code ${code}`));
    });
    return started;
  }

  function ask(question: Question): Promise<Result<unknown>> {
    worker ??= start();
    const number = (last += 1);
    const current = worker;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      current.postMessage({ number, ...question });
    });
  }

  return {
    // The worker answers with the contract's output for that method: `Handlers` binds both at the other end.
    call: ((method: CaseMethod, input: unknown) => ask({ kind: 'call', method, input })) as CaseQueries['call'],
    renderReport: (caseId, format, options) => ask({ kind: 'report', caseId, format, options }) as ReturnType<CaseQueries['renderReport']>,
    note: (caseId, what) => ask({ kind: 'note', caseId, what }) as ReturnType<CaseQueries['note']>,
    release: async (caseId) => {
      if (worker) await ask({ kind: 'release', caseId });
    },
    close: async () => {
      const ending = worker;
      worker = null;
      await ending?.terminate();
      for (const reply of waiting.values()) reply(fail('cancelled'));
      waiting.clear();
    },
  };
}

/** Runs one long task in a worker of its own. Cancelling asks first and ends the worker when it does not listen. */
export function runTask(dataFolder: string, task: CaseTask<GrantedInput>, context: JobContext): Promise<JobOutcome> {
  const cancelled = new SharedArrayBuffer(4);
  const worker = new Worker(paths.worker, { workerData: { role: 'task', dataFolder, task, cancelled } satisfies WorkerStart });
  return new Promise<JobOutcome>((resolve, reject) => {
    const onAbort = (): void => {
      Atomics.store(new Int32Array(cancelled), 0, 1);
      setTimeout(() => void worker.terminate(), cancelGraceMs).unref();
    };
    context.signal.addEventListener('abort', onAbort);
    if (context.signal.aborted) onAbort();
    worker.on('message', (message: TaskMessage) => {
      if (message.kind === 'progress') return context.progress(message.progress);
      if (message.result.ok) return resolve(message.result.value);
      return reject(new ExpectedError(message.result.error.code, message.result.error.params));
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      context.signal.removeEventListener('abort', onAbort);
      reject(context.signal.aborted ? new ExpectedError('cancelled') : new Error('the task worker ended without an answer'));
    });
  });
}
