import type { Analysis } from '#shared/model/analysis.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { wizardLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { useArrowKeys } from '../../ui/use-arrow-keys.ts';
import { StatusBadge } from '../../ui/status.tsx';
import { findingOf, findingText } from '../case/words.ts';
import { chapters } from '../wizard/steps.ts';
import styles from './checks-grid.module.css';

/** The fifteen checks by chapter; arrow keys move, Enter opens the step. */
export function ChecksGrid({ caseId, analysis }: { readonly caseId: string; readonly analysis: Analysis }) {
  const t = useText();
  const arrows = useArrowKeys<HTMLDivElement>();
  return (
    <div className={styles.grid} {...arrows}>
      {chapters.map((chapter) => (
        <section key={chapter.id} className={styles.chapter} aria-label={t(`ui.chapter.${chapter.id}`)}>
          <h3 className={styles.name}>{t(`ui.chapter.${chapter.id}`)}</h3>
          <ul className={styles.checks}>
            {chapter.checks.map((check) => (
              <li key={check}>
                <CheckTile caseId={caseId} analysis={analysis} check={check} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function CheckTile({ caseId, analysis, check }: { readonly caseId: string; readonly analysis: Analysis; readonly check: CheckId }) {
  const t = useText();
  const finding = findingOf(analysis, check);
  return (
    <a className={styles.tile} href={wizardLink(caseId, check)} title={finding ? findingText(t, finding) : undefined}>
      <span className={styles.line}>
        <span className={styles.id}>{check}</span>
        <StatusBadge verdict={finding?.verdict ?? 'cannot-tell'} />
      </span>
      <span className={styles.title}>{t(`check.${check}.title`)}</span>
    </a>
  );
}
