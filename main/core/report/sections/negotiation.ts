import type { Comparison, Negotiation, NegotiationMessage } from '#shared/model/negotiation.ts';
import type { Translate } from '#shared/text/translate.ts';
import type { ReportInput } from '../build-report.ts';
import type { Block, Cell } from '../document.ts';
import { placeText, utcText } from '../words.ts';

/** A page holds about so many rows; what failed is always among them. */
const mostRows = 22;

function shown({ messages, failedAt }: Negotiation): readonly (readonly [NegotiationMessage, number])[] {
  const all = messages.map((m, i) => [m, i] as const);
  if (all.length <= mostRows) return all;
  const at = failedAt ?? all.length - 1;
  const from = Math.max(0, Math.min(at - mostRows / 2, all.length - mostRows));
  return all.slice(from, from + mostRows);
}

function timeOf({ seen }: NegotiationMessage): string {
  const [first] = seen;
  if (first === undefined) return '';
  if (first.utcMs !== null) return new Date(first.utcMs).toISOString().slice(11, 23);
  return first.timeText.replace(/^.*[T ](?=\d\d?:)/, '').slice(0, 16);
}

function ladder(negotiation: Negotiation, t: Translate): Block {
  const first = negotiation.firstMs === null ? negotiation.firstText : utcText(negotiation.firstMs);
  return {
    type: 'ladder',
    caption: t('report.ladder-caption', { time: first, count: negotiation.attempts }),
    ends: [
      { name: t('negotiation.end.on-premises'), address: negotiation.onPremises ?? '–' },
      { name: t('negotiation.end.azure'), address: negotiation.azure ?? '–' },
    ],
    rows: shown(negotiation).map(([m, i]) => ({
      time: timeOf(m),
      text: t.message(m.what),
      from: m.from ?? 'on-premises',
      kind: m.kind === 'statement' ? 'statement' : 'message',
      count: Math.max(...m.seen.map((s) => s.count)),
      isFailed: i === negotiation.failedAt,
      isLost: m.isLost,
    })),
  };
}

function quotes(negotiation: Negotiation, t: Translate): Block[] {
  const failed = negotiation.failedAt === null ? undefined : negotiation.messages[negotiation.failedAt];
  return (failed?.seen ?? []).map((s) => ({ type: 'quote', text: s.citation.quote, place: placeText(s.citation, t) }));
}

function valuesCell(values: readonly string[]): Cell {
  return { text: values.length === 0 ? '–' : values.join(', ') };
}

function comparisonTable({ rows }: Comparison, t: Translate): Block {
  return {
    type: 'table',
    caption: t('report.comparison-caption'),
    head: [t('negotiation.parameter'), t('negotiation.end.on-premises'), t('negotiation.end.azure'), t('negotiation.compared')],
    rows: rows.map((row) => [
      { text: `${row.phase === 'general' ? '' : `${t(`negotiation.phase.${row.phase}`)} `}${t(`negotiation.parameter.${row.parameter}`)}` },
      valuesCell(row.onPremises),
      valuesCell(row.azure),
      { text: t(`negotiation.compare.${row.result ?? 'unknown'}`), ...(row.result === 'different' ? { verdict: 'problem' as const } : {}) },
    ]),
  };
}

/** The latest negotiation that failed, else the latest, as a picture with its reading; the settings of both ends side by side. */
export function negotiationSection({ negotiations: view, t }: ReportInput): readonly Block[] {
  const { comparison, drops } = view;
  // A log of outcomes alone makes no picture; the checks have its words.
  const negotiations = view.negotiations.filter((n) => n.messages.some((m) => m.kind === 'message'));
  const negotiation = negotiations.findLast((n) => n.result === 'failed' || n.result === 'silent') ?? negotiations.at(-1);
  if (negotiation === undefined) return [];
  return [
    { type: 'heading', level: 2, text: t('report.negotiation') },
    ...(negotiation.reading === null ? [] : [{ type: 'text' as const, text: t.message(negotiation.reading) }]),
    ladder(negotiation, t),
    ...quotes(negotiation, t),
    ...(comparison === null || comparison.rows.length === 0 ? [] : [comparisonTable(comparison, t)]),
    ...(drops.length === 0
      ? []
      : [
          {
            type: 'list' as const,
            items: drops
              .slice(-20)
              .map(
                (d) => `${d.utcMs === null ? d.timeText : utcText(d.utcMs)}: ${t(`negotiation.class.${d.class}`)}. ${t.message(d.reason)}`,
              ),
          },
        ]),
  ];
}
