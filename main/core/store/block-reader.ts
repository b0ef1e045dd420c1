import { z } from 'zod';
import type { RecordTime } from '#shared/model/record.ts';
import { levelOf, zoneOf } from './columns.ts';
import type { BlockNumbers, BlockWords, RecordBlock, WordColumn } from './record-block.ts';
import { numbersIn, numbersLength, wordColumns } from './record-block.ts';
import type { StoredRecord } from './stored-record.ts';

/** The records of a block. Texts and data are decoded when they are asked for. */
export type BlockReader = {
  readonly numbers: BlockNumbers;
  readonly words: BlockWords;
  readonly text: (i: number) => string;
  readonly data: (i: number) => string;
  readonly record: (i: number) => Omit<StoredRecord, 'data'>;
};

/** Opens a block. Throws for one that no writer makes: a case file may come from anywhere. */
export function readBlock(block: RecordBlock): BlockReader {
  const numbers = readNumbers(block);
  const words = readWords(block.words, numbers);
  const texts = cut(block.texts, [numbers.timeLength, numbers.textLength]);
  const data = cut(block.data, [numbers.dataLength]);
  const word = (column: WordColumn, i: number): string | null => words[column][numbers[column][i]! - 1] ?? null;
  return {
    numbers,
    words,
    text: (i) => texts(i, 1),
    data: (i) => data(i, 0),
    record: (i) => ({
      place: { line: numbers.line[i]!, endLine: numbers.endLine[i]!, offset: numbers.offset[i]! },
      time: timeOf(numbers, i, texts(i, 0)),
      level: levelOf(numbers.flags[i]!),
      kind: word('kind', i) ?? '',
      provider: word('provider', i),
      eventId: numbers.eventId[i]! < 0 ? null : numbers.eventId[i]!,
      code: Number.isNaN(numbers.code[i]) ? null : numbers.code[i]!,
      who: word('who', i),
      what: word('what', i),
      title: word('title', i),
      text: texts(i, 1),
    }),
  };
}

function readNumbers({ count, numbers }: RecordBlock): BlockNumbers {
  if (!Number.isInteger(count) || count < 1 || numbers.length !== numbersLength(count)) throw new Error('a block of another size');
  const aligned = new ArrayBuffer(numbers.length);
  new Uint8Array(aligned).set(numbers);
  const columns = numbersIn(aligned, count);
  for (let i = 0; i < count; i += 1) if (!isPlace(columns, i)) throw new Error('a record without its place');
  return columns;
}

function isPlace({ line, endLine, offset, zoneOffset, time, code }: BlockNumbers, i: number): boolean {
  const isWhole = Number.isInteger(line[i]) && Number.isInteger(endLine[i]) && Number.isFinite(offset[i]) && Number.isFinite(zoneOffset[i]);
  return isWhole && Math.abs(time[i]!) !== Infinity && Math.abs(code[i]!) !== Infinity;
}

const Words = z.strictObject({
  provider: z.array(z.string()), kind: z.array(z.string()), who: z.array(z.string()), what: z.array(z.string()), title: z.array(z.string()),
}); // prettier-ignore

function readWords(json: string, numbers: BlockNumbers): BlockWords {
  const words = Words.parse(JSON.parse(json));
  for (const column of wordColumns)
    for (const number of numbers[column]) if (number > words[column].length) throw new Error('a word that is not in the list');
  return words;
}

/** Cuts texts that stand one after the other, so many of each record; gives one of them. */
function cut(bytes: Uint8Array, lengths: readonly Uint32Array[]): (i: number, which: number) => string {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = lengths[0]?.length ?? 0;
  const starts = new Float64Array(count * lengths.length + 1);
  for (let at = 0; at + 1 < starts.length; at += 1)
    starts[at + 1] = starts[at]! + lengths[at % lengths.length]![Math.floor(at / lengths.length)]!;
  if (starts.at(-1) !== all.length) throw new Error('texts of another length');
  return (i, which) => all.toString('utf8', starts[i * lengths.length + which], starts[i * lengths.length + which + 1]);
}

/** The time of a record from its columns and the text that was read. */
function timeOf({ time, zoneOffset, flags }: BlockNumbers, i: number, text: string): RecordTime | null {
  const zone = zoneOf(flags[i]!);
  const ms = time[i]!;
  if (zone === 'none' || Number.isNaN(ms)) return null;
  if (zone === 'unknown') return { utcMs: null, localMs: ms, offsetMinutes: null, zone, text };
  return { utcMs: ms, localMs: ms + zoneOffset[i]! * 60_000, offsetMinutes: zoneOffset[i]!, zone, text };
}
