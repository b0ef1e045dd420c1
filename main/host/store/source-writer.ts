import { renameSync, writeFileSync } from 'node:fs';
import type { SourceSummary } from '#shared/model/source.ts';
import type { SourceWriter } from '#core/store/case-store.ts';
import { encodeColumns } from '#core/store/column-file.ts';
import type { SourceColumns } from '#core/store/columns.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded } from './database.ts';
import { nextRecord, recordInserter } from './record-blocks.ts';
import { insertSource } from './source-rows.ts';
import type { SpooledBytes } from './source-spool.ts';
import { temporaryEnd } from './source-spool.ts';

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
  const ordinal = nextOrdinal(db);
  const records = recordInserter(db, nextRecord(db));
  const addRejection = db.prepare('INSERT INTO rejection (source, line, reason, excerpt) VALUES (?, ?, ?, ?)');
  const addFact = db.prepare('INSERT INTO fact (kind, body) VALUES (?, ?)');
  let rejected = 0;

  function columnsOf(summary: Parameters<SourceWriter['commit']>[0]): {
    readonly columns: SourceColumns;
    readonly zone: SourceSummary['zone'];
  } {
    if (storage === 'records') return { columns: records.columns(), zone: summary.zone };
    return buildLineIndex(context.spooled(summary.sha256).bytes, summary.encoding, summary.importedAtMs);
  }

  return {
    addRecord: (record) => {
      if (storage === 'lines') throw new Error('the lines of a line source are found by the store');
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

function nextOrdinal(db: SqliteDatabase): number {
  return Number(db.prepare('SELECT coalesce(max(ordinal), 0) + 1 FROM source').pluck().get());
}
