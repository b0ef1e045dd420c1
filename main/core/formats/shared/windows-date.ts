import type { RecordTime } from '#shared/model/record.ts';
import { halfOfDay } from './day-half.ts';
import { toAsciiDigits } from './numbers.ts';
import { calendarDay } from './windows-calendar.ts';

/** Order of the date fields in a file; 'dmy' and 'mdy' differ only where the year stands last. */
export type DateOrder = 'dmy' | 'mdy';

type Fields = {
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly separator: string;
  readonly hour: number;
  readonly minute: number;
  readonly second60: number;
  readonly millisecond: number;
  readonly half: 'am' | 'pm' | null;
  /** The words beside the time. */
  readonly words: string;
};

const shape =
  /(\d{1,4})\s?([./年-])\s?(\d{1,2}|[A-Za-z]{3})\s?[./月-]\s?(\d{1,4})(\D{1,16}?)(\d{1,2})(?:[:.時时]|\sh\s)(\d{1,2})(?:(?:[:.分]|\smin\s)(\d{1,2}))?(?:[.,](\d{1,7}))?(.{0,16})/u;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Years of the Japanese eras that Windows logs can fall in, before their first one. */
const eras: Readonly<Record<string, number>> = { 令和: 2018, R: 2018, 平成: 1988, H: 1988 };
const era = /^(令和|平成|R|H)\.?\s?(\d{1,2})(?=\s?[./年])/;

/** ISO 8601 with `T`, and the `/Date(ms)/` form of Windows PowerShell's JSON; the zone is known when it is written. */
const iso = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;
const jsonDate = /^\/Date\((-?\d{1,15})\)\/$/;

function split(text: string): Fields | null {
  if (text.length > 120) return null;
  // Directional marks and narrow spaces stand in dates of some cultures.
  const plain = toAsciiDigits(text.replace(/[\u200E\u200F\u061C]/g, '').replace(/[\u00A0\u202F]/g, ' ')).trim();
  const match = shape.exec(plain.replace(era, (_whole, name: string, y: string) => String((eras[name] ?? 0) + Number(y))));
  if (!match) return null;
  const words = `${match[5]} ${match[10] ?? ''}`;
  return {
    first: match[1]!,
    separator: match[2]!,
    second: monthNumber(match[3]!),
    third: match[4]!,
    hour: Number(match[6]),
    minute: Number(match[7]),
    second60: Number(match[8] ?? 0),
    millisecond: Number(`0.${match[9] ?? '0'}`) * 1000,
    half: halfOfDay(words),
    words,
  };
}

/** Nobody's culture, but many an administrator's choice: `18-Mar-2024`. */
function monthNumber(text: string): string {
  const at = monthNames.indexOf(text.toLowerCase());
  return at < 0 ? text : `${at + 1}`.padStart(2, '0');
}

/** Words of the halves of the day in Arabic, whose two-digit years in Saudi Arabia count from the Hijra. */
const arabic = /[صم]/;

function year(text: string, words: string): number {
  const value = Number(text);
  if (text.length > 2) return value;
  return value >= 40 && value < 60 && arabic.test(words) ? 1400 + value : 2000 + value;
}

function toMs(fields: Fields, order: DateOrder): number | null {
  const yearFirst = fields.first.length > 2;
  const [y, m, d] = yearFirst
    ? [fields.first, fields.second, fields.third]
    : order === 'mdy'
      ? [fields.third, fields.first, fields.second]
      : [fields.third, fields.second, fields.first];
  let hour = fields.hour;
  if (fields.half === 'pm' && hour < 12) hour += 12;
  if (fields.half === 'am' && hour === 12) hour = 0;
  if (hour > 23 || fields.minute > 59 || fields.second60 > 59) return null;
  const startMs = calendarDay(year(y, fields.words), Number(m), Number(d));
  return startMs === null ? null : startMs + ((hour * 60 + fields.minute) * 60 + fields.second60) * 1000 + Math.floor(fields.millisecond);
}

/** What the order rests on: `sure` when a date, or their run, tells it; else the first date that can be read both ways. */
export type DateOrderBasis = { readonly sure: true } | { readonly sure: false; readonly text: string };

/** Collects the dates of a file to find the order of day and month; holds counters only, so file size does not matter. */
export type DateOrderVote = {
  readonly add: (text: string, index: number | null) => void;
  readonly order: () => DateOrder;
  readonly basis: () => DateOrderBasis;
};

type Track = { previous: number | null; up: number; down: number };

/** Without an index the file may run newest first: what counts is that it runs one way. */
function breaks(track: Track): number {
  return Math.min(track.up, track.down);
}

/**
 * Decides between day/month and month/day for a whole file, in this order: a field over 12; a date that exists only one
 * way; the order in which times run with the event index (or with the lines); then the habits of the Windows cultures:
 * `.` and `-` mean day first, and so do, with `/`, a leading zero, a 24-hour clock and any half of the day but `AM` and `PM`: en-US
 * writes none of these. What `/` alone decides is a guess, and `basis` says so.
 */
