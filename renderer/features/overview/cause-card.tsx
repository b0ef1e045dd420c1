import type { RankedCause } from '#shared/model/analysis.ts';
import { useText } from '../../i18n/provider.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { likelihoodOf, percentText } from '../case/words.ts';
import styles from './cause-card.module.css';
import { Reasons } from './reasons.tsx';
import { RemedyList } from './remedy-list.tsx';

type CauseCardProps = { readonly caseId: string; readonly cause: RankedCause; readonly leading: boolean };

/** A reported cause: what it is, how likely, why, and what to do about it. */
export function CauseCard({ caseId, cause, leading }: CauseCardProps) {
  const t = useText();
  const Title = leading ? 'h1' : 'h2';
  return (
    <article className={styles.card} data-leading={leading}>
      <header className={styles.head}>
        <div className={styles.words}>
          <p className={styles.rank}>{leading ? t('ui.overview.leading') : t('ui.overview.second')}</p>
          <Title className={styles.title}>{t(`cause.${cause.id}.title`)}</Title>
          <p className={styles.summary}>{t(`cause.${cause.id}.summary`)}</p>
        </div>
        <div className={styles.likelihood}>
          {leading && <span className={styles.percent}>{percentText(t, cause.probability)}</span>}
          <StatusBadge
            verdict="problem"
            word={leading ? t(`ui.likelihood.${likelihoodOf(cause.probability)}`) : t('verdict.problem')}
            look="tinted"
          />
        </div>
      </header>
      <div className={styles.body}>
        <section className={styles.column} aria-label={t('ui.overview.why')}>
          <h3 className={styles.label}>{t('ui.overview.why')}</h3>
          <Reasons caseId={caseId} cause={cause} />
        </section>
        <section className={styles.column} aria-label={t('ui.overview.do')}>
          <h3 className={styles.label}>{t('ui.overview.do')}</h3>
          {cause.remedies.length === 0 ? (
            <p className={styles.none}>{t('ui.overview.noRemedy')}</p>
          ) : (
            <RemedyList remedies={cause.remedies} />
          )}
        </section>
      </div>
    </article>
  );
}
