import type { TextLine } from '../format.ts';
import { splitCsvLine } from './csv-rows.ts';

/** One record of a CSV text (RFC 4180), over several lines where a quoted cell holds line breaks. */
export type CsvRecord = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  /** Null when a quote is never closed within the limits; then the record is its first line and reading goes on behind it. */
  readonly cells: readonly string[] | null;
};

const maxRecordChars = 1024 * 1024;
const maxRecordLines = 5000;

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

function join(lines: readonly TextLine[]): string {
  return lines.reduce((text, line, i) => (i === 0 ? line.text : text + (line.number === lines[i - 1]!.number ? '' : '\n') + line.text), '');
}

function toRecord(lines: readonly TextLine[], delimiter: string, closed: boolean): CsvRecord {
  const first = lines[0]!;
  const text = join(lines);
  return {
    line: first.number,
    endLine: lines.at(-1)!.number,
    offset: first.offset,
    text,
    cells: closed ? splitCsvLine(text, delimiter) : null,
  };
}

/** Reads records; blank lines between them are left out. Streams, holds one record. */
export function* readCsvRecords(lines: Iterable<TextLine>, delimiter: string): Iterable<CsvRecord> {
  let open: TextLine[] = [];
  let quotes = 0;
  let size = 0;
  function* giveUp(): Iterable<CsvRecord> {
    const [first, ...rest] = open;
    open = [];
    quotes = size = 0;
    if (!first) return;
    yield toRecord([first], delimiter, false);
    // What follows may be whole records again: lines with even quotes are.
    for (const line of rest) if (quotesIn(line.text) % 2 === 0 && line.text.trim() !== '') yield toRecord([line], delimiter, true);
  }
  for (const line of lines) {
    if (open.length === 0 && line.text.trim() === '') continue;
    open.push(line);
    quotes += quotesIn(line.text);
    size += line.text.length;
    if (quotes % 2 === 0) {
      yield toRecord(open, delimiter, true);
      open = [];
      quotes = size = 0;
    } else if (size > maxRecordChars || open.length > maxRecordLines) yield* giveUp();
  }
  yield* giveUp();
}
