import { readFileSync } from 'node:fs';
import { gatherColumns } from '#core/store/block-columns.ts';
import { decodeColumns } from '#core/store/column-file.ts';
import type { SourceColumns } from '#core/store/columns.ts';
import { orderByTime } from '#core/store/time-order.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { openFileBytesIfThere } from './file-bytes.ts';
import { lineIndexOf } from './line-columns.ts';
import { blocksOf } from './record-blocks.ts';
import type { StoredSource } from './source-rows.ts';
import { readSources } from './source-rows.ts';
import { writeColumns } from './source-writer.ts';

/** A source with its columns; its records are rows `base` to `base + columns.count - 1` of the case. */
export type IndexedSource = StoredSource & { readonly base: number; readonly columns: SourceColumns };

/** All records of a case in columns. `time` and `flags` run over all rows; `order` lists the rows in time order. */
export type RecordIndex = {
  readonly sources: readonly IndexedSource[];
  readonly total: number;
  readonly time: Float64Array;
  readonly flags: Uint8Array;
  readonly order: Uint32Array;
  readonly providers: readonly string[];
  readonly eventIds: readonly number[];
};

export const emptyRecordIndex: RecordIndex = {
  sources: [], total: 0, time: new Float64Array(0), flags: new Uint8Array(0), order: new Uint32Array(0), providers: [], eventIds: [],
}; // prettier-ignore

/** The index with the sources that were committed since `known`; `known` itself when there are none. Sources change once committed only by `replaceSource`, after which the case's records are opened anew. */
export function refreshRecordIndex(db: SqliteDatabase, paths: CasePaths, known: RecordIndex): RecordIndex {
  const fresh = readSources(db, known.sources.at(-1)?.ordinal ?? 0);
  if (fresh.length === 0) return known;
  const sources: IndexedSource[] = [...known.sources];
  let base = known.total;
  for (const source of fresh) {
    const columns = loadColumns(db, paths, source);
    sources.push({ ...source, base, columns });
    base += columns.count;
  }
  const time = new Float64Array(base);
  const flags = new Uint8Array(base);
  for (const { base: at, columns } of sources) {
    time.set(columns.time, at);
    flags.set(columns.flags, at);
  }
  const order = orderByTime(sources.map((s) => ({ base: s.base, time: s.columns.time })));
  return { sources, total: base, time, flags, order, ...choicesOf(sources) };
}

function choicesOf(sources: readonly IndexedSource[]): Pick<RecordIndex, 'providers' | 'eventIds'> {
  const providers = new Set(sources.flatMap((s) => s.columns.providers));
  const eventIds = new Set<number>();
  for (const { columns } of sources) for (const id of columns.eventId ?? []) if (id >= 0) eventIds.add(id);
  return { providers: [...providers].toSorted(), eventIds: [...eventIds].toSorted((a, b) => a - b) };
}

function loadColumns(db: SqliteDatabase, paths: CasePaths, source: StoredSource): SourceColumns {
  const { summary } = source;
  const stored = readColumnFile(paths.indexFile(summary.id), summary.size);
  const isLines = summary.storage === 'lines';
  if (stored && stored.count === summary.records && (stored.offset !== null) === isLines) return stored;
  const built = isLines ? columnsFromBytes(paths, source) : columnsFromBlocks(db, source);
  try {
    writeColumns(paths.indexFile(summary.id), built);
  } catch {
    // A case on a read-only disk: the columns are built again the next time.
  }
  return built;
}

function readColumnFile(file: string, size: number): SourceColumns | null {
  try {
    return decodeColumns(readFileSync(file), size);
  } catch {
    return null;
  }
}

/** A source whose bytes are gone shows no lines; `CaseStore.gaps` names it. */
function columnsFromBytes(paths: CasePaths, { summary }: StoredSource): SourceColumns {
  const bytes = openFileBytesIfThere(paths.source(summary.sha256));
  try {
    return lineIndexOf(summary, bytes).columns;
  } finally {
    bytes.close();
  }
}

function columnsFromBlocks(db: SqliteDatabase, { firstRecord, summary }: StoredSource): SourceColumns {
  const columns = gatherColumns();
  for (const { block } of blocksOf(db, firstRecord, summary.records)) columns.add(block);
  return columns.take();
}

/** The source that a row of the case belongs to. */
export function sourceOfRow(index: RecordIndex, row: number): IndexedSource {
  let [low, high] = [0, index.sources.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((index.sources[middle]?.base ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  const source = index.sources[low];
  if (!source) throw new Error('a row without a source');
  return source;
}
