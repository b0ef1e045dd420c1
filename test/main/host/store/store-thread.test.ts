import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { createBlockWriter } from '#core/store/block-writer.ts';
import type { RecordBlock } from '#core/store/record-block.ts';
import { openReadOnly, openWritable } from '#host/store/database.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { startStoreThread } from '#host/store/store-thread.ts';
import type { StoreThread } from '#host/store/store-thread.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { countingExtractor, simpleFormat } from '../../../helpers/simple-format.ts';

const root = temporaryFolder();
let number = 0;

function newCase(): string {
  number += 1;
  const dir = join(root, `case-${number}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  return dir;
}

/** Long enough for several messages to the thread. */
const lines = Array.from({ length: 6000 }, (_, i) => (i % 100 === 7 ? `bad ${i}` : `${i}Z error 20227 ${'text '.repeat(40)}${i}`));
const files = {
  'a.txt': `#simple\n${lines.join('\n')}\n`,
  'b.txt': '#simple\n5Z error 20226 b\n',
  'c.log': '2016-03-18 13:26:02 one\n',
  'd.txt': '#simple\n6Z error 1 d\nthrow\n',
};

async function imported(threadBytes: number, cancelAfter = Number.POSITIVE_INFINITY) {
  const dir = newCase();
  const store = openCase(dir, { clock: steadyClock, threadBytes });
  let checks = 0;
  const cancellation = {
    check: () => {
      checks += 1;
      if (checks > cancelAfter) throw new Error('enough');
    },
  };
  const done = importBundle({
    input: inputFolder('bundle', files), store, formats: [simpleFormat], extractors: [countingExtractor], knowledge, secrets: createSecretKeeper(),
    cancellation: Number.isFinite(cancelAfter) ? cancellation : noCancellation, clock: steadyClock, onProgress: () => undefined,
  }); // prettier-ignore
  const error: unknown = await done.then(() => null, (reason: unknown) => reason); // prettier-ignore
  const sources = store.sources();
  const rejections = sources.map((s) => store.rejections(s.id));
  const told = { sources, rejections, facts: store.facts(), gaps: store.gaps() };
  store.close();
  const records = openCaseRecords(dir);
  const view = records.openView(emptyRecordFilter);
  const rows = view.page(0, view.total);
  records.close();
  return { error, ...told, rows };
}

describe('an import whose sources are stored by a thread of their own', () => {
  it('gives the same case as one without', async () => {
    const [apart, together] = [await imported(0), await imported(Number.POSITIVE_INFINITY)];
    expect(apart.error).toBeNull();
    expect(apart.sources.map((s) => [s.path, s.storage, s.records, s.rejected])).toEqual([
      ['a.txt', 'records', 5940, 60],
      ['b.txt', 'records', 1, 0],
      ['c.log', 'lines', 1, 0],
      ['d.txt', 'lines', 3, 0],
    ]);
    expect(apart).toEqual(together);
  });

  it('that ends in the middle keeps whole sources and nothing of the one that it was at', async () => {
    const stopped = await imported(0, 60);
    expect(String(stopped.error)).toContain('enough');
    expect([stopped.sources, stopped.facts, stopped.rows]).toEqual([[], [], []]);
  });
});

describe('the thread', () => {
  let file = '';
  let thread: StoreThread;
  const summary: SourceSummary = {
    id: '0123456789abcdef0123', path: 'a.txt', sha256: 'a'.repeat(64), size: 1, format: 'x', encoding: 'utf-8', zone: 'utc', records: 1, rejected: 0,
    secretsRemoved: 0, storage: 'records', importedAtMs: 1, head: '',
  }; // prettier-ignore

  beforeEach(() => {
    file = join(newCase(), 'case.sqlite');
    const db = openWritable(file, { create: false });
    db.exec(`INSERT INTO import (id, name, started_ms) VALUES (1, 'x', 1)`);
    db.close();
    thread = startStoreThread(file, 1);
  });
  afterEach(() => thread.close()());

  function block(): RecordBlock {
    const made: RecordBlock[] = [];
    const writer = createBlockWriter((b) => made.push({ ...b, texts: Buffer.from(b.texts), data: Buffer.from(b.data) }));
    writer.add({
      place: { line: 1, endLine: 1, offset: 0 }, time: null, level: null, kind: 'line', provider: null, eventId: null, code: null, who: null,
      what: null, title: null, data: '{}', text: 'x',
    }); // prettier-ignore
    writer.flush();
    return made[0]!;
  }

  function counts(): unknown {
    const db = openReadOnly(file);
    const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    const all = [count('source'), count('record_block'), count('rejection')];
    db.close();
    return all;
  }

  it('shows a source when it is committed, whole, and not before', () => {
    const source = thread.begin();
    source?.addBlock(block());
    source?.addRejection({ line: 2, reason: { key: 'x', params: {} }, excerpt: 'y' });
    expect(counts()).toEqual([0, 0, 0]);
    source?.commit(summary);
    expect(counts()).toEqual([1, 1, 1]);
  });

  it('an error there is thrown here, and leaves nothing of its source; the next one goes well', () => {
    const broken = thread.begin();
    broken?.addBlock({ ...block(), count: Number.NaN });
    expect(() => broken?.commit(summary)).toThrow(/record_block/);
    broken?.rollback();
    expect(counts()).toEqual([0, 0, 0]);
    const next = thread.begin();
    next?.addBlock(block());
    next?.commit(summary);
    expect(counts()).toEqual([1, 1, 0]);
  });

  it('keeps what it commits through another connection that writes at once, and has tidied up when it is closed', () => {
    const source = thread.begin();
    source?.addBlock(block());
    source?.commit(summary);
    const db = openWritable(file, { create: false });
    db.exec(`INSERT INTO import (id, name, started_ms) VALUES (2, 'y', 1)`);
    thread.close()();
    expect(counts()).toEqual([1, 1, 0]);
    db.close();
    // Whoever closes last removes the log: nobody else has the database open.
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('that cannot open the database is done without at once', () => {
    const other = startStoreThread(join(root, 'absent.sqlite'), 1);
    expect(other.begin()).toBeNull();
    expect(other.hash(file).digest()).toBeNull();
    other.close()();
  });

  it('hashes files while they are written, also two at a time, and cannot tell the hash of one that is gone', () => {
    const names = ['one', 'two'].map((name) => join(root, `${name}-${number}`));
    const [one, two] = names.map((name) => thread.hash(name));
    const chunk = Buffer.alloc(1_500_000, 7);
    for (let i = 1; i <= 4; i += 1) {
      for (const name of names) appendFileSync(name, chunk);
      one?.advance(i * chunk.length);
      two?.advance(i * chunk.length);
    }
    const sha256 = createHash('sha256')
      .update(Buffer.concat([chunk, chunk, chunk, chunk]))
      .digest('hex');
    expect([one?.digest(), two?.digest()]).toEqual([sha256, sha256]);
    expect(thread.hash(join(root, 'absent')).digest()).toBeNull();
    const given = thread.hash(names[0]!);
    given.advance(4 * chunk.length);
    given.forget();
    rmSync(names[0]!);
    expect(thread.begin()).not.toBeNull();
  });

  it('what a source is rolled back of is gone', () => {
    const source = thread.begin();
    source?.addBlock(block());
    source?.rollback();
    expect(counts()).toEqual([0, 0, 0]);
  });
});
