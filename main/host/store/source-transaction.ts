import type { Fact } from '#shared/model/fact.ts';
import type { Rejection, SourceSummary } from '#shared/model/source.ts';
import type { RecordBlock } from '#core/store/record-block.ts';
import type { SqliteDatabase } from './database.ts';
import { insertSource } from './source-rows.ts';

/** The rows that are read from a source. */
export type RowInserts = {
  /** The block's bytes are done with when this returns. */
  readonly addBlock: (block: RecordBlock) => void;
  readonly addRejection: (rejection: Rejection) => void;
  readonly addFacts: (facts: readonly Fact[]) => void;
};

/** One transaction that brings a source into the database. Errors are those of SQLite, not explained yet. */
export type SourceTransaction = RowInserts & {
  /** Makes all of it visible with the row of the source. */
  readonly commit: (summary: SourceSummary) => void;
  readonly rollback: () => void;
};

/** Inserts rows of the source `ordinal`; its records are numbered from `first` on. */
export function rowInserts(db: SqliteDatabase, { ordinal, first }: { readonly ordinal: number; readonly first: number }): RowInserts {
  const insertBlock = db.prepare('INSERT INTO record_block (first, records, words, numbers, texts, data) VALUES (?, ?, ?, ?, ?, ?)');
  const insertRejection = db.prepare('INSERT INTO rejection (source, line, reason, excerpt) VALUES (?, ?, ?, ?)');
  const insertFact = db.prepare('INSERT INTO fact (kind, body) VALUES (?, ?)');
  let next = first;
  return {
    addBlock: ({ count, words, numbers, texts, data }) => {
      insertBlock.run(next, count, words, numbers, texts, data);
      next += count;
    },
    addRejection: ({ line, reason, excerpt }) => {
      insertRejection.run(ordinal, line, JSON.stringify(reason), excerpt);
    },
    addFacts: (facts) => {
      for (const fact of facts) insertFact.run(fact.kind, JSON.stringify(fact));
    },
  };
}

export function nextRecord(db: SqliteDatabase): number {
  return Number(db.prepare('SELECT coalesce(max(first + records), 1) FROM record_block').pluck().get());
}

/** Begins to bring a source of an import into the database. */
export function beginSource(db: SqliteDatabase, importId: number): SourceTransaction {
  db.exec('BEGIN IMMEDIATE');
  const ordinal = Number(db.prepare('SELECT coalesce(max(ordinal), 0) + 1 FROM source').pluck().get());
  const first = nextRecord(db);
  return {
    ...rowInserts(db, { ordinal, first }),
    commit: (summary) => {
      insertSource(db, summary, first);
      settle(db, importId, summary.path);
      db.exec('COMMIT');
    },
    rollback: () => {
      if (db.inTransaction) db.exec('ROLLBACK');
    },
  };
}

/** A path that is in the case now is missing no longer. */
function settle(db: SqliteDatabase, importId: number, path: string): void {
  db.prepare(
    'UPDATE source SET bundle_size = (SELECT size FROM planned_entry WHERE import = ? AND path = ?) WHERE ordinal = (SELECT max(ordinal) FROM source WHERE path = ?)',
  ).run(importId, path, path);
  removePlan(db, importId, path);
  db.prepare('DELETE FROM gap WHERE path = ?').run(path);
}

/** Of a path that was planned twice, one plan is done. */
export function removePlan(db: SqliteDatabase, importId: number, path: string): void {
  db.prepare('DELETE FROM planned_entry WHERE id = (SELECT min(id) FROM planned_entry WHERE import = ? AND path = ?)').run(importId, path);
}
