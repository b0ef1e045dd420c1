import { ExpectedError } from '#shared/api/result.ts';
import { guarded, openWritable } from '#host/store/database.ts';
import type { SqliteDatabase } from '#host/store/database.ts';
import { openFileHash } from '#host/store/file-hash.ts';
import type { FileHash } from '#host/store/file-hash.ts';
import { beginSource } from '#host/store/source-transaction.ts';
import type { SourceTransaction } from '#host/store/source-transaction.ts';
import type { StoreDigest, StoreFailure, StoreWork, WorkerStart } from '#host/worker-protocol.ts';

type StoreStart = Extract<WorkerStart, { role: 'store' }>;

/**
 * Stores what another thread reads (`#host/store/store-thread.ts`), and hashes what it writes, until it is told to close. A source that failed is rolled back at
 * once; what still comes of it is passed over. Where the database cannot be opened, it says so and ends.
 */
export function storeSources({ database, importId, shared, port }: StoreStart): void {
  const [done, failed] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)];

  /** Does a piece of work and tells that it is done, or failed. */
  function answer(work: () => void): void {
    try {
      guarded(work);
    } catch (error) {
      port.postMessage(failureOf(error));
      Atomics.store(failed, 0, 1);
    }
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  }

  answer(() => {
    const store = createStore(openWritable(database, { create: false }), importId);
    const hashes = createHashes((digest) => port.postMessage(digest));
    port.on('message', (work: StoreWork) => {
      answer(() => ('file' in work ? hashes.perform(work) : store.perform(work)));
      if (work.kind === 'commit') store.tidy();
      if (work.kind === 'close') port.close();
    });
  });
}

type HashWork = Extract<StoreWork, { file: string }>;
type SourceWork = Exclude<StoreWork, HashWork>;

/** Files that are being hashed. One that fails is told when its digest is asked for, and by no other call. */
function createHashes(tell: (digest: StoreDigest) => void) {
  const open = new Map<string, FileHash>();

  function advance(file: string, end: number): void {
    try {
      const hash = open.get(file) ?? openFileHash(file);
      open.set(file, hash);
      hash.advance(end);
    } catch {
      forget(file);
    }
  }

  function forget(file: string): void {
    open.get(file)?.close();
    open.delete(file);
  }

  return {
    perform: (work: HashWork): void => {
      if (work.kind === 'hash') advance(work.file, work.end);
      if (work.kind === 'digest') tell({ kind: 'digest', sha256: open.get(work.file)?.digest() ?? null });
      if (work.kind !== 'hash') forget(work.file);
    },
  };
}

function createStore(db: SqliteDatabase, importId: number) {
  let source: SourceTransaction | null = null;
  // What is committed is moved from the write-ahead log into the database afterwards (`tidy`), so that nobody waits for it.
  db.pragma('wal_autocheckpoint = 0');

  function rollback(): void {
    source?.rollback();
    source = null;
  }

  function work(todo: SourceWork): void {
    switch (todo.kind) {
      case 'begin':
        source = beginSource(db, importId);
        return;
      case 'rows':
        for (const block of todo.blocks) source?.addBlock(block);
        for (const rejection of todo.rejections) source?.addRejection(rejection);
        return;
      case 'facts':
        source?.addFacts(todo.facts);
        return;
      case 'commit':
        source?.commit(todo.summary);
        source = null;
        return;
      case 'rollback':
        rollback();
        return;
      case 'close':
        rollback();
        db.close();
    }
  }

  return {
    perform: (todo: SourceWork): void => {
      try {
        work(todo);
      } catch (error) {
        rollback();
        throw error;
      }
    },
    /** A checkpoint, as SQLite makes it by itself within a commit. What hinders it hinders the next one too, and is told there. */
    tidy: (): void => {
      try {
        db.pragma('wal_checkpoint(PASSIVE)');
      } catch {
        // The write-ahead log is complete and stays.
      }
    },
  };
}

function failureOf(error: unknown): StoreFailure {
  if (error instanceof ExpectedError) return { kind: 'expected', error: error.appError };
  return { kind: 'unexpected', error: error instanceof Error ? error : new Error(String(error)) };
}
