import { parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';

/** A stretch of the picture in per cent of its width, and which ends name the addresses in it. */
export type Stretch = { readonly from: number; readonly width: number; readonly onPremises: boolean; readonly azure: boolean };

function holds(ranges: readonly AddressRange[], first: bigint, last: bigint): boolean {
  return ranges.some((r) => r.first <= first && last <= r.last);
}

/** A /8 beside a /24 would hide it: each stretch is as wide as its size has bits. */
function bits(size: bigint): number {
  return size.toString(2).length;
}

/**
 * The networks of both ends on one axis: the addresses are cut where any range begins or ends, and what no end names is left out. Empty
 * when an end names nothing, or the ends speak of different versions of IP.
 */
export function stretches(onPremises: readonly string[], azure: readonly string[]): readonly Stretch[] {
  const [here, there] = [parseRanges(onPremises), parseRanges(azure)];
  const all = [...here, ...there];
  if (here.length === 0 || there.length === 0 || new Set(all.map((r) => r.version)).size > 1) return [];
  const cuts = [...new Set(all.flatMap((r) => [r.first, r.last + 1n]))].toSorted((a, b) => (a < b ? -1 : 1));
  const parts = cuts.slice(0, -1).map((first, i) => {
    const last = cuts[i + 1]! - 1n;
    return { size: bits(last - first + 1n), onPremises: holds(here, first, last), azure: holds(there, first, last) };
  });
  const named = parts.filter((p) => p.onPremises || p.azure);
  const total = named.reduce((sum, p) => sum + p.size, 0);
  let from = 0;
  return named.map(({ size, ...ends }) => {
    const width = (size / total) * 100;
    from += width;
    return { from: from - width, width, ...ends };
  });
}
