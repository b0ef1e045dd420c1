import type { Bytes } from './bytes.ts';
import { Damage, u32 } from './bytes.ts';
import { valueTableOf } from './binxml.ts';

/**
 * The substitution values of one use of a template, two numbers each: size and type as the chunk has them, and the place of its
 * bytes. Used anew for every record.
 */
export type Values = Int32Array;

const usualValues = 128;

export function newValues(): Values {
  return new Int32Array(2 * usualValues);
}

/** Room for `count` values: what is there, or larger. */
function roomFor(count: number, values: Values): Values {
  return 2 * count > values.length ? new Int32Array(4 * count) : values;
}

export function typeOf(values: Values, index: number): number {
  return values[2 * index]! >> 16;
}

export function sizeOf(values: Values, index: number): number {
  return values[2 * index]! & 0xffff;
}

export function startOf(values: Values, index: number): number {
  return values[2 * index + 1]!;
}

/** True for a value that the use does not give. */
export function isNull(values: Values, index: number): boolean {
  return values[2 * index]! >> 16 === 0;
}

/** True when the use does not give one of these values at least. */
export function isAnyNull(values: Values, indexes: readonly number[]): boolean {
  for (const index of indexes) if (isNull(values, index)) return true;
  return false;
}

/** Values of a use that gives none: `count` of them, each null. `room` is used for them if it is large enough. */
export function clearValues(count: number, room: Values): Values {
  return roomFor(count, room).fill(0, 0, 2 * count);
}

/**
 * The values of the template use at `at`: those that do not end at or before `end` are null, as are those that the template speaks
 * of (`wanted` in all) and the use does not give. `room` is used for them if it is large enough. Throws Damage.
 */
export function readValues(chunk: Bytes, at: number, end: number, wanted: number, room: Values): Values {
  const { view } = chunk;
  const table = valueTableOf(chunk, at);
  const told = u32(chunk, table);
  // One damaged byte in a count or a size makes it too large; what its lowest byte says mostly fits.
  const count = table + 4 + 4 * told > end ? told & 0xff : told;
  const first = table + 4 + 4 * count;
  if (first > end) throw new Damage('template');
  const values = roomFor(Math.max(count, wanted), room);
  let start = first;
  let to = 0;
  for (let p = table + 4; p < first; p += 4, to += 2) {
    const sizeAndType = view.getInt32(p, true) & 0xffffff;
    let size = sizeAndType & 0xffff;
    if (start + size > end) size &= 0xff;
    values[to] = start + size <= end ? (sizeAndType & 0xff0000) | size : 0;
    values[to + 1] = start;
    start += size;
  }
  for (; to < 2 * wanted; to += 2) values[to] = 0;
  return values;
}
