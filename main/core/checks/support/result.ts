import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { CheckResult } from '../check.ts';

/** Shown where a text has a parameter that the evidence does not give. */
export const unknown = '–';

const maxCitations = 40;

/** Citations of several facts, each place once, the decisive first; few enough to read. */
export function gather(...lists: readonly (readonly Citation[])[]): Citation[] {
  const places = new Map<string, Citation>();
  for (const c of lists.flat()) {
    const place = `${c.sourceId} ${c.seq} ${c.line}`;
    if (!places.has(place)) places.set(place, c);
  }
  return [...places.values()].slice(0, maxCitations);
}

/** The citations of a fact whose quote holds one of the names; all of them when none does. */
export function citing(fact: Fact, name: RegExp): readonly Citation[] {
  const chosen = fact.citations.filter((c) => name.test(c.quote));
  return chosen.length > 0 ? chosen : fact.citations.slice(0, 1);
}

export function decided(outcome: string, params: MessageParams, citations: readonly Citation[]): CheckResult {
  return { outcome, params, citations: gather(citations), missing: [] };
}

/** `missing` names what would decide, in the order in which it is worth getting. */
export function undecided(
  params: MessageParams,
  missing: readonly string[],
  citations: readonly Citation[] = [],
  outcome = 'cannot-tell',
): CheckResult {
  return { outcome, params, citations: gather(citations), missing };
}

/**
 * Of several judged objects the one whose outcome stands first in `order`, with the citations of all: one broken
 * connection is a problem whatever the others do. Null for an empty list.
 */
export function worstOf(order: readonly string[], results: readonly CheckResult[]): CheckResult | null {
  const rank = (r: CheckResult): number => (order.includes(r.outcome) ? order.indexOf(r.outcome) : order.length);
  const sorted = results.toSorted((a, b) => rank(a) - rank(b));
  const first = sorted[0];
  return first === undefined ? null : { ...first, citations: gather(...sorted.map((r) => r.citations)) };
}
