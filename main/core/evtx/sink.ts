import type { Bytes } from './bytes.ts';
import { Damage, withView } from './bytes.ts';

/** UTF-8 text being written, `length` bytes so far. The buffer grows up to `limit`; beyond, writing throws Damage. */
export type Sink = { bytes: Buffer; view: DataView; length: number; limit: number };

/** A text that is written over and over, with room for eight bytes behind it. */
export type Literal = { readonly view: DataView; readonly length: number };

/** The largest record is 64 KiB; a text much larger than it can be comes from a template made to expand. */
const mostRecordBytes = 4 << 20;
const mostBytes = 64 << 20;
const usualBytes = 256 << 10;

export function createSink(firstBytes: number = usualBytes): Sink {
  const bytes = Buffer.allocUnsafeSlow(firstBytes);
  return { bytes, view: viewOf(bytes), length: 0, limit: mostRecordBytes };
}

/** Begins a record behind what was written: gives it its share of room. */
export function beginText(sink: Sink): void {
  sink.limit = Math.min(mostBytes, sink.length + mostRecordBytes);
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Bytes that are copied at a time. */
export const copyStride = 8;

export function literalOf(text: string): Literal {
  const source = Buffer.from(text);
  return { view: withView(Buffer.concat([source, Buffer.alloc(copyStride)])).view, length: source.length };
}

/** Makes room for `count` more bytes. */
export function reserve(sink: Sink, count: number): void {
  const needed = sink.length + count;
  if (needed > sink.bytes.length || needed > sink.limit) grow(sink, needed);
}

function grow(sink: Sink, needed: number): void {
  if (needed > sink.limit) throw new Damage('expansion');
  const grown = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(mostBytes, 2 * sink.bytes.length)));
  sink.bytes.copy(grown, 0, 0, sink.length);
  sink.bytes = grown;
  sink.view = viewOf(grown);
}

export function writeLiteral(sink: Sink, { view, length }: Literal): void {
  writeFrom(sink, view, 0, length);
}

/**
 * Writes a part of a text of UTF-8 that has eight bytes more behind it. Eight bytes are moved at a time as a floating point number,
 * which needs no memory in any tier of the engine; no UTF-8 has the bits of NaN (0xf0 or more before 0x7f or 0xff), the one number
 * that would not have to come out as it went in.
 */
export function writeFrom(sink: Sink, from: DataView, at: number, length: number): void {
  reserve(sink, length + copyStride);
  const { view, length: to } = sink;
  for (let i = 0; i < length; i += copyStride) view.setFloat64(to + i, from.getFloat64(at + i, true), true);
  sink.length = to + length;
}

/** Repeats bytes that were written before. */
export function repeatBytes(sink: Sink, start: number, end: number): void {
  reserve(sink, end - start);
  sink.bytes.copyWithin(sink.length, start, end);
  sink.length += end - start;
}

/** Writes a text as it is; the caller has escaped it. */
export function writeText(sink: Sink, text: string): void {
  reserve(sink, 3 * text.length);
  sink.length += sink.bytes.write(text, sink.length, 'utf8');
}

/** ASCII characters that stand for themselves in XML: in a text, and between double quotes. */
export const plainInText = plainCharacters('&<>');
export const plainInQuotes = plainCharacters('&<>"');

function isShown(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13;
}

function plainCharacters(special: string): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => Number(isShown(code) && !special.includes(String.fromCharCode(code))));
}

/** The upper halves of two UTF-16 code units; none is set where one byte a character is enough. */
export const upperHalves = 0xff00ff00;

/**
 * Writes UTF-16LE code units as long as they stand for themselves; returns how many it wrote. Nearly all texts of logs are such,
 * and need no string to be made.
 */
export function writePlainUtf16(sink: Sink, { bytes: from, view }: Bytes, at: number, chars: number, isPlain: Uint8Array): number {
  reserve(sink, chars);
  const { bytes, view: to, length } = sink;
  let i = 0;
  let p = at;
  for (; i + 2 <= chars; i += 2, p += 4) {
    const pair = view.getInt32(p, true);
    if ((pair & upperHalves) !== 0 || isPlain[pair & 0xff] === 0 || isPlain[pair >> 16] === 0) break;
    to.setInt16(length + i, pair | (pair >> 8), true);
  }
  for (; i < chars; i += 1, p += 2) {
    const low = from[p]!;
    if (from[p + 1] !== 0 || isPlain[low] === 0) break;
    bytes[length + i] = low;
  }
  sink.length = length + i;
  return i;
}

/** The same for characters of one byte between two places. */
export function writePlainAscii(sink: Sink, { bytes: from, view }: Bytes, at: number, end: number): number {
  reserve(sink, end - at);
  const { bytes, view: to, length } = sink;
  let p = at;
  for (; p + 4 <= end; p += 4) {
    const four = view.getInt32(p, true);
    if (
      (plainInText[four & 0xff]! & plainInText[(four >> 8) & 0xff]! & plainInText[(four >> 16) & 0xff]! & plainInText[four >>> 24]!) ===
      0
    )
      break;
    to.setInt32(length + p - at, four, true);
  }
  for (; p < end && plainInText[from[p]!] === 1; p += 1) bytes[length + p - at] = from[p]!;
  sink.length = length + p - at;
  return p - at;
}
