import type { FileTime } from './file-time.ts';
import { fileTimeMs, fileTimeWriter, splitFileTime } from './file-time.ts';
import { createSink } from './sink.ts';

/** What a time belongs to. */
export type Timed = { timeMs: number | null; timeText: string };

export type PendingTimes = {
  /** Sets the milliseconds of a FILETIME given in halves, and its text when `finish` is called. Leaves one alone that is no time. */
  readonly set: (to: Timed, low: number, high: number) => void;
  /** Sets the texts of all times since it was called last. */
  readonly finish: () => void;
};

/** A record has one time, a chunk a hundred: their texts are made by one call and cut out of what it gives. */
export function createPendingTimes(): PendingTimes {
  const sink = createSink();
  const writeTime = fileTimeWriter();
  const time: FileTime = { seconds: 0, ticks: 0 };
  const pending: Timed[] = [];
  const ends: number[] = [];
  return {
    set: (to, low, high) => {
      splitFileTime(low, high, time);
      const ms = fileTimeMs(time);
      if (ms === null || !writeTime(sink, time)) return;
      to.timeMs = ms;
      pending.push(to);
      ends.push(sink.length);
    },
    finish: () => {
      const text = sink.bytes.toString('latin1', 0, sink.length);
      let start = 0;
      for (let i = 0; i < pending.length; i += 1) {
        const end = ends[i]!;
        pending[i]!.timeText = text.slice(start, end);
        start = end;
      }
      pending.length = 0;
      ends.length = 0;
      sink.length = 0;
    },
  };
}
