import type { Finding, RankedCause, Reason } from '#shared/model/analysis.ts';
import type { CauseFile } from '../knowledge/knowledge.ts';
import type { Discriminator } from './discriminators.ts';
import type { Model } from './likelihood.ts';

/** Something observed, and how probable each cause makes it. */
type Observation = Omit<Reason, 'bits'> & {
  readonly given: (cause: CauseFile) => number;
};

export type Posterior = { readonly file: CauseFile; readonly prior: number; readonly probability: number };

/** Reasons weaker than this say nothing that a person could use. */
const leastBits = 0.05;
/** A problem that the leading cause makes less probable than this is one that it does not explain. */
const unexplained = 0.2;
/** A second cause has to make the problem probable itself, … */
const explains = 0.5;
/** … and the problem has to point at it: at least this many bits against the mixture of the other causes. */
const pointing = 2;
const maxSeconds = 3;
/** Enough to prove a reason; the finding has all of them. */
const shownCitations = 4;
/** They are there so that the first cause never wins by default; they explain nothing. */
const catchAll = new Set(['none', 'other']);

function observations(findings: readonly Finding[], discriminators: readonly Discriminator[], model: Model): Observation[] {
  const outcomes = findings
    .filter((f) => f.verdict !== 'cannot-tell')
    .map((f): Observation => ({
      check: f.check,
      outcome: f.outcome,
      verdict: f.verdict,
      params: f.params,
      citations: f.citations.slice(0, shownCitations),
      byHand: f.byHand,
      given: (cause) => model.probability(cause, f.check, f.outcome),
    }));
  const compared = discriminators.map((d): Observation => ({
    check: d.check,
    outcome: d.outcome,
    verdict: null,
    params: d.params,
    citations: d.citations.slice(0, shownCitations),
    byHand: false,
    given: (cause) => d.special[cause.id] ?? d.others,
  }));
  return [...outcomes, ...compared];
}

/** Naive Bayes, single fault: log prior plus the sum of log likelihoods, normalised over all causes. */
function posteriors(seen: readonly Observation[], model: Model): Posterior[] {
  const scored = model.causes.map((c) => ({ ...c, log: Math.log(c.prior) + seen.reduce((sum, o) => sum + Math.log(o.given(c.file)), 0) }));
  const highest = Math.max(...scored.map((c) => c.log));
  const total = scored.reduce((sum, c) => sum + Math.exp(c.log - highest), 0);
  return scored
    .map((c) => ({ file: c.file, prior: c.prior, probability: Math.exp(c.log - highest) / total }))
    .toSorted((a, b) => b.probability - a.probability || (a.file.id < b.file.id ? -1 : 1));
}

/** log2 of P(outcome | cause) over P(outcome) in the prior-weighted mixture of the other causes. */
function weight(observation: Observation, cause: CauseFile, model: Model): number {
  const others = model.causes.filter((c) => c.file.id !== cause.id);
  const mass = others.reduce((sum, c) => sum + c.prior, 0);
  if (mass === 0) return 0;
  const mixture = others.reduce((sum, c) => sum + c.prior * observation.given(c.file), 0) / mass;
  return Math.log2(observation.given(cause) / mixture);
}

function reasons(
  seen: readonly Observation[],
  cause: CauseFile,
  model: Model,
): { readonly reasonsFor: Reason[]; readonly reasonsAgainst: Reason[] } {
  const all = seen
    .map(({ given, ...shown }): Reason => ({ ...shown, bits: weight({ given, ...shown }, cause, model) }))
    .filter((r) => Math.abs(r.bits) >= leastBits)
    .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
  return { reasonsFor: all.filter((r) => r.bits > 0), reasonsAgainst: all.filter((r) => r.bits < 0) };
}

/** Probability of a second cause given only what the leading one leaves open, among the causes other than that one. */
function among(open: readonly Observation[], lead: Posterior, second: Posterior, model: Model): number {
  const others = { ...model, causes: model.causes.filter((c) => c.file.id !== lead.file.id) };
  return posteriors(open, others).find((c) => c.file.id === second.file.id)?.probability ?? 0;
}

/**
 * Causes beside the leading one. Real outages often have two faults, which a single-fault model cannot say: a problem
 * that the leading cause leaves unexplained, and that points at another cause, is given to the one that explains it best.
 */
function seconds(seen: readonly Observation[], ranked: readonly Posterior[], model: Model): Map<string, number> {
  const found = new Map<string, number>();
  const lead = ranked[0];
  if (lead === undefined) return found;
  let open = seen.filter((o) => o.verdict === 'problem' && (catchAll.has(lead.file.id) || o.given(lead.file) < unexplained));
  while (open.length > 0 && found.size < maxSeconds) {
    const candidates = ranked.filter((c) => c !== lead && !catchAll.has(c.file.id) && !found.has(c.file.id));
    const scored = candidates
      .map((c) => ({ cause: c, explained: open.filter((o) => o.given(c.file) >= explains && weight(o, c.file, model) >= pointing) }))
      .filter((c) => c.explained.length > 0)
      .map((c) => ({ ...c, score: Math.log(c.cause.prior) + c.explained.reduce((sum, o) => sum + weight(o, c.cause.file, model), 0) }))
      .toSorted((a, b) => b.explained.length - a.explained.length || b.score - a.score || (a.cause.file.id < b.cause.file.id ? -1 : 1));
    const best = scored[0];
    if (best === undefined) break;
    found.set(best.cause.file.id, among(open, lead, best.cause, model));
    open = open.filter((o) => !best.explained.includes(o));
  }
  return found;
}

export type Ranking = { readonly causes: readonly Omit<RankedCause, 'remedies'>[]; readonly posteriors: readonly Posterior[] };

/** Ranks the causes given what the checks found; checks that cannot tell are left out. Ties are broken by id. */
export function rankCauses(findings: readonly Finding[], discriminators: readonly Discriminator[], model: Model): Ranking {
  const seen = observations(findings, discriminators, model);
  const ranked = posteriors(seen, model);
  const beside = seconds(seen, ranked, model);
  const causes = ranked.map((c) => ({
    id: c.file.id,
    probability: beside.get(c.file.id) ?? c.probability,
    ...reasons(seen, c.file, model),
    second: beside.has(c.file.id),
    sources: c.file.sources,
  }));
  return { causes, posteriors: ranked };
}
