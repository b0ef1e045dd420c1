/**
 * `Get-EventLog` prints a table with times such as `Mar 18 13:26`, in the month names of the culture and without a year
 * (DotNetTypes.format.ps1xml: `{0:MMM} {0:dd} {0:HH}:{0:mm}`). The file may tell it elsewhere: by the head of a transcript, or by a date
 * that somebody printed. No event is younger than that.
 */

/** Beginnings of month names in English, German, French, Spanish, Italian, Portuguese, Dutch and Russian, without accents; Japanese and Chinese count. */
const months: readonly RegExp[] = [
  /^(?:0?1月?$|jan|ene|gen|янв)/,
  /^(?:0?2月?$|feb|fev|фев)/,
  /^(?:0?3月?$|mar|mrz|mrt|мар)/,
  /^(?:0?4月?$|apr|avr|abr|апр)/,
  /^(?:0?5月?$|mai|may|mag|mei|маи|мая)/,
  /^(?:0?6月?$|jun|juin|giu|июн)/,
  /^(?:0?7月?$|jul|juil|lug|июл)/,
  /^(?:0?8月?$|aug|aou|ago|авг)/,
  /^(?:0?9月?$|sep|set|сен)/,
  /^(?:10月?$|oct|okt|ott|out|окт)/,
  /^(?:11月?$|nov|ноя)/,
  /^(?:12月?$|dec|dez|dic|дек)/,
];

export type DayOfYear = { readonly month: number; readonly day: number };
export type Moment = DayOfYear & { readonly hour: number; readonly minute: number };
export type WrittenDay = DayOfYear & { readonly year: number };

/** Number of a month, 1 to 12; null for a word that is none. */
function monthOf(word: string): number | null {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const at = months.findIndex((pattern) => pattern.test(plain));
  return at < 0 ? null : at + 1;
}

/** Reads `Mar 18 13:26`; null when it is no such time. */
export function readMoment(text: string): Moment | null {
  const match = /^(\S{1,12}) (\d{1,2}) (\d{1,2}):(\d{2})$/.exec(text.trim());
  const month = match === null ? null : monthOf(match[1]!);
  if (match === null || month === null) return null;
  const [day, hour, minute] = [Number(match[2]), Number(match[3]), Number(match[4])];
  return day < 1 || day > 31 || hour > 23 || minute > 59 ? null : { month, day, hour, minute };
}

/** `Start time: 20240318132602` in the head of a transcript, whatever the language of the label. */
const transcript = /^\D{1,40}[:：]\s?(\d{4})(\d{2})(\d{2})\d{6}\s*$/;
const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?$/;
/** What `Get-Date` prints: `Monday, March 18, 2024 1:29:21 PM`, `Montag, 18. März 2024 13:29:21`, `lundi 18 mars 2024 13:29:21`. */
const monthFirst = /^(?:\p{L}{2,12},? )?(\p{L}{3,12})\.? (\d{1,2}),? (\d{4}) \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: [AP]M)?$/u;
const dayFirst = /^(?:\p{L}{2,12},? )?(\d{1,2})\.? (?:de )?(\p{L}{3,12})\.? (?:de )?(\d{4}) \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: [AP]M)?$/u;

function wholeDay(year: string, month: number | null, dayOfMonth: string): WrittenDay | null {
  const found = { year: Number(year), month: month ?? 0, day: Number(dayOfMonth) };
  const isDay = found.month >= 1 && found.month <= 12 && found.day >= 1 && found.day <= 31;
  return isDay && found.year > 1990 && found.year < 2100 ? found : null;
}

/** A line that is a whole date and nothing else that could be one of an event; null for any other. Day and month are never guessed. */
export function readWrittenDay(line: string): WrittenDay | null {
  if (line.length > 100) return null;
  const text = line.trim();
  const numbers = transcript.exec(text) ?? yearFirst.exec(text);
  if (numbers) return wholeDay(numbers[1]!, Number(numbers[2]), numbers[3]!);
  const first = monthFirst.exec(text);
  if (first) return wholeDay(first[3]!, monthOf(first[1]!), first[2]!);
  const second = dayFirst.exec(text);
  return second ? wholeDay(second[3]!, monthOf(second[2]!), second[1]!) : null;
}

const minutesOfDay = 24 * 60;

function minuteOfYear({ month, day: dayOfMonth, hour, minute }: Moment): number {
  return (month * 31 + dayOfMonth) * minutesOfDay + hour * 60 + minute;
}

/** The last year in which the moment was no later than the day on which somebody looked. */
function yearBefore(moment: DayOfYear, seen: WrittenDay): number {
  const isLater = moment.month * 31 + moment.day > seen.month * 31 + seen.day + 1;
  return isLater ? seen.year - 1 : seen.year;
}

/** One row of a table: its time, and the number that the log gave the event where the table shows it. */
export type YearlessRow = { readonly moment: Moment | null; readonly index: number | null; readonly startsTable: boolean };

/** How one table runs: steps of its index, the times that it starts over with January, and its last time. */
type Run = { up: number; down: number; newYears: number; last: YearlessRow | null };
/** A clock that was set makes a step too, but no such one. */
const minutesOfNewYear = 30 * minutesOfDay;

function stepOf(from: Moment, to: Moment): number {
  const step = minuteOfYear(to) - minuteOfYear(from);
  return Math.abs(step) < minutesOfNewYear ? 0 : Math.sign(step);
}

function learn(run: Run, row: YearlessRow): void {
  const { last } = run;
  if (last?.moment && row.moment && stepOf(last.moment, row.moment) < 0) run.newYears += 1;
  if (last !== null && last.index !== null && row.index !== null) {
    if (row.index > last.index) run.up += 1;
    if (row.index < last.index) run.down += 1;
  }
  run.last = row;
}

/** Learns how the tables of a file run, row by row; then gives each row its year in a second pass over the same rows. */
export function createYears() {
  const runs: Run[] = [];
  return {
    learn: (row: YearlessRow): void => {
      if (row.startsTable) runs.push({ up: 0, down: 0, newYears: 0, last: null });
      const run = runs.at(-1);
      if (run) learn(run, row);
    },
    /** The year of each row in turn, from the day on which the tables were printed. */
    giver: (seen: WrittenDay) => giveYears(runs, seen),
  };
}

type Dated = { readonly moment: Moment; readonly year: number };

function giveYears(runs: readonly Run[], seen: WrittenDay): (row: YearlessRow) => number | null {
  let at = -1;
  let previous: Dated | null = null;
  return ({ moment, startsTable }) => {
    if (startsTable) {
      at += 1;
      previous = null;
    }
    const run = runs[at];
    if (moment === null || run === undefined) return null;
    const year = yearOf(moment, previous, run, seen);
    previous = { moment, year };
    return year;
  };
}

/** By the row before it where the index runs one way; by the day alone where the table is sorted by something else. */
function yearOf(moment: Moment, previous: Dated | null, run: Run, seen: WrittenDay): number {
  const step = previous === null ? 0 : stepOf(previous.moment, moment);
  const isNewestFirst = run.down > 0 && run.up === 0;
  const isOldestFirst = run.up > 0 && run.down === 0;
  if (previous !== null && isNewestFirst) return previous.year - (step > 0 ? 1 : 0);
  if (previous !== null && isOldestFirst) return previous.year + (step < 0 ? 1 : 0);
  return isOldestFirst && run.last?.moment ? yearBefore(run.last.moment, seen) - run.newYears : yearBefore(moment, seen);
}
