import { Level } from '#shared/model/record.ts';
import { levelBits } from './columns.ts';

export type Histogram = { readonly fromMs: number; readonly toMs: number; readonly counts: Record<string, number[]> };

/** Counts rows per time bucket and level. `rows` are in time order with the untimed ones last; `timed` says how many have a time. */
export function countByTime(
  rows: Uint32Array,
  timed: number,
  columns: { readonly time: Float64Array; readonly flags: Uint8Array },
  buckets: number,
): Histogram {
  const names = ['none', ...Level.options];
  const counts = names.map(() => new Uint32Array(buckets));
  const fromMs = columns.time[rows[0] ?? 0] ?? 0;
  const toMs = columns.time[rows[timed - 1] ?? 0] ?? 0;
  const scale = toMs > fromMs ? buckets / (toMs - fromMs) : 0;
  for (let i = 0; i < timed; i += 1) {
    const row = rows[i] ?? 0;
    const bucket = Math.min(buckets - 1, Math.floor(((columns.time[row] ?? 0) - fromMs) * scale));
    const counter = counts[levelBits(columns.flags[row] ?? 0)];
    if (counter) counter[bucket] = (counter[bucket] ?? 0) + 1;
  }
  const range = timed > 0 ? { fromMs, toMs } : { fromMs: 0, toMs: 0 };
  return { ...range, counts: Object.fromEntries(names.map((name, i) => [name, [...(counts[i] ?? [])]])) };
}

/** How many of the rows, which stand in time order with the untimed ones last, have a time. */
export function countTimed(rows: Uint32Array, time: Float64Array): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number.isNaN(time[rows[middle] ?? 0])) high = middle;
    else low = middle + 1;
  }
  return low;
}
