import type { Output } from '#shared/api/contract.ts';
import type { RecordDetail, RecordFilter, RecordRow } from '#shared/model/record.ts';

/** A filtered, time-ordered list over all records of a case, whichever way their sources are held (`orderByTime` has the order). */
export type RecordView = {
  readonly total: number;
  /** Times of the first and last record that has one; milliseconds as `SourceColumns.time` has them. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** Of the whole case, so that the choices of a filter do not vanish while it is used. */
  readonly providers: readonly string[];
  readonly eventIds: readonly number[];
  readonly page: (start: number, count: number) => RecordRow[];
  /** Counts over the records of the view that have a time, per level and `none`; the last bucket includes `toMs`. */
  readonly histogram: (buckets: number) => Output<'records.histogram'>;
  /** Position of a record in the view; null when the filter hides it. */
  readonly locate: (sourceId: string, seq: number) => number | null;
};

/** Reads the records of a case beside its store, on a connection of its own: safe while an import writes. */
export type CaseRecords = {
  /** Errors: `regex-invalid` with `reason` 'syntax' or 'too-slow', `case-damaged`. */
  readonly openView: (filter: RecordFilter) => RecordView;
  /** One record; its `position` is -1, as it stands in no view. Errors: `not-found`. */
  readonly get: (sourceId: string, seq: number) => RecordDetail;
  readonly close: () => void;
};
