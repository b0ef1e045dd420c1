import type { Analysis, Answer, CaseStatus, Finding } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { checks } from '../generated/checks.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { discriminate } from './discriminators.ts';
import { createFactView } from './fact-view.ts';
import { evaluateChecks } from './findings.ts';
import { findGaps, withRemedies } from './gaps.ts';
import { createModel } from './likelihood.ts';
import { caseNames } from './names.ts';
import { nextChecks } from './next-check.ts';
import { rankCauses } from './rank.ts';
import { buildThroughput } from './throughput.ts';
import { discriminateProbes } from './probe-discriminators.ts';
import { buildTimeline } from './timeline.ts';
import { drawTopology } from './topology.ts';

export type AnalysisInput = {
  readonly facts: readonly Fact[];
  readonly sources: readonly SourceSummary[];
  readonly answers: readonly Answer[];
  readonly knowledge: Knowledge;
};

/** Healthy needs more than the absence of problems: something must have seen traffic from end to end. */
function statusOf(findings: readonly Finding[], sources: number, leading: string | undefined): CaseStatus {
  if (findings.some((f) => f.verdict === 'problem')) return 'problem';
  if (sources === 0) return 'empty';
  const endToEnd = findings.some((f) => (f.check === 'B1' || f.check === 'C5') && f.verdict === 'healthy');
  return endToEnd && leading === 'none' ? 'healthy' : 'cannot-tell';
}

/** Facts, answers and knowledge to the whole answer. Pure: the same input gives the same output, in the same order. */
export function analyse(input: AnalysisInput): Analysis {
  const view = createFactView(input.facts, input.knowledge);
  const findings = evaluateChecks(view, checks, input.answers);
  const model = createModel(input.knowledge.causes, input.knowledge.checks);
  const ranking = rankCauses(findings, [...discriminate(view), ...discriminateProbes(view)], model);
  const names = caseNames(view);
  return {
    status: statusOf(findings, input.sources.length, ranking.causes[0]?.id),
    findings,
    causes: withRemedies(ranking.causes, input.knowledge, names),
    next: nextChecks(findings, input.knowledge.checks, ranking.posteriors, model),
    gaps: findGaps(findings, input.knowledge, names, view),
    names,
    topology: drawTopology(view, findings, names),
    timeline: buildTimeline(view),
    throughput: buildThroughput(view),
  };
}
