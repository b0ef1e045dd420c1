import { existsSync } from 'node:fs';
import { ExpectedError } from '#shared/api/result.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { guarded, openReadOnly } from './database.ts';
import { applicationId, hasExpectedSchema, schemaVersion, versionOf } from './migrate.ts';

/**
 * Says whether a case can be opened, on a connection that cannot change it.
 * Errors: `not-found` (no folder), `case-damaged` (no database, not ours, or failing SQLite's own check), `case-newer`,
 * `case-locked`, `file-no-permission`.
 */
export function judgeCase(paths: CasePaths, timeoutMs?: number): void {
  if (!existsSync(paths.dir)) throw new ExpectedError('not-found', { what: 'case' });
  if (!existsSync(paths.database)) throw new ExpectedError('case-damaged');
  guarded(() => {
    const db = openReadOnly(paths.database, timeoutMs);
    try {
      judgeVersion(db);
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok' || !hasExpectedSchema(db)) throw new ExpectedError('case-damaged');
    } finally {
      db.close();
    }
  });
}

/** The cheap half of the judgement: whose database it is and of which version. Errors: `case-newer`, `case-damaged`. */
export function judgeVersion(db: SqliteDatabase): void {
  const version = versionOf(db);
  const isOurs = Number(db.pragma('application_id', { simple: true })) === applicationId;
  if (!isOurs || version < 1) throw new ExpectedError('case-damaged');
  if (version > schemaVersion) throw new ExpectedError('case-newer', { version });
}
