import type { Fact } from '#shared/model/fact.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import type { CheckResult } from '#core/checks/check.ts';
import { checks } from '#core/generated/checks.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

/** What one check says about the facts; its outcome and the evidence that it misses must be known to assets/knowledge. */
export function evaluate(id: CheckId, facts: readonly Fact[]): CheckResult {
  const check = checks.find((c) => c.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  const result = check.evaluate(createFactView(facts, knowledge));
  const file = knowledge.checks.find((c) => c.id === id);
  const evidence = new Set(knowledge.evidence.map((e) => e.id));
  if (file?.outcomes[result.outcome] === undefined) throw new Error(`${id} has no outcome ${result.outcome}`);
  if (!result.missing.every((m) => evidence.has(m))) throw new Error(`${id} misses unknown evidence: ${result.missing.join(', ')}`);
  return result;
}
