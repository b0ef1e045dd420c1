import type { Analysis } from '#shared/model/analysis.ts';
import type { CaseDetail } from '#shared/model/case.ts';
import type { NegotiationView } from '#shared/model/negotiation.ts';
import type { ReportOptions, ReportSection } from '#shared/model/report.ts';
import type { Translate } from '#shared/text/translate.ts';
import type { Block, ReportDocument } from './document.ts';
import { appendixSection } from './sections/appendix.ts';
import { causesSection, summarySection } from './sections/causes.ts';
import { checksSection } from './sections/checks.ts';
import { gapsSection } from './sections/gaps.ts';
import { negotiationSection } from './sections/negotiation.ts';
import { remediesSection } from './sections/remedies.ts';
import { throughputSection, timelineSection } from './sections/times.ts';
import { utcText } from './words.ts';

export type ReportInput = {
  readonly detail: CaseDetail;
  readonly analysis: Analysis;
  readonly negotiations: NegotiationView;
  readonly t: Translate;
  readonly version: string;
};

const sections: Readonly<Record<ReportSection, (input: ReportInput) => readonly Block[]>> = {
  summary: summarySection,
  causes: causesSection,
  remedies: remediesSection,
  checks: checksSection,
  negotiation: negotiationSection,
  timeline: timelineSection,
  throughput: throughputSection,
  gaps: gapsSection,
  appendix: appendixSection,
};

/** Reading order: what is wrong, what to do, how it is known, what is not known. */
const order = [
  'summary',
  'causes',
  'remedies',
  'checks',
  'negotiation',
  'timeline',
  'throughput',
  'gaps',
  'appendix',
] as const satisfies readonly ReportSection[];

/**
 * The report of a case as blocks, the same for every output. Pure: the same case gives the same document except for
 * `exported` (the time of export, UTC).
 */
export function buildReport(input: ReportInput, options: ReportOptions, exportedMs: number): ReportDocument {
  const { t, detail } = input;
  const wanted = new Set(options.sections);
  return {
    language: options.language,
    title: t('report.title', { title: detail.summary.title }),
    subtitle: t('report.subtitle', {
      sources: detail.sources.length,
      records: detail.summary.records,
      created: utcText(detail.summary.createdMs),
    }),
    exported: t('report.exported', { time: utcText(exportedMs) }),
    verdictWords: {
      problem: t('verdict.problem'),
      warning: t('verdict.warning'),
      healthy: t('verdict.healthy'),
      'cannot-tell': t('verdict.cannot-tell'),
    },
    footer: t('report.footer', { version: input.version, title: detail.summary.title }),
    blocks: order.filter((section) => wanted.has(section)).flatMap((section) => sections[section](input)),
  };
}
