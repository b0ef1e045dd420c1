import type { SqliteDatabase } from '../database.ts';

/**
 * Tables of a case. Rows of `record` are numbered through: a source's records are `first_record` to
 * `first_record + records - 1`, in the order of the source, so that a record's sequence number needs no index.
 * `bundle_size` is what the bundle said of a file before it was cleaned.
 * `title` is the line that the list shows, null when that is the whole text.
 * Long columns stand last, so that the short ones are read without them.
 */
export function up(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE case_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE import (id INTEGER PRIMARY KEY, name TEXT NOT NULL, started_ms REAL NOT NULL, listed INTEGER NOT NULL DEFAULT 0, finished_ms REAL) STRICT;

    CREATE TABLE planned_entry (id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES import (id), path TEXT NOT NULL, size REAL) STRICT;
    CREATE INDEX planned_entry_path ON planned_entry (import, path);

    CREATE TABLE source (
      ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, sha256 TEXT NOT NULL, size REAL NOT NULL,
      format TEXT NOT NULL, encoding TEXT NOT NULL, zone TEXT NOT NULL, records INTEGER NOT NULL, rejected INTEGER NOT NULL,
      secrets_removed INTEGER NOT NULL, storage TEXT NOT NULL, imported_at_ms REAL NOT NULL, first_record INTEGER NOT NULL,
      bundle_size REAL, head TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX source_identity ON source (sha256, path);
    CREATE INDEX source_path ON source (path);

    CREATE TABLE record (
      id INTEGER PRIMARY KEY, utc_ms REAL, local_ms REAL, offset_minutes REAL, zone TEXT, time_text TEXT, level TEXT, kind TEXT NOT NULL,
      provider TEXT, event_id INTEGER, code REAL, line INTEGER NOT NULL, end_line INTEGER NOT NULL, byte_offset REAL NOT NULL,
      who TEXT, what TEXT, title TEXT, data TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE rejection (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, line INTEGER, reason TEXT NOT NULL, excerpt TEXT NOT NULL) STRICT;
    CREATE INDEX rejection_source ON rejection (source);

    CREATE TABLE gap (id INTEGER PRIMARY KEY, path TEXT NOT NULL, reason TEXT NOT NULL, UNIQUE (path, reason)) STRICT;

    CREATE TABLE fact (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL) STRICT;

    CREATE TABLE answer ("check" TEXT PRIMARY KEY, outcome TEXT NOT NULL, note TEXT NOT NULL, at_ms REAL NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE analysis (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;

    CREATE TABLE log (id INTEGER PRIMARY KEY, at_ms REAL NOT NULL, what TEXT NOT NULL) STRICT;
    CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log BEGIN SELECT RAISE (ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log BEGIN SELECT RAISE (ABORT, 'the log is append-only'); END;
  `);
}
