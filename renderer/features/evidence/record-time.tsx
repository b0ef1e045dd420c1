import type { RecordTime } from '#shared/model/record.ts';
import { useTimeDisplay } from '../../app/context.tsx';
import { clockOffset, instantOfRecord, timeParts } from '../../ui/time-text.ts';
import { UnknownZone } from '../../ui/unknown-zone.tsx';
import styles from './record-row.module.css';
import { precisionOf } from './use-time-text.ts';

/** Time of a record in the list; the zone stands in the heading of the column. One of an unknown zone is as written, and marked. */
export function RecordTimeCell({ time }: { readonly time: RecordTime | null }) {
  const display = useTimeDisplay();
  if (time === null) return <span className={styles.absent}>–</span>;
  const instant = instantOfRecord(time);
  const parts = timeParts(instant, { display, to: precisionOf(instant.ms), localOffset: clockOffset });
  return (
    <span className={styles.time}>
      <span className={styles.clock}>
        <span className={styles.date}>{parts.date}</span> {parts.time}
      </span>
      {instant.zone === 'unknown' && (
        <span className={styles.zone}>
          <UnknownZone />
        </span>
      )}
    </span>
  );
}
