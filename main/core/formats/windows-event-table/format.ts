import { message } from '#shared/model/message.ts';
import type { Format, NewRecord, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { cjk } from '../shared/format-list.ts';
import { readFormatTable, widthOf, type TableRow } from '../shared/format-table.ts';
import { dateOrderVote, type DateOrder } from '../shared/windows-date.ts';
import { parseInteger } from '../shared/numbers.ts';
import { rejected } from '../shared/parsed.ts';
import { isNameOfEvent } from '../windows-event/describe-event.ts';
import { isPsEvent, psEvent } from '../windows-event/ps-event.ts';
import { createYears, readMoment, readWrittenDay, type Moment, type WrittenDay, type YearlessRow } from './yearless.ts';

/** `Get-WinEvent` groups its table by source and writes the source above each group. */
const group = /^\s*ProviderName:\s+(\S.*?)\s*$/;
const maxWrapped = 200;

/** A row with the lines that `-Wrap` continued it on, and the source of its group. */
type Row = {
  readonly first: TextLine;
  readonly last: TextLine;
  readonly text: string;
  readonly cells: ReadonlyMap<string, string>;
  readonly provider: string | null;
};

function isEventTable(cells: ReadonlyMap<string, string>): boolean {
  const has = (name: string): boolean => cells.has(name);
  return isPsEvent(has) || (has('InstanceID') && has('EntryType')) || (has('Id') && has('LevelDisplayName'));
}

/** `...` where the table cut a value, in the last cell or in one between. */
function isCut(cells: ReadonlyMap<string, string>): boolean {
  return [...cells.values()].some((cell) => /(?:\.\.\.|…)$/.test(cell));
}

function isContinuation(cells: ReadonlyMap<string, string>): boolean {
  const filled = [...cells].filter(([, cell]) => cell !== '').map(([name]) => name);
  return filled.length > 0 && filled.every((name) => name === 'Message' || name === 'ProviderName' || name === 'Source');
}

const sentenceEnd = /[.:。：]$/;
const label = /^[^:：]{1,60}[:：]/;

/**
 * A line of a message goes on in the next one where that one's first word had no room; the message itself broke there after a sentence
 * and before a label. Japanese and Chinese are also broken within a word, at the very edge.
 */
function joinMessage(words: string, next: string, room: number): string {
  if (words === '' || next === '') return words + next;
  const goesOn = !sentenceEnd.test(words) && !label.test(next) && 1 + widthOf(/^\S+/.exec(next)?.[0] ?? '') > room;
  const isWithinWord = room < 2 && cjk.test(words.at(-1)!) && cjk.test(next[0]!);
  return words + (goesOn ? (isWithinWord ? '' : ' ') : '\n') + next;
}

function extend(row: Row, { line, cells }: TableRow, width: number): Row {
  const room = width - widthOf(row.last.text);
  const joined = new Map(
    [...row.cells].map(([name, cell]) => {
      const next = cells.get(name) ?? '';
      return [name, name === 'Message' ? joinMessage(cell, next, room) : cell + next];
    }),
  );
  return { ...row, last: line, text: `${row.text}\n${line.text}`, cells: joined };
}

/** Rows of events; `width` is that of the widest line of the tables. */
function* readRows(lines: Iterable<TextLine>, width: number): Iterable<Row> {
  let provider: string | null = null;
  function* watched(): Iterable<TextLine> {
    for (const line of lines) {
      provider = (line.text.length < 300 ? group.exec(line.text)?.[1] : undefined) ?? provider;
      yield line;
    }
  }
  let open: Row | null = null;
  for (const row of readFormatTable(watched())) {
    if (!isEventTable(row.cells)) continue;
    const near = open !== null && row.line.number === open.last.number + 1 && open.last.number - open.first.number < maxWrapped;
    if (open && near && isContinuation(row.cells)) {
      open = extend(open, row, width);
      continue;
    }
    if (open) yield open;
    open = { first: row.line, last: row.line, text: row.line.text, cells: row.cells, provider };
  }
  if (open) yield open;
}

/** `time` stands for a time of the row that names no year. */
function toRecord(row: Row, order: DateOrder, time: string | null): NewRecord | null {
  const get = (name: string): string | null => {
    if (name === 'Time' && time !== null) return time;
    return row.cells.get(name) || (name === 'ProviderName' ? row.provider : null);
  };
  const event = psEvent(
    {
      place: { line: row.first.number, endLine: row.last.number, offset: row.first.offset },
      text: row.text,
      values: [],
      dataBytes: [],
      get,
    },
    order,
  );
  const written = row.cells.get('Time');
  const isYearless = event !== null && event.time !== null && time !== null && written !== undefined;
  const record = isYearless ? { ...event, time: { ...event.time, text: written } } : event;
  if (record?.data.kind !== 'windows-event' || !isCut(row.cells)) return record;
  // What happened is known all the same where the number or the name of a service survived the cut.
  if (record.what === null || !isNameOfEvent(record.what)) return record;
  const { provider, eventId } = record.data;
  return { ...record, what: message('record.windows-event-cut', { provider, id: String(eventId) }) };
}

function widestRow(lines: Iterable<TextLine>): number {
  let width = 0;
  for (const row of readFormatTable(lines)) if (isEventTable(row.cells)) width = Math.max(width, widthOf(row.line.text));
  return width;
}

/** Rows with what tells the year of those whose time names none. */
function* withIndex(rows: Iterable<Row>): Iterable<YearlessRow & { readonly row: Row }> {
  let before: Row | null = null;
  for (const row of rows) {
    const startsTable = before === null || row.first.number !== before.last.number + 1;
    yield { row, startsTable, moment: readMoment(row.cells.get('Time') ?? ''), index: parseInteger(row.cells.get('Index')) };
    before = row;
  }
}

/** What a first look at the whole file tells: the order of day and month, and the years of times without one. */
function look(input: ParseInput) {
  const vote = dateOrderVote();
  const years = createYears();
  const told: { seen: WrittenDay | null; yearless: string | null } = { seen: null, yearless: null };
  function* watched(): Iterable<TextLine> {
    for (const line of input.lines()) {
      told.seen ??= readWrittenDay(line.text);
      yield line;
    }
  }
  for (const { row, ...timed } of withIndex(readRows(watched(), Number.POSITIVE_INFINITY))) {
    vote.add(row.cells.get('TimeCreated') ?? row.cells.get('TimeGenerated') ?? '', null);
    years.learn(timed);
    if (timed.moment !== null) told.yearless ??= row.cells.get('Time') ?? null;
  }
  return { vote, years, ...told };
}

function yearNote(text: string, seen: WrittenDay | null): Parsed {
  const date = seen === null ? null : [seen.year, seen.month, seen.day].map((part) => String(part).padStart(2, '0')).join('-');
  const reason = date === null ? message('reject.event-year-open', { text }) : message('reject.event-year-taken', { text, date });
  return { type: 'rejected', line: null, reason, excerpt: text };
}

function fullTime({ month, day, hour, minute }: Moment, year: number): string {
  const [m, d, h, min] = [month, day, hour, minute].map((part) => String(part).padStart(2, '0'));
  return `${year}-${m}-${d}T${h}:${min}`;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const { vote, years, seen, yearless } = look(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  if (yearless !== null) yield yearNote(yearless, seen);
  const yearOf = seen === null ? null : years.giver(seen);
  for (const { row, ...timed } of withIndex(readRows(input.lines(), widestRow(input.lines())))) {
    const year = yearOf?.(timed) ?? null;
    const record = toRecord(row, order, timed.moment === null || year === null ? null : fullTime(timed.moment, year));
    yield record ? { type: 'record', record } : rejected(row.first.number, 'reject.event-source', row.text);
  }
}

function* sampleLines(text: string): Iterable<TextLine> {
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) yield { number: i + 1, offset: 0, text: line };
}

function detect(sample: Sample): number {
  const text = sample.text;
  if (text === null || !/^ *--/m.test(text) || !/\b(?:TimeCreated|TimeGenerated|EntryType|InstanceI[Dd])\b/.test(text)) return 0;
  for (const row of readRows(sampleLines(text), Number.POSITIVE_INFINITY)) return toRecord(row, 'dmy', null) ? 0.96 : 0;
  return 0;
}

/** Events as `Get-WinEvent` and `Get-EventLog` print them as a table; a value that the table cut is said to be cut. */
export const format: Format = { id: 'windows-event-table', detect, parse };
