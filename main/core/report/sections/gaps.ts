import type { ReportInput } from '../build-report.ts';
import type { Block } from '../document.ts';

/** What could not be told, and the exact command that would tell it: one way each on paper, the window shows every way. */
export function gapsSection({ analysis, detail, t }: ReportInput): readonly Block[] {
  const blocks: Block[] = [{ type: 'heading', level: 2, text: t('report.gaps') }];
  if (analysis.gaps.length === 0 && detail.gaps.length === 0) return [...blocks, { type: 'text', text: t('report.gaps-none') }];
  for (const gap of analysis.gaps) {
    blocks.push(
      { type: 'heading', level: 3, text: t(`evidence.${gap.evidence}`) },
      { type: 'text', text: `${t.message(gap.why)} ${t('report.gap-checks', { checks: gap.checks.join(', ') })}` },
    );
    const way = gap.collect[0];
    if (way) blocks.push({ type: 'command', label: t(`collect-shell.${way.shell}`), text: way.command });
  }
  if (detail.gaps.length > 0) {
    const rows = detail.gaps.map((gap) => [{ text: gap.path, mono: true }, { text: t.message(gap.reason) }]);
    blocks.push({ type: 'heading', level: 3, text: t('report.not-imported') });
    blocks.push({
      type: 'table',
      caption: t('report.not-imported-caption'),
      head: [t('report.column.file'), t('report.column.reason')],
      rows,
    });
  }
  return blocks;
}
