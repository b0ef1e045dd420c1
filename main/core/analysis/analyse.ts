import type { Analysis, Answer } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

export type AnalysisInput = { readonly facts: readonly Fact[]; readonly sources: readonly SourceSummary[]; readonly answers: readonly Answer[]; readonly knowledge: Knowledge };

/** Facts, answers and knowledge to the whole answer. Pure: the same input gives the same output, in the same order. */
export declare function analyse(input: AnalysisInput): Analysis;
