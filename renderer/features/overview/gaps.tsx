import type { Gap } from '#shared/model/analysis.ts';
import { collectorFor } from '#shared/model/collector.ts';
import type { ImportGap } from '#shared/model/source.ts';
import { collectLink, wizardLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import styles from './gaps.module.css';

type GapsProps = { readonly caseId: string; readonly gaps: readonly Gap[]; readonly importGaps: readonly ImportGap[] };

/** What the evidence does not tell and which step says how to get it; then what the bundle should have given and did not. A reason that all share is said once. */
export function Gaps({ caseId, gaps, importGaps }: GapsProps) {
  const t = useText();
  const [first] = gaps;
  const shared = first && gaps.every((gap) => gap.why.key === first.why.key) ? t.message(first.why) : null;
  return (
    <>
      {shared !== null && <p className={styles.why}>{shared}</p>}
      <ul className={styles.list}>
        {gaps.map((gap) => (
          <li key={gap.evidence} className={styles.gap}>
            <div className={styles.words}>
              <p className={styles.name}>{t(`evidence.${gap.evidence}`)}</p>
              {shared === null && <p className={styles.why}>{t.message(gap.why)}</p>}
            </div>
            <span className={styles.steps}>
              <CollectLink caseId={caseId} gap={gap} />
              {gap.checks.map((check) => (
                <a key={check} href={wizardLink(caseId, check)} aria-label={t('ui.gaps.step', { check })}>
                  {check}
                </a>
              ))}
            </span>
          </li>
        ))}
        {importGaps.map((gap, i) => (
          <li key={`${gap.path}-${i}`} className={styles.gap}>
            <div className={styles.words}>
              <p className={styles.path}>{gap.path}</p>
              <p className={styles.why}>{t.message(gap.reason)}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** To the script that brings this evidence, where there is one. */
function CollectLink({ caseId, gap }: { readonly caseId: string; readonly gap: Gap }) {
  const t = useText();
  const collector = collectorFor(gap.evidence);
  if (collector === null) return null;
  return (
    <a href={collectLink(caseId, collector)} aria-label={t('collect.link.about', { evidence: t(`evidence.${gap.evidence}`) })}>
      {t('collect.link')}
    </a>
  );
}
