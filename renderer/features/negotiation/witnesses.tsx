import type { Witness } from '#shared/model/negotiation.ts';
import { useText } from '../../i18n/provider.tsx';
import { letterOf } from './choice.ts';
import styles from './witnesses.module.css';

/** Who saw it, from which side, and how far each clock is off; offsets are shown, and applied only where the reader asks for it. */
export function Witnesses({ witnesses }: { readonly witnesses: readonly Witness[] }) {
  const t = useText();
  return (
    <ul className={styles.list}>
      {witnesses.map((w, i) => (
        <li key={w.id} className={styles.item}>
          <span className={styles.letter}>{letterOf(w.id, witnesses)}</span>
          <span className={styles.words}>
            <span className={styles.path} title={w.path}>
              {w.path.split('/').at(-1)}
            </span>
            <span className={styles.kind}>
              {t(`negotiation.witness.${w.kind}`)}
              {w.side !== null && ` · ${t(`negotiation.end.${w.side}`)}`}
              {!w.zoneKnown && ` · ${t('ui.time.zoneUnknown')}`}
            </span>
            <span className={styles.clock}>
              {w.offset === null
                ? t(i === 0 ? 'negotiation.clock.reference' : 'negotiation.clock.unknown')
                : t('negotiation.clock.offset', { ms: w.offset.medianMs, spread: w.offset.spreadMs, count: w.offset.anchors })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
