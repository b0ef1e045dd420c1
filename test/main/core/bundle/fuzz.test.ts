import { randomBytes } from 'node:crypto';
import { crc32, createDeflateRaw, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BundleError, defaultLimits, openBundle } from '#core/bundle/open-bundle.ts';
import { createRangeLedger } from '#core/bundle/zip-ranges.ts';
import type { InputItem } from '#core/ports.ts';
import { fileInput, neverCancelled, tarOf, zipOf } from './archives.ts';
import { hangMs } from '../../../helpers/hang.ts';

const limits = { ...defaultLimits, maxEntries: 200, maxEntryBytes: 1_000_000, maxTotalBytes: 3_000_000 };

/** Reads everything; whatever is wrong must come as a refusal, and the limits must hold. */
async function survive(input: InputItem): Promise<void> {
  let items = 0;
  let total = 0;
  for await (const item of openBundle(input, { limits, cancellation: neverCancelled })) {
    items += 1;
    if (item.type === 'refused') {
      expect(item.reason.key).toMatch(/^bundle\.refused\.[a-z-]+$/u);
      expect(item.path).not.toMatch(/\p{Cc}/u);
      continue;
    }
    expect(item.entry.path).not.toMatch(/\p{Cc}|^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)|\\/u);
    try {
      for await (const chunk of item.entry.read()) total += chunk.length;
    } catch (error) {
      expect(error).toBeInstanceOf(BundleError);
    }
  }
  // A container may add one refusal of its own, three may lie in one another.
  expect(items).toBeLessThanOrEqual(limits.maxEntries + 4);
  // The chunk that crosses a limit is the last one read, and not passed on.
  expect(total).toBeLessThanOrEqual(limits.maxTotalBytes);
}

const text = 'EventID : 20111\r\n'.repeat(300);
const parts = [
  { name: 'a.txt', data: text },
  { name: 'logs/b.bin', data: randomBytes(2000) },
  { name: 'ログ.txt', data: text },
];
const seeds: readonly (readonly [string, Buffer])[] = [
  ['zip', zipOf(parts)],
  ['zip from a pipe', zipOf(parts, { streamed: true })],
  ['zip without directory', zipOf(parts, { directory: false })],
  ['tar', tarOf(parts)],
  ['tar.gz', gzipSync(tarOf(parts))],
  ['gz', gzipSync(text)],
  ['zip in a zip', zipOf([{ name: 'n.zip', data: zipOf(parts), method: 0 }, ...parts])],
  ['tar.gz in a tar', tarOf([{ name: 'n.tgz', data: gzipSync(tarOf(parts)) }, ...parts])],
];

const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }) });

function mutate(bytes: Buffer, changes: readonly { readonly at: number; readonly bytes: Uint8Array }[], cut: number): Buffer {
  const copy = Buffer.from(bytes);
  for (const change of changes)
    copy.set(change.bytes.subarray(0, copy.length), Math.floor(change.at * Math.max(0, copy.length - change.bytes.length)));
  return copy.subarray(0, Math.ceil(copy.length * cut));
}

describe('openBundle', () => {
  it('survives random bytes behind any signature', async () => {
    const starts = fc.constantFrom('', 'PK\x03\x04', 'PK\x05\x06', '\x1f\x8b\x08', 'PK00PK\x03\x04');
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 2000 }), (start, bytes) =>
        survive(fileInput('a', Buffer.concat([Buffer.from(start, 'latin1'), bytes]))),
      ),
      { numRuns: 200 },
    );
  });

  it.each(seeds)('survives a mutated %s file', async (_name, bytes) => {
    const changes = fc.array(mutation, { minLength: 1, maxLength: 8 });
    const cut = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(changes, cut, (list, keep) => survive(fileInput('a', mutate(bytes, list, keep)))),
      { numRuns: 150 },
    );
  });

  it('survives a zip file with every field of its headers changed', async () => {
    const bytes = zipOf([
      { name: 'a.txt', data: text },
      { name: 'b.txt', data: 'b' },
    ]);
    const directory = bytes.indexOf('PK\x01\x02');
    const places = [
      ...Array.from({ length: 36 }, (_, at) => at),
      ...Array.from({ length: bytes.length - directory }, (_, at) => directory + at),
    ];
    for (const at of places) {
      for (const value of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
        const copy = Buffer.from(bytes);
        copy[at] = value;
        await survive(fileInput('a.zip', copy));
      }
    }
  });

  it('ends soon on a file made of nothing but signatures', async () => {
    for (const signature of ['PK\x03\x04', 'PK\x03\x04PK\x07\x08', 'PK\x07\x08', 'PK\x01\x02', 'PK\x05\x06']) {
      const bytes = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1_000_000, signature)]);
      const started = performance.now();
      await survive(fileInput('a.zip', bytes));
      expect(performance.now() - started).toBeLessThan(hangMs);
    }
  });

  it('streams an entry of 300 MB in little memory', async () => {
    const size = 300 * 1024 * 1024;
    const chunk = Buffer.alloc(1024 * 1024);
    let crc = 0;
    const zeros = function* (): Iterable<Buffer> {
      for (let at = 0; at < size; at += chunk.length) {
        crc = crc32(chunk, crc);
        yield chunk;
      }
    };
    const compressed = await buffer(Readable.from(zeros()).pipe(createDeflateRaw({ level: 1 })));
    const input = fileInput('a.zip', zipOf([{ name: 'sparse.log', compressed, size, crc }]));
    const before = process.memoryUsage().rss;
    let total = 0;
    let most = 0;
    for await (const item of openBundle(input, { limits: { ...defaultLimits, maxRatio: 2000 }, cancellation: neverCancelled })) {
      if (item.type === 'refused') throw new Error(item.reason.key);
      for await (const block of item.entry.read()) {
        total += block.length;
        most = Math.max(most, process.memoryUsage.rss() - before);
      }
    }
    expect(total).toBe(size);
    expect(most).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('createRangeLedger', () => {
  it('agrees with a list of all bytes taken', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(12));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
        const ledger = createRangeLedger();
        const taken = new Set<number>();
        for (const [start, length] of ranges) {
          const bytes = Array.from({ length: length + 1 }, (_, index) => start + index);
          const isFree = bytes.every((at) => !taken.has(at));
          expect(ledger.take(start, start + length + 1)).toBe(isFree);
          if (isFree) for (const at of bytes) taken.add(at);
        }
        for (let at = 0; at < 80; at += 1) expect(ledger.endOfRangeAt(at) !== null).toBe(taken.has(at));
      }),
    );
  });
});
