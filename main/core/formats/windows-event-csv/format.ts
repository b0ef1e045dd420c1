import type { Format, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { readCsvRecords, type CsvRecord } from '../shared/csv-records.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrderVote } from '../shared/windows-date.ts';
import { columnsOf, isViewerRow, rowEvent, timeCell, type Columns } from './event-columns.ts';

const delimiters = [',', ';', '\t', '|'];
/** What stands above the heading: the type that Windows PowerShell writes (`#TYPE …`), and the delimiter that Excel is told (`sep=;`). */
const preamble = /^\uFEFF?"?(?:#TYPE\b|sep=."?\s*$)/;
const maxHeadChars = 20_000;

type Found = { readonly delimiter: string; readonly columns: Columns };
type Heading = Found & { readonly line: number };

function readHeading(text: string): Found | null {
  if (text.length > maxHeadChars) return null;
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const columns = columnsOf(splitCsvLine(text.replace(/^\uFEFF/, '').trim(), delimiter));
    if (columns) return { delimiter, columns };
  }
  return null;
}

/** The heading is the first line that says anything. */
function headingOf(lines: Iterable<TextLine>): Heading | null {
  for (const line of lines) {
    if (line.text.trim() === '' || preamble.test(line.text)) continue;
    const found = readHeading(line.text);
    return found === null ? null : { ...found, line: line.number };
  }
  return null;
}

function* behind(lines: Iterable<TextLine>, heading: Heading): Iterable<TextLine> {
  for (const line of lines) if (line.number > heading.line) yield line;
}

function records(input: ParseInput, heading: Heading): Iterable<CsvRecord> {
  return readCsvRecords(behind(input.lines(), heading), heading.delimiter);
}

function voteOnOrder(input: ParseInput, heading: Heading): DateOrderVote {
  const vote = dateOrderVote();
  for (const { cells } of records(input, heading)) if (cells) vote.add(timeCell(cells, heading.columns), null);
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const heading = headingOf(input.lines());
  if (!heading) return;
  const vote = voteOnOrder(input, heading);
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const row of records(input, heading)) {
    const record = rowEvent(row, heading.columns, order);
    yield record ? { type: 'record', record } : rejected(row.line, 'reject.event-row', row.text);
  }
}

function detect(sample: Sample): number {
  if (sample.text === null) return 0;
  const lines = sample.text.split(/\r\n|\n|\r/, 200).filter((line) => line.trim() !== '' && !preamble.test(line));
  const heading = readHeading(lines[0] ?? '');
  if (!heading) return 0;
  if (heading.columns.kind === 'objects') return 0.99;
  const row = lines[1] ?? '';
  return row.length < maxHeadChars && isViewerRow(splitCsvLine(row, heading.delimiter)) ? 0.98 : 0;
}

/**
 * Events as CSV: saved by the event viewer (comma or tab, a heading in the display language with one column less than its
 * rows), or `Get-WinEvent` and `Get-EventLog` through `Export-Csv` or `ConvertTo-Csv`, whatever delimiter they were told.
 */
export const format: Format = { id: 'windows-event-csv', detect, parse };
