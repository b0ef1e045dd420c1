import { renameSync, writeFileSync } from 'node:fs';
import type { SourceSummary } from '#shared/model/source.ts';
import type { SourceWriter } from '#core/store/case-store.ts';
import { gatherColumns } from '#core/store/block-columns.ts';
import { createBlockWriter } from '#core/store/block-writer.ts';
import { encodeColumns } from '#core/store/column-file.ts';
import type { SourceColumns } from '#core/store/columns.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import { toStored } from '#core/store/stored-record.ts';
import type { CasePaths } from './case-paths.ts';
import { guarded } from './database.ts';
import type { SpooledBytes } from './source-spool.ts';
import { temporaryEnd } from './source-spool.ts';
import type { SourceTransaction } from './source-transaction.ts';

export type WriterContext = {
  readonly paths: CasePaths;
  readonly spooled: (sha256: string) => SpooledBytes;
  readonly begin: () => SourceTransaction;
};

/**
 * Writes one source in one transaction. `commit` first moves the bytes and the column index to their places and then commits
 * the rows that name them: a crash in between leaves files without a row, which the next opening removes.
 */
export function createSourceWriter(context: WriterContext, sourceId: string, storage: 'records' | 'lines'): SourceWriter {
  const rows = guarded(context.begin);
  const gathered = gatherColumns();
  const blocks = createBlockWriter((block, columns) => {
    gathered.add(columns);
    guarded(() => rows.addBlock(block));
  });
  let records = 0;
  let rejected = 0;

  function columnsOf(summary: Parameters<SourceWriter['commit']>[0]): {
    readonly columns: SourceColumns;
    readonly zone: SourceSummary['zone'];
  } {
    if (storage === 'records') return { columns: gathered.take(), zone: summary.zone };
    return buildLineIndex(context.spooled(summary.sha256).bytes, summary.encoding, summary.importedAtMs);
  }

  return {
    addRecord: (record) => {
      if (storage === 'lines') throw new Error('the lines of a line source are found by the store');
      blocks.add(toStored(record));
      records += 1;
      return records - 1;
    },
    addRejection: (rejection) => {
      rejected += 1;
      guarded(() => rows.addRejection(rejection));
    },
    addFacts: (facts) => guarded(() => rows.addFacts(facts)),
    commit: (summary) =>
      guarded(() => {
        blocks.flush();
        const built = columnsOf(summary);
        const complete: SourceSummary = { ...summary, zone: built.zone, records: built.columns.count, rejected };
        writeColumns(context.paths.indexFile(sourceId), built.columns);
        context.spooled(summary.sha256).keep();
        rows.commit(complete);
        return complete;
      }),
    rollback: () => rows.rollback(),
  };
}

/** Not flushed to the disk: a column file that a power cut spoilt is built again from the bytes. */
export function writeColumns(file: string, columns: SourceColumns): void {
  writeFileSync(`${file}${temporaryEnd}`, encodeColumns(columns), { mode: 0o600 });
  renameSync(`${file}${temporaryEnd}`, file);
}
