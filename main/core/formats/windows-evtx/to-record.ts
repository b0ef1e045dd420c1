import type { Level } from '#shared/model/record.ts';
import type { EvtxEvent } from '../../evtx/fields.ts';
import type { NewRecord } from '../format.ts';
import { entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';

/** Bit 52 of the keywords (winmeta.xml `win:AuditFailure`), as the first hexadecimal digit of 14. */
const auditFailure = /^0x[0-9a-f]{0,2}[13579bdf][0-9a-f]{13}$/i;
/** Binary data of classic events; what is read of it stands at its start. */
const mostDataBytes = 512;

/** Records of the Security log all have level 0; whether an audit failed stands in the keywords. */
export function levelOf(event: Pick<EvtxEvent, 'level' | 'keywords'>): Level | null {
  if (event.level === 0 && auditFailure.test(event.keywords)) return 'warning';
  return entryLevel(null, event.level);
}

/** One line with everything that the event says, for the list, the search and quotes; the XML is made when it is asked for. */
export function eventText(event: EvtxEvent): string {
  let text = `${event.provider} ${event.eventId}`;
  let between = ': ';
  for (const { name, value } of event.data) {
    text += name === '' ? between : `${between}${name}=`;
    text += value;
    between = ', ';
  }
  return event.message === '' ? text : `${event.message}\n${text}`;
}

/** Values of the digits by their character; NaN for all others. */
const digits = Float64Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16));

const noBytes: readonly number[] = [];
const zeros: readonly number[] = Array.from({ length: mostDataBytes }, () => 0);

/** The first bytes of a text in hexadecimal, up to what is none. */
function bytesOf(hex: string): readonly number[] {
  if (hex === '') return noBytes;
  const count = Math.min(hex.length >> 1, mostDataBytes);
  // Made in its full length: one that grows takes three times the memory.
  const bytes = zeros.slice(0, count);
  for (let i = 0; i < count; i += 1) {
    const byte = 16 * (digits[hex.charCodeAt(2 * i)] ?? Number.NaN) + (digits[hex.charCodeAt(2 * i + 1)] ?? Number.NaN);
    if (Number.isNaN(byte)) return bytes.slice(0, i);
    bytes[i] = byte;
  }
  return bytes;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** The record of an event; its line is the number that the event viewer shows. */
export function toRecord(event: EvtxEvent): NewRecord {
  const { timeMs, data, recordId, task, processId } = event;
  return eventRecord({
    place: { line: event.recordId, endLine: event.recordId, offset: event.offset },
    text: eventText(event),
    provider: event.provider,
    eventId: event.eventId,
    level: levelOf(event),
    time: timeMs === null ? null : { utcMs: timeMs, localMs: timeMs, offsetMinutes: 0, zone: 'utc', text: event.timeText },
    log: orNull(event.channel),
    computer: orNull(event.computer),
    user: orNull(event.userId),
    activityId: orNull(event.activityId),
    values: event.data,
    dataBytes: bytesOf(event.binary),
    message: orNull(event.message),
    header: { data, recordId, task, processId, keywords: orNull(event.keywords), userId: orNull(event.userId) },
    isRereadable: true,
  });
}
