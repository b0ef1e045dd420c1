import { z } from 'zod';
import { SourceSummary } from '#shared/model/source.ts';
import type { SqliteDatabase } from './database.ts';
import { orDamaged } from './or-damaged.ts';

/** Id and sha256 become file names, so that a case file from elsewhere must not choose them freely. */
const Row = z.object({
  ordinal: z.number().int(), id: z.string().regex(/^[0-9a-f]{8,64}$/), path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number(), format: z.string(), encoding: z.string(),
  zone: z.string(), records: z.number().int().nonnegative(), rejected: z.number(), secrets_removed: z.number(), storage: z.string(),
  imported_at_ms: z.number(), zone_set: z.string().max(64).nullish(), first_record: z.number().int(), head: z.string(),
}); // prettier-ignore

/** A committed source with its place in the tables. */
export type StoredSource = { readonly ordinal: number; readonly firstRecord: number; readonly summary: SourceSummary };

/** Sources in the order of their import; `after` skips those up to an ordinal. */
export function readSources(db: SqliteDatabase, after = 0): StoredSource[] {
  return db.prepare('SELECT * FROM source WHERE ordinal > ? ORDER BY ordinal').all(after).map(toSource);
}

function toSource(raw: unknown): StoredSource {
  const row = orDamaged(() => Row.parse(raw));
  const set = typeof row.zone_set === 'string' ? { zoneSet: row.zone_set } : {};
  const summary = orDamaged(() =>
    SourceSummary.parse({ ...row, ...set, secretsRemoved: row.secrets_removed, importedAtMs: row.imported_at_ms }),
  );
  return { ordinal: row.ordinal, firstRecord: row.first_record, summary };
}

export function insertSource(db: SqliteDatabase, summary: SourceSummary, firstRecord: number): void {
  db.prepare(
    `INSERT INTO source (id, path, sha256, size, format, encoding, zone, records, rejected, secrets_removed, storage, imported_at_ms, first_record, head)
     VALUES (@id, @path, @sha256, @size, @format, @encoding, @zone, @records, @rejected, @secretsRemoved, @storage, @importedAtMs, @firstRecord, @head)`,
  ).run({ ...summary, firstRecord });
}
