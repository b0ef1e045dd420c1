import type { ByteCursor } from './byte-cursor.ts';
import { byteCursor, isDigit, isLetter, peek, readNumber, skip, threeLetters, threeLetterWords } from './byte-cursor.ts';
import { zoneCode } from './columns.ts';
import type { LineCalendar } from './line-calendar.ts';
import { createLineCalendar } from './line-calendar.ts';

/**
 * Reads the time at the start of a log line straight from its bytes (ASCII), without making a string: this runs for every
 * line of files of gigabytes.
 *
 * Understood: ISO 8601 with and without zone (`2016-03-18T13:26:02.123Z`, `2016-03-18 13:26:02,123 +0900`),
 * `2016/03/18 13:26:02`, `3/18/2016 1:26:02 PM`, syslog and journal (`Mar 18 13:26:02`, `Mar 18 2016 13:26:02`), each also behind
 * `[`, `"`, `*`, a syslog priority (`<34>1 `) or a weekday (`Fri 2016-03-18 13:26:02 UTC`).
 */
export type LineTimeReader = {
  /** True when a time stands at the start of `bytes[from, to)`; the fields below then hold it. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => boolean;
  /** Milliseconds of the local time as written, read as if it were UTC. */
  localMs: number;
  /** One of `zoneCode`. */
  zone: number;
  offsetMinutes: number;
  /** Range of the written time in the bytes. */
  start: number;
  end: number;
};

export type LineTimeOptions = {
  /** Upper bound for times that name no year; see `LineCalendar.yearless`. */
  readonly nowMs: number;
  /** `18/3/2016` rather than `3/18/2016`; decided per file, never per line. */
  readonly dayFirst: boolean;
};

type Scan = ByteCursor & { readonly calendar: LineCalendar; readonly dayFirst: boolean; zone: number; offsetMinutes: number };

