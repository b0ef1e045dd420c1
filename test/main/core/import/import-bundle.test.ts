import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { ExpectedError } from '#shared/api/result.ts';
import { emptyRecordFilter } from '#shared/model/record.ts';
import type { Extractor } from '#core/extract/extractor.ts';
import type { Format } from '#core/formats/format.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import type { ImportOptions } from '#core/import/import-bundle.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFile, inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { countingExtractor, simpleFormat } from '../../../helpers/simple-format.ts';

const root = temporaryFolder();
let number = 0;
let dir = '';
let store: CaseStore;

beforeEach(() => {
  number += 1;
  dir = join(root, `case-${number}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  store = openCase(dir, { clock: steadyClock });
});

function take(input: ImportOptions['input'], more: Partial<ImportOptions> = {}) {
  return importBundle({
    input, store, formats: [simpleFormat], extractors: [countingExtractor], knowledge, secrets: createSecretKeeper(),
    cancellation: noCancellation, clock: steadyClock, onProgress: () => undefined, ...more,
  }); // prettier-ignore
}

const events = '#simple\n1000Z error 20227 dial failed\n2000Z information 20226 dial succeeded\nbad line\n';
const text = '2016-03-18 13:26:02 charon: ERROR no proposal\n  continued\n';

describe('taking a bundle in', () => {
  it('recognised files become records with facts, others lines, binary ones bytes', async () => {
    const png = new Uint8Array(2000).map((_, i) => (i * 7919) % 256);
    const { sources, gaps } = await take(inputFolder('bundle', { 'a.txt': events, 'notes.log': text, 'picture.bin': png }));
    expect(gaps).toEqual([]);
    expect(sources).toEqual(store.sources());
    expect(
      sources.map(({ path, format, storage, records, rejected, zone }) => ({ path, format, storage, records, rejected, zone })),
    ).toEqual([
      { path: 'a.txt', format: 'simple', storage: 'records', records: 2, rejected: 1, zone: 'utc' },
      { path: 'notes.log', format: 'unknown', storage: 'lines', records: 2, rejected: 0, zone: 'unknown' },
      { path: 'picture.bin', format: 'unknown', storage: 'binary', records: 0, rejected: 0, zone: 'none' },
    ]);
    expect(sources[1]?.head).toBe('2016-03-18 13:26:02 charon: ERROR no proposal\n  continued');
    const [fact] = store.facts();
    expect(fact).toMatchObject({ kind: 'event-log-seen', events: 2 });
    expect(fact?.citations).toEqual([
      { sourceId: sources[0]?.id, path: 'a.txt', seq: 0, line: 2, endLine: 2, quote: '1000Z error 20227 dial failed' },
    ]);
    expect(store.rejections(sources[0]?.id ?? '')).toEqual([
      { line: 4, reason: { key: 'test.bad-line', params: {} }, excerpt: 'bad line' },
    ]);
  });

  it('the stored bytes have the hash that the source says', async () => {
    const { sources } = await take(inputFolder('bundle', { 'a.txt': events }));
    const [source] = sources;
    const stored = readFileSync(join(dir, 'sources', source?.sha256 ?? ''));
    expect(stored.toString()).toBe(events);
    expect(createHash('sha256').update(stored).digest('hex')).toBe(source?.sha256);
  });

  it('the same bundle gives the same sources and facts', async () => {
    const input = inputFolder('bundle', { 'a.txt': events, 'b/notes.log': text });
    await take(input);
    const first = [store.sources(), store.facts()];
    dir = join(root, `again-${number}`);
    createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b12', title: 'x', nowMs: 1000 });
    store = openCase(dir, { clock: steadyClock });
    await take(input);
    expect([store.sources(), store.facts()]).toEqual(first);
  });

  it('imported twice it is there once', async () => {
    const input = inputFolder('bundle', { 'a.txt': events, 'copy.txt': events, 'notes.log': text });
    await take(input);
    const second = await take(input);
    expect(second).toEqual({ sources: [], gaps: [] });
    expect(store.sources().map((s) => s.path)).toEqual(['a.txt', 'copy.txt', 'notes.log']);
    expect(store.facts()).toHaveLength(2);
    expect(readdirSync(join(dir, 'sources'))).toHaveLength(2);
  });

  it('an empty folder is a bundle without sources', async () => {
    expect(await take(inputFolder('bundle', {}))).toEqual({ sources: [], gaps: [] });
  });

  it('an empty file is a source without lines', async () => {
    const { sources } = await take(inputFile('empty.txt', ''));
    expect(sources).toMatchObject([{ path: 'empty.txt', size: 0, storage: 'lines', records: 0 }]);
  });

  it('opens archives', async () => {
    const { sources } = await take(inputFile('notes.log.gz', gzipSync(text)));
    expect(sources).toMatchObject([{ storage: 'lines', records: 2 }]);
  });

  it('tells how far it is, at most ten times a second', async () => {
    let nowMs = 0;
    const seen: { name: string; done: number; total: number; records: number }[] = [];
    const many = `#simple\n${'1000Z error 20227 x\n'.repeat(20_000)}`;
    await take(inputFolder('bundle', { 'a.txt': many, 'b.txt': many }), {
      clock: { nowMs: () => (nowMs += 1) },
      onProgress: (p) => seen.push(p),
    });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThanOrEqual(Math.ceil(nowMs / 100) + 1);
    expect(seen.map((p) => p.done)).toEqual(seen.map((p) => p.done).toSorted((a, b) => a - b));
    expect(seen.at(-1)?.total).toBe(2 * many.length);
    expect(seen.every((p) => p.done <= p.total)).toBe(true);
  });
});

