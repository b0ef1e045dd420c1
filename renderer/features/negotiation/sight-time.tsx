import type { Sighting, Witness } from '#shared/model/negotiation.ts';
import { useNegotiation, useTimeDisplay } from '../../app/context.tsx';
import { clockOffset, timeParts } from '../../ui/time-text.ts';
import { timeOf } from './choice.ts';
import styles from './sight-time.module.css';

/** Time of day to the millisecond; a time of an unknown zone as the source writes it. */
export function SightTime({ sighting, witnesses }: { readonly sighting: Sighting; readonly witnesses: readonly Witness[] }) {
  const display = useTimeDisplay();
  const isAligned = useNegotiation((s) => s.isAligned);
  const ms = timeOf(sighting, witnesses, isAligned);
  if (ms === null) return <span className={styles.time}>{sighting.timeText.replace(/^.*[T ](?=\d\d?:)/, '')}</span>;
  return (
    <span className={styles.time}>{timeParts({ ms, zone: 'known' }, { display, to: 'millisecond', localOffset: clockOffset }).time}</span>
  );
}
