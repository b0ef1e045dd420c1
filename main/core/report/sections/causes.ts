import type { Analysis, RankedCause, Reason } from '#shared/model/analysis.ts';
import type { Translate } from '#shared/text/translate.ts';
import type { ReportInput } from '../build-report.ts';
import type { Block, Cell } from '../document.ts';
import { findingText, percentText, placeText } from '../words.ts';

/**
 * Causes named as the answer: the leading one and those reported beside it. None while the evidence does not tell: the most
 * probable of many unlikely causes is no answer.
 */
export function reportedCauses(analysis: Analysis): readonly RankedCause[] {
  if (analysis.status === 'empty' || analysis.status === 'cannot-tell') return [];
  return analysis.causes.filter((cause, index) => index === 0 || cause.second);
}

/** Causes that remain possible beside the reported ones, most probable first. */
export function otherCauses(analysis: Analysis, most: number): readonly RankedCause[] {
  const reported = new Set(reportedCauses(analysis).map((cause) => cause.id));
  return analysis.causes.filter((cause) => !reported.has(cause.id) && cause.probability >= 0.005).slice(0, most);
}

function reasonText(reason: Reason, t: Translate): string {
  return t('report.reason', { check: reason.check, text: findingText(reason, t), bits: Math.abs(reason.bits).toFixed(1) });
}

/** The answer on half a page: status, cause, the lines that prove it. */
export function summarySection({ analysis, t }: ReportInput): readonly Block[] {
  const blocks: Block[] = [
    { type: 'heading', level: 2, text: t('report.summary') },
    { type: 'text', lead: true, text: t(`report.status.${analysis.status}`) },
  ];
  for (const cause of reportedCauses(analysis)) {
    const label = t(cause.second ? 'report.cause-line.second' : 'report.cause-line.first', {
      cause: t(`cause.${cause.id}.title`),
      percent: percentText(cause.probability),
    });
    blocks.push({ type: 'heading', level: 3, text: label }, { type: 'text', text: t(`cause.${cause.id}.summary`) });
  }
  const proof = analysis.findings.filter((f) => f.verdict === 'problem').flatMap((f) => f.citations.slice(0, 1));
  for (const citation of proof.slice(0, 4)) blocks.push({ type: 'quote', text: citation.quote, place: placeText(citation, t) });
  return blocks;
}

/** The ranking with its reasons as weights of evidence, so that a reader can disagree. */
export function causesSection({ analysis, t }: ReportInput): readonly Block[] {
  if (analysis.status === 'empty') return [];
  const blocks: Block[] = [{ type: 'heading', level: 2, text: t('report.causes') }];
  if (analysis.status === 'cannot-tell') blocks.push({ type: 'text', text: t('report.causes-open') });
  for (const cause of reportedCauses(analysis)) {
    blocks.push({ type: 'heading', level: 3, text: `${t(`cause.${cause.id}.title`)}: ${percentText(cause.probability)}` });
    if (cause.reasonsFor.length > 0)
      blocks.push({ type: 'text', text: t('report.reasons-for') }, { type: 'list', items: cause.reasonsFor.map((r) => reasonText(r, t)) });
    if (cause.reasonsAgainst.length > 0) {
      blocks.push(
        { type: 'text', text: t('report.reasons-against') },
        { type: 'list', items: cause.reasonsAgainst.map((r) => reasonText(r, t)) },
      );
    }
  }
  const rows = otherCauses(analysis, 12).map((c): readonly Cell[] => [
    { text: t(`cause.${c.id}.title`) },
    { text: percentText(c.probability) },
  ]);
  if (rows.length > 0)
    blocks.push({
      type: 'table',
      caption: t('report.also-possible'),
      head: [t('report.column.cause'), t('report.column.probability')],
      rows,
    });
  return blocks;
}
