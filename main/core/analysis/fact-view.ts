import type { Fact, FactKind, FactOf } from '#shared/model/fact.ts';
import type { FactView } from '../checks/check.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { joinNegotiations } from '../negotiation/join.ts';

function isKind<K extends FactKind>(fact: Fact, kind: K): fact is Fact & FactOf<K> {
  return fact.kind === kind;
}

/** What checks may see, indexed by kind: they ask for the same kinds again and again. */
export function createFactView(facts: readonly Fact[], knowledge: Knowledge): FactView {
  const byKind = new Map<FactKind, Fact[]>();
  for (const fact of facts) {
    const list = byKind.get(fact.kind);
    if (list === undefined) byKind.set(fact.kind, [fact]);
    else list.push(fact);
  }
  const base = {
    all: facts,
    of: <K extends FactKind>(kind: K): readonly FactOf<K>[] => (byKind.get(kind) ?? []).filter((f) => isKind(f, kind)),
    knowledge,
  };
  return { ...base, negotiations: joinNegotiations(base) };
}
