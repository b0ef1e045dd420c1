import { useEffect } from 'react';
import { DocumentTextRegular } from '@fluentui/react-icons/svg/document-text';
import { Button } from '@fluentui/react-components';
import { useApp, useSettings } from '../../app/context.tsx';
import { caseLink } from '../../app/links.ts';
import type { CasePageProps } from '../../app/routes.tsx';
import { navigate } from '../../app/use-route.ts';
import { useText } from '../../i18n/provider.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ExportPanel } from './export-panel.tsx';
import { OptionsPanel } from './options-panel.tsx';
import { Preview } from './preview.tsx';
import styles from './report-page.module.css';

/** Changes when the report would say something else: other findings, sources or log entries. */
function revisionOf({ detail, analysis }: CasePageProps['data']): string {
  const findings = analysis.findings.map((f) => `${f.check}:${f.outcome}:${f.byHand}`).join(' ');
  return `${detail.summary.title} ${detail.summary.changedMs} ${detail.summary.records} ${detail.log.length} ${findings}`;
}

/** Left: what goes into the report and how it leaves. Right: the page as it is printed. */
export function ReportPage({ caseId, data }: CasePageProps) {
  const t = useText();
  const { stores } = useApp();
  const language = useSettings((s) => s.settings.language);
  const revision = revisionOf(data);
  useEffect(() => {
    void stores.report.enter({ caseId, revision, language });
  }, [stores, caseId, revision, language]);
  if (data.analysis.status === 'empty' && data.detail.sources.length === 0) {
    return (
      <EmptyState icon={<DocumentTextRegular />} title={t('report-screen.empty.title')} text={t('report-screen.empty.text')}>
        <Button appearance="primary" onClick={() => navigate(caseLink(caseId, 'overview'))}>
          {t('viewer.empty.import')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.side} data-scroll="report-options">
        <h1 className={styles.title}>{t('ui.nav.report')}</h1>
        <ExportPanel summary={data.detail.summary} />
        <OptionsPanel />
      </div>
      <Preview />
    </div>
  );
}
