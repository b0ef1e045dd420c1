import type { Analysis } from '#shared/model/analysis.ts';
import type { CaseDetail, CaseSummary } from '#shared/model/case.ts';
import type { NegotiationView } from '#shared/model/negotiation.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { viewNegotiations } from '#core/negotiation/view.ts';
import type { CaseStore } from '#core/store/case-store.ts';

/** Everything the case's facts and answers say, worked out anew: knowledge may be newer than the case. */
export function analyseCase(store: CaseStore, knowledge: Knowledge): Analysis {
  return analyse({ facts: store.facts(), sources: store.sources(), answers: store.answers(), knowledge });
}

/** The negotiations of the case from all its witnesses, worked out anew like the analysis. */
export function negotiationsOf(store: CaseStore, knowledge: Knowledge): NegotiationView {
  return viewNegotiations(createFactView(store.facts(), knowledge));
}

function reported(analysis: Analysis): string[] {
  return analysis.status === 'empty' ? [] : analysis.causes.filter((cause, index) => index === 0 || cause.second).map((cause) => cause.id);
}

/** Listed of each source: enough to see what is wrong with it. The summary counts all. */
const rejectionsListed = 50;

function rejectionsOf(store: CaseStore, sources: CaseDetail['sources']): NonNullable<CaseDetail['rejections']> {
  const partly = sources.filter((source) => source.rejected > 0);
  return partly.flatMap(({ id }) =>
    store
      .rejections(id)
      .slice(0, rejectionsListed)
      .map((rejection) => ({ ...rejection, sourceId: id })),
  );
}

/** The case as its screens and reports show it. */
export function caseDetail(store: CaseStore, analysis: Analysis): CaseDetail {
  const sources = store.sources();
  const log = store.log();
  const summary: CaseSummary = {
    id: store.id,
    title: store.title(),
    createdMs: log[0]?.atMs ?? 0,
    changedMs: log.at(-1)?.atMs ?? 0,
    status: analysis.status,
    causes: reported(analysis),
    sources: sources.length,
    records: sources.reduce((sum, source) => sum + source.records, 0),
    trouble: null,
  };
  return { summary, sources, gaps: store.gaps(), log, rejections: rejectionsOf(store, sources) };
}
