import type { ProbeRun } from '#shared/model/probe.ts';
import { useText } from '../../i18n/provider.tsx';
import { chartBox, chartOf } from './chart-shape.ts';
import styles from './latency-chart.module.css';

/** Latencies as they come in, one line a target; lost attempts are marks at the foot. The table below says the same in figures. */
export function LatencyChart({ runs }: { readonly runs: readonly ProbeRun[] }) {
  const t = useText();
  const shape = chartOf(runs);
  if (shape === null) return null;
  return (
    <figure className={styles.figure} aria-label={t('ui.probes.chart', { count: runs.length })}>
      <div className={styles.plot}>
        <span className={styles.top} aria-hidden="true">
          {t('ui.probes.ms', { ms: shape.topMs })}
        </span>
        <svg className={styles.chart} viewBox={`0 0 ${chartBox.width} ${chartBox.height}`} preserveAspectRatio="none" aria-hidden="true">
          {shape.series.map((series, i) => (
            <g key={i} data-series={i % 4}>
              {series.paths.map((path) => (
                <path key={path} className={styles.line} d={path} vectorEffect="non-scaling-stroke" />
              ))}
              {series.dots.map(([x, y]) => (
                <path key={x} className={styles.dot} d={`M${x} ${y}h0`} vectorEffect="non-scaling-stroke" />
              ))}
              {series.lost.map((x) => (
                <path key={x} className={styles.lost} d={`M${x} ${chartBox.height}v-8`} vectorEffect="non-scaling-stroke" />
              ))}
            </g>
          ))}
        </svg>
        <span className={styles.bottom} aria-hidden="true">
          {t('ui.probes.ms', { ms: 0 })}
        </span>
      </div>
    </figure>
  );
}
