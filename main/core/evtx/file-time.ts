import type { Literal, Sink } from './sink.ts';
import { literalOf, reserve, writeLiteral } from './sink.ts';
import { writePair } from './write-value.ts';

/** Seconds from 1601-01-01, where FILETIME counts from, to 1970-01-01. */
const epochSeconds = 11_644_473_600;
const ticksPerSecond = 10_000_000n;
/** A second is 2⁷ × 78 125 ticks. */
const shortPerSecond = 78_125;
/** From here on, in the year 5254, a FILETIME without its last seven bits does not fit a double. */
const mostHigh = 2 ** 28;
const secondsPerDay = 86_400;
const daysKept = 512;
/** Latest time that JavaScript can hold. */
const mostMs = 8.64e15;
const zero = 0x30;

/** A FILETIME (100 ns steps since 1601, UTC) without a digit lost: `seconds` since 1970 and `ticks` of 100 ns. */
export type FileTime = { seconds: number; ticks: number };

/** Splits a FILETIME given in halves into `time`. */
export function splitFileTime(low: number, high: number, time: FileTime): void {
  if (high < mostHigh) {
    const short = high * 2 ** 25 + (low >>> 7);
    const seconds = Math.floor(short / shortPerSecond);
    time.ticks = (short - seconds * shortPerSecond) * 128 + (low & 127);
    time.seconds = seconds - epochSeconds;
  } else {
    const all = (BigInt(high) << 32n) | BigInt(low);
    time.ticks = Number(all % ticksPerSecond);
    time.seconds = Number(all / ticksPerSecond) - epochSeconds;
  }
}

/** Milliseconds since 1970 with fractions cut; null for times that JavaScript cannot hold (after the year 275760). */
export function fileTimeMs({ seconds, ticks }: FileTime): number | null {
  const ms = seconds * 1000 + Math.floor(ticks / 10_000);
  return ms > mostMs ? null : ms;
}

/** Writes FILETIMEs as `2017-07-12T17:16:28.214161600Z`, false where that cannot be done; remembers the dates of some days. */
export function fileTimeWriter(): (sink: Sink, time: FileTime) => boolean {
  const days = new Float64Array(daysKept).fill(Number.NaN);
  const dates: Literal[] = Array.from({ length: daysKept }, () => literalOf(''));

  function dateOf(day: number): Literal {
    const slot = day & (daysKept - 1);
    if (days[slot] === day) return dates[slot]!;
    const date = literalOf(new Date(day * secondsPerDay * 1000).toISOString().split('T')[0]!);
    days[slot] = day;
    dates[slot] = date;
    return date;
  }

  return (sink, time) => {
    if (time.seconds * 1000 > mostMs) return false;
    const day = Math.floor(time.seconds / secondsPerDay);
    writeLiteral(sink, dateOf(day));
    reserve(sink, 20);
    const { bytes, view, length: to } = sink;
    const ofDay = (time.seconds - day * secondsPerDay) | 0;
    const minutes = (ofDay / 60) | 0;
    const hours = (minutes / 60) | 0;
    bytes[to] = 0x54;
    writePair(view, to + 1, hours);
    bytes[to + 3] = 0x3a;
    writePair(view, to + 4, minutes - hours * 60);
    bytes[to + 6] = 0x3a;
    writePair(view, to + 7, ofDay - minutes * 60);
    bytes[to + 9] = 0x2e;
    const short = (time.ticks / 10) | 0;
    const highest = (short / 10_000) | 0;
    const rest = short - highest * 10_000;
    const middle = (rest / 100) | 0;
    writePair(view, to + 10, highest);
    writePair(view, to + 12, middle);
    writePair(view, to + 14, rest - middle * 100);
    bytes[to + 16] = zero + time.ticks - short * 10;
    bytes[to + 17] = zero;
    bytes[to + 18] = zero;
    bytes[to + 19] = 0x5a;
    sink.length = to + 20;
    return true;
  };
}
