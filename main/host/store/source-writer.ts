import { renameSync, writeFileSync } from 'node:fs';
import type { SourceSummary } from '#shared/model/source.ts';
import type { NewRecord } from '#core/formats/format.ts';
import type { SourceWriter } from '#core/store/case-store.ts';
import { encodeColumns } from '#core/store/column-file.ts';
import type { SourceColumns } from '#core/store/columns.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded } from './database.ts';
import { recordColumnsBuilder } from './record-columns.ts';
import type { SqlValue } from './record-rows.ts';
import { eventColumns, eventIdOf, eventRow, providerOf, recordColumns, toColumns, toEventColumns } from './record-rows.ts';
import { insertSource } from './source-rows.ts';
import type { SpooledBytes } from './source-spool.ts';
import { temporaryEnd } from './source-spool.ts';

/** Rows of one INSERT. Of 1, 10, 20 and 100 rows of this width 20 was the fastest; narrower tables gain up to 100. */
const rowsPerInsert = 20;

export type WriterContext = {
  readonly db: SqliteDatabase;
  readonly paths: CasePaths;
  readonly spooled: (sha256: string) => SpooledBytes;
  /** Called inside the transaction, right before it commits. */
  readonly beforeCommit: (path: string) => void;
};

/**
 * Writes one source in one transaction. `commit` first moves the bytes and the column index to their places and then commits
 * the rows that name them: a crash in between leaves files without a row, which the next opening removes.
 */
export function createSourceWriter(context: WriterContext, sourceId: string, storage: 'records' | 'lines'): SourceWriter {
  const { db } = context;
  guarded(() => db.exec('BEGIN IMMEDIATE'));
  const ordinal = nextId(db, 'source', 'ordinal');
  const records = recordInserter(db, nextId(db, 'record', 'id'));
  const columns = recordColumnsBuilder();
  const addRejection = db.prepare('INSERT INTO rejection (source, line, reason, excerpt) VALUES (?, ?, ?, ?)');
  const addFact = db.prepare('INSERT INTO fact (kind, body) VALUES (?, ?)');
  let rejected = 0;

  function columnsOf(summary: Parameters<SourceWriter['commit']>[0]): {
    readonly columns: SourceColumns;
    readonly zone: SourceSummary['zone'];
  } {
    if (storage === 'records') return { columns: columns.take(), zone: summary.zone };
    return buildLineIndex(context.spooled(summary.sha256).bytes, summary.encoding, summary.importedAtMs);
  }

  return {
    addRecord: (record) => {
      if (storage === 'lines') throw new Error('the lines of a line source are found by the store');
      columns.add({ time: record.time, level: record.level, provider: providerOf(record), eventId: eventIdOf(record) });
      return records.add(record);
    },
    addRejection: (rejection) => {
      rejected += 1;
      addRejection.run(ordinal, rejection.line, JSON.stringify(rejection.reason), rejection.excerpt);
    },
    addFacts: (facts) => {
      for (const fact of facts) addFact.run(fact.kind, JSON.stringify(fact));
    },
    commit: (summary) =>
      guarded(() => {
        records.flush();
        const built = columnsOf(summary);
        const complete: SourceSummary = { ...summary, zone: built.zone, records: built.columns.count, rejected };
        writeColumns(context.paths.indexFile(sourceId), built.columns);
        context.spooled(summary.sha256).keep();
        insertSource(db, complete, records.first);
        context.beforeCommit(summary.path);
        db.exec('COMMIT');
        return complete;
      }),
    rollback: () => {
      if (db.inTransaction) db.exec('ROLLBACK');
    },
  };
}

/** Not flushed to the disk: a column file that a power cut spoilt is built again from the bytes. */
export function writeColumns(file: string, columns: SourceColumns): void {
  writeFileSync(`${file}${temporaryEnd}`, encodeColumns(columns), { mode: 0o600 });
  renameSync(`${file}${temporaryEnd}`, file);
}

export function nextId(db: SqliteDatabase, table: 'source' | 'record', column: 'ordinal' | 'id'): number {
  return Number(db.prepare(`SELECT coalesce(max(${column}), 0) + 1 FROM ${table}`).pluck().get());
}

/** Gathers the values of rows and writes them many at a time. */
function batch(db: SqliteDatabase, columns: readonly string[], row: string) {
  const insert = (rows: number) =>
    db.prepare(`INSERT INTO record (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
  const many = insert(rowsPerInsert);
  let waiting: SqlValue[] = [];
  let rows = 0;
  return {
    add: (values: readonly SqlValue[]): void => {
      for (const value of values) waiting.push(value);
      rows += 1;
      if (rows < rowsPerInsert) return;
      guarded(() => many.run(waiting));
      waiting = [];
      rows = 0;
    },
    flush: (): void => {
      if (rows > 0) insert(rows).run(waiting);
      waiting = [];
      rows = 0;
    },
  };
}

/** Inserts records from row `first` on, a hundred at a time; `flush` writes what waits. */
export function recordInserter(db: SqliteDatabase, first: number) {
  const events = batch(db, eventColumns, eventRow);
  const others = batch(db, ['id', ...recordColumns], `(?, ${recordColumns.map(() => '?').join(', ')})`);
  let seq = 0;
  return {
    first,
    add: (record: NewRecord): number => {
      const id = first + seq;
      const values = toEventColumns(record, id);
      if (values) events.add(values);
      else others.add([id, ...toColumns(record)]);
      seq += 1;
      return seq - 1;
    },
    flush: () => {
      events.flush();
      others.flush();
    },
  };
}
