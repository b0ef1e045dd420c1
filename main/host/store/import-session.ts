import { message } from '#shared/model/message.ts';
import type { Clock } from '#core/ports.ts';
import type { ImportSession } from '#core/store/case-store.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import type { ImportLock } from './import-lock.ts';
import { missingEntries } from './planned-entries.ts';
import type { SpooledBytes } from './source-spool.ts';
import { createSpool } from './source-spool.ts';
import { createSourceWriter } from './source-writer.ts';

/** Gaps that only say that an import did not get that far; they are gone once a later import did. */
const passingGaps = ['store.gap.interrupted', 'store.gap.interrupted-start', 'store.gap.cancelled'];

export type SessionContext = { readonly db: SqliteDatabase; readonly paths: CasePaths; readonly clock: Clock; readonly lock: ImportLock };

/** One import into a case, under the case's import lock. */
export function createImportSession({ db, paths, clock, lock }: SessionContext, name: string): ImportSession {
  const importId = Number(db.prepare('INSERT INTO import (name, started_ms) VALUES (?, ?)').run(name, clock.nowMs()).lastInsertRowid);
  const plan = db.prepare('INSERT INTO planned_entry (import, path, size) VALUES (?, ?, ?)');
  const unplan = db.prepare('DELETE FROM planned_entry WHERE id = (SELECT min(id) FROM planned_entry WHERE import = ? AND path = ?)');
  const addGap = db.prepare('INSERT OR IGNORE INTO gap (path, reason) VALUES (?, ?)');
  const forgetGaps = db.prepare('DELETE FROM gap WHERE path = ?');
  const forgetPassing = db.prepare(
    `DELETE FROM gap WHERE path = ? AND json_extract(reason, '$.key') IN (${passingGaps.map(() => '?').join(', ')})`,
  );
  const keepSize = db.prepare(
    'UPDATE source SET bundle_size = (SELECT size FROM planned_entry WHERE import = ? AND path = ?) WHERE ordinal = (SELECT max(ordinal) FROM source WHERE path = ?)',
  );
  const known = db.prepare('SELECT 1 FROM source WHERE sha256 = ? AND path = ?').pluck();
  const addFact = db.prepare('INSERT INTO fact (kind, body) VALUES (?, ?)');
  const waiting: { readonly path: string; readonly size: number | null }[] = [];
  let current: SpooledBytes | null = null;

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

  /** A path that is in the case now is missing no longer. */
  function settle(path: string): void {
    keepSize.run(importId, path, path);
    unplan.run(importId, path);
    forgetGaps.run(path);
  }

  function remaining(): string[] {
    flushPlans();
    return missingEntries(db, importId);
  }

  return {
    spool: () => {
      flushPlans();
      return createSpool(
        paths,
        (finished) => {
          current = finished;
        },
        () => {
          current = null;
        },
      );
    },
    plan: (path, size = null) => {
      waiting.push({ path, size });
    },
    addGap: (gap) => {
      flushPlans();
      db.transaction(() => {
        addGap.run(gap.path, JSON.stringify(gap.reason));
        unplan.run(importId, gap.path);
      }).immediate();
    },
    writer: (sourceId, storage) => createSourceWriter({ db, paths, spooled, beforeCommit: settle }, sourceId, storage),
    has: (sha256, path) => {
      if (known.get(sha256, path) === undefined) return false;
      flushPlans();
      unplan.run(importId, path);
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
