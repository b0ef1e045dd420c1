import type { ReportInput } from '../build-report.ts';
import type { Block } from '../document.ts';
import { reportedCauses } from './causes.ts';

/** Who changes what, where, with which command, how to verify and how to undo, for each reported cause. */
export function remediesSection({ analysis, t }: ReportInput): readonly Block[] {
  const causes = reportedCauses(analysis).filter((cause) => cause.remedies.length > 0);
  if (causes.length === 0) return [];
  const blocks: Block[] = [
    { type: 'heading', level: 2, text: t('report.remedies') },
    { type: 'text', text: t('report.remedies-note') },
  ];
  for (const cause of causes) {
    blocks.push({ type: 'heading', level: 3, text: t(`cause.${cause.id}.title`) });
    cause.remedies.forEach((step, index) => {
      const place = t('report.remedy.step', { number: index + 1, who: t(`who.${step.who}`), where: t.message(step.where) });
      blocks.push({ type: 'text', text: `${place}: ${t.message(step.what)}` });
      if (step.command !== null) blocks.push({ type: 'command', label: t('report.remedy.command'), text: step.command });
      const after = [
        step.verify && t('report.remedy.verify', { text: t.message(step.verify) }),
        step.undo && t('report.remedy.undo', { text: t.message(step.undo) }),
      ];
      const items = after.filter((item): item is string => typeof item === 'string');
      if (items.length > 0) blocks.push({ type: 'list', items });
    });
  }
  return blocks;
}
