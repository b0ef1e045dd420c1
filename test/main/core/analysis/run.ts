import type { Analysis, Answer } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const source: SourceSummary = {
  id: 'source',
  path: 'evidence.txt',
  sha256: '',
  size: 1,
  format: 'unknown',
  encoding: 'utf-8',
  zone: 'unknown',
  records: 1,
  rejected: 0,
  secretsRemoved: 0,
  storage: 'records',
  importedAtMs: 0,
  head: '',
};

/** Analyses facts as if one source had given them. */
export function run(facts: readonly Fact[], answers: readonly Answer[] = [], sources: readonly SourceSummary[] = [source]): Analysis {
  return analyse({ facts, sources, answers, knowledge });
}

export function finding(analysis: Analysis, check: string): Analysis['findings'][number] {
  const found = analysis.findings.find((f) => f.check === check);
  if (found === undefined) throw new Error(`no finding ${check}`);
  return found;
}

export function cause(analysis: Analysis, id: string): Analysis['causes'][number] {
  const found = analysis.causes.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no cause ${id}`);
  return found;
}
