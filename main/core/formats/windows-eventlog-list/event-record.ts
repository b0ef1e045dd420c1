import { message, type Message } from '#shared/model/message.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import type { NewRecord } from '../format.ts';
import { readBracedList } from '../shared/braced-list.ts';
import { joinToken, joinWords, type ListBlock } from '../shared/format-list.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate, type DateOrder } from '../shared/windows-date.ts';
import { entryLevel } from './entry-level.ts';
import { hasErrorData, isDialFailure, isWorded, layoutOf, providerOf, type Role } from './event-layouts.ts';

const guid = /^\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?$/;
const guidInText = /\{([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}/;
const nil = '00000000-0000-0000-0000-000000000000';

function get(block: ListBlock, name: string): string | null {
  const value = block.properties.get(name)?.value ?? '';
  return value === '' ? null : value;
}

/** The number of an event: `EventID` or `Id`, else the low 16 bits of the instance id (which holds severity flags above). */
export function eventIdOf(block: ListBlock): number | null {
  const value = parseInteger(get(block, 'EventID') ?? get(block, 'EventId') ?? get(block, 'InstanceId') ?? get(block, 'Id'));
  // Instance ids go up to 2³², and bitwise operators would make them negative.
  return value === null || value < 0 ? null : value % 65536;
}

/** `{41, 3, 0, 0}` in decimal or 0x hexadecimal, or hexadecimal pairs as the event viewer copies them. */
export function readDataBytes(value: string | null): readonly number[] {
  const text = joinToken(value ?? '').trim();
  if (/^(?:[0-9A-Fa-f]{2}[\s-]?){4,4096}$/.test(text) && !/^\d{1,3}$/.test(text)) {
    return (text.match(/[0-9A-Fa-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  }
  const bytes = readBracedList(joinWords(value ?? '')).items.map((item) =>
    /^(?:\d{1,3}|0x[0-9A-Fa-f]{1,2})$/.test(item) ? Number(item) : -1,
  );
  return bytes.every((byte) => byte >= 0 && byte <= 255) ? bytes : [];
}

function dword(bytes: readonly number[]): number | null {
  if (bytes.length < 4) return null;
  const code = bytes[0]! + bytes[1]! * 256 + bytes[2]! * 65536 + bytes[3]! * 16777216;
  return code === 0 ? null : code;
}

/** Puts strings that were split at a comma inside a value together again, as the layout of the event allows. */
function fitStrings(items: readonly string[], layout: readonly Role[]): readonly string[] {
  const lead = items.findIndex((item) => !guid.test(item));
  const first = lead < 0 ? items.length : lead;
  const extra = items.length - first - layout.length;
  if (layout.length === 0 || extra <= 0) return items;
  // A numeric code stands last and holds no comma; then the name before it took the commas, else the text at the end did.
  const at = layout.at(-1) === 'code' ? layout.length - 2 : layout.at(-1) === 'text' ? layout.length - 1 : -1;
  if (at < 0) return items;
  const from = first + at;
  return [...items.slice(0, from), items.slice(from, from + extra + 1).join(', '), ...items.slice(from + extra + 1)];
}

type Fields = Pick<WindowsEventData, 'interfaceName' | 'user' | 'correlationId'> & { readonly code: number | null };

/** RoutingDomainID comes first and is usually nil; a GUID of a RasClient event, or a second one, is the CoId. */
function correlation(provider: string, eventId: number, guids: readonly string[]): string | null {
  const last = guids.at(-1);
  if (!last || last === nil) return null;
  const domainOnly = provider !== 'RasClient' && guids.length === 1 && isDialFailure(provider, eventId);
  return domainOnly ? null : last;
}

function readFields(provider: string, eventId: number, strings: readonly string[]): Fields {
  const guids: string[] = [];
  for (const text of strings) {
    const match = guid.exec(text);
    if (!match) break;
    guids.push(match[1]!.toUpperCase());
  }
  const rest = strings.slice(guids.length);
  const layout = layoutOf(provider, eventId);
  const field = (role: Role): string | null => {
    const at = layout.indexOf(role);
    return at < 0 ? null : rest[at] || null;
  };
  const numeric = field('code') ?? field('text');
  const code = numeric !== null && /^\d{1,10}$/.test(numeric) ? Number(numeric) : null;
  return { interfaceName: field('interface'), user: field('user'), correlationId: correlation(provider, eventId, guids), code };
}

/** Without insertion strings (`Get-WinEvent`, `Select-Object`) the text still ends with the code, in every language. */
function lastNumber(text: string): number | null {
  const numbers = text.replace(new RegExp(guidInText, 'g'), ' ').match(/(?<![\w.-])\d{3,5}(?![\w-]|\.\d)/g);
  return numbers ? Number(numbers.at(-1)) : null;
}

function fromMessage(provider: string, eventId: number, text: string | null): Fields {
  const none = { interfaceName: null, user: null, correlationId: null, code: null };
  if (text === null) return none;
  const found = guidInText.exec(text)?.[1]?.toUpperCase();
  const correlationId = found ? correlation(provider, eventId, [found]) : null;
  return { ...none, correlationId, code: layoutOf(provider, eventId).includes('code') ? lastNumber(joinWords(text)) : null };
}

function describe(data: WindowsEventData): Message {
  const { provider, eventId, code, interfaceName } = data;
  if (code !== null && isDialFailure(provider, eventId)) {
    return interfaceName
      ? message('record.dial-failed', { interface: interfaceName, code: String(code) })
      : message('record.dial-failed-code', { code: String(code) });
  }
  if (provider === 'RasClient' && eventId === 20226 && code !== null && interfaceName) {
    return message('record.connection-ended', { interface: interfaceName, code: String(code) });
  }
  if (isWorded(provider, eventId)) return message(`event.${provider}.${eventId}`);
  return message('record.windows-event', { provider, id: String(eventId) });
}

function readData(block: ListBlock, provider: string, eventId: number): WindowsEventData {
  const dataBytes = readDataBytes(get(block, 'Data'));
  const items = readBracedList(joinWords(get(block, 'ReplacementStrings') ?? '')).items;
  const strings = fitStrings(items, layoutOf(provider, eventId));
  const fields = strings.length > 0 ? readFields(provider, eventId, strings) : fromMessage(provider, eventId, get(block, 'Message'));
  const { interfaceName, user, correlationId } = fields;
  const code = (hasErrorData(provider) ? dword(dataBytes) : null) ?? fields.code;
  const log = get(block, 'Log') ?? get(block, 'LogName');
  const computer = get(block, 'MachineName');
  return { kind: 'windows-event', provider, eventId, log, computer, strings, dataBytes, code, interfaceName, user, correlationId };
}

/** Reads one event; null when the list tells neither the source nor lets the number tell it. */
export function eventRecord(block: ListBlock, eventId: number, order: DateOrder): NewRecord | null {
  const provider = get(block, 'Source') ?? get(block, 'ProviderName') ?? providerOf(eventId);
  if (provider === null) return null;
  const data = readData(block, joinToken(provider), eventId);
  const time = get(block, 'TimeGenerated') ?? get(block, 'TimeCreated') ?? get(block, 'TimeWritten');
  return {
    place: { line: block.line, endLine: block.endLine, offset: block.offset },
    time: time === null ? null : parseWindowsDate(joinWords(time), order),
    level: entryLevel(get(block, 'EntryType') ?? get(block, 'LevelDisplayName'), parseInteger(get(block, 'Level'))),
    what: describe(data),
    who: data.interfaceName ?? data.user ?? data.computer,
    data,
    text: block.text,
  };
}
