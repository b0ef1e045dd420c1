import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { Job } from '#shared/model/job.ts';
import { withJob, withoutJob, type TrackedJob } from './jobs-updates.ts';

export type JobsState = { readonly jobs: readonly TrackedJob[] };

/** Time, as the store needs it; tests give their own. */
export type Timing = { readonly now: () => number; readonly wait: (ms: number) => Promise<void> };

export type JobsStore = StoreApi<JobsState> & {
  /** Shows the job until it ends, with what it is about; resolves with its last state. A failed job stays on the screen until it is dismissed. */
  readonly follow: (jobId: string, kind: Job['kind'], title?: string) => Promise<Job>;
  readonly refresh: (jobId: string) => Promise<void>;
  readonly cancel: (jobId: string) => Promise<void>;
  readonly dismiss: (jobId: string) => void;
};

/** Events only hint that a job moved on; asking at this pace makes up for a lost one. */
const pollMs = 400;

export function createJobsStore(api: ApiClient, timing: Timing): JobsStore {
  const store = createStore<JobsState>(() => ({ jobs: [] }));
  const find = (jobId: string): TrackedJob | undefined => store.getState().jobs.find((j) => j.job.id === jobId);
  const put = (tracked: TrackedJob): void => store.setState(({ jobs }) => ({ jobs: withJob(jobs, tracked) }));
  const refresh = async (jobId: string): Promise<void> => {
    const result = await api['job.get']({ jobId });
    const tracked = find(jobId);
    if (!tracked || tracked.job.state !== 'running') return;
    const job: Job = result.ok ? result.value : { ...tracked.job, state: 'failed', error: result.error };
    put({ ...tracked, job, elapsedMs: timing.now() - tracked.startedMs });
  };
  const dismiss = (jobId: string): void => store.setState(({ jobs }) => ({ jobs: withoutJob(jobs, jobId) }));
  return Object.assign(store, {
    follow: async (jobId: string, kind: Job['kind'], title = '') => {
      let tracked = starting(jobId, kind, title, timing.now());
      put(tracked);
      await refresh(jobId);
      while ((find(jobId) ?? tracked).job.state === 'running') {
        await timing.wait(pollMs);
        await refresh(jobId);
      }
      tracked = find(jobId) ?? tracked;
      if (tracked.job.state !== 'failed' && tracked.job.file === null) dismiss(jobId);
      return tracked.job;
    },
    refresh,
    cancel: async (jobId: string) => {
      await api['job.cancel']({ jobId });
      await refresh(jobId);
    },
    dismiss,
  });
}

function starting(id: string, kind: Job['kind'], title: string, now: number): TrackedJob {
  const progress = { phase: 'starting', name: '', done: 0, total: 0, records: 0 } as const;
  return {
    title,
    startedMs: now,
    elapsedMs: 0,
    job: { id, kind, caseId: null, state: 'running', progress, error: null, file: null },
  };
}
