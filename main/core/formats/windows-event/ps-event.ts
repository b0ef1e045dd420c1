import type { NewRecord } from '../format.ts';
import { joinToken } from '../shared/format-list.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate, type DateOrder } from '../shared/windows-date.ts';
import { auditLevel, entryLevel } from './entry-level.ts';
import { providerOf, uncutProvider } from './event-layouts.ts';
import { eventRecord } from './event-record.ts';
import type { NamedValue, RawEvent } from './raw-event.ts';

/**
 * An event object of `Get-WinEvent` (`EventLogRecord`) or `Get-EventLog` (`EventLogEntry`), or a row of the table `Event` of Log
 * Analytics, whichever way PowerShell wrote it. `get` gives a property as text, null when there is none or it is empty.
 */
export type PsEventObject = Pick<RawEvent, 'place' | 'text' | 'values' | 'dataBytes'> & { readonly get: (name: string) => string | null };

/** Numbers of `EntryType` where an export keeps the enumeration as a number (System.Diagnostics.EventLogEntryType). */
const entryTypes: Readonly<Record<string, string>> = {
  '1': 'Error',
  '2': 'Warning',
  '4': 'Information',
  '8': 'SuccessAudit',
  '16': 'FailureAudit',
};

/** The number of an event: `EventID` or `Id`, else the low 16 bits of the instance id (which holds severity flags above). */
export function psEventId(get: PsEventObject['get']): number | null {
  const value = parseInteger(get('EventID') ?? get('EventId') ?? get('InstanceId') ?? get('InstanceID') ?? get('Id'));
  // Instance ids go up to 2³², and bitwise operators would make them negative.
  return value === null || value < 0 ? null : value % 65536;
}

/** The source as the object names it, else by the number alone; null when neither tells. */
export function psProvider(get: PsEventObject['get'], eventId: number): string | null {
  const named = get('Source') ?? get('ProviderName') ?? providerOf(eventId);
  return named === null ? null : uncutProvider(joinToken(named), eventId);
}

function keywordLevel(keywords: string | null): RawEvent['level'] {
  const bits = keywords !== null && /^-?\d{1,20}$/.test(keywords) ? BigInt.asUintN(64, BigInt(keywords)) : null;
  return bits === null ? null : auditLevel(`0x${bits.toString(16)}`);
}

function levelOf(get: PsEventObject['get']): RawEvent['level'] {
  const entryType = get('EntryType');
  const word = (entryType === null ? null : (entryTypes[entryType] ?? entryType)) ?? get('LevelDisplayName') ?? get('EventLevelName');
  return keywordLevel(get('Keywords')) ?? entryLevel(word, parseInteger(get('Level')));
}

/** Reads an event object; null when it has no number or no source that can be told. */
export function psEvent(object: PsEventObject, order: DateOrder): NewRecord | null {
  const { get } = object;
  const eventId = psEventId(get);
  const provider = eventId === null ? null : psProvider(get, eventId);
  if (eventId === null || provider === null) return null;
  const time = get('TimeGenerated') ?? get('TimeCreated') ?? get('TimeWritten') ?? get('Time');
  return eventRecord({
    place: object.place,
    text: object.text,
    provider,
    eventId,
    level: levelOf(get),
    time: time === null ? null : parseWindowsDate(time.replaceAll('\n', ' '), order),
    log: get('Log') ?? get('LogName') ?? get('EventLog'),
    computer: get('MachineName') ?? get('Computer'),
    user: null,
    activityId: get('ActivityId')?.replace(/[{}]/g, '').toUpperCase() ?? null,
    values: object.values,
    dataBytes: object.dataBytes,
    message: (get('Message') ?? get('RenderedDescription'))?.replaceAll('\r\n', '\n') ?? null,
  });
}

/** Properties that only an event object has beside its number. */
const classic = ['ReplacementStrings', 'EntryType', 'TimeGenerated', 'TimeWritten', 'CategoryNumber'];
const modern = ['TimeCreated', 'RecordId', 'LogName', 'LevelDisplayName', 'ProviderId'];

/** True for the property names of an event object, complete or picked with `Select-Object`. */
export function isPsEvent(has: (name: string) => boolean): boolean {
  if (has('EventID') || has('EventId') || has('InstanceId')) return classic.some(has) || has('Source');
  if (!has('Id')) return false;
  return has('ProviderName') ? modern.some(has) : has('TimeCreated') && (has('Message') || has('LevelDisplayName'));
}

/** What stands for an element that lay deeper than PowerShell was told to write: the name of its type. */
const unreached = 'System.Diagnostics.Eventing.Reader.EventProperty';
/** What stands for an array of bytes that lay too deep: its elements with blanks between. */
const bytesInWords = /^\d{1,3}(?: \d{1,3}){3,4095}$/;

/** Values of `ReplacementStrings` or `Properties`; a byte array among the latter is the event's binary data. */
export function psValues(items: readonly unknown[]): { readonly values: readonly NamedValue[]; readonly dataBytes: readonly number[] } {
  const values: NamedValue[] = [];
  let dataBytes: readonly number[] = [];
  if (items.includes(unreached)) return { values, dataBytes };
  for (const [i, item] of items.entries()) {
    const bytes = i === items.length - 1 && typeof item === 'string' && bytesInWords.test(item) ? item.split(' ').map(Number) : item;
    if (isBytes(bytes)) dataBytes = bytes;
    else if (item === null) values.push({ name: '', value: '' });
    else if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
      values.push({ name: '', value: String(item) });
  }
  return { values, dataBytes };
}

export function isBytes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((b) => Number.isInteger(b) && b >= 0 && b <= 255);
}
