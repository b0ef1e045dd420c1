import type { TextLine } from '../format.ts';
import { isPrompt } from './format-list.ts';

/** One row of a `Format-Table` output: the line it stands on and its cells by column name. */
export type TableRow = { readonly line: TextLine; readonly cells: ReadonlyMap<string, string> };

type Column = { readonly name: string; readonly start: number };

const underline = /^\s*-+(?:\s+-+)+\s*$/;
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/;

/** A table of more is none, and each of its rows would cost as much as it has columns, however short it is. */
const maxColumns = 64;

/** Terminal cells of a text: PowerShell pads by width, and a wide character takes two cells (the second is empty). */
function toCells(text: string): string[] {
  const cells: string[] = [];
  for (const c of text.slice(0, 4000)) {
    cells.push(c);
    if (wide.test(c)) cells.push('');
  }
  return cells;
}

/** Width of a line in the terminal's cells, without blanks at its end; up to 4000 characters of it. */
export function widthOf(text: string): number {
  return toCells(text.trimEnd()).length;
}

function columnsOf(header: TextLine, rule: string): Column[] | null {
  const starts = [...rule.matchAll(/-+/g)].map((m) => m.index);
  if (starts.length > maxColumns) return null;
  const cells = toCells(header.text);
  return starts.map((start, i) => ({
    name: cells
      .slice(start, starts[i + 1])
      .join('')
      .trim(),
    start,
  }));
}

/** A right-aligned value may begin left of its heading: the cut moves to the space before it. */
function cutAt(cells: readonly string[], start: number, floor: number): number {
  let cut = start;
  while (cut > floor && cells[cut - 1] !== undefined && cells[cut - 1] !== ' ') cut -= 1;
  return cut > floor ? cut : start;
}

function readRow(line: TextLine, columns: readonly Column[]): TableRow {
  const cells = toCells(line.text);
  const cuts = columns.map((column, i) => (i === 0 ? 0 : cutAt(cells, column.start, columns[i - 1]!.start)));
  return {
    line,
    cells: new Map(
      columns.map((column, i) => [
        column.name,
        cells
          .slice(cuts[i], cuts[i + 1])
          .join('')
          .trim(),
      ]),
    ),
  };
}

/**
 * Reads `Format-Table` output: a heading, a line of dashes, rows until a blank line or a prompt. Cells that the
 * terminal cut keep their `...`. Text that is no table is skipped.
 */
export function* readFormatTable(lines: Iterable<TextLine>): Iterable<TableRow> {
  let previous: TextLine | null = null;
  let columns: Column[] | null = null;
  for (const line of lines) {
    const blank = line.text.trim() === '';
    if (previous && previous.text.trim() !== '' && line.text.length < 4000 && underline.test(line.text))
      columns = columnsOf(previous, line.text);
    else if (blank || isPrompt(line.text)) columns = null;
    else if (columns) yield readRow(line, columns);
    previous = line;
  }
}
