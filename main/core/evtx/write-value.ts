import { u32 } from './bytes.ts';
import type { Sink } from './sink.ts';
import { reserve } from './sink.ts';

/** Seconds from 1601-01-01, where FILETIME counts from, to 1970-01-01. */
const epochSeconds = 11_644_473_600;
const ticksPerSecond = 10_000_000;
const secondsPerDay = 86_400;
/** Latest time that JavaScript can hold. */
const mostMs = 8.64e15;
const zero = 0x30;

const lowerDigits = Buffer.from('0123456789abcdef');
const upperDigits = Buffer.from('0123456789ABCDEF');

/** Writes a whole number from 0 to 2³² - 1. */
export function writeDecimal(sink: Sink, value: number): void {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits += 1;
  reserve(sink, digits);
  const { bytes } = sink;
  let rest = value;
  for (let at = sink.length + digits - 1; at >= sink.length; at -= 1) {
    const next = Math.floor(rest / 10);
    bytes[at] = zero + rest - next * 10;
    rest = next;
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
  const start = to;
  for (let shift = 60; shift >= 0; shift -= 4) {
    const digit = (shift >= 32 ? high >>> (shift - 32) : low >>> shift) & 15;
    if (to === start && digit === 0 && shift > 0) continue;
    bytes[to] = lowerDigits[digit]!;
    to += 1;
  }
  sink.length = to;
}

/** Writes bytes as pairs of hexadecimal digits. */
export function writeHexBytes(sink: Sink, from: Buffer, at: number, size: number): void {
  reserve(sink, 2 * size);
  const { bytes } = sink;
  let to = sink.length;
  for (let p = at; p < at + size; p += 1, to += 2) {
    bytes[to] = upperDigits[from[p]! >> 4]!;
    bytes[to + 1] = upperDigits[from[p]! & 15]!;
  }
  sink.length = to;
}

/** Places of a GUID's bytes in its text; -1 stands for a hyphen. */
const guidOrder = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15];

/** Writes `{54849625-5478-4994-A5BA-3E3B0328C30D}`: the first three groups are little-endian numbers. */
export function writeGuid(sink: Sink, from: Buffer, at: number): void {
  reserve(sink, 38);
  const { bytes } = sink;
  let to = sink.length;
  bytes[to] = 0x7b;
  to += 1;
  for (const place of guidOrder) {
    if (place < 0) {
      bytes[to] = 0x2d;
      to += 1;
      continue;
    }
    const byte = from[at + place]!;
    bytes[to] = upperDigits[byte >> 4]!;
    bytes[to + 1] = upperDigits[byte & 15]!;
    to += 2;
  }
  bytes[to] = 0x7d;
  sink.length = to + 1;
}

/** Writes the SID at `at` (MS-DTYP 2.4.2.1), which the caller has found to be whole. The authority is hexadecimal from 2³² on. */
export function writeSid(sink: Sink, from: Buffer, at: number): void {
  reserve(sink, 4);
  sink.bytes[sink.length] = 0x53;
  sink.length += 1;
  writePart(sink, from[at]!);
  const authorityHigh = (from[at + 2]! << 8) | from[at + 3]!;
  const authority = ((from[at + 4]! << 24) | (from[at + 5]! << 16) | (from[at + 6]! << 8) | from[at + 7]!) >>> 0;
  if (authorityHigh === 0) writePart(sink, authority);
  else {
    reserve(sink, 1);
    sink.bytes[sink.length] = 0x2d;
    sink.length += 1;
    writeHex(sink, authority, authorityHigh);
  }
  for (let i = 0; i < from[at + 1]!; i += 1) writePart(sink, u32(from, at + 8 + 4 * i));
}

function writePart(sink: Sink, value: number): void {
  reserve(sink, 1);
  sink.bytes[sink.length] = 0x2d;
  sink.length += 1;
  writeDecimal(sink, value);
}

/** A FILETIME (100 ns steps since 1601, UTC) without a digit lost: `seconds` since 1970 and `ticks` of 100 ns. */
export type FileTime = { seconds: number; ticks: number };

/** Splits a FILETIME given in halves into `time`. Long division in steps of 16 bits: the whole number does not fit a double. */
export function splitFileTime(low: number, high: number, time: FileTime): void {
  const first = Math.floor(high / ticksPerSecond);
  const middle = (high - first * ticksPerSecond) * 65_536 + (low >>> 16);
  const second = Math.floor(middle / ticksPerSecond);
  const last = (middle - second * ticksPerSecond) * 65_536 + (low & 0xffff);
  const third = Math.floor(last / ticksPerSecond);
  time.ticks = last - third * ticksPerSecond;
  time.seconds = first * 4_294_967_296 + second * 65_536 + third - epochSeconds;
}

/** Milliseconds since 1970 with fractions cut; null for times that JavaScript cannot hold (after the year 275760). */
export function fileTimeMs({ seconds, ticks }: FileTime): number | null {
  const ms = seconds * 1000 + Math.floor(ticks / 10_000);
  return ms > mostMs ? null : ms;
}

/** Writes FILETIMEs as `2017-07-12T17:16:28.214161600Z`, false where that cannot be done; remembers the last day, as logs run in time. */
export function fileTimeWriter(): (sink: Sink, time: FileTime) => boolean {
  let lastDay = Number.NaN;
  let date = Buffer.alloc(0);
  return (sink, time) => {
    const day = Math.floor(time.seconds / secondsPerDay);
    if (time.seconds * 1000 > mostMs) return false;
    if (day !== lastDay) {
      date = Buffer.from(new Date(day * secondsPerDay * 1000).toISOString().split('T')[0]!);
      lastDay = day;
    }
    reserve(sink, date.length + 20);
    const { bytes } = sink;
    let to = sink.length;
    for (let i = 0; i < date.length; i += 1) bytes[to + i] = date[i]!;
    to += date.length;
    const ofDay = time.seconds - day * secondsPerDay;
    to = writePair(bytes, to, 0x54, (ofDay / 3600) | 0);
    to = writePair(bytes, to, 0x3a, ((ofDay / 60) | 0) % 60);
    to = writePair(bytes, to, 0x3a, ofDay % 60);
    bytes[to] = 0x2e;
    let rest = time.ticks;
    for (let at = to + 7; at > to; at -= 1) {
      const next = (rest / 10) | 0;
      bytes[at] = zero + rest - next * 10;
      rest = next;
    }
    bytes[to + 8] = zero;
    bytes[to + 9] = zero;
    bytes[to + 10] = 0x5a;
    sink.length = to + 11;
    return true;
  };
}

function writePair(bytes: Buffer, at: number, before: number, value: number): number {
  bytes[at] = before;
  bytes[at + 1] = zero + ((value / 10) | 0);
  bytes[at + 2] = zero + (value % 10);
  return at + 3;
}
