import type { Sink } from './sink.ts';
import { reserve } from './sink.ts';

/** Seconds from 1601-01-01, where FILETIME counts from, to 1970-01-01. */
const epochSeconds = 11_644_473_600;
const ticksPerSecond = 10_000_000;
const secondsPerDay = 86_400;
/** Latest time that JavaScript can hold. */
const mostMs = 8.64e15;
const zero = 0x30;

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

/** A moment: `ms` since 1970 with fractions cut, and its text with all digits. */
export type Moment = { readonly ms: number; readonly text: string };

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
