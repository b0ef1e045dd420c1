import { message } from '#shared/model/message.ts';
import type { Parsed, ParseInput, TextLine } from '../format.ts';
import { readCsvRecords } from '../shared/csv-records.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { isJsonRecord, readJsonObjects } from '../shared/json-objects.ts';
import type { JsonObject, JsonRecord } from '../shared/json-objects.ts';
import type { Unit } from '../shared/parsed.ts';
import { rowOfCells, rowOfObject } from './row.ts';
import type { LogRow } from './row.ts';
import { columnNames, readTableRows } from './table-rows.ts';

export type Row = { readonly type: 'row'; readonly unit: Unit; readonly row: LogRow };
export type Item = Row | Extract<Parsed, { type: 'rejected' }>;

const envelope = /^\uFEFF?\s{0,100}\{\s{0,100}"(?:records|value)"\s{0,20}:\s{0,20}\[/i;
const tables = /^\uFEFF?\s{0,100}\{\s{0,100}"tables"\s{0,20}:/i;
const wrapped = ['records', 'tables', 'value'] as const;
const headLines = 20;

function rejectedItem(line: number, reasonKey: string, text: string): Item {
  return { type: 'rejected', line, reason: message(reasonKey), excerpt: text.trimStart().slice(0, 200) };
}

function wholeObject(text: string): JsonRecord | null {
  if (!/^\uFEFF?\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isJsonRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** `{"records":[` of an Event Hub batch (`value` of a listing) is taken off, so that its rows are read one by one, however many there are. */
function* unwrapped(lines: Iterable<TextLine>): Iterable<TextLine> {
  let held: TextLine | null = null;
  let begun = false;
  for (const line of lines) {
    if (begun || line.text.trim() === '') {
      if (begun) yield line;
      continue;
    }
    if (held === null && /^\uFEFF?\s*\{\s*$/.test(line.text)) {
      held = line;
      continue;
    }
    begun = true;
    const joined = held === null ? line.text : `{${line.text}`;
    const text = joined.replace(envelope, '[');
    if (held !== null && text.startsWith('{')) yield held;
    yield text.startsWith('[') ? { ...line, text } : line;
  }
}

function isWrapped(value: JsonRecord): boolean {
  return wrapped.some((key) => Array.isArray(value[key]));
}

/** Rows of one object: a flat one, or those that it wraps. */
function rowsOf(value: JsonRecord): LogRow[] {
  const list = [value['records'], value['value']].find((inner) => Array.isArray(inner));
  if (list !== undefined) return list.filter((r) => isJsonRecord(r)).map(rowOfObject);
  if (!Array.isArray(value['tables'])) return [rowOfObject(value)];
  return value['tables'].flatMap((table: unknown): LogRow[] => {
    if (!isJsonRecord(table) || !Array.isArray(table['rows'])) return [];
    const columns = columnNames(table['columns']);
    return table['rows'].flatMap((cells: unknown) => (Array.isArray(cells) ? [rowOfCells(columns, cells)] : []));
  });
}

function* rowsOfObject({ value, text, line, endLine, offset }: JsonObject): Generator<Item> {
  if (value === null) {
    yield rejectedItem(line, 'reject.gateway-log-json', text);
    return;
  }
  const rows = rowsOf(value);
  for (const row of rows) {
    const own = rows.length === 1 ? text : JSON.stringify(Object.fromEntries(row));
    yield { type: 'row', unit: { line, endLine, offset, text: own }, row };
  }
}

/** A blob is copied while it is written: its last line may stop anywhere. */
function isCut(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && !/\}\s*$/.test(text);
}

/** One object a line, as in blobs: a broken line costs itself only. */
function* byLine(lines: Iterable<TextLine>): Generator<Item> {
  let broken: TextLine | null = null;
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    if (broken !== null) yield rejectedItem(broken.number, 'reject.gateway-log-json', broken.text);
    const value = wholeObject(line.text);
    broken = value === null ? line : null;
    if (value !== null) yield* rowsOfObject({ line: line.number, endLine: line.number, offset: line.offset, text: line.text, value });
  }
  if (broken === null) return;
  yield rejectedItem(broken.number, isCut(broken.text) ? 'reject.gateway-log-cut' : 'reject.gateway-log-json', broken.text);
}

function* fromTables(lines: Iterable<TextLine>): Generator<Item> {
  for (const { columns, cells, ...unit } of readTableRows(lines)) {
    if (cells === null) yield rejectedItem(unit.line, 'reject.gateway-log-json', unit.text);
    else yield { type: 'row', unit, row: rowOfCells(columns, cells) };
  }
}

/** Objects wherever they stand: one after another, in an array, printed over many lines. */
function* anywhere(lines: Iterable<TextLine>): Generator<Item> {
  for (const object of readJsonObjects(unwrapped(lines))) yield* rowsOfObject(object);
}

function head(input: ParseInput): TextLine[] {
  const found: TextLine[] = [];
  for (const line of input.lines()) {
    if (line.text.trim() !== '') found.push(line);
    if (found.length >= headLines) break;
  }
  return found;
}

function fromJson(input: ParseInput, first: readonly TextLine[]): Iterable<Item> {
  const start = first.map((line) => line.text.slice(0, 2000)).join('');
  if (tables.test(start)) return fromTables(input.lines());
  const whole = first.map((line) => wholeObject(line.text)).find((value) => value !== null);
  if (whole !== undefined && !isWrapped(whole)) return byLine(input.lines());
  return anywhere(input.lines());
}

export function delimiterOf(heading: string): string {
  const counted = [',', ';', '\t'].map((d) => ({ d, cells: splitCsvLine(heading, d).length }));
  return counted.toSorted((a, b) => b.cells - a.cells)[0]!.d;
}

/** `Export-Csv` of Windows PowerShell begins with `#TYPE …`. */
function* withoutType(lines: Iterable<TextLine>): Iterable<TextLine> {
  for (const line of lines) if (!/^\uFEFF?#TYPE /.test(line.text)) yield line;
}

function* fromCsv(input: ParseInput, first: TextLine | undefined): Generator<Item> {
  const delimiter = delimiterOf(first?.text ?? '');
  let heading: readonly string[] | null = null;
  for (const record of readCsvRecords(withoutType(input.lines()), delimiter)) {
    if (heading === null) heading = record.cells ?? [];
    else if (record.cells === null || record.cells.length > heading.length)
      yield rejectedItem(record.line, 'reject.gateway-log-row', record.text);
    else yield { type: 'row', unit: record, row: rowOfCells(heading, record.cells) };
  }
}

/**
 * Rows of an export of Azure Monitor: JSON Lines of blobs, Event Hub batches, Log Analytics answers as tables or flat objects, CSV. Streams,
 * so that size does not matter, but for answers of another order of keys, which are held as one object.
 */
export function readRows(input: ParseInput): Iterable<Item> {
  const first = head(input);
  const start = first.find((line) => !/^\uFEFF?#TYPE /.test(line.text));
  const isJson = /^\uFEFF?\s*[{[]/.test(start?.text ?? '');
  return isJson ? fromJson(input, first) : fromCsv(input, start);
}
