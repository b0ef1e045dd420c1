import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { useState } from 'react';
import { useApp, useCases, useImport, useJobs } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { DropZone } from '../import/drop-zone.tsx';
import { PasteForm } from '../import/paste-form.tsx';
import { useImportActions, type ImportActions } from '../import/use-import.ts';
import { JobProgressLine, jobSentence } from '../jobs/job-bar.tsx';
import styles from './start-panel.module.css';

const newCase = { kind: 'new' } as const;

/** Drop zone with its buttons; while an import runs, its progress stands in the same place. */
export function StartPanel({ first }: { readonly first: boolean }) {
  const { stores } = useApp();
  const actions = useImportActions(newCase);
  const [pasting, setPasting] = useState(false);
  const busy = useImport((s) => s.starting || s.jobId !== null);
  const error = useImport((s) => s.error);
  return (
    <>
      {error && <ErrorState error={error} onDismiss={stores.imports.dismiss} />}
      <DropZone onDrop={actions.drop}>
        {busy && <Progress />}
        {!busy && pasting && <PasteForm onText={actions.text} onCancel={() => setPasting(false)} />}
        {!busy && !pasting && <Invitation first={first} actions={actions} onPaste={() => setPasting(true)} />}
      </DropZone>
    </>
  );
}

function Invitation({
  first,
  actions,
  onPaste,
}: {
  readonly first: boolean;
  readonly actions: ImportActions;
  readonly onPaste: () => void;
}) {
  const t = useText();
  return (
    <div className={styles.invitation}>
      <span className={styles.icon}>
        <ArrowUploadRegular />
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>{t('ui.cases.drop.title')}</h2>
        <p className={styles.text}>{t('ui.cases.drop.text')}</p>
        {first && <p className={styles.text}>{t('ui.cases.empty.text')}</p>}
        <div className={styles.actions}>
          <Button appearance="primary" onClick={() => actions.pick('files')}>
            {t('ui.import.files')}
          </Button>
          <Button onClick={() => actions.pick('folder')}>{t('ui.import.folder')}</Button>
          <Button onClick={onPaste}>{t('ui.import.paste')}</Button>
          <Samples actions={actions} />
          <Button appearance="subtle" onClick={() => actions.pick('case-file')}>
            {t('ui.import.caseFile')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Samples({ actions }: { readonly actions: ImportActions }) {
  const t = useText();
  const samples = useCases((s) => s.samples);
  if (samples.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button>{t('ui.cases.sample')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {samples.map((sample) => (
            <MenuItem key={sample.id} onClick={() => actions.sample(sample.id, sample.title[t.language] ?? sample.id)}>
              {sample.title[t.language] ?? sample.id}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Progress() {
  const t = useText();
  const { stores } = useApp();
  const jobId = useImport((s) => s.jobId);
  const tracked = useJobs((s) => s.jobs.find((j) => j.job.id === jobId));
  return (
    <div className={styles.progress} aria-live="polite">
      <h2 className={styles.title}>{tracked ? jobSentence(t, tracked) : t('job.phase.starting')}</h2>
      {tracked && <JobProgressLine tracked={tracked} />}
      {jobId !== null && (
        <div className={styles.actions}>
          <Button onClick={() => void stores.jobs.cancel(jobId)}>{t('ui.cancel')}</Button>
          <span className={styles.text}>{t('ui.jobs.cancelKeeps')}</span>
        </div>
      )}
    </div>
  );
}
