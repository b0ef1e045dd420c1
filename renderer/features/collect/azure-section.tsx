import { useEffect, type ReactNode } from 'react';
import { useApp, useAzure, useSettings } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import type { CasePageProps } from '../../app/routes.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './azure.module.css';
import { AzureCalls } from './azure-calls.tsx';
import { AzureChoose } from './azure-choose.tsx';
import { AzureResult } from './azure-result.tsx';
import { AzureSignIn } from './azure-sign-in.tsx';
import { AzureWhere } from './azure-where.tsx';

function Step({ number, title, children }: { readonly number: number; readonly title: string; readonly children: ReactNode }) {
  return (
    <li className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.body}>
        <h3 className={styles.heading}>{title}</h3>
        {children}
      </div>
    </li>
  );
}

/** Where it can be done instead. */
function NotHere() {
  const t = useText();
  return (
    <div className={styles.notHere}>
      <p>{t('error.azure-not-here')}</p>
      <CodeBlock code="tunnel-triage serve --live" caption={t('collect.azure.command')} />
    </div>
  );
}

/** Collecting from Azure, step by step; a step shows when the one before it is done. */
export function AzureSection({ caseId }: CasePageProps) {
  const t = useText();
  const { stores } = useApp();
  const isHere = useSettings((s) => s.info?.capabilities.azure ?? false);
  useEffect(() => {
    void stores.azure.refresh();
  }, [stores]);
  return (
    <Section title={t('collect.azure')} className={styles.section}>
      <p className={styles.about}>{t('collect.azure.about')}</p>
      {isHere ? <Steps caseId={caseId} /> : <NotHere />}
    </Section>
  );
}

function Steps({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const account = useAzure((s) => s.state.account);
  const hasPlan = useAzure((s) => s.plan.length > 0);
  return (
    <>
      <ol className={styles.steps}>
        <Step number={1} title={t('collect.azure.where')}>
          <AzureWhere />
        </Step>
        <Step number={2} title={t('collect.azure.sign-in')}>
          <AzureSignIn />
        </Step>
        {account && (
          <Step number={3} title={t('collect.azure.choose')}>
            <AzureChoose />
          </Step>
        )}
        {account && hasPlan && (
          <Step number={4} title={t('collect.azure.calls')}>
            <AzureCalls caseId={caseId} />
          </Step>
        )}
      </ol>
      <AzureResult caseId={caseId} />
    </>
  );
}
