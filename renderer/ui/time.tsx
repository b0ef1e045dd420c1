import { useText } from '../i18n/provider.tsx';
import { useTimeDisplay } from '../app/context.tsx';
import { clockOffset, timeParts, type Instant, type TimePrecision } from './time-text.ts';
import styles from './time.module.css';

type TimeProps = {
  readonly instant: Instant;
  readonly withDate?: boolean;
  /** How exact the reader needs it: a list of cases to the minute, evidence to the millisecond. */
  readonly to?: TimePrecision;
};

/** An instant as the reader wants it. A time of an unknown zone is shown as written and says so. */
export function Time({ instant, withDate = true, to = 'second' }: TimeProps) {
  const t = useText();
  const parts = timeParts(instant, { display: useTimeDisplay(), to, localOffset: clockOffset });
  const unknown = instant.zone === 'unknown';
  return (
    <time className={styles.time} dateTime={unknown ? undefined : new Date(instant.ms).toISOString()}>
      {withDate && `${parts.date} `}
      {parts.time} <span className={styles.zone}>{unknown ? t('ui.time.zoneUnknown') : parts.suffix}</span>
    </time>
  );
}
