import type { Analysis } from '#shared/model/analysis.ts';
import type { CaseDetail } from '#shared/model/case.ts';
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useApp, useImport } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { DropZone } from '../import/drop-zone.tsx';
import { PasteForm } from '../import/paste-form.tsx';
import { useImportActions } from '../import/use-import.ts';
import { Gaps } from './gaps.tsx';
import styles from './headline.module.css';

/** Headline of a case without a reported cause: nothing wrong found, or not enough evidence to say. */
export function OtherHeadline({ analysis }: { readonly analysis: Analysis }) {
  const t = useText();
  const kind = analysis.status === 'healthy' ? 'healthy' : 'cannot-tell';
  const counts = {
    healthy: analysis.findings.filter((f) => f.verdict === 'healthy').length,
    undecided: analysis.findings.filter((f) => f.verdict === 'cannot-tell').length,
    all: analysis.findings.length,
  };
  return (
    <article className={styles.card} data-kind={kind}>
      <div className={styles.words}>
        <h1 className={styles.title}>{t(`ui.overview.${kind}.title`)}</h1>
        <p className={styles.text}>{t(`ui.overview.${kind}.text`, counts)}</p>
      </div>
      <StatusBadge verdict={kind} look="tinted" />
    </article>
  );
}

/** A case that holds nothing yet teaches what to put in, after saying why nothing came of what was put in. */
export function EmptyOverview({ caseId, detail }: { readonly caseId: string; readonly detail: CaseDetail }) {
  const t = useText();
  const { stores } = useApp();
  const actions = useImportActions({ kind: 'case', caseId });
  const error = useImport((s) => s.error);
  const busy = useImport((s) => s.starting || s.jobId !== null);
  const [pasting, setPasting] = useState(false);
  return (
    <div className={styles.empty}>
      <h1 className={styles.title}>{detail.summary.title}</h1>
      {error && <ErrorState error={error} onDismiss={stores.imports.dismiss} />}
      {detail.gaps.length > 0 && !busy && (
        <Section title={t('viewer.unread.gaps', { count: detail.gaps.length })} className={styles.refused}>
          <Gaps caseId={caseId} gaps={[]} importGaps={detail.gaps} />
        </Section>
      )}
      <DropZone onDrop={actions.drop}>
        {pasting && !busy ? (
          <PasteForm onText={actions.text} onCancel={() => setPasting(false)} />
        ) : (
          <>
            <h2 className={styles.subtitle}>{busy ? t('ui.overview.importing.title') : t('ui.overview.empty.title')}</h2>
            <p className={styles.text}>{busy ? t('ui.overview.importing.text') : t('ui.overview.empty.text')}</p>
            <div className={styles.actions}>
              <Button appearance="primary" disabled={busy} onClick={() => actions.pick('files')}>
                {t('ui.import.files')}
              </Button>
              <Button disabled={busy} onClick={() => actions.pick('folder')}>
                {t('ui.import.folder')}
              </Button>
              <Button disabled={busy} onClick={() => setPasting(true)}>
                {t('ui.import.paste')}
              </Button>
            </div>
          </>
        )}
      </DropZone>
    </div>
  );
}
