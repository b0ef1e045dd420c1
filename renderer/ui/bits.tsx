import { useText } from '../i18n/provider.tsx';
import styles from './bits.module.css';

/** Beyond this many bits the evidence is overwhelming either way, and the bar is full. */
const fullBits = 6;

/** Words for a weight of evidence: 1 bit doubles the odds, 3 bits are eight to one. */
export function strengthOf(bits: number): 'strong' | 'moderate' | 'weak' {
  const size = Math.abs(bits);
  if (size >= 3) return 'strong';
  return size >= 1 ? 'moderate' : 'weak';
}

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
