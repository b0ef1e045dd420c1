import { z } from 'zod';
import { Level } from '#shared/model/record.ts';
import type { RecordRow, RecordTime } from '#shared/model/record.ts';
import { Message } from '#shared/model/message.ts';
import type { NewRecord } from '#core/formats/format.ts';
import { isNameOfEvent, nameEvent } from '#core/formats/windows-event/describe-event.ts';
import { firstLine } from '#core/store/clip-text.ts';

/** Columns of table `record` but for its id, in the order of `toColumns`. */
export const recordColumns = [
  'utc_ms', 'local_ms', 'offset_minutes', 'zone', 'time_text', 'level', 'kind', 'provider', 'event_id', 'code', 'line', 'end_line', 'byte_offset', 'who', 'what', 'title', 'data', 'text',
] as const; // prettier-ignore

export type SqlValue = string | number | null;

export function providerOf(record: NewRecord): string | null {
  return record.data.kind === 'windows-event' ? record.data.provider : null;
}

export function eventIdOf(record: NewRecord): number | null {
  return record.data.kind === 'windows-event' ? record.data.eventId : null;
}

function codeOf(record: NewRecord): number | null {
  return record.data.kind === 'windows-event' ? record.data.code : null;
}

/** What an event is by its source and number need not be stored a second time; see `whatOf`. */
function storedWhat({ what }: NewRecord): string | null {
  return what === null || isNameOfEvent(what) ? null : JSON.stringify(what);
}

/** Data that are made anew from the bytes. */
const nothing = '{}';

/**
 * Columns of an event that can be made anew and has a time in UTC, as the records of an event log nearly all are: what is the same in
 * all of them stands in the statement (`eventRow`) and needs no binding, which took a third of the time of an import.
 */
export const eventColumns = [
  'id', 'utc_ms', 'time_text', 'level', 'provider', 'event_id', 'code', 'line', 'end_line', 'byte_offset', 'who', 'what', 'title', 'text', 'zone', 'kind', 'data',
] as const; // prettier-ignore
export const eventRow = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'utc', 'windows-event', '${nothing}')`;

/** The values of `eventColumns` that are bound; null for any other record. */
export function toEventColumns(record: NewRecord, id: number): SqlValue[] | null {
  const { time, place, data, level, text } = record;
  if (record.isRereadable !== true || time?.zone !== 'utc' || data.kind !== 'windows-event') return null;
  const title = firstLine(text);
  return [
    id, time.utcMs, time.text, level, data.provider, data.eventId, data.code, place.line, place.endLine, place.offset,
    record.who, storedWhat(record), title === text ? null : title, text,
  ]; // prettier-ignore
}

export function toColumns(record: NewRecord): SqlValue[] {
  const { time, place } = record;
  const title = firstLine(record.says || record.text);
  return [
    time?.utcMs ?? null, time?.localMs ?? null, time?.offsetMinutes ?? null, time?.zone ?? null, time?.text ?? null,
    record.level, record.data.kind, providerOf(record), eventIdOf(record), codeOf(record),
    place.line, place.endLine, place.offset,
    record.who, storedWhat(record), title === record.text ? null : title, record.isRereadable === true ? nothing : JSON.stringify(record.data), record.text,
  ]; // prettier-ignore
}

/** The short columns of a record, as the list needs them. */
export const listColumns =
  'id, utc_ms, local_ms, offset_minutes, zone, time_text, level, provider, event_id, code, line, who, what, coalesce(title, text) AS title';

const Zone = z.enum(['utc', 'offset', 'unknown']);
const ListRow = z.object({
  id: z.number(), utc_ms: z.number().nullable(), local_ms: z.number().nullable(), offset_minutes: z.number().nullable(),
  zone: Zone.nullable(), time_text: z.string().nullable(), level: Level.nullable(), provider: z.string().nullable(), event_id: z.number().nullable(),
  code: z.number().nullable(), line: z.number(),
  who: z.string().nullable(), what: z.string().nullable(), title: z.string(),
}); // prettier-ignore
export type ListRow = z.infer<typeof ListRow>;

/** Checks a row that SQLite gave: a case file may come from anywhere. Throws ZodError for what no import writes. */
export function parseListRow(row: unknown): ListRow {
  return ListRow.parse(row);
}

/** The time of a row; in UTC the local time and the offset need not be stored. */
export function timeOf(row: TimeColumns): RecordTime | null {
  const localMs = row.local_ms ?? (row.zone === 'utc' ? row.utc_ms : null);
  if (row.zone === null || localMs === null) return null;
  const offsetMinutes = row.offset_minutes ?? (row.zone === 'utc' ? 0 : null);
  return { utcMs: row.utc_ms, localMs, offsetMinutes, zone: row.zone, text: row.time_text ?? '' };
}

type TimeColumns = Pick<ListRow, 'utc_ms' | 'local_ms' | 'offset_minutes' | 'zone' | 'time_text'>;

/** Only events have a source and a number; they always say what happened. */
function whatOf({ what, provider, event_id: eventId }: ListRow): Message | null {
  if (what !== null) return Message.parse(JSON.parse(what));
  return provider === null || eventId === null ? null : nameEvent(provider, eventId);
}

export function toRecordRow(row: ListRow, where: Pick<RecordRow, 'position' | 'sourceId' | 'seq' | 'cited'>): RecordRow {
  return {
    ...where,
    time: timeOf(row),
    level: row.level,
    what: whatOf(row),
    text: row.title,
    who: row.who,
    code: row.code,
    line: row.line,
  };
}
