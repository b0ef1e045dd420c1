import { useText } from '../i18n/provider.tsx';
import { strengthOf } from './bits-strength.ts';
import styles from './bits.module.css';

/** Beyond this many bits the evidence is overwhelming either way, and the bar is full. */
const fullBits = 6;

/** Weight of a reason as a bar with its word; the exact figure is in the tooltip. */
export function Bits({ bits }: { readonly bits: number }) {
  const t = useText();
  const share = Math.min(1, Math.abs(bits) / fullBits);
  return (
    <span className={styles.bits} title={t('ui.bits', { bits: Math.round(bits * 10) / 10 })}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} data-side={bits < 0 ? 'against' : 'for'} style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span className={styles.word}>{t(`ui.strength.${strengthOf(bits)}`)}</span>
    </span>
  );
}
