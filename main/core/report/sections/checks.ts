import type { Finding } from '#shared/model/analysis.ts';
import type { ReportInput } from '../build-report.ts';
import type { Block, Cell } from '../document.ts';
import { findingText, placeText } from '../words.ts';

/** Quotes shown for one check; the rest is counted. */
const maxQuotes = 3;

function checkBlocks(finding: Finding, { t }: ReportInput): readonly Block[] {
  const blocks: Block[] = [
    { type: 'heading', level: 3, text: `${finding.check} ${t(`check.${finding.check}.title`)}`, verdict: finding.verdict },
    { type: 'text', text: findingText(finding, t) },
  ];
  if (finding.byHand) blocks.push({ type: 'text', text: t('report.by-hand') });
  for (const citation of finding.citations.slice(0, maxQuotes))
    blocks.push({ type: 'quote', text: citation.quote, place: placeText(citation, t) });
  const more = finding.citations.length - maxQuotes;
  if (more > 0) blocks.push({ type: 'text', text: t('report.more-citations', { count: more }) });
  return blocks;
}

/** All fifteen checks at a glance, then each decided one with its evidence quoted. */
export function checksSection(input: ReportInput): readonly Block[] {
  const { analysis, t } = input;
  const rows = analysis.findings.map((f): readonly Cell[] => [
    { text: f.check },
    { text: t(`check.${f.check}.title`) },
    { text: t(`verdict.${f.verdict}`), verdict: f.verdict },
    { text: findingText(f, t) },
  ]);
  const head = [t('report.column.check'), t('report.column.question'), t('report.column.verdict'), t('report.column.result')];
  return [
    { type: 'heading', level: 2, text: t('report.checks') },
    { type: 'table', caption: t('report.checks-caption'), head, rows },
    ...analysis.findings.filter((f) => f.verdict !== 'cannot-tell').flatMap((f) => checkBlocks(f, input)),
  ];
}
