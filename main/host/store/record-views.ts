import { ExpectedError } from '#shared/api/result.ts';
import { Level } from '#shared/model/record.ts';
import type { RecordFilter } from '#shared/model/record.ts';
import { levelBits } from '#core/store/columns.ts';
import { countByTime, countTimed } from '#core/store/histogram.ts';
import type { CaseRecords, RecordView } from '#core/store/record-view.ts';
import { formats } from '#core/generated/formats.ts';
import { compileTextMatch } from '#core/store/text-match.ts';
import { casePaths } from './case-paths.ts';
import { readCaseTables } from './case-tables.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, openReadOnly } from './database.ts';
import { judgeVersion } from './judge-case.ts';
import { createLineText } from './line-text.ts';
import type { LineText } from './line-text.ts';
import type { IndexedSource, RecordIndex } from './record-index.ts';
import { emptyRecordIndex, refreshRecordIndex } from './record-index.ts';
import type { Citations } from './record-reader.ts';
import { createRecordReader } from './record-reader.ts';
import { createRecordSearch } from './record-search.ts';
import { systemClock } from '../system-clock.ts';

/**
 * Opens the records of a case for viewing. Columns of all sources stay in memory (about 25 bytes a record) and are shared by
 * the views; a view keeps the rows it was opened with, new sources show in the next one.
 *
 * Errors: `case-damaged`, `case-newer`, `case-locked`, `file-no-permission`.
 */
export function openCaseRecords(dir: string): CaseRecords {
  const paths = casePaths(dir);
  const db = guarded(() => openReadOnly(paths.database));
  const lines = createLineText(paths);
  let index: RecordIndex = emptyRecordIndex;
  try {
    guarded(() => judgeVersion(db));
  } catch (error) {
    db.close();
    throw error;
  }
  const reader = createRecordReader(db, lines, formats);
  return {
    openView: (filter) =>
      guarded(() => {
        index = refreshRecordIndex(db, paths, index);
        return viewOf(index, filterRows({ db, lines, index }, filter), citationsOf(db), reader);
      }),
    get: (sourceId, seq) =>
      guarded(() => {
        index = refreshRecordIndex(db, paths, index);
        const source = index.sources.find((s) => s.summary.id === sourceId);
        if (!source || seq < 0 || seq >= source.columns.count) throw new ExpectedError('not-found', { what: 'record' });
        return reader.detail(index, source, seq, citationsOf(db));
      }),
    close: () => {
      lines.close();
      db.close();
    },
  };
}

function viewOf(index: RecordIndex, rows: Uint32Array, cited: Citations, reader: ReturnType<typeof createRecordReader>): RecordView {
  const timed = countTimed(rows, index.time);
  const timeAt = (position: number) => (timed === 0 ? null : (index.time[rows[position] ?? 0] ?? null));
  return {
    total: rows.length,
    firstMs: timeAt(0),
    lastMs: timeAt(timed - 1),
    providers: index.providers,
    eventIds: index.eventIds,
    page: (start, count) => guarded(() => reader.page(index, rows.subarray(start, start + count), start, cited)),
    histogram: (buckets) => countByTime(rows, timed, index, buckets),
    locate: (sourceId, seq) => {
      const source = index.sources.find((s) => s.summary.id === sourceId);
      if (!source || seq >= source.columns.count) return null;
      const position = rows.indexOf(source.base + seq);
      return position < 0 ? null : position;
    },
  };
}

/** Which findings of the analysis saved last cite which records. */
function citationsOf(db: SqliteDatabase): Citations {
  const cited = new Map<string, Map<number, { check: string; outcome: string }[]>>();
  for (const { check, outcome, citations } of readCaseTables(db, systemClock).analysis()?.findings ?? []) {
    for (const { sourceId, seq } of citations) {
      const ofSource = cited.get(sourceId) ?? new Map<number, { check: string; outcome: string }[]>();
      cited.set(sourceId, ofSource);
      const by = ofSource.get(seq) ?? [];
      ofSource.set(seq, by);
      if (!by.some((b) => b.check === check)) by.push({ check, outcome });
    }
  }
  return cited;
}

type FilterContext = { readonly db: SqliteDatabase; readonly lines: LineText; readonly index: RecordIndex };

function isUnfiltered(filter: RecordFilter): boolean {
  const lists = [filter.sources, filter.levels, filter.providers, filter.eventIds];
  return filter.text === '' && lists.every((l) => l.length === 0) && filter.fromMs === null && filter.toMs === null && !filter.citedOnly;
}

/** The rows that a filter lets through, in time order. An empty list in the filter lets everything through; time bounds are inclusive. */
function filterRows(context: FilterContext, filter: RecordFilter): Uint32Array {
  const { index } = context;
  const match = compileTextMatch(filter);
  if (isUnfiltered(filter)) return index.order;
  const search = match ? createRecordSearch(context.db, context.lines, match) : null;
  const cited = filter.citedOnly ? citationsOf(context.db) : null;
  const keep = new Uint8Array(index.total);
  for (const source of index.sources) {
    const part = keep.subarray(source.base, source.base + source.columns.count);
    keepByColumns(source, filter, part);
    if (cited) keepCited(cited.get(source.summary.id), part);
    if (search && part.includes(1)) {
      const hits = search.hits(source);
      for (let i = 0; i < part.length; i += 1) part[i] = (part[i] ?? 0) & (hits[i] ?? 0);
    }
  }
  return compact(index.order, keep);
}

function keepByColumns({ summary, columns }: IndexedSource, filter: RecordFilter, part: Uint8Array): void {
  if (filter.sources.length > 0 && !filter.sources.includes(summary.id)) return;
  if ((filter.providers.length > 0 || filter.eventIds.length > 0) && columns.eventId === null) return;
  part.fill(1);
  const drop = (test: (i: number) => boolean) => {
    for (let i = 0; i < part.length; i += 1) if (part[i] === 1 && !test(i)) part[i] = 0;
  };
  if (filter.levels.length > 0) {
    const allowed = Uint8Array.from([0, ...Level.options.map((l) => Number(filter.levels.includes(l)))]);
    drop((i) => allowed[levelBits(columns.flags[i] ?? 0)] === 1);
  }
  if (filter.fromMs !== null || filter.toMs !== null) {
    const [from, to] = [filter.fromMs ?? -Infinity, filter.toMs ?? Infinity];
    drop((i) => (columns.time[i] ?? Number.NaN) >= from && (columns.time[i] ?? Number.NaN) <= to);
  }
  if (filter.eventIds.length > 0) {
    const wanted = new Set(filter.eventIds);
    drop((i) => wanted.has(columns.eventId?.[i] ?? -1));
  }
  if (filter.providers.length > 0) {
    const wanted = new Set(filter.providers.map((p) => columns.providers.indexOf(p) + 1).filter((p) => p > 0));
    drop((i) => wanted.has(columns.provider?.[i] ?? 0));
  }
}

function keepCited(cited: ReadonlyMap<number, unknown> | undefined, part: Uint8Array): void {
  for (let i = 0; i < part.length; i += 1) if (!cited?.has(i)) part[i] = 0;
}

function compact(order: Uint32Array, keep: Uint8Array): Uint32Array {
  const out = new Uint32Array(order.length);
  let length = 0;
  for (const row of order) {
    if (keep[row] !== 1) continue;
    out[length] = row;
    length += 1;
  }
  return out.slice(0, length);
}
