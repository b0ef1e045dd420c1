import type { SqliteDatabase } from './database.ts';
import { openInMemory } from './database.ts';
import { up as initial } from './migrations/0001-initial.ts';
import { up as setZone } from './migrations/0002-set-zone.ts';
import { up as recordBlocks } from './migrations/0003-record-blocks.ts';

/** Steps of the schema in order; the number of a step is its place plus one. Steps are never changed once shipped. */
const migrations: readonly ((db: SqliteDatabase) => void)[] = [initial, setZone, recordBlocks];

export const schemaVersion = migrations.length;

/** Marks a database as one of this program ('TTRI'). */
export const applicationId = 0x54545249;

export function versionOf(db: SqliteDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings a database to `target`, one transaction a step: a crash leaves it at a whole version. */
export function migrate(db: SqliteDatabase, target = schemaVersion): void {
  for (let version = versionOf(db); version < target; version += 1) {
    const step = migrations[version];
    if (!step) throw new Error(`no migration from version ${version}`);
    db.transaction(() => {
      if (versionOf(db) !== version) return;
      step(db);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}

/** Tables, indexes and triggers as SQL, in a fixed order; SQLite's own and its statistics left out. */
function schemaOf(db: SqliteDatabase): string {
  const rows = db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`).all();
  return JSON.stringify(rows);
}

const expected = new Map<number, string>();

/** True when the database has exactly the schema of its version: a case file from elsewhere brings no triggers or views of its own. */
export function hasExpectedSchema(db: SqliteDatabase): boolean {
  const version = versionOf(db);
  if (version < 1 || version > schemaVersion) return false;
  let wanted = expected.get(version);
  if (wanted === undefined) {
    const memory = openInMemory();
    migrate(memory, version);
    wanted = schemaOf(memory);
    memory.close();
    expected.set(version, wanted);
  }
  return schemaOf(db) === wanted;
}
