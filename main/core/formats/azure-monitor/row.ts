import type { RecordTime } from '#shared/model/record.ts';
import { isJsonRecord } from '../shared/json-objects.ts';
import { dateOrderVote, parseWindowsDate } from '../shared/windows-date.ts';
import type { DateOrder } from '../shared/windows-date.ts';

/** A row of a log; names without case, blanks and the type suffixes of Log Analytics (`_s`, `_d`, `_g`, `_b`, `_t`). */
export type LogRow = ReadonlyMap<string, string>;

const maxFields = 400;
const maxNames = 5000;
/** Where a row keeps the zone that the heading of its time names. */
const zoneKey = '[zone]';

const keys = new Map<string, string>();

/** `TimeGenerated [UTC]` of a portal export, `remoteIP_s`, `operationName` → one spelling. */
export function columnKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = name
    .slice(0, 300)
    .replace(/\s{0,5}[[(][^\])]{0,60}[\])]\s*$/, '')
    .replace(/_[sdgbt]$/, '')
    .replaceAll(/[\s\uFEFF]/g, '')
    .toLowerCase();
  if (keys.size < maxNames) keys.set(name, key);
  return key;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** `{ "value": "Microsoft.Network/connections/write", "localizedValue": "…" }` of the activity log: what no language changes. */
function plainValue(field: unknown): unknown {
  return isJsonRecord(field) && typeof field['value'] === 'string' && 'localizedValue' in field ? field['value'] : field;
}

/** Fields of an object and of its `properties`, which blobs nest and some exports keep as text. */
export function rowOfObject(value: Readonly<Record<string, unknown>>): LogRow {
  const row = new Map<string, string>();
  const add = (object: Readonly<Record<string, unknown>>): void => {
    for (const [name, field] of Object.entries(object).slice(0, maxFields)) {
      const key = columnKey(name);
      const inner = key === 'properties' ? parsed(field) : plainValue(field);
      if (key === 'properties' && isJsonRecord(inner)) add(inner);
      else if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') {
        if (!row.has(key) && inner !== '') row.set(key, String(inner));
      }
      const zone = key.startsWith('time') ? /\[([^\]]{1,60})\]\s*$/.exec(name)?.[1] : undefined;
      if (zone !== undefined) row.set(zoneKey, zone);
    }
  };
  add(value);
  return row;
}

export function rowOfCells(columns: readonly string[], cells: readonly unknown[]): LogRow {
  return rowOfObject(Object.fromEntries(cells.slice(0, columns.length).map((cell, i) => [columns[i]!, cell ?? ''])));
}

function timeText(row: LogRow): string | undefined {
  return (
    row.get('timegenerated') ??
    row.get('time') ??
    row.get('timestamp') ??
    row.get('eventtimestamp') ??
    row.get('eventtime')
  )?.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
}

/** The portal writes the language's order of day and month: a file shows it by a day over 12, or by running on. */
export function dateOrderOf(rows: Iterable<LogRow>): DateOrder {
  const vote = dateOrderVote();
  let isWritten = false;
  for (const row of rows) {
    const text = timeText(row);
    if (text === undefined || !/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(text)) continue;
    isWritten = true;
    vote.add(text, null);
  }
  return isWritten ? vote.order() : 'mdy';
}

/** Azure Monitor writes UTC, with or without saying so, unless the heading of the column names another zone (`[Local Time]`). */
export function timeOfRow(row: LogRow, order: DateOrder = 'mdy'): RecordTime | null {
  const text = timeText(row);
  const time = text === undefined ? null : parseWindowsDate(text, order);
  if (time === null || time.utcMs !== null) return time;
  const zone = row.get(zoneKey);
  if (zone !== undefined && !/^(?:UTC|Z|GMT)$/i.test(zone)) return time;
  return { ...time, utcMs: time.localMs, offsetMinutes: 0, zone: 'utc' };
}
