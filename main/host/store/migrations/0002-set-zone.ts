import type { SqliteDatabase } from '../database.ts';

/** The zone that a person set for the times of a source that name none: `±hh:mm` or an IANA name. */
export function up(db: SqliteDatabase): void {
  db.exec('ALTER TABLE source ADD COLUMN zone_set TEXT');
}
