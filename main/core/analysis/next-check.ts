import type { Finding, NextCheck } from '#shared/model/analysis.ts';
import type { CheckFile } from '../knowledge/knowledge.ts';
import type { Model } from './likelihood.ts';
import type { Posterior } from './rank.ts';

/** Checks that would tell less than this are not worth proposing. */
const leastGain = 0.001;
/** Going to another console, finding the right person, waiting for an export: what any check costs beside its own minutes. Our estimate. */
const fetchMinutes = 8;
/** Logs of the device itself: a tunnel has one device, so that with the word of one the others are not asked for. */
const deviceLogs: readonly (readonly CheckFile['id'][])[] = [['A1', 'A2'], ['A3']];
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

/** The leading causes with more weight: a check that tells them apart comes before one that only rules out what is improbable anyway. */
function sharpened(causes: readonly Posterior[]): Posterior[] {
  const total = causes.reduce((sum, c) => sum + c.probability ** 2, 0);
  return causes.map((c) => ({ ...c, probability: total === 0 ? 0 : c.probability ** 2 / total }));
}

/** A check of another kind of device than the one whose log is there. */
function isOfOtherDevice(check: CheckFile['id'], findings: readonly Finding[]): boolean {
  const isDecided = (id: CheckFile['id']): boolean => findings.some((f) => f.check === id && f.verdict !== 'cannot-tell');
  const own = deviceLogs.find((group) => group.includes(check));
  return own !== undefined && !own.some(isDecided) && deviceLogs.some((group) => group !== own && group.some(isDecided));
}

/**
 * Undecided checks, the best next one first (decision-theoretic troubleshooting: Heckerman, Breese and Rommelse,
 * Communications of the ACM, 1995). A check that changes nothing comes before one that touches production; among equals
 * the expected information about the leading causes per minute counts.
 */
export function nextChecks(
  findings: readonly Finding[],
  checks: readonly CheckFile[],
  causes: readonly Posterior[],
  model: Model,
): NextCheck[] {
  const isOpen = (id: CheckFile['id']): boolean => findings.some((f) => f.check === id && f.verdict === 'cannot-tell');
  const open = checks.filter((c) => isOpen(c.id) && !isOfOtherDevice(c.id, findings));
  const leading = sharpened(causes);
  return open
    .map((file) => ({
      file,
      gain: expectedGain(file, causes, model),
      worth: expectedGain(file, leading, model) / (file.cost.minutes + fetchMinutes),
    }))
    .filter((c) => c.gain >= leastGain)
    .toSorted((a, b) => {
      const readOnly = Number(b.file.cost.changesNothing) - Number(a.file.cost.changesNothing);
      return readOnly || b.worth - a.worth || (a.file.id < b.file.id ? -1 : 1);
    })
    .map(({ file, gain }) => ({ check: file.id, gain, costMinutes: file.cost.minutes, separates: separated(file, causes, model) }));
}
