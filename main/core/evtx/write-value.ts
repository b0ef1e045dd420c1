import type { Bytes } from './bytes.ts';
import { u32 } from './bytes.ts';
import type { Sink } from './sink.ts';
import { literalOf, reserve, writeLiteral } from './sink.ts';

const zero = 0x30;
const mostInt = 0x7fffffff;

const lowerDigits = Buffer.from('0123456789abcdef');

/** The characters of `00` to `99`, and of the bytes `00` to `FF`, as words that are stored at once. */
const decimalPairs = pairs(100, 10);
const hexPairs = pairs(256, 16);

function pairs(count: number, base: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => Buffer.from(i.toString(base).toUpperCase().padStart(2, '0')).readUInt16LE());
}

/** Writes a number from 0 to 99 as two digits. */
export function writePair(view: DataView, at: number, value: number): void {
  view.setInt16(at, decimalPairs[value]!, true);
}

/** Writes a whole number from 0 to 2⁵³ - 1. */
export function writeDecimal(sink: Sink, value: number): void {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits += 1;
  reserve(sink, digits);
  const { bytes } = sink;
  let rest = value;
  let at = sink.length + digits - 1;
  for (; rest > mostInt; at -= 1) {
    const next = Math.floor(rest / 10);
    bytes[at] = zero + rest - next * 10;
    rest = next;
  }
  for (let left = rest | 0; at >= sink.length; at -= 1) {
    const next = (left / 10) | 0;
    bytes[at] = zero + left - next * 10;
    left = next;
  }
  sink.length += digits;
}

/** Writes `0x` and a number of 64 bits given in halves, as short as it can be. */
export function writeHex(sink: Sink, low: number, high: number): void {
  reserve(sink, 18);
  const { bytes } = sink;
  let to = sink.length;
  bytes[to] = zero;
  bytes[to + 1] = 0x78;
  to += 2;
  const bits = high === 0 ? 32 - Math.clz32(low) : 64 - Math.clz32(high);
  for (let shift = Math.max(0, (bits - 1) & ~3); shift >= 0; shift -= 4, to += 1) {
    bytes[to] = lowerDigits[(shift >= 32 ? high >>> (shift - 32) : low >>> shift) & 15]!;
  }
  sink.length = to;
}

/** Writes bytes as pairs of hexadecimal digits. */
export function writeHexBytes(sink: Sink, from: Buffer, at: number, size: number): void {
  reserve(sink, 2 * size);
  const { view } = sink;
  let to = sink.length;
  for (let p = at; p < at + size; p += 1, to += 2) view.setInt16(to, hexPairs[from[p]!]!, true);
  sink.length = to;
}

/** For each pair of digits of a GUID's text the byte that it shows, and its place in the text; the hyphens stand between. */
const guidBytes = Uint8Array.of(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15);
const guidPlaces = Uint8Array.of(1, 3, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 29, 31, 33, 35);
const guidFrame = literalOf('{00000000-0000-0000-0000-000000000000}');

/** Writes `{54849625-5478-4994-A5BA-3E3B0328C30D}`: the first three groups are little-endian numbers. */
export function writeGuid(sink: Sink, from: Buffer, at: number): void {
  const start = sink.length;
  writeLiteral(sink, guidFrame);
  const { view } = sink;
  for (let i = 0; i < guidBytes.length; i += 1) view.setInt16(start + guidPlaces[i]!, hexPairs[from[at + guidBytes[i]!]!]!, true);
}

/** Writes the SID at `at` (MS-DTYP 2.4.2.1), which the caller has found to be whole. The authority is hexadecimal from 2³² on. */
export function writeSid(sink: Sink, from: Bytes, at: number): void {
  const { bytes } = from;
  reserve(sink, 4);
  sink.bytes[sink.length] = 0x53;
  sink.length += 1;
  writePart(sink, bytes[at]!);
  const authorityHigh = (bytes[at + 2]! << 8) | bytes[at + 3]!;
  const authority = ((bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!) >>> 0;
  if (authorityHigh === 0) writePart(sink, authority);
  else {
    reserve(sink, 1);
    sink.bytes[sink.length] = 0x2d;
    sink.length += 1;
    writeHex(sink, authority, authorityHigh);
  }
  for (let i = 0; i < bytes[at + 1]!; i += 1) writePart(sink, u32(from, at + 8 + 4 * i));
}

function writePart(sink: Sink, value: number): void {
  reserve(sink, 1);
  sink.bytes[sink.length] = 0x2d;
  sink.length += 1;
  writeDecimal(sink, value);
}
