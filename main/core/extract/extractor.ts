import type { RecordData, WindowsEventData } from '#shared/model/record-data.ts';
import type { NewRecord } from '../formats/format.ts';
import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** A record with its place in the case, as extractors see it. */
export type PlacedRecord = NewRecord & { readonly seq: number };

/** Makes the citation of a record; quotes its first lines, or the given line (1-based in the source) and no other. */
export type Cite = (record: PlacedRecord, line?: number) => Citation;

/** Source and number of a Windows event. */
export type EventName = Pick<WindowsEventData, 'provider' | 'eventId'>;

/** What an extractor gets besides records: how to cite them, and the rules that say what an event means. */
export type ExtractContext = { readonly cite: Cite; readonly knowledge: Knowledge };

/**
 * Turns the records of one source into facts while they stream by. Repeats are folded (count, first, last), so that a
 * source of a million equal failures yields one fact. Lives in `extract/<id>.ts`, exports `extractor`.
 */
export type Extractor = {
  readonly id: string;
  readonly kinds: readonly RecordData['kind'][];
  /**
   * Whether Windows events of a source and number can matter to it at all; asked once for each, so that the millions of a log that
   * cannot are passed by. All do when it is left out. Never by anything else of an event.
   */
  readonly concerns?: (event: EventName, knowledge: Knowledge) => boolean;
  readonly start: (context: ExtractContext) => { readonly add: (record: PlacedRecord) => void; readonly finish: () => readonly Fact[] };
};
