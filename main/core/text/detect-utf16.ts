type Counts = { readonly units: number; readonly usual: number; readonly odd: number };

/**
 * 'utf-16le', 'utf-16be' or null. The right byte order turns most units into usual characters (ASCII, kana, Latin, Cyrillic)
 * and hardly any into impossible ones; the wrong order turns 'A' into an ideograph and a line break into nothing known.
 */
export function detectUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const little = countUnits(bytes, 0);
  const big = countUnits(bytes, 1);
  const isBig = isPlausible(big) && (!isPlausible(little) || big.usual > little.usual);
  if (isBig) return 'utf-16be';
  return isPlausible(little) ? 'utf-16le' : null;
}

function isPlausible(counts: Counts): boolean {
  return counts.usual * 50 >= counts.units && counts.odd * 50 <= counts.units && counts.usual > 0;
}

/** `highFirst` is 1 for big-endian units. */
function countUnits(bytes: Uint8Array, highFirst: 0 | 1): Counts {
  const units = Math.floor(bytes.length / 2);
  let usual = 0;
  let odd = 0;
  for (let at = 0; at < units * 2; at += 2) {
    const high = bytes[at + 1 - highFirst] ?? 0;
    const low = bytes[at + highFirst] ?? 0;
    const kind = kindOf(high * 256 + low);
    if (kind === 'usual') usual += 1;
    else if (kind === 'odd') odd += 1;
  }
  return { units, usual, odd };
}

const usualRanges: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x1b, 0x1b],
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x370, 0x5ff],
  [0x2010, 0x2040],
  [0x2500, 0x257f],
  [0x3000, 0x30ff],
  [0xfeff, 0xfeff],
];

const possibleRanges: readonly (readonly [number, number])[] = [
  [0x600, 0x9ff],
  [0xb00, 0xcff],
  [0xe00, 0xeff],
  [0x1e00, 0x2fff],
  [0x3100, 0x33ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xdfff],
  [0xf900, 0xffef],
];

function kindOf(unit: number): 'usual' | 'possible' | 'odd' {
  if (isIn(unit, usualRanges)) return 'usual';
  return isIn(unit, possibleRanges) ? 'possible' : 'odd';
}

function isIn(unit: number, ranges: readonly (readonly [number, number])[]): boolean {
  for (const [first, last] of ranges) {
    if (unit < first) return false;
    if (unit <= last) return true;
  }
  return false;
}
