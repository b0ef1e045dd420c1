import { useText } from '../i18n/provider.tsx';
import styles from './unknown-zone.module.css';

/** The mark beside a time of which nobody said where it was. */
export function UnknownZone() {
  const t = useText();
  return (
    <span className={styles.mark} title={t('ui.time.zoneUnknown')}>
      <span aria-hidden="true">?</span>
      <span className={styles.hidden}>{t('ui.time.zoneUnknown')}</span>
    </span>
  );
}
