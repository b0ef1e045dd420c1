import type { ProbeRun } from '#shared/model/probe.ts';

/** The box that the picture is drawn in; it is stretched to the width there is. */
export const chartBox = { width: 600, height: 100 } as const;

export type ChartSeries = {
  /** SVG paths, one for each stretch without a loss. */
  readonly paths: readonly string[];
  /** Attempts without an answer, by their place from left to right. */
  readonly lost: readonly number[];
  /** A stretch of one attempt has no line. */
  readonly dots: readonly (readonly [x: number, y: number])[];
};

export type ChartShape = { readonly topMs: number; readonly series: readonly ChartSeries[] };

const steps = [1, 2, 5];

/** The next round figure (1, 2 or 5 times a power of ten) that is not below the value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.1)));
  return (steps.find((step) => step * power >= value) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function seriesOf(samples: ProbeRun['samples'], topMs: number): ChartSeries {
  const x = (i: number): number => round(samples.length === 1 ? chartBox.width / 2 : (i / (samples.length - 1)) * chartBox.width);
  const y = (ms: number): number => round(chartBox.height * (1 - ms / topMs));
  const stretches: [number, number][][] = [[]];
  const lost: number[] = [];
  for (const [i, { ms }] of samples.entries()) {
    if (ms !== null) stretches.at(-1)!.push([x(i), y(ms)]);
    else {
      lost.push(x(i));
      stretches.push([]);
    }
  }
  return {
    paths: stretches.filter((s) => s.length > 1).map((s) => `M${s.map((point) => point.join(' ')).join('L')}`),
    dots: stretches.flatMap((s) => (s.length === 1 ? s : [])),
    lost,
  };
}

/** Latencies over the attempts, all runs to one scale from zero; null while nothing has been measured. */
export function chartOf(runs: readonly ProbeRun[]): ChartShape | null {
  const measured = runs.flatMap((run) => run.samples.flatMap(({ ms }) => ms ?? []));
  if (measured.length === 0) return null;
  const topMs = roundUp(Math.max(...measured) * 1.05);
  return { topMs, series: runs.map((run) => seriesOf(run.samples, topMs)) };
}
