import type { KeyEvent } from '#shared/model/analysis.ts';
import type { RecordTime } from '#shared/model/record.ts';

/** How the user reads times; the clock's own zone is only used when it is asked for. */
export type TimeDisplay = 'utc' | 'local';

/** What is known about an instant; `zone` 'unknown' means that `ms` is a local time of a place nobody named. */
export type Instant = { readonly ms: number; readonly zone: 'known' | 'unknown' };

const pad = (n: number): string => String(n).padStart(2, '0');

/** Minutes east of UTC as `+09:00`. */
export function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

export type TimePrecision = 'minute' | 'second' | 'millisecond';

export type TimeStyle = {
  readonly display: TimeDisplay;
  readonly to: TimePrecision;
  /** Minutes east of UTC at an instant, of the zone that 'local' means. */
  readonly localOffset: (ms: number) => number;
};

/** Date, time of day and zone of an instant. A time of an unknown zone has no zone to show and is never moved into another. */
export function timeParts(instant: Instant, style: TimeStyle): { readonly date: string; readonly time: string; readonly suffix: string } {
  const offset = instant.zone === 'known' && style.display === 'local' ? style.localOffset(instant.ms) : 0;
  const iso = new Date(instant.ms + offset * 60_000).toISOString();
  const length = { minute: 16, second: 19, millisecond: 23 }[style.to];
  const zone = style.display === 'local' ? offsetText(offset) : 'UTC';
  return { date: iso.slice(0, 10), time: iso.slice(11, length), suffix: instant.zone === 'known' ? zone : '' };
}

/** Minutes east of UTC that this computer's clock shows at an instant. */
export function clockOffset(ms: number): number {
  return -new Date(ms).getTimezoneOffset();
}

/** A record's time as an instant. */
export function instantOfRecord(time: RecordTime): Instant {
  return time.utcMs === null ? { ms: time.localMs, zone: 'unknown' } : { ms: time.utcMs, zone: 'known' };
}

/** A key event's time as an instant; null when only its text is known. */
export function instantOfEvent(event: KeyEvent): Instant | null {
  if (event.utcMs !== null) return { ms: event.utcMs, zone: 'known' };
  return event.localMs === null ? null : { ms: event.localMs, zone: 'unknown' };
}
