import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useApp, useImport, useJobs } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { DropZone } from '../import/drop-zone.tsx';
import { PasteForm } from '../import/paste-form.tsx';
import { useImportActions } from '../import/use-import.ts';
import { JobProgressLine } from '../jobs/job-bar.tsx';
import styles from './by-import.module.css';

/** Adds evidence to the case right at the step that needs it. */
export function ByImport({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const { stores } = useApp();
  const actions = useImportActions({ kind: 'case', caseId });
  const [pasting, setPasting] = useState(false);
  const jobId = useImport((s) => s.jobId);
  const error = useImport((s) => s.error);
  const tracked = useJobs((s) => s.jobs.find((j) => j.job.id === jobId));
  if (tracked) return <JobProgressLine tracked={tracked} />;
  return (
    <div className={styles.body}>
      {error && <ErrorState error={error} onDismiss={stores.imports.dismiss} />}
      {pasting ? (
        <PasteForm
          onText={(name, text) => {
            setPasting(false);
            actions.text(name, text);
          }}
          onCancel={() => setPasting(false)}
        />
      ) : (
        <DropZone onDrop={actions.drop} size="small">
          <p>{t('ui.wizard.import.text')}</p>
          <div className={styles.actions}>
            <Button onClick={() => actions.pick('files')}>{t('ui.import.files')}</Button>
            <Button onClick={() => actions.pick('folder')}>{t('ui.import.folder')}</Button>
            <Button onClick={() => setPasting(true)}>{t('ui.import.paste')}</Button>
          </div>
        </DropZone>
      )}
    </div>
  );
}
