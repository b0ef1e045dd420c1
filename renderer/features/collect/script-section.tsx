import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useEffect } from 'react';
import { collectorIds, collectors } from '#shared/model/collector.ts';
import { useApp, useCollect } from '../../app/context.tsx';
import type { CasePageProps } from '../../app/routes.tsx';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { useImportActions } from '../import/use-import.ts';
import { ScriptForm } from './script-form.tsx';
import styles from './script-section.module.css';
import { isComplete, runCommands } from './values.ts';

/** A script for whoever can run something: what it may be told, its whole text, and how it is run. */
export function ScriptSection({ caseId, data, rest }: CasePageProps) {
  const t = useText();
  const { stores } = useApp();
  const { names } = data.analysis;
  const wanted = collectorIds.find((id) => id === rest[0]) ?? null;
  useEffect(() => {
    void stores.collect.enter({ caseId, names, collector: wanted });
  }, [stores, caseId, names, wanted]);
  return (
    <Section title={t('collect.script.title')} className={styles.section}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <ScriptForm />
          <Steps caseId={caseId} />
        </div>
        <ScriptText />
      </div>
    </Section>
  );
}

/** What to do with the script, in order. */
function Steps({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const actions = useImportActions({ kind: 'case', caseId });
  const collector = useCollect((s) => collectors[s.collector]);
  const asAdministrator = useCollect((s) => s.asAdministrator);
  const { look, run } = runCommands(collector, asAdministrator);
  const isElevated = collector.language === 'powershell' && collector.wantsAdministrator && asAdministrator;
  return (
    <ol className={styles.steps} aria-label={t('collect.steps')}>
      <li>
        <p>{t(`collect.step.bring.${collector.language}`)}</p>
      </li>
      <li>
        <p>{t('collect.step.look')}</p>
        <CodeBlock code={look} caption={t(`collect.kind.${collector.id}`)} />
      </li>
      <li>
        <p>{t(isElevated ? 'collect.step.run.administrator' : 'collect.step.run')}</p>
        <CodeBlock code={run} caption={t(`collect.kind.${collector.id}`)} />
      </li>
      <li>
        <p>{t('collect.step.import')}</p>
        <Button onClick={() => actions.pick('files')}>{t('collect.import')}</Button>
      </li>
    </ol>
  );
}

/** The script to the last line, as it will run. */
function ScriptText() {
  const t = useText();
  const { shell, stores } = useApp();
  const script = useCollect((s) => s.script);
  const complete = useCollect(isComplete);
  const saved = useCollect((s) => s.saved);
  if (script.kind === 'error') return <ErrorState error={script.error} />;
  const shown = script.kind === 'loaded' ? script.value : { fileName: '', text: '' };
  return (
    <div className={styles.script}>
      <div className={styles.head}>
        <h3 className={styles.file}>{shown.fileName}</h3>
        <CopyButton text={shown.text} label={t('collect.copy')} />
        <Button
          appearance="primary"
          size="small"
          icon={<ArrowDownloadRegular />}
          disabled={!complete || script.kind === 'loading'}
          onClick={() => void stores.collect.save(shell)}
        >
          {t('collect.save')}
        </Button>
      </div>
      <output>
        {saved?.kind === 'saved' && (
          <p className={styles.saved}>
            <StatusIcon verdict="healthy" />
            {t('ui.jobs.saved', { file: saved.file })}
          </p>
        )}
      </output>
      {saved?.kind === 'failed' && <ErrorState error={saved.error} onDismiss={stores.collect.dismiss} />}
      <ScrollArea name="collect-script" label={t('collect.script.text')} className={styles.text}>
        <pre className={styles.code} lang="en">
          <code>{shown.text}</code>
        </pre>
      </ScrollArea>
    </div>
  );
}
