import type { CauseFile, CheckFile } from '../knowledge/knowledge.ts';

/** No probability is zero: a single wrong reading must not rule a cause out for good. */
const floor = 1e-4;
/** Base rate of a deciding outcome whose file gives none. */
const rare = 0.001;

export type Distribution = ReadonlyMap<string, number>;

function normalised(weights: readonly (readonly [string, number])[]): Distribution {
  const raised = weights.map(([outcome, w]): [string, number] => [outcome, Math.max(w, floor)]);
  const total = raised.reduce((sum, [, w]) => sum + w, 0);
  return new Map(raised.map(([outcome, w]) => [outcome, w / total]));
}

/** How often each deciding outcome of a check occurs over all cases. */
export function baseRates(check: CheckFile): Distribution {
  const deciding = Object.entries(check.outcomes).filter(([, o]) => o.verdict !== 'cannot-tell');
  return normalised(deciding.map(([outcome, o]) => [outcome, o.base ?? rare]));
}

/**
 * P(outcome | cause) over the deciding outcomes of a check, summing to 1. Outcomes that the cause lists have their
 * figure; the others share what remains in the proportion of the check's base rates; a check that the cause does not
 * mention follows its base rates.
 */
export function outcomeDistribution(cause: CauseFile, check: CheckFile): Distribution {
  const base = baseRates(check);
  const listed = cause.likelihoods[check.id];
  if (listed === undefined) return base;
  const given = new Map(Object.entries(listed).filter(([outcome]) => base.has(outcome)));
  const rest = [...base].filter(([outcome]) => !given.has(outcome));
  const remainder = Math.max(0, 1 - [...given.values()].reduce((sum, p) => sum + p, 0));
  const restBase = rest.reduce((sum, [, p]) => sum + p, 0);
  const shared = rest.map(([outcome, p]): [string, number] => [outcome, restBase === 0 ? 0 : (remainder * p) / restBase]);
  return normalised([...given, ...shared]);
}

/** All distributions of the active causes, by check and cause; the tables are small and asked for very often. */
export type Model = {
  readonly causes: readonly { readonly file: CauseFile; readonly prior: number }[];
  readonly probability: (cause: CauseFile, check: CheckFile['id'], outcome: string) => number;
  readonly distribution: (cause: CauseFile, check: CheckFile['id']) => Distribution;
};

export function createModel(causes: readonly CauseFile[], checks: readonly CheckFile[]): Model {
  const active = causes.filter((c) => c.status !== 'retired').toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const total = active.reduce((sum, c) => sum + c.prior, 0);
  const table = new Map(active.map((cause) => [cause.id, new Map(checks.map((check) => [check.id, outcomeDistribution(cause, check)]))]));
  const distribution = (cause: CauseFile, check: CheckFile['id']): Distribution =>
    table.get(cause.id)?.get(check) ?? new Map<string, number>();
  return {
    causes: active.map((file) => ({ file, prior: file.prior / total })),
    distribution,
    probability: (cause, check, outcome) => distribution(cause, check).get(outcome) ?? floor,
  };
}
