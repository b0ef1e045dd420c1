/** A range of edges between bars; `from` < `to`. */
export type Brush = { readonly from: number; readonly to: number };

/** Bars that a drag covers, whole: from the bar under its one end to the bar under its other. */
export function brushOf(a: number, b: number, count: number): Brush {
  const [low, high] = a <= b ? [a, b] : [b, a];
  const from = Math.min(count - 1, Math.max(0, Math.floor(low * count)));
  return { from, to: Math.max(from + 1, Math.min(count, Math.ceil(high * count))) };
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** The brush after a key on one of its two edges; null for keys that do not move it. The edges never meet. */
export function brushAfterKey(brush: Brush, edge: 'from' | 'to', key: string, count: number): Brush | null {
  const [least, most] = edge === 'from' ? [0, brush.to - 1] : [brush.from + 1, count];
  const step = steps[key];
  if (key !== 'Home' && key !== 'End' && step === undefined) return null;
  const wanted = key === 'Home' ? least : key === 'End' ? most : brush[edge] + (step ?? 0);
  return { ...brush, [edge]: Math.min(most, Math.max(least, wanted)) };
}
