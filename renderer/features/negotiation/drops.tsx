import type { Drop } from '#shared/model/negotiation.ts';
import { useText } from '../../i18n/provider.tsx';
import { CitationLink } from '../../ui/citation.tsx';
import { Time } from '../../ui/time.tsx';
import { UnknownZone } from '../../ui/unknown-zone.tsx';
import styles from './drops.module.css';

/** Each time the tunnel went away, for how long, and what it is put down to. */
export function Drops({ caseId, drops }: { readonly caseId: string; readonly drops: readonly Drop[] }) {
  const t = useText();
  return (
    <ol className={styles.list}>
      {drops.map((drop, i) => (
        <li key={`${drop.timeText} ${i}`} className={styles.drop}>
          <span className={styles.when}>
            {drop.utcMs === null ? (
              <>
                {drop.timeText} {drop.timeText !== '' && <UnknownZone />}
              </>
            ) : (
              <Time instant={{ ms: drop.utcMs, zone: 'known' }} />
            )}
          </span>
          <span className={styles.words}>
            <strong>{t(`negotiation.class.${drop.class}`)}</strong> {t.message(drop.reason)}
            {drop.utcMs !== null && drop.backMs !== null && (
              <span className={styles.back}> {t('negotiation.back', { seconds: Math.round((drop.backMs - drop.utcMs) / 1000) })}</span>
            )}
          </span>
          <span className={styles.links}>
            {drop.citations.map((c) => (
              <CitationLink key={`${c.sourceId} ${c.seq} ${c.line}`} caseId={caseId} citation={c} />
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
