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
import { eventIdOf, providerOf, recordColumns, toColumns } from './record-rows.ts';
import { insertSource } from './source-rows.ts';
import type { SpooledBytes } from './source-spool.ts';
import { temporaryEnd } from './source-spool.ts';

/** Rows of one INSERT: measured fastest (design notes, SQLite table). */
const rowsPerInsert = 100;

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

function nextId(db: SqliteDatabase, table: 'source' | 'record', column: 'ordinal' | 'id'): number {
  return Number(db.prepare(`SELECT coalesce(max(${column}), 0) + 1 FROM ${table}`).pluck().get());
}

function recordInserter(db: SqliteDatabase, first: number) {
  const insert = (rows: number) => {
    const row = `(?, ${recordColumns.map(() => '?').join(', ')})`;
    return db.prepare(`INSERT INTO record (id, ${recordColumns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
  };
  const many = insert(rowsPerInsert);
  let waiting: SqlValue[] = [];
  let waitingRows = 0;
  let seq = 0;
  return {
    first,
    add: (record: NewRecord): number => {
      waiting.push(first + seq, ...toColumns(record));
      waitingRows += 1;
      seq += 1;
      if (waitingRows === rowsPerInsert) {
        guarded(() => many.run(waiting));
        waiting = [];
        waitingRows = 0;
      }
      return seq - 1;
    },
    flush: () => {
      if (waitingRows > 0) insert(waitingRows).run(waiting);
      waiting = [];
      waitingRows = 0;
    },
  };
}
