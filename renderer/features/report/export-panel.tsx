import { Button, ProgressBar } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { DocumentPdfRegular } from '@fluentui/react-icons/svg/document-pdf';
import type { CaseSummary } from '#shared/model/case.ts';
import type { ReportFormat } from '#shared/model/report.ts';
import { useApp, useImport, useReport } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { exportCase } from '../cases/export-case-file.ts';
import styles from './export-panel.module.css';
import { otherFormats } from './options.ts';
import type { Outcome } from './report-store.ts';

/** How the report leaves: PDF first, other formats beside it, the case itself last. */
export function ExportPanel({ summary }: { readonly summary: CaseSummary }) {
  const t = useText();
  const { shell, stores } = useApp();
  const outcome = useReport((s) => s.outcome);
  const isEmpty = useReport((s) => s.options.sections.length === 0);
  const isRunning = outcome?.kind === 'running';
  const caseError = useImport((s) => s.error);
  const save = (format: ReportFormat): void => void stores.report.export(shell, format, summary.title);
  return (
    <div className={styles.panel}>
      <Button appearance="primary" icon={<DocumentPdfRegular />} disabled={isRunning || isEmpty} onClick={() => save('pdf')}>
        {t('report-screen.export.pdf')}
      </Button>
      <Group className={styles.others} label={t('report-screen.export.others')}>
        {otherFormats.map((format) => (
          <Button key={format} size="small" className={styles.other} disabled={isRunning || isEmpty} onClick={() => save(format)}>
            {t(`report-screen.export.${format}`)}
          </Button>
        ))}
      </Group>
      {isEmpty && <p className={styles.hint}>{t('report-screen.noSections')}</p>}
      <output>{outcome && outcome.kind !== 'failed' && <OutcomeLine outcome={outcome} />}</output>
      {outcome?.kind === 'failed' && (
        <ErrorState error={outcome.error} onRetry={() => save(outcome.format)} onDismiss={stores.report.dismiss} />
      )}
      <div className={styles.case}>
        <Button size="small" appearance="subtle" icon={<ArchiveRegular />} onClick={() => void exportCase(shell, stores, summary)}>
          {t('report-screen.export.case')}
        </Button>
        <p className={styles.hint}>{t('report-screen.export.case.hint')}</p>
        {caseError && <ErrorState error={caseError} onDismiss={stores.imports.dismiss} />}
      </div>
    </div>
  );
}

function OutcomeLine({ outcome }: { readonly outcome: Exclude<Outcome, { kind: 'failed' }> }) {
  const t = useText();
  const { stores } = useApp();
  if (outcome.kind === 'running') {
    return (
      <div className={styles.running}>
        <span className={styles.words}>{t('report-screen.writing', { file: outcome.file })}</span>
        <ProgressBar className={styles.progress} aria-label={t('report-screen.writing', { file: outcome.file })} />
        <Button size="small" onClick={() => void stores.report.cancel()}>
          {t('ui.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <p className={styles.done}>
      <StatusIcon verdict={outcome.kind === 'saved' ? 'healthy' : 'cannot-tell'} />
      <span className={styles.words}>
        {outcome.kind === 'saved' ? t('ui.jobs.saved', { file: outcome.file }) : t('report-screen.cancelled')}
      </span>
    </p>
  );
}
