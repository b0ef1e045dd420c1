import type { Citation } from '#shared/model/analysis.ts';
import type { Cite, PlacedRecord } from '../extract/extractor.ts';
import { clipText } from '../store/clip-text.ts';

const quotedLines = 3;
const quoteLength = 300;

/** Citations of one source's records: the first lines that say anything, or the one line asked for. */
export function citeFrom(source: { readonly id: string; readonly path: string }): Cite {
  return (record, line) => {
    const place = line === undefined ? record.place : { line, endLine: line };
    return {
      sourceId: source.id,
      path: source.path,
      seq: record.seq,
      line: place.line,
      endLine: place.endLine,
      quote: clipText(quoteOf(record, line), quoteLength),
    };
  };
}

function quoteOf(record: PlacedRecord, line: number | undefined): string {
  if (line === undefined && record.says !== undefined && record.says !== '') return record.says;
  // Quotes are short: a record of megabytes is not split to its end for three lines.
  const lines = record.text.split(/\r\n|\r|\n/, line === undefined ? 2000 : line - record.place.line + 1);
  if (line !== undefined) return (lines[line - record.place.line] ?? '').trim();
  return lines
    .map((l) => l.trim())
    .filter((l) => l !== '')
    .slice(0, quotedLines)
    .join('\n');
}

/** A citation of a line of a source that is kept as text: there the sequence number counts lines from zero. */
export function citeLine(source: { readonly id: string; readonly path: string }, line: number, text: string): Citation {
  return { sourceId: source.id, path: source.path, seq: line - 1, line, endLine: line, quote: clipText(text.trim(), quoteLength) };
}
