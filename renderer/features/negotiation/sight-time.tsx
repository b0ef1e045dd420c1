import type { Sighting, Witness } from '#shared/model/negotiation.ts';
import { useNegotiation, useTimeDisplay } from '../../app/context.tsx';
import { clockOffset, timeParts } from '../../ui/time-text.ts';
import { UnknownZone } from '../../ui/unknown-zone.tsx';
import { timeOf } from './choice.ts';
import styles from './sight-time.module.css';

type SightTimeProps = {
  readonly sighting: Sighting;
  readonly witnesses: readonly Witness[];
  /** With date and zone, where no heading says them. */
  readonly whole?: boolean;
};

/** Time of day to the millisecond; a time of an unknown zone as the source writes it, and marked. */
export function SightTime({ sighting, witnesses, whole = false }: SightTimeProps) {
  const display = useTimeDisplay();
  const isAligned = useNegotiation((s) => s.isAligned);
  const ms = timeOf(sighting, witnesses, isAligned);
  if (ms === null) {
    const text = whole ? sighting.timeText : sighting.timeText.replace(/^.*[T ](?=\d\d?:)/, '');
    return (
      <span className={styles.time}>
        {text} {text !== '' && <UnknownZone />}
      </span>
    );
  }
  const { date, time, suffix } = timeParts({ ms, zone: 'known' }, { display, to: 'millisecond', localOffset: clockOffset });
  return <span className={styles.time}>{whole ? `${date} ${time} ${suffix}` : time}</span>;
}

/** Date and zone of the times below, by the first of them that has an instant. */
export function SightZone({ sightings, witnesses }: { readonly sightings: readonly Sighting[]; readonly witnesses: readonly Witness[] }) {
  const display = useTimeDisplay();
  const isAligned = useNegotiation((s) => s.isAligned);
  const ms = sightings.map((sighting) => timeOf(sighting, witnesses, isAligned)).find((time) => time !== null) ?? null;
  if (ms === null) return <span />;
  const { date, suffix } = timeParts({ ms, zone: 'known' }, { display, to: 'second', localOffset: clockOffset });
  return (
    <span className={styles.zone}>
      <span>{date}</span>
      <span>{suffix}</span>
    </span>
  );
}
