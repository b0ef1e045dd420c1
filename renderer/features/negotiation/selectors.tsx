import type { SelectorPair } from '#shared/model/negotiation.ts';
import { useText } from '../../i18n/provider.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import styles from './selectors.module.css';
import { stretches } from './strip.ts';

const bad: ReadonlySet<SelectorPair['relation']> = new Set(['disjoint', 'any-to-any-against-policy', 'overlap']);

/** The networks of each end as the two ends see them: what both name, and what only one of them does. */
export function Selectors({ pairs }: { readonly pairs: readonly SelectorPair[] }) {
  return (
    <div className={styles.pairs}>
      {pairs.map((pair) => (
        <Pair key={pair.network} pair={pair} />
      ))}
    </div>
  );
}

function Pair({ pair }: { readonly pair: SelectorPair }) {
  const t = useText();
  const { relation, onPremises, azure, onlyOnPremises, onlyAzure } = pair;
  const verdict = relation === null ? 'cannot-tell' : relation === 'equal' ? 'healthy' : bad.has(relation) ? 'problem' : 'warning';
  return (
    <div className={styles.pair}>
      <h3 className={styles.title}>{t(`negotiation.network.${pair.network}`)}</h3>
      <StatusBadge verdict={verdict} word={t(`negotiation.relation.${relation ?? 'unknown'}`)} />
      <Picture onPremises={onPremises} azure={azure} />
      <div className={styles.sides}>
        <Side name={t('negotiation.end.on-premises')} prefixes={onPremises} only={onlyOnPremises} />
        <Side name={t('negotiation.end.azure')} prefixes={azure} only={onlyAzure} />
      </div>
    </div>
  );
}

/** The two ends' networks as bars above one another. Decoration: the words and prefixes below say the same. */
function Picture({ onPremises, azure }: Pick<SelectorPair, 'onPremises' | 'azure'>) {
  const parts = stretches(onPremises, azure);
  if (parts.length === 0) return null;
  return (
    <div className={styles.picture} aria-hidden="true">
      {(['onPremises', 'azure'] as const).map((end) => (
        <div key={end} className={styles.bar}>
          {parts
            .filter((part) => part[end])
            .map((part) => (
              <span
                key={part.from}
                className={styles.stretch}
                data-shared={part.onPremises && part.azure}
                style={{ left: `${part.from}%`, width: `${part.width}%` }}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

function Side({ name, prefixes, only }: { readonly name: string; readonly prefixes: readonly string[]; readonly only: readonly string[] }) {
  const t = useText();
  return (
    <div className={styles.side}>
      <span className={styles.name}>{name}</span>
      <span className={styles.chips} lang="en">
        {prefixes.length === 0
          ? '–'
          : prefixes.map((p) => (
              <span key={p} className={styles.chip}>
                {p}
              </span>
            ))}
      </span>
      {only.length > 0 && only.join() !== prefixes.join() && (
        <span className={styles.only}>{t('negotiation.onlyHere', { prefixes: only.join(', ') })}</span>
      )}
      {only.length > 0 && only.join() === prefixes.join() && <span className={styles.only}>{t('negotiation.nothingShared')}</span>}
    </div>
  );
}
