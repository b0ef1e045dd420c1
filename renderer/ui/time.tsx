import { useText } from '../i18n/provider.tsx';
import { useTimeDisplay } from '../app/context.tsx';
import { clockOffset, timeParts, type Instant } from './time-text.ts';
import styles from './time.module.css';

type TimeProps = { readonly instant: Instant; readonly withDate?: boolean };

/** An instant as the reader wants it. A time of an unknown zone is shown as written and says so. */
export function Time({ instant, withDate = true }: TimeProps) {
  const t = useText();
  const parts = timeParts(instant, useTimeDisplay(), clockOffset);
  const unknown = instant.zone === 'unknown';
  return (
    <time className={styles.time} dateTime={unknown ? undefined : new Date(instant.ms).toISOString()}>
      {withDate && `${parts.date} `}
      {parts.time} <span className={styles.zone}>{unknown ? t('ui.time.zoneUnknown') : parts.suffix}</span>
    </time>
  );
}
