import type { Analysis, Answer } from '#shared/model/analysis.ts';
import type { LogEntry } from '#shared/model/case.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { Message } from '#shared/model/message.ts';
import type { ImportGap, Rejection, SourceSummary } from '#shared/model/source.ts';
import type { NewRecord } from '../formats/format.ts';
import type { ByteSource } from '../ports.ts';

/** Bytes of a source being written; nothing of it is visible before `commit` of its source. */
export type SourceSpool = {
  readonly write: (chunk: Uint8Array) => void;
  /** Ends writing; the bytes can be read back for detection and parsing. */
  readonly finish: () => { readonly sha256: string; readonly size: number; readonly bytes: ByteSource };
  readonly discard: () => void;
};

/** Takes the records of one source; all of it becomes visible at once in `commit`, or not at all. */
export type SourceWriter = {
  /** Returns the record's sequence number in the source. */
  readonly addRecord: (record: NewRecord) => number;
  readonly addRejection: (rejection: Rejection) => void;
  readonly addFacts: (facts: readonly Fact[]) => void;
  readonly commit: (summary: Omit<SourceSummary, 'records' | 'rejected'>) => SourceSummary;
  readonly rollback: () => void;
};

/**
 * Replaces what was read from a source by what `write` reads from its bytes anew (called for sources held as records), all at once or
 * not at all; `write` returns the zone of the times. `zoneSet` is kept with the source. Facts that rest on several sources stay.
 */
export type ReplaceSource = (
  sourceId: string,
  zoneSet: string | null,
  write: (
    source: { readonly summary: SourceSummary; readonly bytes: ByteSource },
    writer: Pick<SourceWriter, 'addRecord' | 'addRejection' | 'addFacts'>,
  ) => SourceSummary['zone'],
) => SourceSummary;

/**
 * One case on disk: `case.sqlite`, `sources/<sha256>`, `index/`. A crash at any moment leaves it complete up to the last
 * committed source; what an interrupted import had planned and not committed is listed by `gaps`.
 */
export type CaseStore = {
  readonly id: string;
  readonly createdMs: number;
  readonly title: () => string;
  readonly setTitle: (title: string) => void;
  /** Starts an import; entries planned and not finished when the store is next opened become gaps. */
  readonly beginImport: (name: string) => ImportSession;
  readonly sources: () => SourceSummary[];
  readonly replaceSource: ReplaceSource;
  /** Lends the stored bytes of a source; they are closed afterwards. */
  readonly useBytes: <T>(sourceId: string, work: (bytes: ByteSource) => T) => T;
  readonly rejections: (sourceId: string) => Rejection[];
  readonly gaps: () => ImportGap[];
  readonly facts: () => Fact[];
  readonly answers: () => Answer[];
  /** `answer` null takes the answer back. */
  readonly setAnswer: (check: Answer['check'], answer: Answer | null) => void;
  readonly log: () => LogEntry[];
  readonly appendLog: (what: Message) => void;
  /** The last analysis, for the list of cases; recomputed whenever facts or answers change. */
  readonly saveAnalysis: (analysis: Analysis) => void;
  /** The analysis saved last; null before the first. */
  readonly analysis: () => Analysis | null;
  readonly close: () => void;
};

export type ImportSession = {
  readonly spool: () => SourceSpool;
  /** Notes that an entry is about to be read. Plans reach the disk together, before the first byte of any of them is spooled. `size` is what the bundle says. */
  readonly plan: (path: string, size?: number | null) => void;
  readonly addGap: (gap: ImportGap) => void;
  /**
   * A writer for a source: `records` go to SQLite; for `lines` the store itself builds a column index over the stored bytes
   * in `commit`, counts the lines and finds the zone, and `addRecord` must not be called. The summary's sha256 names the
   * finished spool.
   */
  readonly writer: (sourceId: string, storage: 'records' | 'lines') => SourceWriter;
  /** True when a source with these bytes is already in the case; its plan is then done. */
  readonly has: (sha256: string, path: string) => boolean;
  /** Facts that rest on several sources of this import, such as a comparison of shared keys. */
  readonly addFacts: (facts: readonly Fact[]) => void;
  /** Paths planned, neither in the case nor listed as gaps yet, in the order of planning. */
  readonly remaining: () => string[];
  /** Ends the import; what is still planned becomes a gap. */
  readonly finish: () => void;
};
