import type { Finding, NextCheck } from '#shared/model/analysis.ts';
import type { CheckFile } from '../knowledge/knowledge.ts';
import type { Model } from './likelihood.ts';
import type { Posterior } from './rank.ts';

/** Checks that would tell less than this are not worth proposing. */
const leastGain = 0.001;
/** The pair that a check separates is looked for among this many leading causes. */
const consideredCauses = 8;

function entropy(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
}

/** Expected reduction of entropy over the causes, in bits: the mutual information of cause and outcome. */
function expectedGain(check: CheckFile, causes: readonly Posterior[], model: Model): number {
  const outcomes = Object.keys(check.outcomes).filter((o) => check.outcomes[o]?.verdict !== 'cannot-tell');
  const after = outcomes.reduce((sum, outcome) => {
    const joint = causes.map((c) => c.probability * (model.distribution(c.file, check.id).get(outcome) ?? 0));
    const mass = joint.reduce((total, p) => total + p, 0);
    return mass > 0 ? sum + mass * entropy(joint.map((p) => p / mass)) : sum;
  }, 0);
  return Math.max(0, entropy(causes.map((c) => c.probability)) - after);
}

/** How differently two causes predict a check (Jensen-Shannon divergence, bits). */
function divergence(a: Posterior, b: Posterior, check: CheckFile, model: Model): number {
  const [pa, pb] = [model.distribution(a.file, check.id), model.distribution(b.file, check.id)];
  const pairs = [...pa].map(([outcome, p]) => [p, pb.get(outcome) ?? 0] as const);
  return entropy(pairs.map(([p, q]) => (p + q) / 2)) - (entropy(pairs.map(([p]) => p)) + entropy(pairs.map(([, q]) => q))) / 2;
}

function separated(check: CheckFile, causes: readonly Posterior[], model: Model): string[] {
  const leading = causes.slice(0, consideredCauses);
  const pairs = leading.flatMap((a, i) =>
    leading
      .slice(i + 1)
      .map((b) => ({ ids: [a.file.id, b.file.id], value: a.probability * b.probability * divergence(a, b, check, model) })),
  );
  return pairs.toSorted((x, y) => y.value - x.value)[0]?.ids ?? [];
}

/**
 * Undecided checks, the best next one first (decision-theoretic troubleshooting: Heckerman, Breese and Rommelse,
 * Communications of the ACM, 1995). A check that changes nothing comes before one that touches production; among equals
 * the expected information per minute counts.
 */
export function nextChecks(
  findings: readonly Finding[],
  checks: readonly CheckFile[],
  causes: readonly Posterior[],
  model: Model,
): NextCheck[] {
  const open = checks.filter((c) => findings.some((f) => f.check === c.id && f.verdict === 'cannot-tell'));
  return open
    .map((file) => ({ file, gain: expectedGain(file, causes, model) }))
    .filter((c) => c.gain >= leastGain)
    .toSorted((a, b) => {
      const readOnly = Number(b.file.cost.changesNothing) - Number(a.file.cost.changesNothing);
      return readOnly || b.gain / b.file.cost.minutes - a.gain / a.file.cost.minutes || (a.file.id < b.file.id ? -1 : 1);
    })
    .map(({ file, gain }) => ({ check: file.id, gain, costMinutes: file.cost.minutes, separates: separated(file, causes, model) }));
}
