import type { NewRecord } from '../format.ts';
import { isJsonRecord, ownPart, type JsonObject, type JsonRecord } from '../shared/json-objects.ts';
import type { DateOrder } from '../shared/windows-date.ts';
import { hexBytes } from '../windows-event/data-bytes.ts';
import { fieldsInOrder } from '../windows-event/fields-in-order.ts';
import { psEvent, psEventId, psProvider, type PsEventObject } from '../windows-event/ps-event.ts';

/** One event as a forwarder writes it: properties by the names that PowerShell gives them, and the values of the event by theirs. */
type Forwarded = { readonly get: PsEventObject['get']; readonly fields: ReadonlyMap<string, string> };

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A member by its path, nested or under its dotted name, as flattened exports of Elasticsearch have it. */
function at(value: JsonRecord, path: string): unknown {
  if (path in value) return value[path];
  return path.split('.').reduce<unknown>((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), value);
}

function textAt(value: JsonRecord, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const found = at(value, path);
    const text = textOf(Array.isArray(found) ? found[0] : found);
    if (text !== null) return text;
  }
  return null;
}

/** Nested under its name, or flattened to `winlog.event_data.param1`. */
function eventData(value: JsonRecord): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, field: unknown): void => {
    const text = textOf(Array.isArray(field) ? field[0] : field);
    if (text !== null) found.set(name, text);
  };
  for (const path of ['winlog.event_data', 'event_data', 'winlog.user_data', 'user_data']) {
    const inner = at(value, path);
    if (isJsonRecord(inner)) for (const [name, field] of Object.entries(inner)) add(name, field);
    for (const [name, field] of Object.entries(value)) if (name.startsWith(`${path}.`)) add(name.slice(path.length + 1), field);
  }
  return found;
}

/** An audit says information in its level; whether it failed stands in its keywords. */
function beatLevel(value: JsonRecord): string | null {
  const keywords = at(value, 'winlog.keywords') ?? value['keywords'];
  const words: readonly unknown[] = Array.isArray(keywords) ? keywords : [keywords];
  const audit = words.find((word) => typeof word === 'string' && /^audit (?:failure|success)$/i.test(word));
  return typeof audit === 'string' ? audit : textAt(value, 'log.level', 'winlog.level', 'level');
}

/** Winlogbeat, from version 7 under `winlog`, before it at the top. */
function readBeat(value: JsonRecord): Forwarded {
  const properties: Readonly<Record<string, string | null>> = {
    EventID: textAt(value, 'winlog.event_id', 'event_id', 'event.code'),
    ProviderName: textAt(value, 'winlog.provider_name', 'source_name', 'event.provider'),
    TimeCreated: textAt(value, '@timestamp'),
    LogName: textAt(value, 'winlog.channel', 'log_name'),
    MachineName: textAt(value, 'winlog.computer_name', 'computer_name'),
    LevelDisplayName: beatLevel(value),
    ActivityId: textAt(value, 'winlog.activity_id', 'activity_id'),
    Message: textAt(value, 'message'),
  };
  return { get: (name) => properties[name] ?? null, fields: eventData(value) };
}

/** Severities of NXLog and Wazuh that are not the words of Windows. */
const severities: Readonly<Record<string, string>> = { INFO: 'Information', AUDIT_FAILURE: 'FailureAudit', AUDIT_SUCCESS: 'SuccessAudit' };
/** Fields that NXLog gives every event (its reference, `im_msvistalog`); the others are values of the event. */
const nxlogFields = new Set(
  'EventTime EventReceivedTime Hostname Keywords LevelValue EventType SeverityValue Severity EventID SourceName ProviderGuid Version TaskValue Task OpcodeValue Opcode RecordNumber ActivityID RelatedActivityID ExecutionProcessID ExecutionThreadID ProcessID ThreadID Channel Domain AccountName UserID AccountType Message Category Error EventXML SourceModuleName SourceModuleType'.split(
    ' ',
  ),
);

/** NXLog writes a time as text, or in seconds, milliseconds or microseconds since 1970 where its configuration counts. */
function nxlogTime(text: string | null): string | null {
  if (text === null || !/^\d{10,16}$/.test(text)) return text;
  const ms = text.length <= 11 ? Number(text) * 1000 : text.length <= 14 ? Number(text) : Math.floor(Number(text) / 1000);
  return `/Date(${ms})/`;
}

