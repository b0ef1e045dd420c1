import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ProbeKind } from '#shared/model/probe.ts';
import { useApp, useProbes, useSettings } from '../../app/context.tsx';
import { useText } from '../../i18n/provider.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ByCommandLine } from './by-command-line.tsx';
import { ConfirmProbes } from './confirm-probes.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { OptionFields } from './option-fields.tsx';
import { formOf, wantedBy } from './probe-form.ts';
import styles from './probe-panel.module.css';
import { ProbeResults } from './probe-results.tsx';
import { emptyPanel } from './probes-store.ts';
import { TargetField } from './target-field.tsx';

type ProbePanelProps = { readonly caseId: string; readonly kind: ProbeKind };

/** One kind of probe: whom to ask, the question before anything is sent, how it goes on, and what came of it. */
export function ProbePanel({ caseId, kind }: ProbePanelProps) {
  const t = useText();
  const { stores } = useApp();
  const isHere = useSettings((s) => s.info?.capabilities.probes ?? false);
  const suggestions = useProbes((s) => s.suggestions);
  const planError = useProbes((s) => s.planError);
  const panel = useProbes((s) => s.panels[kind]) ?? emptyPanel;
  const form = panel.form ?? formOf(kind, suggestions ?? []);
  useEffect(() => void stores.probes.plan(caseId), [stores, caseId]);
  const wanted = wantedBy(kind, form);
  const bad = (field: 'targets' | 'server'): string | null =>
    !wanted.ok && wanted.field === field && wanted.text !== '' ? wanted.text : null;
  return (
    <div className={styles.body}>
      <p className={styles.hint}>{t(`ui.probes.hint.${kind}`)}</p>
      {planError && <ErrorState error={planError} />}
      <TargetField kind={kind} targets={form.targets} isRunning={panel.isRunning} bad={bad('targets')} />
      <OptionFields
        kind={kind}
        form={form}
        isRunning={panel.isRunning}
        badServer={bad('server') !== null}
        change={(patch) => stores.probes.change(kind, patch)}
      />
      {isHere ? <Send kind={kind} /> : <ByCommandLine caseId={caseId} kind={kind} form={form} />}
      {panel.error && <ErrorState error={panel.error} onDismiss={() => stores.probes.dismiss(kind)} />}
      {kind === 'tcp' && <LatencyChart runs={panel.runs} />}
      <ProbeResults caseId={caseId} panel={panel} />
    </div>
  );
}

/** The button that sends, after the page or the shell has asked; while it runs the ways to end it. */
function Send({ kind }: { readonly kind: ProbeKind }) {
  const t = useText();
  const { stores } = useApp();
  const shellAsks = useSettings((s) => s.info?.capabilities.confirmsProbes ?? false);
  const suggestions = useProbes((s) => s.suggestions);
  const panel = useProbes((s) => s.panels[kind]) ?? emptyPanel;
  const wanted = wantedBy(kind, panel.form ?? formOf(kind, suggestions ?? []));
  const [asking, setAsking] = useState(false);
  const send = (): void => {
    setAsking(false);
    if (wanted.ok) void stores.probes.run(kind, wanted.requests, t(`ui.probes.title.${kind}`));
  };
  if (panel.isRunning)
    return (
      <div className={styles.actions}>
        <Button appearance="primary" onClick={() => void stores.probes.stop(kind)}>
          {t('ui.probes.stop')}
        </Button>
        <Button onClick={() => panel.jobId !== null && void stores.jobs.cancel(panel.jobId)}>{t('ui.cancel')}</Button>
      </div>
    );
  return (
    <div className={styles.actions}>
      <Button appearance="primary" disabled={!wanted.ok} onClick={shellAsks ? send : () => setAsking(true)}>
        {t('ui.probes.run')}
      </Button>
      {asking && wanted.ok && <ConfirmProbes requests={wanted.requests} onSend={send} onCancel={() => setAsking(false)} />}
    </div>
  );
}
