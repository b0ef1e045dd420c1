import type { Analysis, Finding, RankedCause } from '#shared/model/analysis.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import type { Text } from '../../i18n/text.ts';

/** What a check found, or a reason that rests on it, in words; an answer by hand in the words the person chose, as it has no figures. */
export function findingText(t: Text, finding: Pick<Finding, 'check' | 'outcome' | 'params' | 'byHand'>): string {
  const choice = `check.${finding.check}.choice.${finding.outcome}`;
  if (finding.byHand && t.has(choice)) return t(choice);
  return t(`check.${finding.check}.outcome.${finding.outcome}`, finding.params);
}

/** The finding of a check; every analysis has one for each check, an older case may lack it. */
export function findingOf(analysis: Analysis, check: CheckId): Finding | null {
  return analysis.findings.find((f) => f.check === check) ?? null;
}

/** Probability as a whole percentage; what rounds to nothing is said to be small rather than zero, and nothing is ever certain. */
export function percentText(t: Text, probability: number): string {
  if (probability < 0.01) return t('ui.percent.under', { value: 1 });
  if (probability > 0.99) return t('ui.percent.over', { value: 99 });
  return t('ui.percent', { value: Math.round(probability * 100) });
}

/** Word for a probability, as people use them. */
export function likelihoodOf(probability: number): 'very-likely' | 'likely' | 'possible' | 'unlikely' {
  if (probability >= 0.9) return 'very-likely';
  if (probability >= 0.5) return 'likely';
  return probability >= 0.1 ? 'possible' : 'unlikely';
}

/** The causes that are reported with reasons and remedies: the leading one and those that stand beside it. */
export function reportedCauses(analysis: Analysis): readonly RankedCause[] {
  if (analysis.status !== 'problem') return [];
  return analysis.causes.filter((cause, i) => i === 0 || cause.second);
}
