import { z } from 'zod';
import { Level } from '#shared/model/record.ts';
import type { RecordTime } from '#shared/model/record.ts';
import { createBlockWriter } from '#core/store/block-writer.ts';
import { firstLine } from '#core/store/clip-text.ts';
import type { StoredRecord } from '#core/store/stored-record.ts';
import type { SqliteDatabase } from '../database.ts';
import { orDamaged } from '../or-damaged.ts';

/**
 * Records stand in blocks, no longer each in a row (`#core/store/record-block.ts` has why and how). They keep their numbers: a
 * block's are `first` to `first + records - 1`, and no block holds records of two sources. The data stand last, as only a single
 * record is asked for them.
 */
export function up(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE record_block (
      first INTEGER PRIMARY KEY, records INTEGER NOT NULL, words TEXT NOT NULL, numbers BLOB NOT NULL, texts BLOB NOT NULL, data BLOB NOT NULL
    ) STRICT;
  `);
  copyRecords(db);
  db.exec('DROP TABLE record');
}

const rowsAtOnce = 1000;

function copyRecords(db: SqliteDatabase): void {
  const starts = new Set(db.prepare('SELECT first_record FROM source').pluck().all());
  const rows = db.prepare('SELECT * FROM record WHERE id > ? ORDER BY id LIMIT ?');
  const insert = db.prepare('INSERT INTO record_block (first, records, words, numbers, texts, data) VALUES (?, ?, ?, ?, ?, ?)');
  let first = 1;
  let last = 0;
  const writer = createBlockWriter(({ count, words, numbers, texts, data }) => {
    insert.run(first, count, words, numbers, texts, data);
    first += count;
  });
  for (let chunk = rows.all(last, rowsAtOnce); chunk.length > 0; chunk = rows.all(last, rowsAtOnce)) {
    for (const raw of chunk) {
      const row = orDamaged(() => Row.parse(raw));
      if (row.id !== last + 1 || starts.has(row.id)) {
        writer.flush();
        first = row.id;
      }
      writer.add(toStored(row));
      last = row.id;
    }
  }
  writer.flush();
}

const Text = z.string().nullable();
const Quantity = z.number().nullable();
const Row = z.object({
  id: z.number().int(), utc_ms: Quantity, local_ms: Quantity, offset_minutes: Quantity, zone: z.enum(['utc', 'offset', 'unknown']).nullable(),
  time_text: Text, level: Level.nullable(), kind: z.string(), provider: Text, event_id: Quantity, code: Quantity, line: z.number().int(),
  end_line: z.number().int(), byte_offset: z.number(), who: Text, what: Text, title: Text, data: z.string(), text: z.string(),
}); // prettier-ignore
type Row = z.infer<typeof Row>;

function toStored(row: Row): StoredRecord {
  const { level, kind, provider, code, who, what, title, data, text } = row;
  return {
    place: { line: row.line, endLine: row.end_line, offset: row.byte_offset },
    time: timeOf(row),
    eventId: row.event_id,
    title: title === firstLine(text) ? null : title,
    data: data === '{}' ? '' : data,
    level, kind, provider, code, who, what, text,
  }; // prettier-ignore
}

/** Events in UTC were stored without their local time and offset. */
function timeOf(row: Row): RecordTime | null {
  const localMs = row.local_ms ?? (row.zone === 'utc' ? row.utc_ms : null);
  if (row.zone === null || localMs === null) return null;
  const offsetMinutes = row.offset_minutes ?? (row.zone === 'utc' ? 0 : null);
  return { utcMs: row.utc_ms, localMs, offsetMinutes, zone: row.zone, text: row.time_text ?? '' };
}