function readNxlog(value: JsonRecord): Forwarded {
  const type = textAt(value, 'EventType') ?? '';
  const properties: Readonly<Record<string, string | null>> = {
    EventID: textAt(value, 'EventID'),
    ProviderName: textAt(value, 'SourceName'),
    TimeCreated: nxlogTime(textAt(value, 'EventTime')),
    LogName: textAt(value, 'Channel'),
    MachineName: textAt(value, 'Hostname'),
    LevelDisplayName: severities[type] ?? type,
    ActivityId: textAt(value, 'ActivityID'),
    Message: textAt(value, 'Message'),
  };
  const fields = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    const text = nxlogFields.has(name) ? null : textOf(field);
    if (text !== null) fields.set(name, text);
  }
  return { get: (name) => properties[name] ?? null, fields };
}

function isNxlog(value: JsonRecord): boolean {
  return 'SourceName' in value && 'EventID' in value && ('EventTime' in value || 'EventReceivedTime' in value);
}

function isBeat(value: JsonRecord): boolean {
  return '@timestamp' in value && (at(value, 'winlog.event_id') ?? value['event_id']) !== undefined;
}

/** `{"win":{"system":…,"eventdata":…}}` of Wazuh, alone or within an alert. */
function wazuhIn(value: JsonRecord): JsonRecord | null {
  const win = value['win'] ?? at(value, 'data.win');
  return isJsonRecord(win) && isJsonRecord(win['system']) ? win : null;
}

/** Wazuh begins every name with a small letter, and joins values without a name with commas (`data`), which nothing can undo. */
function readWazuh(win: JsonRecord): Forwarded {
  const severity = textAt(win, 'system.severityValue') ?? '';
  const properties: Readonly<Record<string, string | null>> = {
    EventID: textAt(win, 'system.eventID'),
    ProviderName: textAt(win, 'system.providerName'),
    TimeCreated: textAt(win, 'system.systemTime'),
    LogName: textAt(win, 'system.channel'),
    MachineName: textAt(win, 'system.computer'),
    LevelDisplayName: severities[severity] ?? severity,
    Message: textAt(win, 'system.message')?.replace(/^"([\s\S]*)"$/, '$1') ?? null,
  };
  const data = win['eventdata'];
  const fields = new Map<string, string>();
  for (const [name, field] of isJsonRecord(data) ? Object.entries(data) : []) {
    const text = name === 'data' || name === '' ? null : textOf(field);
    if (text !== null) fields.set(name[0]!.toUpperCase() + name.slice(1), text);
  }
  return { get: (name) => properties[name] ?? null, fields };
}

function read(value: JsonRecord): Forwarded | null {
  if (isNxlog(value)) return readNxlog(value);
  if (isBeat(value)) return readBeat(value);
  const wazuh = wazuhIn(value);
  return wazuh === null ? null : readWazuh(wazuh);
}

/** Events in an object: itself, a hit of a search, or all hits of an answer. */
export function forwardedIn(value: JsonRecord): readonly JsonRecord[] {
  const source = value['_source'] ?? value['fields'];
  if (isJsonRecord(source) && (isBeat(source) || wazuhIn(source) !== null)) return [source];
  const hits = at(value, 'hits.hits');
  if (Array.isArray(hits)) return hits.filter(isJsonRecord).flatMap((hit) => (isJsonRecord(hit['_source']) ? [hit['_source']] : []));
  return [value];
}

/** Reads an event; null when it is none, or tells neither source nor number. */
export function forwardedEvent(origin: JsonObject, value: JsonRecord, order: DateOrder): NewRecord | null {
  const forwarded = read(value);
  const eventId = forwarded === null ? null : psEventId(forwarded.get);
  const provider = forwarded === null || eventId === null ? null : psProvider(forwarded.get, eventId);
  if (forwarded === null || eventId === null || provider === null) return null;
  const { get, fields } = forwarded;
  const binary = fields.get('Binary') ?? '';
  const named = new Map([...fields].filter(([name]) => name !== 'Binary'));
  const { text, ...place } = ownPart(origin, value);
  const values = fieldsInOrder(provider, eventId, named);
  const record = psEvent({ place, text, values, dataBytes: hexBytes(binary.slice(0, 128 * 1024)), get }, order);
  const says = get('Message');
  return record === null || says === null ? record : { ...record, says };
}

/** The time of an event, for the vote about day and month. */
export function forwardedTime(value: JsonRecord): string {
  return isNxlog(value) ? (textAt(value, 'EventTime') ?? '') : '';
}
