import type { TextLine } from '../format.ts';
import { csvDelimiter, splitCsvLine } from './csv-rows.ts';
import { isPrompt, joinWords, readFormatList } from './format-list.ts';
import { readFormatTable } from './format-table.ts';
import { readBracedList } from './braced-list.ts';
import { isJsonRecord, readJsonObjects, type JsonObject, type JsonRecord } from './json-objects.ts';

/** An object that PowerShell printed, whichever way: list, table, CSV or JSON. Names are compared without case, units and spaces. */
export type PsObject = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  readonly shape: 'list' | 'table' | 'csv' | 'json';
  readonly size: number;
  readonly has: (name: string) => boolean;
  /** The value as text, null when the object has no such property or it is empty. */
  readonly get: (name: string) => string | null;
  /** The elements of an array property; a plain value is one element. */
  readonly list: (name: string) => readonly string[];
};

type Cell = string | readonly string[];

/** `SALifeTime(s)` and `SALifeTime` are one property; JSON carries no units. */
function keyOf(name: string): string {
  return name
    .replace(/\([^()]*\)/g, '')
    .replace(/\s+/g, '')
    .toLowerCase();
}

type Origin = Pick<PsObject, 'line' | 'endLine' | 'offset' | 'text' | 'shape'>;

function toObject(origin: Origin, cells: ReadonlyMap<string, Cell>): PsObject {
  const byKey = new Map([...cells].map(([name, cell]) => [keyOf(name), cell]));
  const get = (name: string): string | null => {
    const cell = byKey.get(keyOf(name));
    const text = cell === undefined ? '' : typeof cell === 'string' ? cell : cell.join(', ');
    return text === '' ? null : text;
  };
  const list = (name: string): readonly string[] => {
    const cell = byKey.get(keyOf(name));
    if (cell === undefined) return [];
    return typeof cell === 'string' ? readBracedList(joinWords(cell)).items : cell;
  };
  return { ...origin, size: byKey.size, has: (name) => byKey.has(keyOf(name)), get, list };
}

function* fromLists(lines: Iterable<TextLine>): Iterable<PsObject> {
  for (const block of readFormatList(lines)) {
    yield toObject({ ...block, shape: 'list' }, new Map([...block.properties].map(([name, p]) => [name, joinWords(p.value)])));
  }
}

function* fromTables(lines: Iterable<TextLine>): Iterable<PsObject> {
  for (const { line, cells } of readFormatTable(lines)) {
    yield toObject({ line: line.number, endLine: line.number, offset: line.offset, text: line.text, shape: 'table' }, cells);
  }
}

function* fromCsv(lines: Iterable<TextLine>): Iterable<PsObject> {
  let heading: { readonly names: readonly string[]; readonly delimiter: string } | null = null;
  let free = true;
  for (const line of lines) {
    const blank = line.text.trim() === '';
    if (heading && !blank && line.text.startsWith('"')) {
      const cells = splitCsvLine(line.text, heading.delimiter);
      const origin = { line: line.number, endLine: line.number, offset: line.offset, text: line.text, shape: 'csv' as const };
      // By the cells of the row: a heading may be a thousand times as long.
      const { names } = heading;
      yield toObject(origin, new Map(cells.slice(0, names.length).map((cell, i) => [names[i]!, cell])));
      continue;
    }
    const delimiter = free ? csvDelimiter(line.text) : null;
    heading = delimiter ? { names: splitCsvLine(line.text.replace(/^\uFEFF/, ''), delimiter), delimiter } : null;
    free = blank || isPrompt(line.text) || line.text.startsWith('#TYPE');
  }
}

function jsonCell(value: unknown): Cell | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    return value.filter((v) => typeof v === 'string' || typeof v === 'number').map(String);
  }
  return null;
}

/** Windows PowerShell 5.1 wraps some arrays as `{"value": […], "Count": n}`. */
function unwrapJson(value: JsonRecord): readonly JsonRecord[] {
  const inner: unknown = value['value'];
  return Array.isArray(inner) && typeof value['Count'] === 'number' ? inner.filter(isJsonRecord) : [value];
}

function* fromJson(lines: Iterable<TextLine>): Iterable<PsObject> {
  for (const object of readJsonObjects(lines)) {
    if (object.value) yield* toJsonObjects(object, object.value);
  }
}

function* toJsonObjects(origin: JsonObject, value: JsonRecord): Iterable<PsObject> {
  for (const one of unwrapJson(value)) {
    const cells = new Map<string, Cell>();
    for (const [name, raw] of Object.entries(one)) {
      const cell = jsonCell(raw);
      if (cell !== null) cells.set(name, cell);
    }
    const { line, endLine, offset, text } = origin;
    yield toObject({ line, endLine, offset, text, shape: 'json' }, cells);
  }
}

/** Readers of the four shapes; each runs through the lines on its own, so each needs the lines anew. */
export const psObjectReaders: readonly ((lines: Iterable<TextLine>) => Iterable<PsObject>)[] = [fromLists, fromTables, fromCsv, fromJson];
