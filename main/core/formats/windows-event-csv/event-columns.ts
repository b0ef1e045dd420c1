import type { NewRecord } from '../format.ts';
import type { CsvRecord } from '../shared/csv-records.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate, type DateOrder } from '../shared/windows-date.ts';
import { entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import { isPsEvent, psEvent } from '../windows-event/ps-event.ts';

/** How the rows of a file are read: by the property names of PowerShell, or by the columns of the event viewer. */
export type Columns = { readonly kind: 'objects'; readonly names: readonly string[] } | { readonly kind: 'viewer' };

/** Level or keywords, date and time, source, event id, task category; the description stands behind without a heading. */
const viewerColumns = 5;
const dateCell = /^[^\d]{0,12}\d{1,4}[./年-] ?\d{1,2}[./月-] ?\d{1,4}.{1,20}?\d{1,2}[:.時]\d{2}/;

/** True for a row of the event viewer: a date in the second cell and a number in the fourth, whatever the language. */
export function isViewerRow(cells: readonly string[]): boolean {
  return cells.length >= viewerColumns && dateCell.test(cells[1] ?? '') && /^\d{1,5}$/.test(cells[3] ?? '') && (cells[2] ?? '') !== '';
}

/** Reads a heading: property names of an event object, or five translated words without a digit. Null when it is neither. */
export function columnsOf(cells: readonly string[]): Columns | null {
  if (isPsEvent((name) => cells.includes(name))) return { kind: 'objects', names: cells };
  const words = cells.length >= viewerColumns && cells.length <= viewerColumns + 1 && cells.every((c) => c.length < 60 && !/\d/.test(c));
  return words && cells.slice(0, viewerColumns).every((c) => c.trim() !== '') ? { kind: 'viewer' } : null;
}

/** `System.Byte[]` and the like: `Export-Csv` writes the type of an array, not its elements. */
function isTypeName(value: string): boolean {
  return /^System\.[\w.`[\]+,]+$/.test(value);
}

function viewerEvent(record: CsvRecord, cells: readonly string[], order: DateOrder): NewRecord | null {
  const [level = '', time = '', provider = '', id = ''] = cells;
  const eventId = parseInteger(id);
  if (eventId === null || provider === '') return null;
  const message = cells.slice(viewerColumns).join(',').trim();
  return eventRecord({
    place: { line: record.line, endLine: record.endLine, offset: record.offset },
    text: record.text,
    provider,
    eventId: eventId % 65536,
    level: entryLevel(level, null),
    time: parseWindowsDate(time, order),
    log: null,
    computer: null,
    user: null,
    activityId: null,
    values: [],
    dataBytes: [],
    message: message === '' ? null : message,
  });
}

/** Reads a row; null when it lacks what makes an event. */
export function rowEvent(record: CsvRecord, columns: Columns, order: DateOrder): NewRecord | null {
  const cells = record.cells;
  if (cells === null) return null;
  if (columns.kind === 'viewer') return viewerEvent(record, cells, order);
  const byName = new Map(columns.names.map((name, i) => [name, cells[i] ?? '']));
  const get = (name: string): string | null => {
    const value = byName.get(name)?.replaceAll('\r\n', '\n') ?? '';
    return value === '' || isTypeName(value) ? null : value;
  };
  const place = { line: record.line, endLine: record.endLine, offset: record.offset };
  return psEvent({ place, text: record.text, values: [], dataBytes: [], get }, order);
}

/** The cell with the time, for the vote about day and month. */
export function timeCell(cells: readonly string[], columns: Columns): string {
  if (columns.kind === 'viewer') return cells[1] ?? '';
  const at = columns.names.findIndex((name) => name === 'TimeCreated' || name === 'TimeGenerated');
  return cells[at] ?? '';
}
