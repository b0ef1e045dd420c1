import { useEffect } from 'react';
import type { Analysis } from '#shared/model/analysis.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { wizardLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { useArrowKeys } from '../../ui/use-arrow-keys.ts';
import { StatusIcon } from '../../ui/status.tsx';
import { findingOf } from '../case/words.ts';
import styles from './rail.module.css';
import { chapters } from './steps.ts';

/** All steps with their state; arrow keys move, Enter opens. */
export function Rail({ caseId, analysis, current }: { readonly caseId: string; readonly analysis: Analysis; readonly current: CheckId }) {
  const t = useText();
  const arrows = useArrowKeys<HTMLElement>();
  const rail = arrows.ref;
  useEffect(() => {
    rail.current?.querySelector(`[href$="/${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [rail, current]);
  return (
    <nav className={styles.rail} aria-label={t('ui.wizard.steps')} {...arrows}>
      {chapters.map((chapter) => (
        <section key={chapter.id} aria-label={t(`ui.chapter.${chapter.id}`)}>
          <h2 className={styles.chapter}>{t(`ui.chapter.${chapter.id}`)}</h2>
          <ul>
            {chapter.checks.map((check) => (
              <RailItem key={check} caseId={caseId} analysis={analysis} check={check} current={check === current} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function RailItem({
  caseId,
  analysis,
  check,
  current,
}: {
  readonly caseId: string;
  readonly analysis: Analysis;
  readonly check: CheckId;
  readonly current: boolean;
}) {
  const t = useText();
  const verdict = findingOf(analysis, check)?.verdict ?? 'cannot-tell';
  const best = analysis.next[0]?.check === check;
  return (
    <li>
      <a className={styles.item} href={wizardLink(caseId, check)} aria-current={current ? 'step' : undefined}>
        <span className={styles.state}>
          <StatusIcon verdict={verdict} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>
            <span className={styles.id}>{check}</span> <span className={styles.name}>{t(`check.${check}.title`)}</span>
          </span>
          <span className={styles.meta}>
            {t(`verdict.${verdict}`)}
            {best && <span className={styles.best}> · {t('ui.wizard.best')}</span>}
          </span>
        </span>
      </a>
    </li>
  );
}