function claiming(id: string, score: number): Format {
  return { ...simpleFormat, id, detect: () => score };
}

describe('choosing a format', () => {
  it.each([
    ['the surest wins', [claiming('a', 0.6), claiming('b', 0.9), claiming('c', 0.7)], 'b'],
    ['equally sure: the first of the list', [claiming('a', 0.8), claiming('b', 0.8)], 'a'],
    ['nobody is sure enough', [claiming('a', 0.4)], 'unknown'],
    [
      'a detector that throws costs itself',
      [
        {
          ...simpleFormat,
          detect: () => {
            throw new Error('x');
          },
        },
        claiming('b', 0.5),
      ],
      'b',
    ],
  ])('%s', async (_name, formats, expected) => {
    const { sources } = await take(inputFile('a.txt', events), { formats });
    expect(sources[0]?.format).toBe(expected);
  });

  it('a file of a format in which nothing can be read is kept as text, with what was rejected', async () => {
    const { sources } = await take(inputFile('a.txt', '#simple\nbad one\nbad two\n'));
    expect(sources).toMatchObject([{ format: 'simple', storage: 'lines', records: 3, rejected: 2 }]);
    expect(store.rejections(sources[0]?.id ?? '').map((r) => r.line)).toEqual([2, 3]);
  });
});

describe('trouble costs the file it is in', () => {
  it('a parser that throws: the file is text, a gap says so with an incident, its records are not kept', async () => {
    const logged: string[] = [];
    const broken = `#simple\n${'1000Z error 20227 x\n'.repeat(500)}throw\n`;
    const { sources, gaps } = await take(inputFolder('bundle', { 'broken.txt': broken, 'good.txt': events }), {
      log: { error: (what) => logged.push(what), info: () => undefined },
    });
    expect(sources).toMatchObject([
      { path: 'broken.txt', format: 'unknown', storage: 'lines', records: 502 },
      { path: 'good.txt', format: 'simple', storage: 'records', records: 2 },
    ]);
    expect(gaps).toMatchObject([{ path: 'broken.txt', reason: { key: 'store.gap.parser-failed', params: { format: 'simple' } } }]);
    expect(logged).toEqual([expect.stringContaining(String(gaps[0]?.reason.params['incident']))]);
    expect(store.facts()).toHaveLength(1);
    expect(store.gaps()).toEqual(gaps);
  });

  it('an extractor that throws costs its facts, not the records', async () => {
    const failing: Extractor = { ...countingExtractor, id: 'failing', start: () => ({ add: () => { throw new Error('x'); }, finish: () => [] }) }; // prettier-ignore
    const { sources, gaps } = await take(inputFile('a.txt', events), { extractors: [failing, countingExtractor] });
    expect(sources).toMatchObject([{ records: 2 }]);
    expect(gaps).toMatchObject([{ path: 'a.txt', reason: { key: 'store.gap.extractor-failed', params: { extractor: 'failing' } } }]);
    expect(store.facts()).toHaveLength(1);
  });

  it('a format that finds the file too large: the file is text', async () => {
    const large: Format = { ...simpleFormat, parse: () => { throw new ExpectedError('file-too-large'); } }; // prettier-ignore
    const { sources, gaps } = await take(inputFile('a.txt', events), { formats: [large] });
    expect(sources).toMatchObject([{ storage: 'lines', format: 'unknown' }]);
    expect(gaps).toMatchObject([{ reason: { key: 'store.gap.too-large-for-format' } }]);
  });

  it('a gz file that ends early: what is there is kept, a gap names the missing end', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `2016-03-18 13:26:02 line ${i * 7919}`).join('\n');
    const packed = gzipSync(lines);
    const { sources, gaps } = await take(inputFile('cut.log.gz', packed.subarray(0, packed.length >> 1)));
    expect(gaps).toHaveLength(1);
    expect(sources).toMatchObject([{ storage: 'lines' }]);
    expect(sources[0]?.records).toBeGreaterThan(100);
  });

  it('entries that are refused are gaps with their reason, the rest is taken', async () => {
    const { sources, gaps } = await take(inputFolder('bundle', { '../evil.txt': text, 'good.txt': events }));
    expect(sources.map((s) => s.path)).toEqual(['good.txt']);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.reason.key).toMatch(/^bundle\.refused\./);
  });
});

