import type { RecordTime } from '#shared/model/record.ts';
import { applyZone, offsetOfLocal } from './apply-zone.ts';
import type { TimeZone } from './apply-zone.ts';

/** Clocks are set forward and back at whole quarters of an hour only. */
const quarterMs = 15 * 60_000;

/**
 * `applyZone` for the many records of a log: neighbours mostly share their quarter of an hour, in which the distance from UTC does
 * not change, so that the calendar is asked once for it.
 */
export function createZoneSetter(zone: TimeZone): (time: RecordTime) => RecordTime {
  let quarter = Number.NaN;
  let fixed: TimeZone | null = null;
  return (time) => {
    if (time.zone !== 'unknown') return time;
    const now = Math.floor(time.localMs / quarterMs);
    if (now !== quarter) {
      const minutes = offsetOfLocal(now * quarterMs, zone);
      fixed = minutes === null ? null : { kind: 'offset', minutes };
      quarter = now;
    }
    return fixed === null ? time : applyZone(time, fixed);
  };
}
