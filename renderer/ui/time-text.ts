import type { KeyEvent } from '#shared/model/analysis.ts';
import type { RecordTime } from '#shared/model/record.ts';

/** How the user reads times; the clock's own zone is only used when it is asked for. */
export type TimeDisplay = 'utc' | 'local';

/** What is known about an instant; `zone` 'unknown' means that `ms` is a local time of a place nobody named. */
export type Instant = { readonly ms: number; readonly zone: 'known' | 'unknown' };

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** Minutes east of UTC as `+09:00`. */
export function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** Parts of an instant in the reader's zone; `localOffset` gives the minutes east of UTC at an instant (the clock's zone). */
export function timeParts(
  instant: Instant,
  display: TimeDisplay,
  localOffset: (ms: number) => number,
): { readonly date: string; readonly time: string; readonly suffix: string } {
  const offset = instant.zone === 'known' && display === 'local' ? localOffset(instant.ms) : 0;
  const d = new Date(instant.ms + offset * 60_000);
  const fraction = d.getUTCMilliseconds();
  const time = `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}${fraction === 0 ? '' : `.${pad(fraction, 3)}`}`;
  const zone = display === 'local' ? offsetText(offset) : 'UTC';
  return {
    date: `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`,
    time,
    suffix: instant.zone === 'known' ? zone : '',
  };
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
