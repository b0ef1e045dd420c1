import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { Level } from '#shared/model/record.ts';
import { readBlock } from '#core/store/block-reader.ts';
import { createBlockWriter } from '#core/store/block-writer.ts';
import { mostBlockRecords, mostBlockText } from '#core/store/record-block.ts';
import type { RecordBlock } from '#core/store/record-block.ts';
import type { StoredRecord } from '#core/store/stored-record.ts';

const plain: StoredRecord = {
  place: { line: 7, endLine: 9, offset: 2 ** 40 },
  time: { utcMs: 1_458_307_562_500, localMs: 1_458_307_562_500, offsetMinutes: 0, zone: 'utc', text: '2016-03-18T13:26:02.5Z' },
  level: 'error',
  kind: 'windows-event',
  provider: 'RasClient',
  eventId: 20227,
  code: 809,
  who: 'AzureGateway',
  what: '{"key":"record.dial-failed","params":{}}',
  title: null,
  data: '{"kind":"windows-event"}',
  text: 'RasClient 20227: 再試行\nstraße',
};

function blocksOf(records: readonly StoredRecord[]): RecordBlock[] {
  const blocks: RecordBlock[] = [];
  // What is emitted is a view of room that is used again.
  const writer = createBlockWriter(({ texts, data, ...rest }) =>
    blocks.push({ ...rest, texts: Buffer.from(texts), data: Buffer.from(data) }),
  );
  for (const record of records) writer.add(record);
  writer.flush();
  return blocks;
}

function readAll(blocks: readonly RecordBlock[]): StoredRecord[] {
  return blocks.flatMap((block) => {
    const reader = readBlock(block);
    return Array.from({ length: block.count }, (_, i) => ({ ...reader.record(i), data: reader.data(i) }));
  });
}

const localMs = fc.integer({ min: -1e13, max: 1e13 });
const offsets = fc.integer({ min: -1439, max: 1439 });
const time = fc.oneof(
  fc.constant(null),
  fc.record({ localMs, text: fc.string() }).map((t) => ({ ...t, utcMs: null, offsetMinutes: null, zone: 'unknown' as const })),
  fc
    .record({ utcMs: localMs, offsetMinutes: offsets, text: fc.string() })
    .map((t) => ({ ...t, localMs: t.utcMs + t.offsetMinutes * 60_000, zone: 'offset' as const })),
);
const word = fc.option(fc.string({ unit: 'grapheme' }), { nil: null });
const record: fc.Arbitrary<StoredRecord> = fc.record({
  place: fc.record({ line: fc.nat(), endLine: fc.nat(), offset: fc.nat() }),
  time,
  level: fc.option(fc.constantFrom(...Level.options), { nil: null }),
  kind: fc.constantFrom('line', 'ike-event'),
  provider: word,
  eventId: fc.option(fc.nat(0xffff), { nil: null }),
  code: fc.option(fc.integer(), { nil: null }),
  who: word,
  what: word,
  title: word,
  data: fc.string({ unit: 'grapheme' }),
  text: fc.string({ unit: 'grapheme', maxLength: 2000 }),
});

describe('records in blocks', () => {
  it('come out as they went in', () => {
    expect(readAll(blocksOf([plain]))).toEqual([plain]);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 300 }), (records) => {
        expect(readAll(blocksOf(records))).toEqual(records);
      }),
      { numRuns: 30 },
    );
  });

  it('a block ends with its most records or its most text', () => {
    const many = Array.from({ length: 2 * mostBlockRecords + 1 }, () => plain);
    expect(blocksOf(many).map((b) => b.count)).toEqual([mostBlockRecords, mostBlockRecords, 1]);
    const long = { ...plain, text: 'é'.repeat(mostBlockText) };
    const blocks = blocksOf([plain, long, plain, { ...plain, data: 'x'.repeat(2_000_000) }, long]);
    expect(blocks.map((b) => b.count)).toEqual([2, 2, 1]);
    expect(readAll(blocks).map((r) => [r.text.length, r.data.length])).toEqual([[plain.text.length, 24], [65_536, 24], [plain.text.length, 24], [plain.text.length, 2_000_000], [65_536, 24]]); // prettier-ignore
  });

  it('half of a surrogate pair, which no encoding has, is told as unreadable and spoils no neighbour', () => {
    const [first, second] = readAll(
      blocksOf([
        { ...plain, text: 'a\uD83D' },
        { ...plain, text: '\uDE00b' },
      ]),
    );
    expect([first?.text, second?.text]).toEqual(['a\uFFFD', '\uFFFDb']);
  });
});

describe('a block that no writer makes', () => {
  const good = blocksOf([plain, { ...plain, who: null }])[0]!;
  it.each([
    ['of another size', { ...good, count: 3 }, 'a block of another size'],
    ['of no record', { ...good, count: 0 }, 'a block of another size'],
    ['with texts cut short', { ...good, texts: good.texts.subarray(1) }, 'texts of another length'],
    ['with more data than its records have', { ...good, data: Buffer.concat([good.data, Buffer.from('x')]) }, 'texts of another length'],
    ['without its words', { ...good, words: '[]' }, ZodError],
    ['with words that are no JSON', { ...good, words: '{' }, SyntaxError],
    ['with fewer words than its records use', { ...good, words: good.words.replace('"RasClient"', '') }, 'a word that is not in the list'],
  ])('%s is refused', (_name, block, reason) => {
    expect(() => readBlock(block)).toThrow(reason);
  });

  it('any changed byte is refused or gives records of the same number', () => {
    fc.assert(
      fc.property(fc.nat(good.numbers.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const numbers = good.numbers.slice();
        numbers[at] = numbers[at]! ^ change;
        try {
          expect(readAll([{ ...good, numbers }])).toHaveLength(2);
        } catch (error) {
          expect(String(error)).toMatch(/texts of another length|not in the list|without its place/);
        }
      }),
    );
  });
});
