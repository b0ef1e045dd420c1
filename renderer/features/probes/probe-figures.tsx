import type { ProbeRun } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import styles from './probe-results.module.css';

/** What was measured, as names and values. */
export function ProbeFigures({ run }: { readonly run: ProbeRun }) {
  const t = useText();
  if (run.summary !== null) return <Latencies summary={run.summary} />;
  if (run.figures.length === 0) return null;
  return (
    <dl className={styles.figures}>
      {run.figures.map(({ name, value }, i) => (
        <div key={i}>
          <dt>{t.message(name)}</dt>
          <dd>{t.message(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Latencies({ summary }: { readonly summary: NonNullable<ProbeRun['summary']> }) {
  const t = useText();
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
