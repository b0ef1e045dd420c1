import type { Negotiation } from '#shared/model/negotiation.ts';
import { useApp } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { UnknownZone } from '../../ui/unknown-zone.tsx';
import { useArrowKeys } from '../../ui/use-arrow-keys.ts';
import styles from './negotiation-list.module.css';
import { resultVerdicts } from './summary.tsx';

type ListProps = { readonly negotiations: readonly Negotiation[]; readonly chosen: string };

/** The negotiations of the case, oldest first; attempts that went the same way are one entry. */
export function NegotiationList({ negotiations, chosen }: ListProps) {
  const t = useText();
  const { stores } = useApp();
  const keys = useArrowKeys<HTMLUListElement>();
  return (
    <ul className={styles.list} aria-label={t('negotiation.list')} {...keys} data-scroll="negotiations">
      {negotiations.map((n) => (
        <li key={n.id}>
          <button
            type="button"
            className={styles.item}
            aria-current={n.id === chosen ? 'true' : undefined}
            onClick={() => stores.negotiation.choose(n.id)}
          >
            <StatusIcon verdict={resultVerdicts[n.result]} />
            <span className={styles.result}>{t(`negotiation.result.${n.result}`)}</span>
            <span className={styles.when}>
              <When negotiation={n} />
            </span>
            {(n.onPremises ?? n.azure) !== null && <span className={styles.ends}>{`${n.onPremises ?? '–'} ↔ ${n.azure ?? '–'}`}</span>}
            <Fault negotiation={n} />
            {n.attempts > 1 && <span className={styles.count}>{t('ui.times', { count: n.attempts })}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** When it began; as written where nobody knows the zone. */
function When({ negotiation: { firstMs, firstText } }: { readonly negotiation: Negotiation }) {
  if (firstMs !== null) return <Time instant={{ ms: firstMs, zone: 'known' }} />;
  return firstText === '' ? (
    '–'
  ) : (
    <>
      {firstText} <UnknownZone />
    </>
  );
}

/** The message that failed: some sources name neither time nor ends, and their entries would all look the same. */
function Fault({ negotiation: { messages, failedAt } }: { readonly negotiation: Negotiation }) {
  const t = useText();
  const failed = failedAt === null ? undefined : messages[failedAt];
  return failed && <span className={styles.fault}>{t.message(failed.what)}</span>;
}
