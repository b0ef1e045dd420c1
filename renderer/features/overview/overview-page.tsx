import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Section } from '../../ui/section.tsx';
import { reportedCauses } from '../case/words.ts';
import { CauseCard } from './cause-card.tsx';
import { ChecksGrid } from './checks-grid.tsx';
import { EmptyOverview, OtherHeadline } from './headline.tsx';
import { Gaps } from './gaps.tsx';
import { NextBest } from './next-best.tsx';
import { OtherCauses } from './other-causes.tsx';
import styles from './overview-page.module.css';
import { Picture } from './picture.tsx';
import { Timeline } from './timeline.tsx';

/** What is wrong, how that is known, what to do next; below it the picture, the checks, the times. */
export function OverviewPage({ caseId, data }: CasePageProps) {
  const t = useText();
  const { analysis, detail } = data;
  if (analysis.status === 'empty') return <EmptyOverview caseId={caseId} detail={detail} />;
  const reported = reportedCauses(analysis);
  return (
    <div className={styles.page}>
      <div className={styles.headline}>
        {reported.length === 0 && <OtherHeadline analysis={analysis} />}
        {reported.map((cause, i) => (
          <CauseCard key={cause.id} caseId={caseId} cause={cause} leading={i === 0} />
        ))}
        <NextBest caseId={caseId} analysis={analysis} />
        <OtherCauses analysis={analysis} reported={reported} />
      </div>
      <Section title={t('ui.overview.picture')} className={styles.panel}>
        <Picture caseId={caseId} topology={analysis.topology} />
      </Section>
      <Section title={t('ui.overview.checks')} className={styles.panel}>
        <ChecksGrid caseId={caseId} analysis={analysis} />
      </Section>
      {analysis.timeline.length > 0 && (
        <Section title={t('ui.overview.when')} className={styles.panel}>
          <Timeline caseId={caseId} events={analysis.timeline} />
        </Section>
      )}
      {(analysis.gaps.length > 0 || detail.gaps.length > 0) && (
        <Section title={t('ui.overview.gaps')} className={styles.panel}>
          <Gaps caseId={caseId} gaps={analysis.gaps} importGaps={detail.gaps} />
        </Section>
      )}
    </div>
  );
}
