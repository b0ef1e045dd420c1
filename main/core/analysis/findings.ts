import type { Answer, Finding } from '#shared/model/analysis.ts';
import type { CheckId, Verdict } from '#shared/model/verdict.ts';
import { checkIds } from '#shared/model/verdict.ts';
import type { Check, CheckResult, FactView } from '../checks/check.ts';
import type { CheckFile, Knowledge } from '../knowledge/knowledge.ts';

/** The knowledge of a check; every check of the playbook has one, which the compiler of the assets makes sure of. */
export function checkFile(knowledge: Knowledge, id: CheckId): CheckFile {
  const file = knowledge.checks.find((c) => c.id === id);
  if (file === undefined) throw new Error(`no knowledge for check ${id}`);
  return file;
}

function verdictOf(file: CheckFile, outcome: string): Verdict {
  const entry = file.outcomes[outcome];
  if (entry === undefined) throw new Error(`check ${file.id} has no outcome ${outcome}`);
  return entry.verdict;
}

/** The latest answer of a person that decides the check; "I do not know" and outcomes of an older version decide nothing. */
function answerFor(answers: readonly Answer[], file: CheckFile): Answer | null {
  const deciding = answers.filter((a) => {
    const verdict = file.outcomes[a.outcome]?.verdict;
    return a.check === file.id && verdict !== undefined && verdict !== 'cannot-tell';
  });
  return deciding.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
}

function findingOf(id: CheckId, result: CheckResult, answers: readonly Answer[], knowledge: Knowledge): Finding {
  const file = checkFile(knowledge, id);
  const verdict = verdictOf(file, result.outcome);
  const base = { check: id, params: result.params, citations: [...result.citations] };
  const answer = answerFor(answers, file);
  if (verdict !== 'cannot-tell') {
    const finding: Finding = { ...base, outcome: result.outcome, verdict, missing: [], byHand: false };
    return answer !== null && answer.outcome !== result.outcome ? { ...finding, answered: answer.outcome } : finding;
  }
  if (answer !== null) return { ...base, outcome: answer.outcome, verdict: verdictOf(file, answer.outcome), missing: [], byHand: true };
  const missing = result.missing.length > 0 ? result.missing : file.evidence;
  return { ...base, outcome: result.outcome, verdict, missing: [...missing], byHand: false };
}

/**
 * Evaluates every check, in the order of the playbook. Evidence wins over an answer by hand; where they contradict each
 * other, `answered` keeps what the person said, so that it can be shown.
 */
export function evaluateChecks(view: FactView, checks: readonly Check[], answers: readonly Answer[]): Finding[] {
  return checkIds.flatMap((id) => {
    const check = checks.find((c) => c.id === id);
    return check === undefined ? [] : [findingOf(id, check.evaluate(view), answers, view.knowledge)];
  });
}