describe('cancelling', () => {
  it('keeps what was committed, lists the rest, and can be completed by importing again', async () => {
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`f${i}.txt`, `#simple\n${`${i}Z error 20227 x\n`.repeat(300)}`]));
    const input = inputFolder('bundle', files);
    const cancellation = { check: () => { if (store.sources().length === 3) throw new ExpectedError('cancelled'); } }; // prettier-ignore
    await expect(take(input, { cancellation })).rejects.toMatchObject({ appError: { code: 'cancelled' } });
    expect(store.sources().map((s) => s.path)).toEqual(['f0.txt', 'f1.txt', 'f2.txt']);
    expect(store.gaps()).toEqual(
      ['f3.txt', 'f4.txt', 'f5.txt', 'f6.txt', 'f7.txt'].map((path) => ({ path, reason: { key: 'store.gap.cancelled', params: {} } })),
    );
    expect(readdirSync(join(dir, 'sources'))).toHaveLength(3);
    const { sources } = await take(input);
    expect(sources).toHaveLength(5);
    expect(store.gaps()).toEqual([]);
  });
});

function azure(value: string): string {
  return JSON.stringify({ value }, null, 2);
}

function device(value: string): string {
  return `Add-VpnS2SInterface -Name AzureGateway -Destination 203.0.113.1 -Protocol IKEv2 -SharedSecret "${value}"\n`;
}

describe('shared keys', () => {
  const key = 'Xk9-Tunnel-Secret-42';

  it('are replaced before anything is written; the comparison is kept as a fact', async () => {
    const files = { 'azure/connection-shared-key.json': azure(key), 'rras.ps1': device(key) };
    const { sources } = await take(inputFolder('bundle', files));
    store.close();
    for (const folder of ['.', 'sources', 'index']) {
      for (const entry of readdirSync(join(dir, folder), { withFileTypes: true })) {
        if (entry.isFile()) expect(readFileSync(join(dir, folder, entry.name)).includes(key)).toBe(false);
      }
    }
    store = openCase(dir);
    expect(sources.map((s) => s.secretsRemoved)).toEqual([1, 1]);
    const comparisons = store.facts().filter((f) => f.kind === 'shared-key-comparison');
    expect(comparisons).toMatchObject([{ result: 'same', why: 'compared' }]);
    expect(comparisons[0]?.citations.map((c) => c.path)).toEqual(['azure/connection-shared-key.json', 'rras.ps1']);
    expect(comparisons[0]?.citations.every((c) => c.quote.includes('[removed: shared key]'))).toBe(true);
  });

  it('the comparison is not said twice when the bundle is imported again', async () => {
    const input = inputFolder('bundle', { 'azure/connection-shared-key.json': azure(key), 'rras.ps1': device('other-key-entirely-9') });
    await take(input);
    await take(input);
    expect(store.facts().filter((f) => f.kind === 'shared-key-comparison')).toMatchObject([{ result: 'different' }]);
  });

  it('are replaced in files too large to hold, wherever they stand', async () => {
    const filler = `${'x'.repeat(99)}\n`.repeat(400_000);
    const { sources } = await take(inputFile('large.ps1', `${filler}${device(key)}${filler.slice(0, 1000)}`));
    expect(sources).toMatchObject([{ storage: 'lines', records: 400_011, secretsRemoved: 1 }]);
    const stored = readFileSync(join(dir, 'sources', sources[0]?.sha256 ?? ''));
    expect(stored.includes(key)).toBe(false);
  });
});

describe('a file that vanishes between listing and reading', () => {
  it('is a gap', async () => {
    let round = 0;
    const folder = {
      kind: 'folder',
      name: 'bundle',
      files: () => inputFolder('bundle', (round += 1) === 1 ? { 'a.txt': text, 'b.txt': text } : { 'b.txt': text }).files(),
    } as const;
    const { sources, gaps } = await take(folder);
    expect(sources.map((s) => s.path)).toEqual(['b.txt']);
    expect(gaps).toEqual([{ path: 'a.txt', reason: { key: 'store.gap.vanished', params: {} } }]);
  });
});

describe('a case that lost bytes', () => {
  it('names the file and still opens', async () => {
    const { sources } = await take(inputFolder('bundle', { 'notes.log': text, 'a.txt': events }));
    store.close();
    const { rmSync } = await import('node:fs');
    rmSync(join(dir, 'sources', sources[0]?.sha256 ?? ''));
    rmSync(join(dir, 'index', `${sources[0]?.id}.idx`));
    store = openCase(dir);
    expect(store.gaps()).toEqual([{ path: 'notes.log', reason: { key: 'store.gap.bytes-lost', params: {} } }]);
    const records = openCaseRecords(dir);
    expect(records.openView(emptyRecordFilter).total).toBe(2);
    records.close();
    expect(existsSync(join(dir, 'case.sqlite'))).toBe(true);
  });
});
