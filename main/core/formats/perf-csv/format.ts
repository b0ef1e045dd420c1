import { message } from '#shared/model/message.ts';
import type { RecordTime } from '#shared/model/record.ts';
import type { Format, NewRecord, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { parseDecimal } from '../shared/numbers.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, parseWindowsDate, type DateOrder } from '../shared/windows-date.ts';
import { counterColumn, type CounterColumn } from './counter-name.ts';

/** `"(PDH-CSV 4.0) (Tokyo Standard Time)(-540)"`: the minutes that, added to the local time, give UTC. */
const heading = /^\uFEFF?\s*"?\(PDH-(?:CSV|TSV) \d+\.\d+\)/;
const bias = /\(([+-]?\d{1,4})\)\s*$/;
const rowStart = /^\s*"?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[ T]/;

type Table = {
  readonly delimiter: string;
  readonly biasMinutes: number | null;
  readonly columns: readonly CounterColumn[];
  readonly host: string | null;
};

function delimiterOf(text: string): string {
  const quoted = /^\uFEFF?\s*"[^"]*"\s*([,;\t])/.exec(text);
  return quoted?.[1] ?? (text.includes('\t') ? '\t' : ',');
}

function readHeading(text: string): Table {
  const delimiter = delimiterOf(text);
  const cells = splitCsvLine(text.replace(/^\uFEFF/, '').trim(), delimiter);
  const zone = bias.exec(cells[0] ?? '');
  const columns = cells.slice(1).map(counterColumn);
  return { delimiter, biasMinutes: zone ? Number(zone[1]) : null, columns, host: columns.find((c) => c.host)?.host ?? null };
}

function withZone(time: RecordTime, biasMinutes: number | null): RecordTime {
  if (biasMinutes === null || Math.abs(biasMinutes) > 15 * 60) return time;
  const offsetMinutes = biasMinutes === 0 ? 0 : -biasMinutes;
  return { ...time, utcMs: time.localMs + biasMinutes * 60_000, offsetMinutes, zone: 'offset' };
}

/** Empty cells and `-1` stand for a sample that could not be taken. */
function sampleOf(cell: string | undefined): number | null {
  const value = parseDecimal(cell);
  return value === -1 ? null : value;
}

function readRow(line: TextLine, table: Table, order: DateOrder): NewRecord | null {
  const cells = splitCsvLine(line.text.trim(), table.delimiter);
  const time = parseWindowsDate(cells[0] ?? '', order);
  if (!time) return null;
  const values: Record<string, number> = Object.create(null);
  // By the cells of the row: a heading may be a thousand times as long.
  cells.slice(1, table.columns.length + 1).forEach((cell, i) => {
    const column = table.columns[i]!;
    const value = sampleOf(cell);
    if (value !== null) values[column.key] = value * column.factor;
  });
  const count = Object.keys(values).length;
  return {
    place: { line: line.number, endLine: line.number, offset: line.offset },
    time: withZone(time, table.biasMinutes),
    level: null,
    what: message('record.perf-sample', { count }),
    who: table.host,
    data: { kind: 'perf-sample', host: table.host, values: { ...values } },
    text: line.text,
  };
}

/** PDH writes MM/dd/yyyy everywhere; a log that a script rewrote may have the day first, which shows in a field over 12. */
function findOrder(lines: Iterable<TextLine>): DateOrder {
  const vote = dateOrderVote();
  let ambiguous = true;
  for (const line of lines) {
    const match = /^\s*"?(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}[^",;]{0,20}/.exec(line.text);
    if (!match) continue;
    if (Number(match[1]) <= 12 && Number(match[2]) <= 12) continue;
    vote.add(match[0].replace('"', ''), null);
    ambiguous = false;
    break;
  }
  return ambiguous ? 'mdy' : vote.order();
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const order = findOrder(input.lines());
  let table: Table | null = null;
  for (const line of input.lines()) {
    if (heading.test(line.text)) {
      table = readHeading(line.text);
      continue;
    }
    if (line.text.trim() === '') continue;
    const row = table && rowStart.test(line.text) ? readRow(line, table, order) : null;
    if (row) yield { type: 'record', record: row };
    else if (rowStart.test(line.text) || line.text.trimStart().startsWith('"')) yield rejected(line.number, 'reject.perf-row', line.text);
  }
}

function detect(sample: Sample): number {
  const first = sample.text?.slice(0, 2000).trimStart() ?? '';
  if (heading.test(first)) return 1;
  // typeperf prints to the console with a blank line and sometimes the command before the heading.
  return /^"\(PDH-CSV \d+\.\d+\)/m.test(sample.text ?? '') ? 0.98 : 0;
}

/** Performance logs of `typeperf` and `relog`: PDH-CSV (and TSV) 4.0, one record a row. */
export const format: Format = { id: 'perf-csv', detect, parse };
