import { rmSync } from 'node:fs';
import { ExpectedError } from '#shared/api/result.ts';
import type { CasePaths } from './case-paths.ts';
import { explainSqlite, openWritable } from './database.ts';

/** Held while something may leave files in the case folder that no row names yet. */
export type ImportLock = { readonly release: () => void };

/**
 * Takes the case's import lock, or null when another import (of any process) holds it. It is a lock of SQLite on a database
 * of its own, because the system drops such a lock when its process dies, however it dies.
 */
export function tryImportLock(paths: CasePaths, timeoutMs: number): ImportLock | null {
  try {
    return takeLock(paths.lock, timeoutMs);
  } catch (error) {
    const explained = explainSqlite(error);
    const code = explained instanceof ExpectedError ? explained.appError.code : null;
    if (code === 'case-locked') return null;
    if (code !== 'case-damaged') throw explained;
    // The lock holds no data: a damaged one (a power cut while it was made) is made anew.
    for (const suffix of ['', '-wal', '-shm']) rmSync(paths.lock + suffix, { force: true });
    return takeLock(paths.lock, timeoutMs);
  }
}

function takeLock(file: string, timeoutMs: number): ImportLock {
  const db = openWritable(file, { create: true, timeoutMs });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    release: () => {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
