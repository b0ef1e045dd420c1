import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import type { ProbePanel } from './probes-store.ts';
import styles from './run-now.module.css';

function targetText(request: ProbeRequest): string {
  if (request.kind === 'dns') return request.name;
  return 'port' in request ? `${request.host}:${request.port}` : request.host;
}

/** What came of each target: in words, in figures, and as the text that the case keeps. */
export function ProbeResults({ panel }: { readonly panel: ProbePanel }) {
  const t = useText();
  if (panel.runs.length === 0) return null;
  return (
    <section className={styles.results} aria-label={t('ui.probes.results')}>
      <output className={styles.hint}>{panel.ended === null ? t('ui.probes.running') : t(`ui.probes.ended.${panel.ended}`)}</output>
      <ul className={styles.list}>
        {panel.runs.map((run, i) => (
          <Result key={i} run={run} />
        ))}
      </ul>
    </section>
  );
}

function Result({ run }: { readonly run: ProbeRun }) {
  const t = useText();
  const target = targetText(run.request);
  return (
    <li className={styles.result}>
      <div className={styles.line}>
        <code className={styles.target}>{target}</code>
        {run.verdict ? <StatusBadge verdict={run.verdict} /> : <span className={styles.hint}>{t(`ui.probes.state.${run.state}`)}</span>}
      </div>
      {run.says && <p className={styles.says}>{t.message(run.says)}</p>}
      <Figures run={run} />
      {run.text !== '' && (
        <details>
          <summary>{t('ui.probes.text')}</summary>
          <CodeBlock code={run.text} caption={target} />
        </details>
      )}
    </li>
  );
}

function Figures({ run }: { readonly run: ProbeRun }) {
  const t = useText();
  const { summary } = run;
  if (summary === null) return null;
  const { sent, received, minMs, maxMs, averageMs, percentiles } = summary;
  const times = [
    ['min', minMs],
    ['average', averageMs],
    ['max', maxMs],
    ...percentiles.filter(({ percent }) => percent !== 90).map(({ percent, ms }) => [`p${percent}`, ms] as const),
  ] as const;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('ui.probes.figure.answered')}</dt>
        <dd>{t('ui.probes.figure.of', { received, sent })}</dd>
      </div>
      {times.map(([name, ms]) =>
        ms === null ? null : (
          <div key={name}>
            <dt>{t(`ui.probes.figure.${name}`)}</dt>
            <dd>{t('ui.probes.ms', { ms })}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
