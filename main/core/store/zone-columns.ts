import type { RecordTime } from '#shared/model/record.ts';
import type { TimeZone } from '../time/apply-zone.ts';
import { createZoneSetter } from '../time/zone-setter.ts';
import { inheritedFlag, levelOf, packFlags, zoneCode, zoneOf, zoneOfSource } from './columns.ts';
import type { ZoneName } from './columns.ts';
import type { LineIndex } from './line-index.ts';

/** The columns of a line source with `zone` for the times that name none; the other times stay. */
export function zoneColumns({ columns }: LineIndex, zone: TimeZone): LineIndex {
  const set = createZoneSetter(zone);
  const time = columns.time.slice();
  const flags = columns.flags.slice();
  const zoneOffset = columns.zoneOffset.slice();
  const seen = new Set<ZoneName>();
  for (let row = 0; row < columns.count; row += 1) {
    const old = flags[row] ?? 0;
    const local = time[row] ?? Number.NaN;
    if (zoneOf(old) === 'unknown' && !Number.isNaN(local)) {
      const placed = set(unknownTime(local));
      time[row] = placed.utcMs ?? local;
      zoneOffset[row] = placed.offsetMinutes ?? 0;
      flags[row] = packFlags(levelOf(old), zoneCode[placed.zone], (old & inheritedFlag) !== 0);
    }
    seen.add(zoneOf(flags[row] ?? 0));
  }
  return { columns: { ...columns, time, flags, zoneOffset }, zone: zoneOfSource(seen) };
}

function unknownTime(localMs: number): RecordTime {
  return { utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text: '' };
}
