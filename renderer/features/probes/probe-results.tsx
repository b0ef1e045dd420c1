import { ProgressBar } from '@fluentui/react-components';
import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import { useSettings } from '../../app/context.tsx';
import { evidenceSearchLink } from '../../app/links.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { ProbeFigures } from './probe-figures.tsx';
import styles from './probe-results.module.css';
import type { ProbePanel } from './probes-store.ts';

function targetText(request: ProbeRequest): string {
  if (request.kind === 'dns') return request.server === null ? request.name : `${request.name} @ ${request.server}`;
  return 'port' in request ? `${request.host}:${request.port}` : request.host;
}

/** What came of each target: in words, what it means, in figures, and as the text that the case keeps. */
export function ProbeResults({ caseId, panel }: { readonly caseId: string; readonly panel: ProbePanel }) {
  const t = useText();
  if (panel.runs.length === 0) return null;
  return (
    <section className={styles.results} aria-label={t('ui.probes.results')}>
      <Standing caseId={caseId} panel={panel} />
      <ul className={styles.list}>
        {panel.runs.map((run, i) => (
          <Result key={i} run={run} isOver={!panel.isRunning} isKept={panel.ended === 'saved'} />
        ))}
      </ul>
    </section>
  );
}

/** How the run as a whole stands; said to screen readers when it changes. */
function Standing({ caseId, panel }: { readonly caseId: string; readonly panel: ProbePanel }) {
  const t = useText();
  const shellAsks = useSettings((s) => s.info?.capabilities.confirmsProbes ?? false);
  const isAsked = shellAsks && panel.isRunning && panel.runs.every((run) => run.state === 'waiting');
  const words = panel.isRunning
    ? t(isAsked ? 'ui.probes.asked' : 'ui.probes.running')
    : panel.ended === null
      ? t('ui.probes.ended.failed')
      : t(`ui.probes.ended.${panel.ended}`);
  return (
    <p className={styles.standing}>
      <output>{words}</output>
      {panel.ended === 'saved' && <a href={evidenceSearchLink(caseId, { text: 'probe-' })}>{t('ui.probes.open')}</a>}
    </p>
  );
}

/** Words for a target without a verdict; what was on its way when the run ended got nowhere. */
function stateKey(state: ProbeRun['state'], isOver: boolean): string {
  if (!isOver || state === 'not-possible' || state === 'done') return `ui.probes.state.${state}`;
  return state === 'waiting' ? 'ui.probes.state.not-sent' : 'ui.probes.state.cut-off';
}

type ResultProps = { readonly run: ProbeRun; readonly isOver: boolean; readonly isKept: boolean };

function Result({ run, isOver, isKept }: ResultProps) {
  const t = useText();
  const target = targetText(run.request);
  const isActive = run.state === 'running' && !isOver;
  return (
    <li className={styles.result}>
      <div className={styles.line}>
        <code className={styles.target}>{target}</code>
        {run.verdict ? <StatusBadge verdict={run.verdict} /> : <span className={styles.hint}>{t(stateKey(run.state, isOver))}</span>}
      </div>
      {isActive && <Progress run={run} target={target} />}
      {run.says && <p className={styles.says}>{t.message(run.says)}</p>}
      {run.means && <p className={styles.means}>{t.message(run.means)}</p>}
      <ProbeFigures run={run} />
      {isKept && run.text !== '' && (
        <details>
          <summary>{t('ui.probes.text')}</summary>
          <CodeBlock code={run.text} caption={target} />
        </details>
      )}
    </li>
  );
}

/** A share where steps are counted; most probes are one step, and move until it is done. */
function Progress({ run, target }: { readonly run: ProbeRun; readonly target: string }) {
  const t = useText();
  const label = t('ui.probes.progress', { target });
  return run.total > 1 ? <ProgressBar aria-label={label} value={run.done / run.total} /> : <ProgressBar aria-label={label} />;
}
