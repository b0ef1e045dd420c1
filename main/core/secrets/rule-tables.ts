import type { Finding, Side } from './finding.ts';
import { sideOfName } from './names.ts';
import { lineEnd, nextLine } from './read-value.ts';
import { judge } from './value.ts';

type Column = { readonly index: number; readonly side: Side };
type Cell = { readonly start: number; readonly end: number; readonly value: string };

/** Cells of one CSV line with their places; a quoted cell keeps its place without the quotes. */
function csvCells(text: string, from: number, delimiter: string): readonly Cell[] {
  const cells: Cell[] = [];
  const end = lineEnd(text, from);
  let i = from;
  while (i <= end && cells.length < 500) {
    const quoted = text[i] === '"';
    const start = quoted ? i + 1 : i;
    let stop = start;
    if (quoted) {
      while (stop < end && !(text[stop] === '"' && text[stop + 1] !== '"')) stop += text[stop] === '"' ? 2 : 1;
    } else {
      while (stop < end && text[stop] !== delimiter) stop += 1;
    }
    stop = Math.min(stop, end);
    cells.push({ start, end: stop, value: quoted ? text.slice(start, stop).replaceAll('""', '"') : text.slice(start, stop) });
    i = stop;
    while (i < end && text[i] !== delimiter) i += 1;
    i += 1;
  }
  return cells;
}

function finding(cell: Cell, side: Side, connection: string | null): Finding | null {
  const state = cell.end > cell.start ? judge(cell.value) : null;
  return state ? { ...cell, side, connection, state } : null;
}

function secretColumns(names: readonly string[]): readonly Column[] {
  return names.flatMap((name, index) => {
    const side = sideOfName(name);
    return side ? [{ index, side }] : [];
  });
}

/** What may stand above the header: a comment, the type that Windows PowerShell writes (`#TYPE …`), the delimiter that Excel is told (`sep=;`). */
const preamble = /"?(?:#|sep=.)/y;
const mostPreamble = 5;

function isPreamble(text: string, at: number): boolean {
  preamble.lastIndex = at;
  if (!preamble.test(text)) return false;
  const names = text.slice(at, Math.min(lineEnd(text, at), at + 4000)).split(/[,;\t|]/);
  return !names.some((name) => sideOfName(name.replaceAll(/["#]/g, '')) !== null);
}

/** Columns such as `SharedKey` of a CSV export whose header is the first line behind such. */
export function findCsvColumns(text: string): readonly Finding[] {
  let header = text.startsWith('\uFEFF') ? 1 : 0;
  for (let i = 0; i < mostPreamble && header >= 0 && isPreamble(text, header); i += 1) header = nextLine(text, header);
  if (header < 0 || lineEnd(text, header) - header > 20_000) return [];
  const line = text.slice(header, lineEnd(text, header));
  const delimiter = [',', ';', '\t', '|'].find((d) => line.includes(d));
  if (!delimiter || /[{}:=]/.test(line)) return [];
  const names = csvCells(text, header, delimiter).map((c) => c.value);
  const columns = secretColumns(names);
  if (columns.length === 0) return [];
  const nameColumn = names.findIndex((n) => /^name$/i.test(n.trim()));
  const findings: Finding[] = [];
  for (let at = nextLine(text, header); at >= 0; at = nextLine(text, at)) {
    const cells = csvCells(text, at, delimiter);
    for (const column of columns) {
      const cell = cells[column.index];
      const hit = cell && finding(cell, column.side, cells[nameColumn]?.value || null);
      if (hit) findings.push(hit);
    }
  }
  return findings;
}

const ruler = /^[ \t]{0,20}--[- \t]*$/gm;
const rulerLine = /^[ \t]{0,20}--[- \t]*$/;

/** Places where the dashes of a table's ruler begin: its columns. */
function columnStarts(line: string): readonly number[] {
  return [...line.matchAll(/-+/g)].map((m) => m.index);
}

function startOfLineBefore(text: string, at: number): number {
  let end = at - 1;
  if (text[end - 1] === '\r') end -= 1;
  let start = end;
  while (start > 0 && end - start < 4000 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return start;
}

type Table = { readonly header: string; readonly starts: readonly number[]; readonly rows: number };

function cellAt(text: string, row: number, table: Table, index: number): Cell {
  const end = lineEnd(text, row);
  const from = Math.min(row + table.starts[index]!, end);
  const next = table.starts[index + 1];
  const to = next === undefined ? end : Math.min(row + next, end);
  const raw = text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  const value = raw.trim();
  return { start, end: start + value.length, value };
}

function tableFindings(text: string, table: Table, isKey: (name: string) => Side | null): Finding[] {
  const names = table.starts.map((s, i) => table.header.slice(s, table.starts[i + 1] ?? undefined).trim());
  const columns = names.flatMap((name, index) => {
    const side = isKey(name);
    return side ? [{ index, side }] : [];
  });
  if (columns.length === 0) return [];
  const nameColumn = names.findIndex((n) => /^name$/i.test(n));
  const findings: Finding[] = [];
  for (let row = table.rows; row >= 0; row = nextLine(text, row)) {
    const line = text.slice(row, lineEnd(text, row));
    if (line.trim() === '' || rulerLine.test(line)) break;
    for (const column of columns) {
      const connection = nameColumn < 0 ? null : cellAt(text, row, table, nameColumn).value || null;
      const hit = finding(cellAt(text, row, table, column.index), column.side, connection);
      if (hit) findings.push(hit);
    }
  }
  return findings;
}

/** Key columns of tables with a ruler of dashes (PowerShell, `az -o table`). `extra` names further columns, such as `Value`. */
export function findTableColumns(text: string, extra: (header: string, at: number) => Side | null): readonly Finding[] {
  const findings: Finding[] = [];
  for (const m of text.matchAll(ruler)) {
    const rows = nextLine(text, m.index);
    if (rows < 0 || m.index === 0 || m[0].length > 4000) continue;
    const headerStart = startOfLineBefore(text, m.index);
    const header = text.slice(headerStart, lineEnd(text, headerStart));
    const table: Table = { header, starts: columnStarts(m[0]), rows };
    if (table.starts.length > 60) continue;
    findings.push(...tableFindings(text, table, (name) => sideOfName(name) ?? extra(name, m.index)));
  }
  return findings;
}
