import { Button, Checkbox, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useApp, useProbes } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { Group } from '../../ui/group.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ConfirmProbes } from './confirm-probes.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { wantedBy, type ProbeCheck, type ProbeForm } from './probe-form.ts';
import { ProbeResults } from './probe-results.tsx';
import { emptyPanel } from './probes-store.ts';
import styles from './run-now.module.css';

const longestCount = 10_000;

type RunNowProps = { readonly caseId: string; readonly check: ProbeCheck };

/** Answers a step from this computer: targets from the case's own names, sent to only after a confirmation that names them. */
export function RunNow({ caseId, check }: RunNowProps) {
  const t = useText();
  const { stores } = useApp();
  const panel = useProbes((s) => s.panels[check]) ?? emptyPanel;
  const [asking, setAsking] = useState(false);
  useEffect(() => void stores.probes.plan(caseId, check), [stores, caseId, check]);
  const wanted = wantedBy(check, panel.form);
  const send = (): void => {
    setAsking(false);
    if (wanted.ok) void stores.probes.run(check, wanted.requests, wanted.targets, t(`ui.probes.title.${check}`));
  };
  return (
    <div className={styles.body}>
      <p className={styles.hint}>{t(`ui.probes.hint.${check}`)}</p>
      <Form check={check} form={panel.form} isRunning={panel.isRunning} badLine={wanted.ok ? null : wanted.line} />
      <div className={styles.actions}>
        {panel.isRunning ? (
          <>
            <Button appearance="primary" onClick={() => void stores.probes.stop(check)}>
              {t('ui.probes.stop')}
            </Button>
            <Button onClick={() => panel.jobId !== null && void stores.jobs.cancel(panel.jobId)}>{t('ui.cancel')}</Button>
          </>
        ) : (
          <Button appearance="primary" disabled={!wanted.ok} onClick={() => setAsking(true)}>
            {t('ui.probes.run')}
          </Button>
        )}
      </div>
      {panel.error && <ErrorState error={panel.error} onDismiss={() => stores.probes.dismiss(check)} />}
      {check === 'B1' && <LatencyChart runs={panel.runs} />}
      <ProbeResults panel={panel} />
      {asking && wanted.ok && (
        <ConfirmProbes
          check={check}
          targets={wanted.targets}
          count={wanted.requests.length}
          onSend={send}
          onCancel={() => setAsking(false)}
        />
      )}
    </div>
  );
}

type FormProps = { readonly check: ProbeCheck; readonly form: ProbeForm; readonly isRunning: boolean; readonly badLine: string | null };

function Form({ check, form, isRunning, badLine }: FormProps) {
  const t = useText();
  const { stores } = useApp();
  const change = (patch: Partial<ProbeForm>): void => stores.probes.change(check, patch);
  const wrong =
    badLine === null || badLine === ''
      ? {}
      : ({ validationState: 'error', validationMessage: t('ui.probes.bad', { line: badLine }) } as const);
  return (
    <>
      <Field label={t(`ui.probes.targets.${check}`)} {...wrong}>
        <Textarea
          value={form.targets}
          rows={3}
          maxLength={2000}
          disabled={isRunning}
          spellCheck={false}
          onChange={(_, data) => change({ targets: data.value })}
        />
      </Field>
      {check === 'B1' ? (
        <TcpOptions form={form} isRunning={isRunning} change={change} />
      ) : (
        <IkeOptions form={form} isRunning={isRunning} change={change} />
      )}
    </>
  );
}

type OptionsProps = { readonly form: ProbeForm; readonly isRunning: boolean; readonly change: (patch: Partial<ProbeForm>) => void };

function TcpOptions({ form, isRunning, change }: OptionsProps) {
  const t = useText();
  return (
    <Group className={styles.options} label={t('ui.probes.options')}>
      <Field label={t('ui.probes.count')}>
        <Input
          type="number"
          className={styles.number}
          min={1}
          max={longestCount}
          value={String(form.count)}
          disabled={isRunning || form.untilStopped}
          onChange={(_, data) => change({ count: Math.min(longestCount, Math.max(1, Math.floor(Number(data.value)) || 1)) })}
        />
      </Field>
      <Checkbox
        label={t('ui.probes.untilStopped')}
        checked={form.untilStopped}
        disabled={isRunning}
        onChange={(_, data) => change({ untilStopped: data.checked === true })}
      />
    </Group>
  );
}

function IkeOptions({ form, isRunning, change }: OptionsProps) {
  const t = useText();
  return (
    <Group className={styles.options} label={t('ui.probes.options')}>
      <Field label={t('ui.probes.version')}>
        <RadioGroup
          layout="horizontal"
          value={String(form.version)}
          disabled={isRunning}
          onChange={(_, data) => change({ version: data.value === '1' ? 1 : 2 })}
        >
          <Radio value="2" label="IKEv2" />
          <Radio value="1" label="IKEv1" />
        </RadioGroup>
      </Field>
      <Field label={t('ui.probes.offer')} hint={t('ui.probes.offer.hint')} className={styles.offer}>
        <Input
          value={form.offer}
          maxLength={600}
          disabled={isRunning}
          spellCheck={false}
          onChange={(_, data) => change({ offer: data.value })}
        />
      </Field>
      <Checkbox
        label={t('ui.probes.groups')}
        checked={form.groups}
        disabled={isRunning}
        onChange={(_, data) => change({ groups: data.checked === true })}
      />
    </Group>
  );
}
