import type { RecordData } from '#shared/model/record-data.ts';
import type { NewRecord } from '../formats/format.ts';
import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';

/** A record with its place in the case, as extractors see it. */
export type PlacedRecord = NewRecord & { readonly seq: number };

/** Makes the citation of a record; quotes its first lines. */
export type Cite = (record: PlacedRecord, line?: number) => Citation;

/**
 * Turns the records of one source into facts while they stream by. Repeats are folded (count, first, last), so that a
 * source of a million equal failures yields one fact. Lives in `extract/<id>.ts`, exports `extractor`.
 */
export type Extractor = {
  readonly id: string;
  readonly kinds: readonly RecordData['kind'][];
  readonly start: (context: { readonly cite: Cite }) => { readonly add: (record: PlacedRecord) => void; readonly finish: () => readonly Fact[] };
};
