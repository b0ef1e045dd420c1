import type { WindowsEventData } from '#shared/model/record-data.ts';
import type { NewRecord } from '../format.ts';
import { clockMessageValues } from './clock-message.ts';
import { codeOfText } from './error-texts.ts';
import { dword } from './data-bytes.ts';
import { describeEvent } from './describe-event.ts';
import type { EventKind } from './event-kind.ts';
import { kindOf } from './event-kind.ts';
import { readMessage, securityMessageValues, shownValues } from './event-message.ts';
import { nothing, readStrings, type EventFields } from './event-strings.ts';
import { kernelProvider, securityProvider, serviceProvider } from './provider.ts';
import { ikeFailure, namedValues, peerOf, type EventValues } from './event-values.ts';
import type { NamedValue, RawEvent } from './raw-event.ts';
import { serviceInText, stateInText } from './services.ts';

/** RasClient 20221. */
const startOfAttempt = 20221;

/** Security events of NPS, whose values begin with the user. */
const radiusAnswers: ReadonlySet<number> = new Set([6272, 6273, 6274]);

/** Values that only the rendered message shows, for the events where its structure tells them. */
function valuesOfMessage(provider: string, eventId: number, { message: text, time }: RawEvent): readonly string[] {
  if (text === null) return [];
  if (provider === securityProvider) return securityMessageValues(eventId, text);
  if (provider === kernelProvider && eventId === 1) return clockMessageValues(text, time);
  if (provider !== serviceProvider) return [];
  const service = serviceInText(text);
  const state = stateInText(text);
  return service === null ? [] : state === null ? [service] : [service, state];
}

/** The error code: binary data first, then a numeric string, then a known text. */
function codeOf(kind: EventKind, raw: RawEvent, fields: EventFields): number | null {
  const binary = kind.hasErrorData ? dword(raw.dataBytes) : null;
  const known = binary ?? fields.code ?? namedCode(kind.errorValue, raw.values);
  if (known !== null || !kind.hasErrorText) return known;
  const text = raw.values.length > 0 ? raw.values.at(-1)!.value : (raw.message ?? '');
  return codeOfText(text);
}

/** The error under its own name, in decimal or hexadecimal; zero stands for none. */
function namedCode(name: string | null, values: RawEvent['values']): number | null {
  if (name === null) return null;
  const text = values.find((v) => v.name === name)?.value.trim();
  return text !== undefined && /^(?:\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text) ? Number(text) || null : null;
}

/** The failure reason of an IKE event stands in words only, in the language of the system that wrote it. */
function reasonCode(event: EventValues): number | null {
  const reason = ikeFailure(event)?.reason;
  return reason === undefined || reason === null ? null : codeOfText(reason);
}

/** Whom NPS granted or denied access: with its domain where it has one. */
function radiusUser({ values, message }: RawEvent): string | null {
  const named = (name: string): string | undefined => values.find((v) => v.name === name)?.value;
  const [, account, , full] = message === null ? [] : shownValues(message);
  const told = [named('FullyQualifiedSubjectUserName'), named('SubjectUserName'), full, account];
  return told.find((user) => user !== undefined && !/^[-\s]*$/.test(user)) ?? null;
}

/** What the strings name, else the message. */
function fieldsOf(provider: string, eventId: number, strings: readonly string[], raw: RawEvent): EventFields {
  if (provider === securityProvider && radiusAnswers.has(eventId)) return { ...nothing, user: radiusUser(raw) };
  const text = raw.message;
  if (strings.length === 0) return text === null ? nothing : readMessage(provider, eventId, text);
  const fields = readStrings(provider, eventId, strings);
  if (text === null) return fields;
  const told = readMessage(provider, eventId, text).interfaceName;
  // A list cuts its strings at four and writes a comma within one like one between two; the strings of a start differ between releases.
  const isWhole = fields.interfaceName !== null && told?.startsWith(`${fields.interfaceName},`) !== true && eventId !== startOfAttempt;
  return isWhole || told === null ? fields : { ...fields, interfaceName: told };
}

/** The values under the names that the event is known to give them; null where it has none. */
function knownNames(raw: RawEvent, strings: EventValues): readonly NamedValue[] | null {
  const data = namedValues({ ...strings, data: raw.values });
  return data.some((value) => value.name !== '') ? data : null;
}

/**
 * The data of an event, each with a list of all its members: what is copied from object to object, or added to one, takes several
 * times as long, and a log has hundreds of thousands.
 */
function eventData({ provider }: EventKind, raw: RawEvent, strings: readonly string[], read: EventFields): WindowsEventData {
  const { eventId, log, computer, dataBytes, header } = raw;
  const { code, interfaceName } = read;
  const user = read.user ?? raw.user;
  const correlationId = read.correlationId ?? raw.activityId;
  const kind = 'windows-event';
  if (header === undefined) {
    const names = knownNames(raw, { provider, eventId, strings });
    const data = { kind, provider, eventId, log, computer, strings, dataBytes, code, interfaceName, user, correlationId } as const;
    return names === null ? data : { ...data, data: names };
  }
  const { data, recordId, task, processId, keywords, userId } = header;
  return {
    kind, provider, eventId, log, computer, strings, dataBytes, code, interfaceName, user, correlationId,
    data, recordId, task, processId, keywords, userId,
  }; // prettier-ignore
}

/** Exports without keywords show a failed audit as information. */
function levelOf(raw: RawEvent, kind: EventKind): RawEvent['level'] {
  return kind.isFailedAudit && (raw.level === null || raw.level === 'information') ? 'warning' : raw.level;
}

/** The record of an event, the same whichever export showed it. */
export function eventRecord(raw: RawEvent): NewRecord {
  const { eventId, place, time, text } = raw;
  const kind = kindOf(raw.provider, eventId);
  const { provider } = kind;
  const given = raw.values.map((v) => v.value);
  const strings = given.length > 0 || raw.message === null ? given : valuesOfMessage(provider, eventId, raw);
  const fields = fieldsOf(provider, eventId, given, raw);
  const code = codeOf(kind, raw, fields) ?? (kind.isIkeFailure ? reasonCode({ provider, eventId, strings }) : null);
  const data = eventData(kind, raw, strings, code === fields.code ? fields : { ...fields, code });
  const level = levelOf(raw, kind);
  const what = describeEvent(data) ?? kind.name;
  const who = data.interfaceName ?? fields.user ?? peerOf(data) ?? data.computer;
  if (raw.isRereadable !== true) return { place, time, level, what, who, data, text };
  return { place, time, level, what, who, data, text, isRereadable: true };
}
