import type { TextLine } from '../format.ts';
import type { LineTable } from './walk.ts';

/** A configuration export beyond this is not read as one tree; its lines stay searchable. */
export const maxTreeChars = 32 * 1024 * 1024;

/** Holds the lines of a file (bounded) and answers for places in it. Null when the file is larger than a tree may be. */
export function collectFile(source: Iterable<TextLine>): { readonly lines: readonly TextLine[]; readonly table: LineTable } | null {
  const lines: TextLine[] = [];
  let size = 0;
  for (const line of source) {
    const last = lines.at(-1);
    // A line over 1 MiB (JSON on one line) comes in pieces of the same number.
    if (last?.number === line.number) lines[lines.length - 1] = { ...last, text: last.text + line.text };
    else lines.push(line);
    size += line.text.length + 1;
    if (size > maxTreeChars) return null;
  }
  const table: LineTable = {
    source: null,
    offset: (line) => lines[line - 1]?.offset ?? 0,
    slice: (from, to) =>
      lines
        .slice(from - 1, to)
        .map((line) => line.text)
        .join('\n'),
  };
  return { lines, table };
}
