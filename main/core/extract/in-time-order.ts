import type { PlacedRecord } from './extractor.ts';

function timeOf({ time }: PlacedRecord): number | null {
  return time === null ? null : (time.utcMs ?? time.localMs);
}

/**
 * Records of one source by their time. Exports of Windows events run newest first as often as not: where most do, so do those of the
 * same second, and those without a time.
 */
export function inTimeOrder<T extends { readonly record: PlacedRecord }>(items: readonly T[]): T[] {
  let back = 0;
  let previous: number | null = null;
  for (const { record } of items) {
    const ms = timeOf(record);
    if (ms !== null && previous !== null) back += Math.sign(previous - ms);
    previous = ms ?? previous;
  }
  let latest = Number.NEGATIVE_INFINITY;
  const timed = (back > 0 ? items.toReversed() : items).map((item) => {
    latest = timeOf(item.record) ?? latest;
    return { item, ms: latest };
  });
  return timed.toSorted((a, b) => (a.ms === b.ms ? 0 : a.ms - b.ms)).map(({ item }) => item);
}
