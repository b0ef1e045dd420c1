import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, constantFrom, integer, nat, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileHeaderBytes } from '#core/evtx/headers.ts';
import { readRecordAt } from '#core/evtx/one-record.ts';
import { readEvents, readXml } from '#core/evtx/reader.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { bytesOf } from '../../../helpers/evtx/bytes.ts';
import { sealChunk } from '../../../helpers/evtx/evtx-file.ts';
import { writeEvtx } from '../../../helpers/evtx/evtx-writer.ts';
import { clientFailed, dialFailed } from '../../../helpers/evtx/ras-events.ts';

const log = writeEvtx([
  dialFailed('2016-03-18T13:26:02Z', 809),
  clientFailed('2016-03-18T13:26:03Z', 809),
  dialFailed('2016-03-18T13:27:02Z', 800),
]);
/** Where the records of the log end; what follows is zeros up to the end of the chunk. */
const usedEnd = fileHeaderBytes + log.readUInt32LE(fileHeaderBytes + 48);
const timeBoxMs = 3000;

/** Reads a file in every way there is; throws when one of them does. The number of records found. */
function readAll(file: Buffer): number {
  let count = 0;
  for (const batch of readEvents(bytesOf(file), { carve: true })) count += batch.items.length + batch.carved.length;
  for (const batch of readXml(bytesOf(file))) expect(batch.xml.length).toBeLessThan(64 << 20);
  return count;
}

/** Runs until the time is over or all is done; returns how much of it was done. */
function boxed(total: number, step: (i: number) => void): number {
  const end = performance.now() + timeBoxMs;
  // Spread over the whole range, so that a slow machine tests every part of it.
  const stride = 7919;
  let done = 0;
  for (; done < total && performance.now() < end; done += 1) step((done * stride) % total);
  return done;
}

describe('a small log', () => {
  it('every single bit flipped, as far as the time goes: no crash, and no more records than before', () => {
    const bits = (usedEnd - fileHeaderBytes) * 8;
    const copy = Buffer.from(log);
    const done = boxed(bits, (i) => {
      const at = fileHeaderBytes + (i >> 3);
      copy[at] = copy[at]! ^ (1 << (i & 7));
      expect(readAll(copy)).toBeLessThanOrEqual(3);
      copy[at] = log[at]!;
    });
    expect(done).toBeGreaterThan(100);
  });

  it('cut at every byte, as far as the time goes', () => {
    const done = boxed(usedEnd, (i) => {
      expect(readAll(log.subarray(0, i))).toBeLessThanOrEqual(3);
    });
    expect(done).toBeGreaterThan(100);
  });

  it('any bytes as the body of a chunk whose checksums are right', () => {
    assert(
      property(
        array(tuple(integer({ min: fileHeaderBytes + 512, max: usedEnd - 1 }), integer({ min: 0, max: 255 })), {
          maxLength: 24,
        }),
        (changes) => {
          const copy = Buffer.from(log);
          for (const [at, value] of changes) copy[at] = value;
          sealChunk(copy.subarray(fileHeaderBytes));
          readAll(copy);
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: timeBoxMs },
    );
  });

  it('any bytes behind any of the magics', () => {
    assert(
      property(constantFrom('ElfFile\0', 'ElfChnk\0', '**\0\0', ''), uint8Array({ maxLength: 3000 }), (magic, bytes) => {
        const file = Buffer.concat([Buffer.from(magic, 'latin1'), bytes]);
        readAll(file);
        readRecordAt(bytesOf(file), 0);
      }),
      { numRuns: 300, interruptAfterTimeLimit: timeBoxMs },
    );
  });
});

describe('a log made to do harm', () => {
  /** The log with `change` made to its only chunk, and its checksums right. */
  function made(change: (chunk: Buffer) => void): Buffer {
    const copy = Buffer.from(log);
    change(copy.subarray(fileHeaderBytes));
    sealChunk(copy.subarray(fileHeaderBytes));
    return copy;
  }

  it('a record that says it is longer than the chunk, or of no length, is as long as its content', () => {
    for (const size of [0, 1, 24, 0x7fffffff, 0xffffffff]) {
      expect(readAll(made((chunk) => chunk.writeUInt32LE(size, 512 + 4)))).toBe(3);
    }
  });

  it('a template that is its own value: nesting ends', () => {
    const file = made((chunk) => {
      // Every value is declared to be binary XML.
      for (let at = 512; at < 65_000; at += 1) if (chunk[at] === 0x01 && chunk[at + 1] === 0 && chunk[at - 1] === 0) chunk[at] = 0x21;
    });
    const started = performance.now();
    readAll(file);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe.skipIf(!hasCorpus)(`real logs with random changes${corpusNote}`, () => {
  const folder = join(corpusDir, 'evtx');
  const files = hasCorpus ? readdirSync(folder).map((f) => readFileSync(join(folder, f)).subarray(0, 200_000)) : [];

  it('bytes changed anywhere: no crash, and the time stays in proportion', () => {
    assert(
      property(
        constantFrom(...files),
        array(tuple(nat(199_999), integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 200 }),
        (file, changes) => {
          const copy = Buffer.from(file);
          for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
          const started = performance.now();
          readAll(copy);
          expect(performance.now() - started).toBeLessThan(10_000);
        },
      ),
      { numRuns: 100, interruptAfterTimeLimit: timeBoxMs },
    );
  });
});
