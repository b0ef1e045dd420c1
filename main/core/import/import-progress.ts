import type { JobProgress } from '#shared/model/job.ts';
import type { Clock } from '../ports.ts';

const tellEveryMs = 100;

/** Tells how far an import is, at most ten times a second. A byte counts half when it is stored and half when it is parsed. */
export type ImportProgress = {
  readonly start: (totalBytes: number | null) => void;
  readonly entry: (path: string) => void;
  readonly stored: (bytes: number) => void;
  readonly parsed: (offset: number, records: number) => void;
  readonly entryDone: () => void;
};

export function createImportProgress(clock: Clock, onProgress: (progress: JobProgress) => void): ImportProgress {
  let total = 0;
  let doneBefore = 0;
  let storedBytes = 0;
  let parsedBytes = 0;
  let name = '';
  let recordsBefore = 0;
  let recordsNow = 0;
  let lastMs = Number.NEGATIVE_INFINITY;

  function tell(): void {
    const nowMs = clock.nowMs();
    if (nowMs - lastMs < tellEveryMs) return;
    lastMs = nowMs;
    const done = doneBefore + Math.floor((storedBytes + parsedBytes) / 2);
    onProgress({ phase: 'reading', name, done: total === 0 ? done : Math.min(done, total), total, records: recordsBefore + recordsNow });
  }

  return {
    start: (totalBytes) => {
      total = totalBytes ?? 0;
    },
    entry: (path) => {
      name = path;
      tell();
    },
    stored: (bytes) => {
      storedBytes += bytes;
      tell();
    },
    parsed: (offset, records) => {
      parsedBytes = offset;
      recordsNow = records;
      tell();
    },
    entryDone: () => {
      doneBefore += storedBytes;
      recordsBefore += recordsNow;
      storedBytes = parsedBytes = recordsNow = 0;
      tell();
    },
  };
}
