import type { Finding, Side } from './finding.ts';
import { sideOfName } from './names.ts';
import { judge, unescapeXml } from './value.ts';

/** Beginnings of tables and rows, and cells with the text at their beginning. */
const part = /<(table|tr)(?=[\s>])|<(t[dh])(?:\s[^<>\n]{0,300})?>([^<]{0,16384})/dgi;

/** What is known at a cell: the names of the table's columns, and the cells before it in its row. */
type Row = { names: string[]; cells: string[] };

/** Whose secret the next cell holds: by its column, or by the name beside it where the table has two columns (`SharedKey:`). */
function sideAt({ names, cells }: Row): Side | null {
  const byColumn = sideOfName(names[cells.length] ?? '');
  return byColumn ?? (cells.length === 1 ? sideOfName(cells[0]!.replace(/\s*[:：]\s*$/, '')) : null);
}

function findingAt(match: RegExpExecArray, row: Row): Finding | null {
  const text = match[3]!;
  const side = sideAt(row);
  const value = unescapeXml(text.trim());
  const state = side === null || value === '' ? null : judge(value);
  if (side === null || state === null) return null;
  const start = match.indices![3]![0] + text.length - text.trimStart().length;
  const connection = row.cells[row.names.findIndex((name) => /^name$/i.test(name))] ?? null;
  return { start, end: start + text.trim().length, value, side, connection, state };
}

/** Secrets in cells of HTML tables, as `ConvertTo-Html` and portals write them. */
export function findHtmlCells(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const row: Row = { names: [], cells: [] };
  for (const match of text.matchAll(part)) {
    const [opened, cell] = [match[1]?.toLowerCase(), match[2]?.toLowerCase()];
    if (opened === 'table') row.names = [];
    if (opened !== undefined) row.cells = [];
    else if (cell === 'th') {
      if (row.cells.length === 0) row.names = [];
      row.names.push(match[3]!.trim());
      row.cells.push(match[3]!.trim());
    } else {
      const found = findingAt(match, row);
      if (found !== null) findings.push(found);
      row.cells.push(match[3]!.trim());
    }
  }
  return findings;
}
