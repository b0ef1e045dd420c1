import type { Fact } from '#shared/model/fact.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import type { CheckResult } from '#core/checks/check.ts';
import { checks } from '#core/generated/checks.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

/** What one check says about the facts. */
export function evaluate(id: CheckId, facts: readonly Fact[]): CheckResult {
  const check = checks.find((c) => c.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check.evaluate(createFactView(facts, knowledge));
}
