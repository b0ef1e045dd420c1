import type { SqliteDatabase } from './database.ts';

/**
 * Paths that an import planned and has not brought in, in the order of planning. Those that are in the case already from an
 * earlier import of the same file (same path, same size in the bundle) are not missing, though nobody compared their bytes yet.
 */
export function missingEntries(db: SqliteDatabase, importId: number): string[] {
  const rows = db.prepare(
    `SELECT path FROM planned_entry p WHERE import = ? AND NOT EXISTS
       (SELECT 1 FROM source s WHERE s.path = p.path AND s.bundle_size IS p.size) ORDER BY id`,
  );
  return rows.pluck().all(importId).map(String);
}
