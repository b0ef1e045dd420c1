import { createHash } from 'node:crypto';
import { message } from '#shared/model/message.ts';
import type { Clock } from '#core/ports.ts';
import type { ImportSession } from '#core/store/case-store.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { hashFile } from './file-hash.ts';
import type { ImportLock } from './import-lock.ts';
import { missingEntries } from './planned-entries.ts';
import type { SpooledBytes, SpoolHash } from './source-spool.ts';
import { createSpool } from './source-spool.ts';
import { beginSource, removePlan } from './source-transaction.ts';
import type { SourceTransaction } from './source-transaction.ts';
import { createSourceWriter } from './source-writer.ts';
import { startStoreThread } from './store-thread.ts';
import type { RemoteHash, StoreThread } from './store-thread.ts';

/** Gaps that only say that an import did not get that far; they are gone once a later import did. */
const passingGaps = ['store.gap.interrupted', 'store.gap.interrupted-start', 'store.gap.cancelled'];

export type SessionContext = {
  readonly db: SqliteDatabase;
  readonly paths: CasePaths;
  readonly clock: Clock;
  readonly lock: ImportLock;
  /** Sources of this size and more are stored by a thread of their own while they are read. */
  readonly threadBytes: number;
  /** Gets a function that waits until nothing of the import uses the folder any more. */
  readonly onFinish: (wait: () => void) => void;
};

/** SQLite's own default. */
const usualCheckpointPages = 1000;

/** The thread that hashes and stores the large sources of an import; started when the first one is being read in, so that it is there when its records are. */
function threadForLarge(db: SqliteDatabase, importId: number, threadBytes: number) {
  let thread: StoreThread | null = null;

  function start(): StoreThread {
    // The thread makes the checkpoints, so that no commit here has to.
    db.pragma('wal_autocheckpoint = 0');
    return startStoreThread(db.name, importId);
  }

  /** Hashes here until a file turns out to be large; the thread then begins at its start. */
  function hash(file: string): SpoolHash {
    const own = createHash('sha256');
    let remote: RemoteHash | null = null;
    let size = 0;
    return {
      written: (chunk) => {
        size += chunk.length;
        if (size >= threadBytes) remote ??= (thread ??= start()).hash(file);
        if (remote) remote.advance(size);
        else own.update(chunk);
      },
      digest: () => (remote ? (remote.digest() ?? hashFile(file, size)) : own.digest('hex')),
      discard: () => remote?.forget(),
    };
  }

  return {
    hash,
    /** Null for a source to be stored here. */
    begin: (size: number): SourceTransaction | null => (size < threadBytes ? null : (thread?.begin() ?? null)),
    close: (): (() => void) => {
      const wait = thread?.close();
      return () => {
        wait?.();
        db.pragma(`wal_autocheckpoint = ${usualCheckpointPages}`);
      };
    },
  };
}

/** One import into a case, under the case's import lock. */
export function createImportSession({ db, paths, clock, lock, threadBytes, onFinish }: SessionContext, name: string): ImportSession {
  const importId = Number(db.prepare('INSERT INTO import (name, started_ms) VALUES (?, ?)').run(name, clock.nowMs()).lastInsertRowid);
  const plan = db.prepare('INSERT INTO planned_entry (import, path, size) VALUES (?, ?, ?)');
  const addGap = db.prepare('INSERT OR IGNORE INTO gap (path, reason) VALUES (?, ?)');
  const forgetPassing = db.prepare(
    `DELETE FROM gap WHERE path = ? AND json_extract(reason, '$.key') IN (${passingGaps.map(() => '?').join(', ')})`,
  );
  const known = db.prepare('SELECT 1 FROM source WHERE sha256 = ? AND path = ?').pluck();
  const addFact = db.prepare('INSERT INTO fact (kind, body) VALUES (?, ?)');
  const waiting: { readonly path: string; readonly size: number | null }[] = [];
  let current: SpooledBytes | null = null;
  const thread = threadForLarge(db, importId, threadBytes);

  function flushPlans(): void {
    if (waiting.length === 0) return;
    db.transaction(() => {
      for (const { path, size } of waiting) plan.run(importId, path, size);
      db.prepare('UPDATE import SET listed = 1 WHERE id = ?').run(importId);
    }).immediate();
    waiting.length = 0;
  }

  function spooled(sha256: string): SpooledBytes {
    if (current?.sha256 !== sha256) throw new Error('a source is committed right after its bytes were spooled');
    return current;
  }

  function remaining(): string[] {
    flushPlans();
    return missingEntries(db, importId);
  }

  return {
    spool: () => {
      flushPlans();
      return createSpool(paths, {
        hash: thread.hash,
        onFinish: (finished) => {
          current = finished;
        },
        onDiscard: () => {
          current = null;
        },
      });
    },
    plan: (path, size = null) => {
      waiting.push({ path, size });
    },
    addGap: (gap) => {
      flushPlans();
      db.transaction(() => {
        addGap.run(gap.path, JSON.stringify(gap.reason));
        removePlan(db, importId, gap.path);
      }).immediate();
    },
    writer: (sourceId, storage) => {
      const size = storage === 'records' ? (current?.bytes.size ?? 0) : 0;
      const begin = () => thread.begin(size) ?? beginSource(db, importId);
      return createSourceWriter({ paths, spooled, begin }, sourceId, storage);
    },
    has: (sha256, path) => {
      if (known.get(sha256, path) === undefined) return false;
      flushPlans();
      removePlan(db, importId, path);
      forgetPassing.run(path, ...passingGaps);
      return true;
    },
    addFacts: (facts) => {
      db.transaction(() => {
        for (const fact of facts) addFact.run(fact.kind, JSON.stringify(fact));
      }).immediate();
    },
    remaining,
    finish: () => {
      try {
        onFinish(thread.close());
        const left = remaining();
        db.transaction(() => {
          for (const path of left) addGap.run(path, JSON.stringify(message('store.gap.interrupted')));
          db.prepare('DELETE FROM planned_entry WHERE import = ?').run(importId);
          forgetPassing.run(name, ...passingGaps);
          db.prepare('UPDATE import SET finished_ms = ? WHERE id = ?').run(clock.nowMs(), importId);
        }).immediate();
      } finally {
        lock.release();
      }
    },
  };
}
