import type { ReportInput } from '../build-report.ts';
import type { Block, Cell } from '../document.ts';
import { reportedCauses } from './causes.ts';
import { sizeText, utcText } from '../words.ts';

/** Exports are left out of the log as it is printed: each export would otherwise change the next one. */
const exportEntries: ReadonlySet<string> = new Set(['log.report-exported', 'log.case-exported']);

/** Sources with their hashes, the log of what was done, and where the knowledge comes from. */
export function appendixSection({ analysis, detail, t }: ReportInput): readonly Block[] {
  const sources = detail.sources.map((s): readonly Cell[] => [
    { text: s.path, mono: true },
    { text: s.format === 'unknown' ? t('report.format-unknown') : s.format },
    { text: sizeText(s.size, t.language) },
    { text: t('report.record-counts', { records: s.records, rejected: s.rejected, secrets: s.secretsRemoved }) },
    { text: s.sha256, mono: true },
  ]);
  const log = detail.log
    .filter((entry) => !exportEntries.has(entry.what.key))
    .map((entry): readonly Cell[] => [{ text: utcText(entry.atMs) }, { text: t.message(entry.what) }]);
  const references = [...new Set(reportedCauses(analysis).flatMap((cause) => cause.sources))].toSorted();
  const blocks: Block[] = [
    { type: 'heading', level: 2, text: t('report.appendix') },
    { type: 'heading', level: 3, text: t('report.sources') },
  ];
  const head = [
    t('report.column.file'),
    t('report.column.format'),
    t('report.column.size'),
    t('report.column.content'),
    t('report.column.sha256'),
  ];
  blocks.push(
    sources.length > 0
      ? { type: 'table', caption: t('report.sources-caption'), head, rows: sources }
      : { type: 'text', text: t('report.sources-none') },
  );
  if (log.length > 0) {
    blocks.push({ type: 'heading', level: 3, text: t('report.log') });
    blocks.push({ type: 'table', caption: t('report.log-caption'), head: [t('report.column.time'), t('report.column.event')], rows: log });
  }
  if (references.length > 0) blocks.push({ type: 'heading', level: 3, text: t('report.references') }, { type: 'list', items: references });
  return blocks;
}
