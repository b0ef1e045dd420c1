import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { CaseSummary } from '#shared/model/case.ts';
import type { SqliteDatabase } from '../store/database.ts';
import { openInMemory, openWritable } from '../store/database.ts';

/** Raised when the shape of what is kept changes: the cache is then made anew. */
const version = 1;
const lockTimeoutMs = 500;

/** What the list of cases showed last, so that it need not open every case. It can be lost at any time: the case folders are the truth. */
export type SummaryCache = {
  readonly get: (caseId: string) => { readonly stamp: string; readonly summary: CaseSummary } | null;
  readonly put: (caseId: string, stamp: string, summary: CaseSummary) => void;
  readonly keepOnly: (caseIds: ReadonlySet<string>) => void;
  readonly close: () => void;
};

export function openSummaryCache(file: string): SummaryCache {
  const db = openOrReplace(file);
  const get = db.prepare('SELECT stamp, summary FROM case_summary WHERE id = ?').raw();
  const put = db.prepare(
    'INSERT INTO case_summary (id, stamp, summary) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp, summary = excluded.summary',
  );
  return {
    get: (caseId) => {
      const row = get.get(caseId);
      if (!Array.isArray(row)) return null;
      const summary = parseSummary(row[1]);
      return summary ? { stamp: String(row[0]), summary } : null;
    },
    put: (caseId, stamp, summary) => quietly(() => put.run(caseId, stamp, JSON.stringify(summary))),
    keepOnly: (caseIds) => {
      const known = db.prepare('SELECT id FROM case_summary').pluck().all().map(String);
      for (const id of known) if (!caseIds.has(id)) quietly(() => db.prepare('DELETE FROM case_summary WHERE id = ?').run(id));
    },
    close: () => db.close(),
  };
}

/** Another process may be writing the cache; what it does not keep now is read from the case the next time. */
function quietly(work: () => unknown): void {
  try {
    work();
  } catch {
    // The list is right without it.
  }
}

function parseSummary(text: unknown): CaseSummary | null {
  try {
    return CaseSummary.parse(JSON.parse(String(text)));
  } catch {
    return null;
  }
}

function openOrReplace(file: string): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const attempts = [
    () => prepare(openWritable(file, { create: true, timeoutMs: lockTimeoutMs })),
    () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      return prepare(openWritable(file, { create: true, timeoutMs: lockTimeoutMs }));
    },
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // Damaged, of another version, or in use: the next attempt needs less.
    }
  }
  return prepare(openInMemory());
}

function prepare(db: SqliteDatabase): SqliteDatabase {
  try {
    const found = Number(db.pragma('user_version', { simple: true }));
    if (found === 0) {
      db.transaction(() => {
        db.exec(
          'CREATE TABLE IF NOT EXISTS case_summary (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, summary TEXT NOT NULL) STRICT, WITHOUT ROWID',
        );
        db.pragma(`user_version = ${version}`);
      }).immediate();
    } else if (found !== version) throw new Error('a summary cache of another version');
    db.prepare('SELECT count(*) FROM case_summary').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
