import { z } from 'zod';
import { ExpectedError } from '#shared/api/result.ts';
import type { BlockReader } from '#core/store/block-reader.ts';
import { readBlock } from '#core/store/block-reader.ts';
import type { SqliteDatabase } from './database.ts';
import { orDamaged } from './or-damaged.ts';

/** A block of the case; its records are `first` and those that follow. */
export type StoredBlock = { readonly first: number; readonly end: number; readonly bytes: number; readonly block: BlockReader };

const Bytes = z.instanceof(Uint8Array);
const Row = z.object({ first: z.number().int(), records: z.number().int(), words: z.string(), numbers: Bytes, texts: Bytes, data: Bytes });
const names = 'first, records, words, numbers, texts, data';

function toBlock(raw: unknown): StoredBlock {
  return orDamaged(() => {
    const { first, records: count, ...rest } = Row.parse(raw);
    const bytes = rest.numbers.length + rest.texts.length + rest.data.length;
    return { first, end: first + count, bytes, block: readBlock({ count, ...rest }) };
  });
}

/** The blocks of a source in their order. Throws `case-damaged` when they are not exactly its records. */
export function* blocksOf(db: SqliteDatabase, first: number, records: number): Generator<StoredBlock> {
  const rows = db.prepare(`SELECT ${names} FROM record_block WHERE first >= ? AND first < ? ORDER BY first`);
  let next = first;
  for (const row of rows.iterate(first, first + records)) {
    const stored = toBlock(row);
    if (stored.first !== next) throw new ExpectedError('case-damaged');
    next = stored.end;
    yield stored;
  }
  if (next !== first + records) throw new ExpectedError('case-damaged');
}

const mostKept = 64;
const mostKeptBytes = 16 << 20;

/** Finds records by number and keeps the blocks read last, as a list shows neighbours, and in time order those of several sources. */
export function createBlockFinder(db: SqliteDatabase): (record: number) => { readonly block: BlockReader; readonly i: number } {
  const find = db.prepare(`SELECT ${names} FROM record_block WHERE first <= ? ORDER BY first DESC LIMIT 1`);
  const kept: StoredBlock[] = [];
  let bytes = 0;

  function read(record: number): StoredBlock {
    const found = toBlock(find.get(record));
    if (record >= found.end) throw new ExpectedError('case-damaged');
    kept.push(found);
    bytes += found.bytes;
    while (kept.length > mostKept || (bytes > mostKeptBytes && kept.length > 1)) bytes -= kept.shift()?.bytes ?? 0;
    return found;
  }

  return (record) => {
    const found = kept.find(({ first, end }) => record >= first && record < end) ?? read(record);
    return { block: found.block, i: record - found.first };
  };
}
