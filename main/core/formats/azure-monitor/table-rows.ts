import type { TextLine } from '../format.ts';
import { isJsonRecord } from '../shared/json-objects.ts';

/** One row of a table, its cells in the order of the columns; null when the text between the brackets is no JSON. */
export type TableRow = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  readonly columns: readonly string[];
  readonly cells: readonly unknown[] | null;
};

/** Columns of a table, and a row, are smaller than this; what is larger is no answer of a query. */
const maxHead = 1024 * 1024;
const rowsKey = /"rows"\s{0,20}:\s{0,20}\[/i;

type Open = { readonly first: TextLine; readonly parts: string[]; size: number };
type Scan = {
  head: string[];
  headSize: number;
  columns: readonly string[];
  inRows: boolean;
  inString: boolean;
  depth: number;
  open: Open | null;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Names of columns: `{ "name": "TimeGenerated", "type": "datetime" }`, or `ColumnName` in older answers. */
export function columnNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((column: unknown) => {
    const name = isJsonRecord(column) ? (column['name'] ?? column['ColumnName']) : column;
    return typeof name === 'string' ? name : '';
  });
}

/** The columns stand before the rows: their list ends where the last bracket before `"rows"` closes. */
function columnsOf(head: string): string[] {
  const before = head.slice(0, Math.max(0, head.toLowerCase().lastIndexOf('"rows"')));
  const from = before.toLowerCase().lastIndexOf('"columns"');
  const [start, end] = [before.indexOf('[', from), before.lastIndexOf(']')];
  return from < 0 || start < 0 || end < start ? [] : columnNames(parsed(before.slice(start, end + 1)));
}

function endsString(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 0;
}

/** The key of the rows may stand on the line before its bracket. */
const keyReach = 100;

/** Looks for the rows of the next table; where they begin in this text, or -1. What stands before them is kept for its columns. */
function findRows(text: string, scan: Scan): number {
  const before = (scan.head.at(-1) ?? '').slice(-keyReach);
  const found = rowsKey.exec(before + text);
  scan.head.push(`${text}\n`);
  scan.headSize += text.length + 1;
  if (found === null) {
    if (scan.headSize > maxHead) Object.assign(scan, { head: [], headSize: 0 });
    return -1;
  }
  const end = found.index + found[0].length - before.length;
  const head = scan.head.join('');
  scan.columns = columnsOf(head.slice(0, head.length - text.length - 1 + end));
  Object.assign(scan, { head: [], headSize: 0, inRows: true, inString: false, depth: 0 });
  return Math.max(0, end);
}

function closeRow(open: Open, line: TextLine, columns: readonly string[]): TableRow {
  const text = open.parts.join('');
  const cells = parsed(text);
  const place = { line: open.first.number, endLine: line.number, offset: open.first.offset };
  return { ...place, text, columns, cells: Array.isArray(cells) ? cells : null };
}

/** Reads rows from `from` on; the place behind them when the list of rows ends in this line, else -1. */
function* readLine(line: TextLine, from: number, scan: Scan): Generator<TableRow, number> {
  const { text } = line;
  let start = from;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') scan.inString = scan.inString ? !endsString(text, i) : true;
    else if (!scan.inString && c === '[') {
      scan.depth += 1;
      if (scan.depth === 1) {
        scan.open = { first: line, parts: [], size: 0 };
        start = i;
      }
    } else if (!scan.inString && c === ']') {
      scan.depth -= 1;
      if (scan.depth < 0) {
        scan.inRows = false;
        return i + 1;
      }
      if (scan.depth > 0 || scan.open === null) continue;
      scan.open.parts.push(text.slice(start, i + 1));
      yield closeRow(scan.open, line, scan.columns);
      scan.open = null;
    }
  }
  if (scan.open !== null) {
    scan.open.parts.push(text.slice(start));
    scan.open.size += text.length - start;
  }
  return -1;
}

/**
 * The rows of the tables of a Log Analytics answer (`{"tables":[{"columns":[…],"rows":[[…]]}]}`), on one line or on many. Streams: holds
 * one row, so that an answer of any size is read.
 */
export function* readTableRows(lines: Iterable<TextLine>): Generator<TableRow> {
  const scan: Scan = { head: [], headSize: 0, columns: [], inRows: false, inString: false, depth: 0, open: null };
  let number = 0;
  for (const line of lines) {
    // A string ends with its line; a very long line comes in pieces that share its number.
    if (line.number !== number) scan.inString = false;
    number = line.number;
    let at = 0;
    while (at >= 0 && at < line.text.length) {
      if (!scan.inRows) {
        at = findRows(line.text.slice(at), scan) + at;
        if (!scan.inRows) break;
      }
      at = yield* readLine(line, at, scan);
    }
    if (scan.open === null || scan.open.size <= maxHead) continue;
    yield { ...closeRow(scan.open, line, scan.columns), cells: null };
    Object.assign(scan, { open: null, inRows: false, depth: 0 });
  }
  if (scan.open !== null) {
    const { first } = scan.open;
    yield { ...closeRow(scan.open, first, scan.columns), cells: null };
  }
}
