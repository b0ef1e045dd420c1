import type { Negotiation } from '#shared/model/negotiation.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import { useText } from '../../i18n/provider.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import styles from './summary.module.css';

export const resultVerdicts: Readonly<Record<Negotiation['result'], Verdict>> = {
  established: 'healthy',
  failed: 'problem',
  silent: 'problem',
  unfinished: 'cannot-tell',
};

/** What happened in the chosen negotiation, in a sentence, and at which end the change belongs. */
export function Summary({ negotiation }: { readonly negotiation: Negotiation }) {
  const t = useText();
  const { result, reading, changeAt, attempts, periodMs, version, initiator } = negotiation;
  const facts = [
    version === null ? null : `IKEv${version}`,
    initiator === null ? null : t('negotiation.opened', { end: initiator }),
    attempts > 1 ? t('negotiation.attempts', { count: attempts }) : null,
    attempts > 1 && periodMs !== null ? t('negotiation.period', { seconds: Math.round(periodMs / 1000) }) : null,
  ].filter((f) => f !== null);
  return (
    <div className={styles.summary} data-verdict={resultVerdicts[result]}>
      <div className={styles.head}>
        <StatusBadge verdict={resultVerdicts[result]} look="tinted" word={t(`negotiation.result.${result}`)} />
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </div>
      {reading !== null && <p className={styles.reading}>{t.message(reading)}</p>}
      {changeAt !== null && <p className={styles.change}>{t(`negotiation.changeAt.${changeAt}`)}</p>}
    </div>
  );
}
