import type { WindowsEventData } from '#shared/model/record-data.ts';
import type { NewRecord } from '../format.ts';
import { clockMessageValues } from './clock-message.ts';
import { codeOfText } from './error-texts.ts';
import { dword } from './data-bytes.ts';
import { describeEvent } from './describe-event.ts';
import { errorValueOf, hasErrorData, hasErrorText } from './event-layouts.ts';
import { readMessage, securityMessageValues } from './event-message.ts';
import { readStrings, type EventFields } from './event-strings.ts';
import { canonicalProvider, kernelProvider, securityProvider, serviceProvider } from './provider.ts';
import { ikeFailure, isIkeFailure, namedValues, peerOf, type EventValues } from './event-values.ts';
import type { RawEvent } from './raw-event.ts';
import { serviceInText, stateInText } from './services.ts';

const rereadable = { isRereadable: true } as const;
/** RasClient 20221. */
const startOfAttempt = 20221;
const nothing: EventFields = { interfaceName: null, user: null, correlationId: null, code: null };

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
function codeOf(provider: string, eventId: number, raw: RawEvent, fields: EventFields): number | null {
  const binary = hasErrorData(provider) ? dword(raw.dataBytes) : null;
  const known = binary ?? fields.code ?? namedCode(provider, raw.values);
  if (known !== null || !hasErrorText(provider, eventId)) return known;
  const text = raw.values.length > 0 ? raw.values.at(-1)!.value : (raw.message ?? '');
  return codeOfText(text);
}

/** The error under its own name, in decimal or hexadecimal; zero stands for none. */
function namedCode(provider: string, values: RawEvent['values']): number | null {
  const name = errorValueOf(provider);
  const text = name === null ? undefined : values.find((v) => v.name === name)?.value.trim();
  return text !== undefined && /^(?:\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text) ? Number(text) || null : null;
}

/** The failure reason of an IKE event stands in words only, in the language of the system that wrote it. */
function reasonCode(event: EventValues): number | null {
  const reason = ikeFailure(event)?.reason;
  return reason === undefined || reason === null ? null : codeOfText(reason);
}

/** What the strings name, else the message. */
function fieldsOf(provider: string, eventId: number, strings: readonly string[], text: string | null): EventFields {
  if (strings.length === 0) return text === null ? nothing : readMessage(provider, eventId, text);
  const fields = readStrings(provider, eventId, strings);
  if (text === null) return fields;
  const told = readMessage(provider, eventId, text).interfaceName;
  // A list cuts its strings at four and writes a comma within one like one between two; the strings of a start differ between releases.
  const isWhole = fields.interfaceName !== null && told?.startsWith(`${fields.interfaceName},`) !== true && eventId !== startOfAttempt;
  return isWhole || told === null ? fields : { ...fields, interfaceName: told };
}

/** The values under the names that the source shows, or that the event is known to give them; nothing where it has none. */
function named(raw: RawEvent, strings: EventValues): Pick<WindowsEventData, 'data'> {
  if (raw.header !== undefined) return raw.header;
  const data = namedValues({ ...strings, data: raw.values });
  return data.some((value) => value.name !== '') ? { data } : {};
}

/** A failed negotiation is audited as a failure, which exports without keywords do not show. */
function levelOf(raw: RawEvent, event: WindowsEventData): RawEvent['level'] {
  return isIkeFailure(event) && (raw.level === null || raw.level === 'information') ? 'warning' : raw.level;
}

/** The record of an event, the same whichever export showed it. */
export function eventRecord(raw: RawEvent): NewRecord {
  const provider = canonicalProvider(raw.provider);
  const { eventId } = raw;
  const given = raw.values.map((v) => v.value);
  const shown = given.length > 0 || raw.message === null ? given : valuesOfMessage(provider, eventId, raw);
  const fields = fieldsOf(provider, eventId, given, raw.message);
  const data: WindowsEventData = {
    ...raw.header,
    ...named(raw, { provider, eventId, strings: shown }),
    kind: 'windows-event',
    provider,
    eventId,
    log: raw.log,
    computer: raw.computer,
    strings: shown,
    dataBytes: raw.dataBytes,
    code: codeOf(provider, eventId, raw, fields) ?? reasonCode({ provider, eventId, strings: shown }),
    interfaceName: fields.interfaceName,
    user: fields.user ?? raw.user,
    correlationId: fields.correlationId ?? raw.activityId,
  };
  return {
    place: raw.place,
    time: raw.time,
    level: levelOf(raw, data),
    what: describeEvent(data),
    who: data.interfaceName ?? fields.user ?? peerOf(data) ?? data.computer,
    data,
    text: raw.text,
    ...(raw.isRereadable === true && rereadable),
  };
}
