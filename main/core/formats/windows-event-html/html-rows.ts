import type { TextLine } from '../format.ts';
import { decodeReferences } from '../shared/xml-tree.ts';

/** A row of a table: the text of its cells, and whether it is a heading. */
export type HtmlRow = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  readonly cells: readonly string[];
  readonly isHeading: boolean;
};

const maxRowChars = 1024 * 1024;
const edge = /<tr(?=[\s>])|<\/tr\s{0,3}>/gi;
const cellStart = /<t[dh](?:\s[^<>]{0,300})?>/i;
const cellEnd = /<\/t[dh]\s{0,3}>/i;

function cellText(html: string): string {
  const lines = html.replace(/<br\s{0,3}\/?>/gi, '\n').replace(/<[^<>]{0,200}>/g, '');
  return decodeReferences(lines.replaceAll('&nbsp;', ' ')).trim();
}

function toRow(lines: readonly TextLine[], html: string): HtmlRow {
  // Cut at the beginnings of cells: a search from each for its end would begin anew where ends are missing.
  const cells = html.split(cellStart).slice(1);
  return {
    line: lines[0]!.number,
    endLine: lines.at(-1)!.number,
    offset: lines[0]!.offset,
    text: lines.length === 1 ? html : lines.map((line) => line.text).join('\n'),
    cells: cells.map((cell) => cellText(cell.split(cellEnd, 1)[0]!)),
    isHeading: /<th[\s>]/i.test(html),
  };
}

/** The row that is being read; its lines are none between rows. */
type Open = { lines: TextLine[]; html: string };

/** The rows of all tables of a page, in order; a row may stand on several lines, and several on one. Streams, holds one row. */
export function* readHtmlRows(lines: Iterable<TextLine>): Iterable<HtmlRow> {
  const open: Open = { lines: [], html: '' };
  for (const line of lines) {
    const last = open.lines.at(-1);
    // A very long line comes in pieces that share its number.
    if (last !== undefined && last.number !== line.number) {
      open.lines.push(line);
      open.html += '\n';
    }
    let from = 0;
    for (const { 0: tag, index } of line.text.matchAll(edge)) {
      if (!tag.startsWith('</')) {
        Object.assign(open, { lines: [line], html: '' });
        from = index;
      } else if (open.lines.length > 0) {
        yield toRow(open.lines, open.html + line.text.slice(from, index + tag.length));
        open.lines = [];
      }
    }
    if (open.lines.length > 0) open.html += line.text.slice(from);
    if (open.html.length > maxRowChars) open.lines = [];
  }
}
