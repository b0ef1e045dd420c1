import { message } from '#shared/model/message.ts';
import type { Format, NewRecord, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { cjk } from '../shared/format-list.ts';
import { readFormatTable, widthOf, type TableRow } from '../shared/format-table.ts';
import { dateOrderVote, type DateOrder, type DateOrderVote } from '../shared/windows-date.ts';
import { rejected } from '../shared/parsed.ts';
import { isNameOfEvent } from '../windows-event/describe-event.ts';
import { isPsEvent, psEvent } from '../windows-event/ps-event.ts';

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

function toRecord(row: Row, order: DateOrder): NewRecord | null {
  const get = (name: string): string | null => row.cells.get(name) || (name === 'ProviderName' ? row.provider : null);
  const record = psEvent(
    {
      place: { line: row.first.number, endLine: row.last.number, offset: row.first.offset },
      text: row.text,
      values: [],
      dataBytes: [],
      get,
    },
    order,
  );
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

function voteOnOrder(input: ParseInput): DateOrderVote {
  const vote = dateOrderVote();
  for (const { cells } of readRows(input.lines(), Number.POSITIVE_INFINITY))
    vote.add(cells.get('TimeCreated') ?? cells.get('TimeGenerated') ?? '', null);
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  const width = widestRow(input.lines());
  for (const row of readRows(input.lines(), width)) {
    const record = toRecord(row, order);
    yield record ? { type: 'record', record } : rejected(row.first.number, 'reject.event-source', row.text);
  }
}

function* sampleLines(text: string): Iterable<TextLine> {
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) yield { number: i + 1, offset: 0, text: line };
}

function detect(sample: Sample): number {
  const text = sample.text;
  if (text === null || !/^ *--/m.test(text) || !/\b(?:TimeCreated|TimeGenerated|EntryType|InstanceI[Dd])\b/.test(text)) return 0;
  for (const row of readRows(sampleLines(text), Number.POSITIVE_INFINITY)) return toRecord(row, 'dmy') ? 0.96 : 0;
  return 0;
}

/** Events as `Get-WinEvent` and `Get-EventLog` print them as a table; a value that the table cut is said to be cut. */
export const format: Format = { id: 'windows-event-table', detect, parse };
