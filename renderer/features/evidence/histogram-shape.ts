import type { Output } from '#shared/api/contract.ts';

export type Histogram = Output<'records.histogram'>;

/** Levels as they are stacked: the most severe stand on the base line, where their heights can be compared. */
export const stack = ['critical', 'error', 'warning', 'information', 'verbose', 'none'] as const;
export type StackLevel = (typeof stack)[number];

/** Height of the drawing; a bar that stands for anything at all is at least `leastHeight` high, or rare errors would vanish. */
export const chartHeight = 40;
const leastHeight = 2.5;

export function bucketCount(histogram: Histogram): number {
  return histogram.counts['none']?.length ?? 0;
}

export function countIn(histogram: Histogram, level: StackLevel, bucket: number): number {
  return histogram.counts[level]?.[bucket] ?? 0;
}

export function totalIn(histogram: Histogram, bucket: number): number {
  return stack.reduce((sum, level) => sum + countIn(histogram, level, bucket), 0);
}

/** All bars of one level as one SVG path, in a box `bucketCount` wide and `chartHeight` high. */
export type LevelPath = { readonly level: StackLevel; readonly path: string };

/** The bars, stacked by level. Heights of a bar grow with its counts; what is present is never too low to be seen. */
export function levelPaths(histogram: Histogram): readonly LevelPath[] {
  const count = bucketCount(histogram);
  const highest = Math.max(1, ...Array.from({ length: count }, (_, i) => totalIn(histogram, i)));
  const paths = new Map<StackLevel, string>();
  for (let i = 0; i < count; i += 1) {
    let base = chartHeight;
    for (const level of stack) {
      const n = countIn(histogram, level, i);
      if (n === 0) continue;
      const height = Math.min(base, Math.max(leastHeight, (n / highest) * chartHeight));
      base -= height;
      paths.set(level, `${paths.get(level) ?? ''}M${i} ${round(base)}h1v${round(height)}h-1z`);
    }
  }
  return stack.flatMap((level) => {
    const path = paths.get(level);
    return path === undefined ? [] : [{ level, path }];
  });
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}

/** Time at an edge between bars; edge 0 is the start of the first bar. */
export function timeAtEdge(histogram: Histogram, edge: number): number {
  const count = bucketCount(histogram);
  return count === 0 ? histogram.fromMs : Math.round(histogram.fromMs + ((histogram.toMs - histogram.fromMs) * edge) / count);
}

/** Records of the list before a bar: its bars and its rows are in the same order, so this is the position of the bar's first record. */
export function positionOfBucket(histogram: Histogram, bucket: number): number {
  let position = 0;
  for (let i = 0; i < bucket; i += 1) position += totalIn(histogram, i);
  return position;
}

/** Share of the width, 0 to 1, at which a time stands; null outside of the picture. */
export function shareOfTime(histogram: Histogram, ms: number): number | null {
  const span = histogram.toMs - histogram.fromMs;
  if (ms < histogram.fromMs || ms > histogram.toMs) return null;
  return span === 0 ? 0.5 : (ms - histogram.fromMs) / span;
}

export type HistogramFacts = { readonly total: number; readonly errors: number; readonly warnings: number; readonly busiest: number };

/** What the picture shows, as figures; `busiest` is a bar. */
export function factsOf(histogram: Histogram): HistogramFacts {
  const sum = (level: StackLevel): number => (histogram.counts[level] ?? []).reduce((a, b) => a + b, 0);
  let busiest = 0;
  for (let i = 1; i < bucketCount(histogram); i += 1) if (totalIn(histogram, i) > totalIn(histogram, busiest)) busiest = i;
  const total = stack.reduce((all, level) => all + sum(level), 0);
  return { total, errors: sum('critical') + sum('error'), warnings: sum('warning'), busiest };
}
