import type { RecordTime } from '#shared/model/record.ts';

/** A zone as evidence or a person names it: a fixed distance from UTC, or an IANA zone with its daylight saving time. */
export type TimeZone = { readonly kind: 'offset'; readonly minutes: number } | { readonly kind: 'iana'; readonly name: string };

const minuteMs = 60_000;
const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(name: string): Intl.DateTimeFormat | null {
  const known = formatters.get(name);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    made = null;
  }
  if (formatters.size < 1000) formatters.set(name, made);
  return made;
}

/** Minutes east of UTC at an instant; null when the zone is not known here. */
function offsetAt(utcMs: number, formatter: Intl.DateTimeFormat): number {
  const parts = new Map(formatter.formatToParts(utcMs).map((p) => [p.type, Number(p.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return Math.round((local - Math.floor(utcMs / 1000) * 1000) / minuteMs);
}

/**
 * Minutes east of UTC when clocks of the zone showed `localMs`. Of the hour that comes twice in autumn the first is taken
 * (daylight saving time); in the hour that spring leaves out, the time before the change goes on. Null for an unknown zone.
 */
export function offsetOfLocal(localMs: number, zone: TimeZone): number | null {
  if (zone.kind === 'offset') return zone.minutes;
  const formatter = formatterOf(zone.name);
  if (!formatter) return null;
  const before = offsetAt(localMs - 24 * 60 * minuteMs, formatter);
  const later = offsetAt(localMs + 24 * 60 * minuteMs, formatter);
  const fits = [before, later].filter((offset) => offsetAt(localMs - offset * minuteMs, formatter) === offset);
  return fits[0] ?? before;
}

/** Gives a time of unknown zone its zone; a time that has one keeps it, and so does one in a zone that is not known here. */
export function applyZone(time: RecordTime, zone: TimeZone): RecordTime {
  if (time.zone !== 'unknown') return time;
  const offsetMinutes = offsetOfLocal(time.localMs, zone);
  if (offsetMinutes === null) return time;
  return { ...time, utcMs: time.localMs - offsetMinutes * minuteMs, offsetMinutes, zone: 'offset' };
}
