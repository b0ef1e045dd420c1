import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { useEffect } from 'react';
import { computerNamePattern, powerShellScripts } from '#shared/model/powershell.ts';
import type { PowerShellScriptId } from '#shared/model/powershell.ts';
import { useApp, useJobs, useRun, useSettings } from '../../app/context.tsx';
import { collectLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { JobProgressLine } from '../jobs/job-bar.tsx';
import styles from './by-run.module.css';
import { requestOf } from './run-store.ts';

type ByRunProps = { readonly caseId: string; readonly scripts: readonly PowerShellScriptId[] };

/** Asks Windows itself, by a shipped script that is shown before it runs; where that cannot be done, says where it can. */
export function ByRun({ caseId, scripts }: ByRunProps) {
  const t = useText();
  const state = useSettings((s) => s.info?.powershell ?? 'not-live');
  if (state !== 'ready')
    return (
      <div className={styles.body}>
        <p>{t(`run.state.${state}`)}</p>
        <Offline caseId={caseId} />
      </div>
    );
  return <RunForm caseId={caseId} scripts={scripts} />;
}

/** The way that is always left: the same by a script that somebody else runs. */
function Offline({ caseId }: { readonly caseId: string }) {
  const t = useText();
  return (
    <p>
      <a href={collectLink(caseId, 'windows')}>{t('run.offline')}</a>
    </p>
  );
}

function RunForm({ caseId, scripts }: ByRunProps) {
  const t = useText();
  const { stores } = useApp();
  const chosen = useRun((s) => s.script);
  const script = scripts.find((id) => id === chosen) ?? scripts[0];
  useEffect(() => {
    if (script) void stores.run.choose(script);
  }, [stores, script]);
  if (!script) return null;
  return (
    <div className={styles.body}>
      <p className={styles.hint}>{t('run.hint')}</p>
      {scripts.length > 1 && (
        <Field label={t('run.script')}>
          <RadioGroup
            value={script}
            onChange={(_, { value }) => {
              const wanted = scripts.find((id) => id === value);
              if (wanted) void stores.run.choose(wanted);
            }}
          >
            {scripts.map((id) => (
              <Radio key={id} value={id} label={t(`run.script.${id}`)} />
            ))}
          </RadioGroup>
        </Field>
      )}
      <Where usesDays={powerShellScripts[script].usesDays} />
      <Confirm caseId={caseId} />
    </div>
  );
}

function Where({ usesDays }: { readonly usesDays: boolean }) {
  const t = useText();
  const { stores } = useApp();
  const computer = useRun((s) => s.computer);
  const days = useRun((s) => s.days);
  const isName = computer.trim() === '' || computerNamePattern.test(computer.trim());
  const isDays = /^[1-9]\d?$/.test(days) && Number(days) <= 90;
  return (
    <div className={styles.where}>
      <Field
        label={t('run.computer')}
        hint={t('run.computer.hint')}
        validationState={isName ? 'none' : 'error'}
        validationMessage={isName ? null : t('run.computer.invalid')}
      >
        <Input
          value={computer}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, data) => void stores.run.change({ computer: data.value })}
        />
      </Field>
      {usesDays && (
        <Field label={t('run.days')} validationState={isDays ? 'none' : 'error'} validationMessage={isDays ? null : t('run.days.invalid')}>
          <Input value={days} inputMode="numeric" onChange={(_, data) => void stores.run.change({ days: data.value })} />
        </Field>
      )}
    </div>
  );
}

/** The exact command and the whole script, and the button that runs just that. */
function Confirm({ caseId }: { readonly caseId: string }) {
  const t = useText();
  const { stores } = useApp();
  const shown = useRun((s) => s.shown);
  const isAsked = useRun((s) => requestOf(s) !== null);
  const jobId = useRun((s) => s.jobId);
  const error = useRun((s) => s.error);
  const done = useRun((s) => s.done);
  const tracked = useJobs((s) => s.jobs.find((j) => j.job.id === jobId));
  if (tracked) return <JobProgressLine tracked={tracked} />;
  return (
    <>
      {shown.kind === 'error' && <ErrorState error={shown.error} />}
      {shown.kind === 'loaded' && isAsked && (
        <>
          <CodeBlock code={shown.value.command} caption={t('run.command')} />
          <details className={styles.details}>
            <summary>{t('run.read')}</summary>
            <CodeBlock code={shown.value.text} caption={t('run.text')} />
          </details>
          <div>
            <Button appearance="primary" icon={<PlayRegular />} disabled={jobId !== null} onClick={() => void stores.run.run(caseId)}>
              {t('run.run')}
            </Button>
          </div>
        </>
      )}
      <output>
        {done !== null && (
          <p className={styles.done}>
            <StatusIcon verdict="healthy" />
            {t('run.done')}
          </p>
        )}
      </output>
      {error && (
        <>
          <ErrorState error={error} onDismiss={stores.run.dismiss} />
          <Offline caseId={caseId} />
        </>
      )}
    </>
  );
}
