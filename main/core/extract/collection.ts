import type { Fact } from '#shared/model/fact.ts';
import { observedExtractor } from './observed.ts';
import type { Extractor, PlacedRecord, Cite } from './extractor.ts';

function observe(record: PlacedRecord, cite: Cite): Fact | null {
  const { data } = record;
  if (data.kind === 'collection-run') return { ...data, citations: [cite(record)] };
  return data.kind === 'collection-item' && data.status !== 'collected' ? { ...data, citations: [cite(record)] } : null;
}

/** Runs of collectors, and what they could not get: a gap then says why the evidence is missing. */
export const extractor: Extractor = observedExtractor('collection', ['collection-run', 'collection-item'], observe);
