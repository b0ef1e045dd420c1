import type { LatencySummary } from '#shared/model/probe.ts';

const percents = [50, 90, 95, 99];
const mostBuckets = 20;

/** The smallest value that at least `percent` of all do not exceed (nearest rank). */
function percentileOf(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

/** Equal buckets from the least to the greatest; a single one when all values are the same. */
export function histogramOf(sorted: readonly number[]): LatencySummary['histogram'] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const buckets = first === last ? 1 : Math.min(mostBuckets, Math.max(1, Math.ceil(Math.sqrt(sorted.length))));
  const width = (last - first) / buckets;
  const counts = Array.from({ length: buckets }, () => 0);
  for (const ms of sorted) counts[width === 0 ? 0 : Math.min(buckets - 1, Math.floor((ms - first) / width))]! += 1;
  return counts.map((count, i) => ({ fromMs: first + i * width, toMs: i === buckets - 1 ? last : first + (i + 1) * width, count }));
}

/** `times`: one per attempt, null for one without an answer. */
export function summarise(times: readonly (number | null)[]): LatencySummary {
  const sorted = times.filter((ms) => ms !== null).toSorted((a, b) => a - b);
  const answered = sorted.length > 0;
  return {
    sent: times.length,
    received: sorted.length,
    minMs: sorted[0] ?? null,
    maxMs: sorted.at(-1) ?? null,
    averageMs: answered ? sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length : null,
    percentiles: answered ? percents.map((percent) => ({ percent, ms: percentileOf(sorted, percent) })) : [],
    histogram: histogramOf(sorted),
  };
}
