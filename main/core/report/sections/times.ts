import type { ReportInput } from '../build-report.ts';
import type { Block, Cell } from '../document.ts';
import { placeText, timeText, utcText } from '../words.ts';

/** Key events in order; times of unknown zone are marked. */
export function timelineSection({ analysis, t }: ReportInput): readonly Block[] {
  if (analysis.timeline.length === 0) return [];
  const rows = analysis.timeline.map((event): readonly Cell[] => [
    { text: timeText(event, t) },
    {
      text: event.count > 1 ? t('report.event-repeated', { what: t.message(event.what), count: event.count }) : t.message(event.what),
      ...(event.verdict ? { verdict: event.verdict } : {}),
    },
    { text: placeText(event.citation, t), mono: true },
  ]);
  const head = [t('report.column.time'), t('report.column.event'), t('report.column.source')];
  return [
    { type: 'heading', level: 2, text: t('report.timeline') },
    { type: 'table', caption: t('report.timeline-caption'), head, rows },
  ];
}

/** Throughput over time against the gateway SKU's aggregate. */
export function throughputSection({ analysis, t }: ReportInput): readonly Block[] {
  const series = analysis.throughput;
  if (!series || series.points.length === 0) return [];
  const first = series.points[0]!.ms;
  const last = series.points.at(-1)!.ms;
  const time = (ms: number) => (series.zoneKnown ? utcText(ms) : t('report.time.unknown-zone', { time: utcText(ms).replace(' UTC', '') }));
  const caption =
    series.limitBitsPerSecond === null
      ? t('report.throughput-caption')
      : t('report.throughput-caption-limit', { sku: series.sku ?? '', limit: Math.round(series.limitBitsPerSecond / 1e6) });
  const limit = t('report.chart.limit', { sku: series.sku ?? '' });
  const labels = {
    received: t('report.chart.received'),
    transmitted: t('report.chart.transmitted'),
    limit,
    unit: t('report.chart.unit'),
    from: time(first),
    to: time(last),
  };
  return [
    { type: 'heading', level: 2, text: t('report.throughput') },
    { type: 'throughput', series, caption, labels },
  ];
}
