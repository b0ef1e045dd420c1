import type { CasePageProps } from '../../app/routes.tsx';
import { Rail } from './rail.tsx';
import { Step } from './step.tsx';
import { checkFrom, startingStep } from './steps.ts';
import styles from './wizard-page.module.css';

/** The playbook step by step: all steps at the left, one of them at the right. */
export function WizardPage({ caseId, data, rest }: CasePageProps) {
  const check = checkFrom(rest[0]) ?? startingStep(data.analysis);
  return (
    <div className={styles.page}>
      <Rail caseId={caseId} analysis={data.analysis} current={check} />
      <Step key={check} caseId={caseId} analysis={data.analysis} check={check} />
    </div>
  );
}