export function dateOrderVote(): DateOrderVote {
  let proof: DateOrder | null = null;
  let habit = 0;
  let open: string | null = null;
  let previousIndex: number | null = null;
  let lines = 0;
  const tracks: Record<DateOrder, Track> = { dmy: { previous: null, up: 0, down: 0 }, mdy: { previous: null, up: 0, down: 0 } };
  const follow = (order: DateOrder, ms: number, direction: number): void => {
    const track = tracks[order];
    if (track.previous !== null && direction !== 0) {
      const step = Math.sign(ms - track.previous) * direction;
      if (step < 0) track.down += 1;
      if (step > 0) track.up += 1;
    }
    track.previous = ms;
  };
  const add = (text: string, index: number | null): void => {
    const fields = split(text);
    if (!fields || fields.first.length > 2) return;
    const dmy = toMs(fields, 'dmy');
    const mdy = toMs(fields, 'mdy');
    if (dmy === null && mdy === null) return;
    if (dmy === null || mdy === null) {
      proof ??= dmy === null ? 'mdy' : 'dmy';
      return;
    }
    const direction = index !== null && previousIndex !== null ? Math.sign(index - previousIndex) : lines > 0 ? 1 : 0;
    follow('dmy', dmy, direction);
    follow('mdy', mdy, direction);
    previousIndex = index;
    lines += 1;
    const noZeros = !fields.first.startsWith('0') && !fields.second.startsWith('0');
    const isUs = fields.separator === '/' && noZeros && /\b[AP]M\b/.test(fields.words);
    habit += isUs ? -1 : 1;
    if (fields.separator === '/' && dmy !== mdy) open ??= text.trim();
  };
  const run = (): number => breaks(tracks.dmy) - breaks(tracks.mdy);
  const order = (): DateOrder => {
    if (proof) return proof;
    const difference = run();
    if (difference !== 0) return difference < 0 ? 'dmy' : 'mdy';
    return habit > 0 ? 'dmy' : 'mdy';
  };
  const basis = (): DateOrderBasis => (proof || run() !== 0 || open === null ? { sure: true } : { sure: false, text: open });
  return { add, order, basis };
}

const dayMs = 86_400_000;
/** Lines of the same day are many and stand together. */
let latestDay: { readonly text: string; readonly startMs: number | null } = { text: '', startMs: null };

/** Null for a date that no calendar has. */
function dayStart([whole, y, mo, d]: RegExpExecArray): number | null {
  const text = whole.slice(0, 10);
  if (latestDay.text !== text) {
    const ms = Date.UTC(Number(y), Number(mo) - 1, Number(d));
    latestDay = { text, startMs: new Date(ms).getUTCDate() === Number(d) ? ms : null };
  }
  return latestDay.startMs;
}

function isoTime(match: RegExpExecArray, text: string): RecordTime | null {
  const [, , , , h, mi, s, fraction, zone] = match;
  const startMs = dayStart(match);
  const ofDay = (Number(h) * 60 + Number(mi)) * 60_000 + Number(s ?? 0) * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000);
  if (startMs === null || ofDay >= dayMs) return null;
  const ms = startMs + ofDay;
  if (!zone) return { utcMs: null, localMs: ms, offsetMinutes: null, zone: 'unknown', text };
  if (zone === 'Z') return { utcMs: ms, localMs: ms, offsetMinutes: 0, zone: 'utc', text };
  const sign = zone.startsWith('-') ? -1 : 1;
  const offsetMinutes = sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return { utcMs: ms - offsetMinutes * 60_000, localMs: ms, offsetMinutes, zone: 'offset', text };
}

/**
 * Reads a date and time as a Windows culture writes it (`3/18/2016 1:26:02 PM`, `2016/03/18 13:26:02`,
 * `18.03.2016 13:26:02`, `2016/03/18 午後 1:26:02`), ISO 8601, or PowerShell's JSON form. Without a written zone the
 * result has zone 'unknown' and `localMs` as if the clock showed UTC. Null when it is no date.
 */
export function parseWindowsDate(text: string, order: DateOrder): RecordTime | null {
  const trimmed = text.trim();
  const isoMatch = iso.exec(trimmed);
  if (isoMatch) return isoTime(isoMatch, trimmed);
  const json = jsonDate.exec(trimmed);
  if (json) {
    const ms = Number(json[1]);
    return Math.abs(ms) > 8.64e15 ? null : { utcMs: ms, localMs: ms, offsetMinutes: 0, zone: 'utc', text: trimmed };
  }
  const fields = split(trimmed);
  const ms = fields ? (toMs(fields, order) ?? toMs(fields, order === 'dmy' ? 'mdy' : 'dmy')) : null;
  return ms === null ? null : { utcMs: null, localMs: ms, offsetMinutes: null, zone: 'unknown', text: trimmed };
}
