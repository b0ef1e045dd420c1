import { Button } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import type { Analysis } from '#shared/model/analysis.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { caseLink, wizardLink } from '../../app/links.ts';
import { navigate } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { findingOf, reportedCauses } from '../case/words.ts';
import { RemedyList } from '../overview/remedy-list.tsx';
import { Says } from './says.tsx';
import styles from './step.module.css';
import { following, nextBest, supportedCause } from './steps.ts';
import { Ways } from './ways.tsx';

type StepProps = { readonly caseId: string; readonly analysis: Analysis; readonly check: CheckId };

/** One question of the playbook: why it is asked, what is known, how to answer it, what follows. */
export function Step({ caseId, analysis, check }: StepProps) {
  const t = useText();
  const finding = findingOf(analysis, check);
  return (
    <div className={styles.column}>
      <div className={styles.scroll} data-scroll="step">
        <header className={styles.head}>
          <h1 className={styles.title}>
            <span className={styles.id}>{check}</span> {t(`check.${check}.title`)}
          </h1>
          <StatusBadge verdict={finding?.verdict ?? 'cannot-tell'} look="tinted" />
        </header>
        <p className={styles.question}>{t(`check.${check}.question`)}</p>
        <p className={styles.why}>
          <span className={styles.lead}>{t('ui.wizard.why')}</span> {t(`check.${check}.why`)}
        </p>
        {finding && <Says key={check} caseId={caseId} finding={finding} />}
        <Ways caseId={caseId} analysis={analysis} check={check} />
        {finding && <SupportedRemedy caseId={caseId} analysis={analysis} check={check} />}
      </div>
      <Moves caseId={caseId} analysis={analysis} check={check} />
    </div>
  );
}

/** What to do about the cause that this step's outcome speaks for. */
function SupportedRemedy({ caseId, analysis, check }: StepProps) {
  const t = useText();
  const finding = findingOf(analysis, check);
  const cause = finding ? supportedCause(reportedCauses(analysis), finding) : null;
  if (!cause || cause.remedies.length === 0) return null;
  return (
    <Section
      title={t('ui.wizard.remedy', { cause: t(`cause.${cause.id}.title`) })}
      aside={<a href={caseLink(caseId, 'overview')}>{t('ui.wizard.toOverview')}</a>}
      className={styles.remedy}
    >
      <RemedyList remedies={cause.remedies} />
    </Section>
  );
}

/** On to another step: the next in order, or the one that tells most. */
function Moves({ caseId, analysis, check }: StepProps) {
  const t = useText();
  const best = nextBest(analysis, check);
  const next = analysis.next.find((n) => n.check === best);
  return (
    <footer className={styles.moves}>
      <Button onClick={() => navigate(wizardLink(caseId, following(check)))}>{t('ui.wizard.skip')}</Button>
      {best && next ? (
        <>
          <span className={styles.nextWords}>
            {best} {t(`check.${best}.title`)} · {t('ui.next.minutes', { minutes: next.costMinutes })}
          </span>
          <Button appearance="primary" icon={<ArrowRightRegular />} iconPosition="after" onClick={() => navigate(wizardLink(caseId, best))}>
            {t('ui.wizard.nextBest')}
          </Button>
        </>
      ) : (
        <span className={styles.nextWords}>{t('ui.wizard.noNext')}</span>
      )}
    </footer>
  );
}
