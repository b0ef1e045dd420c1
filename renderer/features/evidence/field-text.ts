import type { RecordDetail } from '#shared/model/record.ts';
import type { Text } from '../../i18n/text.ts';

type Field = RecordDetail['fields'][number];

/** What is asked of a record first: on which interface, by whom, which event. */
const first = ['interfaceName', 'user', 'provider', 'eventId', 'log', 'computer'];
/** What the event log keeps for itself, and what is said again in words. */
const last = ['strings', 'dataBytes', 'correlationId', 'recordId', 'task', 'processId', 'keywords', 'userId'];

function rankOf({ name }: Field): number {
  const early = first.indexOf(name);
  if (early >= 0) return early - first.length;
  return last.indexOf(name) + 1;
}

/**
 * Fields of a record worth a line, the telling ones first; what an event says in its own data keeps its order between both. An empty
 * value says something where an event has it, nothing where a parser did not find any.
 */
export function orderedFields({ kind, code, fields }: Pick<RecordDetail, 'kind' | 'code' | 'fields'>): readonly Field[] {
  const user = fields.find((field) => field.name === 'user')?.value;
  return fields
    .filter(({ name, value }) => {
      // The code stands above with its meaning.
      if (name === 'code') return value !== String(code);
      if (value === '') return kind === 'windows-event' && name !== 'dataBytes';
      return name !== 'userId' || value !== user;
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

function utf16Text(bytes: readonly number[]): string | null {
  if (bytes.length < 6 || bytes.length % 2 !== 0) return null;
  const text = new TextDecoder('utf-16le').decode(Uint8Array.from(bytes)).replace(/\0+$/, '');
  return text !== '' && !/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u.test(text) ? text : null;
}

/** Bytes in hexadecimal, after what they usually are: a number of four bytes or a text in UTF-16. */
function bytesText(t: Text, value: string): string {
  const bytes = value.split(',').map(Number);
  if (!bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) return value;
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  if (bytes.length === 4) return `${new DataView(Uint8Array.from(bytes).buffer).getUint32(0, true)} (${hex})`;
  const text = utf16Text(bytes);
  return text === null ? hex : `${t('viewer.chip.text', { text })} (${hex})`;
}

/** `10.0.0.1:500` for an end as parsers write it; null for any other text. */
function endText(value: string): string | null {
  const [, address, port] = /^\{\s*"address": "([^"]+)",\s*"port": (\d+|null)\s*\}$/.exec(value) ?? [];
  if (address === undefined) return null;
  if (port === 'null') return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * A field's value with what it stands for: `%%8205` in events of Windows is a word of the system (the number stays, for searches),
 * `S-1-5-18` an account, bytes are a number or a text, and the number of an event has a meaning of its own.
 */
export function fieldText(t: Text, { name, value }: Field, provider: string | undefined): string {
  const number = /^%%(\d{4,5})$/.exec(value.trim())?.[1];
  if (number !== undefined && t.has(`event.parameter.${number}`)) return `${t(`event.parameter.${number}`)} (%%${number})`;
  if (name === 'dataBytes') return bytesText(t, value);
  if (t.has(`event.sid.${value}`)) return `${t(`event.sid.${value}`)} (${value})`;
  if (name === 'eventId' && t.has(`event.${provider}.${value}`)) return `${value} · ${t(`event.${provider}.${value}`)}`;
  if (/^is[A-Z]/.test(name) && t.has(`viewer.flag.${value}`)) return t(`viewer.flag.${value}`);
  return endText(value) ?? value;
}
