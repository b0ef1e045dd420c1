import { rmSync } from 'node:fs';
import { ExpectedError } from '#shared/api/result.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { createBlockWriter } from '#core/store/block-writer.ts';
import type { ReplaceSource } from '#core/store/case-store.ts';
import { toStored } from '#core/store/stored-record.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { openFileBytes } from './file-bytes.ts';
import type { OpenBytes } from './file-bytes.ts';
import { lineIndexOf } from './line-columns.ts';
import { readSources } from './source-rows.ts';
import type { StoredSource } from './source-rows.ts';
import { nextRecord, rowInserts } from './source-transaction.ts';

/**
 * Replaces what was read from a source, in one transaction and under the case's import lock (held by the caller). The column
 * file is removed, not written: it is built again from the rows, so that a crash never leaves one that belongs to other rows.
 */
export function replaceSource(
  db: SqliteDatabase,
  paths: CasePaths,
  ...[sourceId, zoneSet, write]: Parameters<ReplaceSource>
): SourceSummary {
  const stored = readSources(db).find((s) => s.summary.id === sourceId);
  if (!stored) throw new ExpectedError('not-found', { what: 'source' });
  const bytes = openFileBytes(paths.source(stored.summary.sha256));
  try {
    db.exec('BEGIN IMMEDIATE');
    const set = { ...stored.summary, zoneSet };
    const summary =
      stored.summary.storage === 'records' ? replaceRecords(db, stored, bytes, { set, write }) : { ...set, zone: lineZone(set, bytes) };
    db.prepare('UPDATE source SET zone = @zone, zone_set = @zoneSet, records = @records, rejected = @rejected WHERE id = @id').run(summary);
    rmSync(paths.indexFile(sourceId), { force: true });
    db.exec('COMMIT');
    // A reader may have built it from the old rows until now.
    rmSync(paths.indexFile(sourceId), { force: true });
    return summary;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    bytes.close();
  }
}

function lineZone(summary: SourceSummary, bytes: OpenBytes): SourceSummary['zone'] {
  return summary.storage === 'lines' ? lineIndexOf(summary, bytes).zone : summary.zone;
}

type Replacement = { readonly set: SourceSummary; readonly write: Parameters<ReplaceSource>[2] };

/** New rows stand after all others, so that a source that gives more records than before meets none of the next source's. */
function replaceRecords(db: SqliteDatabase, stored: StoredSource, bytes: OpenBytes, { set, write }: Replacement): SourceSummary {
  const { ordinal, firstRecord, summary } = stored;
  const first = nextRecord(db);
  const rows = rowInserts(db, { ordinal, first });
  const blocks = createBlockWriter((block) => rows.addBlock(block));
  db.prepare('DELETE FROM record_block WHERE first >= ? AND first < ?').run(firstRecord, firstRecord + summary.records);
  db.prepare('DELETE FROM rejection WHERE source = ?').run(ordinal);
  removeFacts(db, summary.id);
  let count = 0;
  let rejected = 0;
  const zone = write(
    { summary, bytes },
    {
      addRecord: (record) => {
        blocks.add(toStored(record));
        count += 1;
        return count - 1;
      },
      addRejection: (rejection) => {
        rejected += 1;
        rows.addRejection(rejection);
      },
      addFacts: rows.addFacts,
    },
  );
  blocks.flush();
  db.prepare('UPDATE source SET first_record = ? WHERE ordinal = ?').run(first, ordinal);
  return { ...set, zone, records: count, rejected };
}

/** Facts that rest on this source alone. A comparison of keys stays: keys are not kept, so that it cannot be made again. */
function removeFacts(db: SqliteDatabase, sourceId: string): void {
  db.prepare(
    `DELETE FROM fact WHERE kind <> 'shared-key-comparison' AND json_array_length(body, '$.citations') > 0
     AND NOT EXISTS (SELECT 1 FROM json_each(fact.body, '$.citations') c WHERE json_extract(c.value, '$.sourceId') <> ?)`,
  ).run(sourceId);
}