const months = threeLetterWords(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']);
const weekdays = threeLetterWords(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const utcNames = threeLetterWords(['utc', 'gmt']);
const mostOffsetMinutes = 14 * 60;
const none = Number.NaN;

const space = 32;
const quote = 34;
const star = 42;
const plus = 43;
const comma = 44;
const minus = 45;
const dot = 46;
const slash = 47;
const colon = 58;
const less = 60;
const greater = 62;
const bracket = 91;

export function createLineTimeReader(options: LineTimeOptions): LineTimeReader {
  const s: Scan = {
    ...byteCursor(),
    calendar: createLineCalendar(options.nowMs),
    dayFirst: options.dayFirst,
    zone: zoneCode.unknown,
    offsetMinutes: 0,
  };
  const reader: LineTimeReader = {
    localMs: 0,
    zone: zoneCode.unknown,
    offsetMinutes: 0,
    start: 0,
    end: 0,
    read: (bytes, from, to) => {
      s.bytes = bytes;
      s.at = from;
      s.to = to;
      s.zone = zoneCode.unknown;
      s.offsetMinutes = 0;
      skipPreamble(s);
      reader.start = s.at;
      const ms = readAny(s);
      if (Number.isNaN(ms)) return false;
      reader.localMs = ms;
      reader.zone = s.zone;
      reader.offsetMinutes = s.offsetMinutes;
      reader.end = s.at;
      return true;
    },
  };
  return reader;
}

/** Steps over what may stand before a time: a syslog priority, quotes and brackets, a weekday. */
function skipPreamble(s: Scan): void {
  if (skip(s, less)) {
    if (!readNumber(s, 1, 3) || !skip(s, greater)) return;
    const mark = s.at;
    if (!(readNumber(s, 1, 1) && skip(s, space))) s.at = mark;
  }
  while (peek(s) === bracket || peek(s) === quote || peek(s) === star) s.at += 1;
  if (isLetter(peek(s)) && threeLetters(s, weekdays) >= 0) {
    const mark = s.at;
    s.at += 3;
    skip(s, comma);
    if (!skip(s, space)) s.at = mark;
  }
}

function readAny(s: Scan): number {
  const code = peek(s);
  if (isLetter(code)) return readMonthName(s);
  if (!isDigit(code) || !readNumber(s, 1, 4)) return none;
  if (s.digits === 4) return readYearFirst(s);
  return s.digits <= 2 ? readYearLast(s) : none;
}

function readYearFirst(s: Scan): number {
  const year = s.value;
  const separator = peek(s);
  if (separator !== minus && separator !== slash) return none;
  s.at += 1;
  const least = separator === minus ? 2 : 1;
  if (!readNumber(s, least, 2)) return none;
  const month = s.value;
  if (!skip(s, separator) || !readNumber(s, least, 2)) return none;
  const start = s.calendar.day(year, month, s.value);
  if (!skip(s, space) && !skip(s, 84) && !skip(s, 116)) return none;
  const clock = readClock(s, false);
  if (clock < 0) return none;
  readZone(s);
  return start + clock;
}

function readYearLast(s: Scan): number {
  const first = s.value;
  if (!skip(s, slash) || !readNumber(s, 1, 2)) return none;
  const second = s.value;
  if (!skip(s, slash) || !readNumber(s, 4, 4)) return none;
  const start = s.dayFirst ? s.calendar.day(s.value, second, first) : s.calendar.day(s.value, first, second);
  skip(s, comma);
  if (!skip(s, space)) return none;
  const clock = readClock(s, true);
  return clock < 0 ? none : start + clock;
}

function readMonthName(s: Scan): number {
  const month = threeLetters(s, months) + 1;
  if (month === 0) return none;
  s.at += 3;
  if (!skip(s, space)) return none;
  skip(s, space);
  if (!readNumber(s, 1, 2) || !skip(s, space)) return none;
  const date = s.value;
  const mark = s.at;
  if (readNumber(s, 4, 4)) {
    const start = s.calendar.day(s.value, month, date);
    const clock = skip(s, space) ? readClock(s, false) : -1;
    return clock < 0 ? none : start + clock;
  }
  s.at = mark;
  const clock = readClock(s, false);
  return clock < 0 ? none : s.calendar.yearless(month, date, clock);
}

/** `HH:MM:SS[.fraction][ AM|PM]` to milliseconds of the day; -1 when there is none. Only 12-hour clocks may leave out seconds. */
function readClock(s: Scan, twelveHour: boolean): number {
  if (!readNumber(s, 1, 2) || s.value > 23) return -1;
  let hour = s.value;
  if (!skip(s, colon) || !readNumber(s, 2, 2) || s.value > 59) return -1;
  const minute = s.value;
  let second = 0;
  if (skip(s, colon)) {
    if (!readNumber(s, 2, 2) || s.value > 60) return -1;
    second = s.value;
  } else if (!twelveHour) return -1;
  const fraction = readFraction(s);
  if (twelveHour) hour = readHalf(s, hour);
  return hour < 0 ? -1 : ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
}

function readFraction(s: Scan): number {
  const code = peek(s);
  if ((code !== dot && code !== comma) || s.at + 1 >= s.to || !isDigit(s.bytes[s.at + 1])) return 0;
  s.at += 1;
  let scale = 100;
  let milliseconds = 0;
  while (isDigit(peek(s))) {
    milliseconds += Math.floor(((s.bytes[s.at] ?? 48) - 48) * scale);
    scale = scale > 1 ? scale / 10 : 0;
    s.at += 1;
  }
  return milliseconds;
}

/** ` AM` or ` PM` behind a clock, if any; newer Windows puts a narrow no-break space (U+202F) before it. */
function readHalf(s: Scan, hour: number): number {
  const mark = s.at;
  while (s.at < s.to && s.at < mark + 3 && (s.bytes[s.at] === space || (s.bytes[s.at] ?? 0) > 127)) s.at += 1;
  const half = (s.bytes[s.at] ?? 0) | 32;
  const isHalf = s.at + 1 < s.to && (half === 97 || half === 112) && ((s.bytes[s.at + 1] ?? 0) | 32) === 109;
  if (!isHalf || (s.at + 2 < s.to && isLetter(s.bytes[s.at + 2]))) {
    s.at = mark;
    return hour;
  }
  if (hour < 1 || hour > 12) return -1;
  s.at += 2;
  return (hour % 12) + (half === 112 ? 12 : 0);
}

/** `Z`, ` UTC`, ` GMT`, `+09:00`, ` +0900`, `-07`; leaves the cursor where it was when there is none. */
function readZone(s: Scan): void {
  if (skip(s, 90) || skip(s, 122)) {
    s.zone = zoneCode.utc;
    return;
  }
  const mark = s.at;
  skip(s, space);
  if (threeLetters(s, utcNames) >= 0) {
    s.at += 3;
    s.zone = zoneCode.utc;
    return;
  }
  if (!readOffset(s)) s.at = mark;
}

function readOffset(s: Scan): boolean {
  const sign = peek(s);
  if (sign !== plus && sign !== minus) return false;
  s.at += 1;
  if (!readNumber(s, 2, 4) || s.digits === 3) return false;
  let minutes = s.digits === 4 ? Math.floor(s.value / 100) * 60 + (s.value % 100) : s.value * 60;
  if (s.digits === 2 && skip(s, colon)) {
    if (!readNumber(s, 2, 2)) return false;
    minutes += s.value;
  }
  if (minutes > mostOffsetMinutes) return false;
  s.zone = zoneCode.offset;
  s.offsetMinutes = sign === minus ? -minutes : minutes;
  return true;
}
