import type { RecordTime } from '#shared/model/record.ts';
import type { PacketTime } from '../../capture/packet.ts';

/** Years that can be written with four digits; anything else is no clock. */
const mostSeconds = 253_402_300_799;
const billion = 1_000_000_000;

/** Milliseconds UTC; null for a packet without a time or with one that is none. */
export function timeMs(time: PacketTime | null): number | null {
  if (time === null || !(time.seconds >= 0 && time.seconds <= mostSeconds) || time.nanoseconds >= billion) return null;
  return time.seconds * 1000 + Math.floor(time.nanoseconds / 1_000_000);
}

/** Packets of the same second are many and stand together. */
let latest = { seconds: -1, text: '' };

function secondText(seconds: number): string {
  if (latest.seconds !== seconds) latest = { seconds, text: new Date(seconds * 1000).toISOString().slice(0, 19) };
  return latest.text;
}

/** Captures hold seconds of the Unix epoch, so the time is UTC; the text has all digits of the capture. */
export function recordTime(time: PacketTime | null): RecordTime | null {
  const utcMs = timeMs(time);
  if (time === null || utcMs === null) return null;
  const digits = time.nanoseconds % 1000 === 0 ? 6 : 9;
  const fraction = String(time.nanoseconds).padStart(9, '0').slice(0, digits);
  const text = `${secondText(time.seconds)}.${fraction}Z`;
  return { utcMs, localMs: utcMs, offsetMinutes: 0, zone: 'utc', text };
}
