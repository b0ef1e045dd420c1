import type { Job } from '#shared/model/job.ts';

/** A job on the screen: what it is about (a file, a probe; empty where its kind says all) and how long it has been going. */
export type TrackedJob = { readonly job: Job; readonly title: string; readonly startedMs: number; readonly elapsedMs: number };

/** The jobs with one added or replaced; the order of starting is kept. */
export function withJob(jobs: readonly TrackedJob[], tracked: TrackedJob): readonly TrackedJob[] {
  return jobs.some((j) => j.job.id === tracked.job.id) ? jobs.map((j) => (j.job.id === tracked.job.id ? tracked : j)) : [...jobs, tracked];
}

export function withoutJob(jobs: readonly TrackedJob[], jobId: string): readonly TrackedJob[] {
  return jobs.filter((j) => j.job.id !== jobId);
}

/** Records a second so far; null in the first half second, when the figure would only flicker. */
export function rateOf(tracked: TrackedJob): number | null {
  if (tracked.elapsedMs < 500 || tracked.job.progress.records === 0) return null;
  return Math.round((tracked.job.progress.records * 1000) / tracked.elapsedMs);
}

/** Share done between 0 and 1; null while the total is unknown. */
export function shareOf(job: Job): number | null {
  return job.progress.total > 0 ? Math.min(1, job.progress.done / job.progress.total) : null;
}
