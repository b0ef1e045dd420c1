import { ExpectedError } from '#shared/api/result.ts';
import { guarded, openWritable } from '#host/store/database.ts';
import { beginSource } from '#host/store/source-transaction.ts';
import type { SourceTransaction } from '#host/store/source-transaction.ts';
import type { StoreFailure, StoreWork, WorkerStart } from '#host/worker-protocol.ts';

type StoreStart = Extract<WorkerStart, { role: 'store' }>;

/**
 * Stores what another thread reads (`#host/store/store-thread.ts`), until it is told to close. A source that failed is rolled back at
 * once; what still comes of it is passed over.
 */
export function storeSources({ database, importId, shared, port }: StoreStart): void {
  const [done, failed] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)];
  const db = guarded(() => openWritable(database, { create: false }));
  // What is committed is moved from the log of writes into the database afterwards (`tidy`), so that nobody waits for it.
  db.pragma('wal_autocheckpoint = 0');
  let source: SourceTransaction | null = null;

  function perform(work: StoreWork): void {
    switch (work.kind) {
      case 'begin':
        source = beginSource(db, importId);
        return;
      case 'rows':
        for (const block of work.blocks) source?.addBlock(block);
        for (const rejection of work.rejections) source?.addRejection(rejection);
        return;
      case 'facts':
        source?.addFacts(work.facts);
        return;
      case 'commit':
        source?.commit(work.summary);
        source = null;
        return;
      case 'rollback':
        source?.rollback();
        source = null;
        return;
      case 'close':
        source?.rollback();
        db.close();
        port.close();
    }
  }

  /** As SQLite does by itself within a commit. What hinders it hinders the next one too, and is told there. */
  function tidy(): void {
    try {
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The log of writes stays as it is and is complete.
    }
  }

  function tellDone(): void {
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  }

  port.on('message', (work: StoreWork) => {
    try {
      guarded(() => perform(work));
    } catch (error) {
      source?.rollback();
      source = null;
      port.postMessage(failureOf(error));
      Atomics.store(failed, 0, 1);
    }
    tellDone();
    if (work.kind === 'commit') tidy();
  });
  tellDone();
}

function failureOf(error: unknown): StoreFailure {
  if (error instanceof ExpectedError) return { kind: 'expected', error: error.appError };
  return { kind: 'unexpected', error: error instanceof Error ? error : new Error(String(error)) };
}
