import Database from 'better-sqlite3';
import { ExpectedError } from '#shared/api/result.ts';
import type { ErrorCode } from '#shared/api/result.ts';
import { explainFileError } from '../file-errors.ts';
import { resolveNativeBinding } from '../native-binding.ts';

export type SqliteDatabase = Database.Database;

/** How long a statement waits for another process or worker that is writing. */
const busyTimeoutMs = 10_000;

/** Blocks of records are long: with larger pages than usual writing them takes a quarter less. A database keeps the size it was made with. */
const pageBytes = 16 << 10;

const codes: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^SQLITE_(CORRUPT|NOTADB|SCHEMA|MISMATCH|IOERR_SHORT_READ)/, 'case-damaged'],
  [/^SQLITE_(BUSY|LOCKED)/, 'case-locked'],
  [/^SQLITE_FULL/, 'disk-full'],
  [/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/, 'file-no-permission'],
];

/** Turns an error of SQLite that a user can act on into an ExpectedError; anything else passes through. */
export function explainSqlite(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const known = codes.find(([pattern]) => pattern.test(error.code));
  return known ? new ExpectedError(known[1], {}, { cause: error }) : error;
}

/** Runs `work`; errors of SQLite and of the file system come out explained. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainFileError(explainSqlite(error), 'case');
  }
}

/** A connection that reads and cannot change a byte of the database. */
export function openReadOnly(file: string, timeoutMs = busyTimeoutMs): SqliteDatabase {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: timeoutMs, nativeBinding: resolveNativeBinding() });
  db.pragma('trusted_schema = OFF');
  return db;
}

/** A connection that writes: WAL, so that readers never wait; `synchronous=NORMAL`, so that a power cut loses at most the last commits and nothing else. */
export function openWritable(file: string, options: { readonly create: boolean; readonly timeoutMs?: number }): SqliteDatabase {
  const timeout = options.timeoutMs ?? busyTimeoutMs;
  const db = new Database(file, { fileMustExist: !options.create, timeout, nativeBinding: resolveNativeBinding() });
  try {
    if (options.create) db.pragma(`page_size = ${pageBytes}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/** A database in memory, to try things on. */
export function openInMemory(): SqliteDatabase {
  return new Database(':memory:', { nativeBinding: resolveNativeBinding() });
}
