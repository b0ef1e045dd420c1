import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunkBytes, fileHeaderBytes } from '#core/evtx/headers.ts';
import { readRecordAt } from '#core/evtx/one-record.ts';
import { readEvents } from '#core/evtx/reader.ts';
import type { EvtxLoss } from '#core/evtx/reader.ts';
import { temporaryFolder } from '../../../helpers/case-folder.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { bytesOf } from '../../../helpers/evtx/bytes.ts';
import { damagers } from '../../../helpers/evtx/damage.ts';
import { evtxexportNote, evtxexportXml, hasEvtxexport } from '../../../helpers/evtx/evtxexport.ts';
import { fileHeader, goodChunks, longLog } from '../../../helpers/evtx/evtx-file.ts';
import { writeEvtx } from '../../../helpers/evtx/evtx-writer.ts';
import { dialFailed } from '../../../helpers/evtx/ras-events.ts';

const minute = (i: number) => new Date(Date.UTC(2016, 2, 18, 13, i)).toISOString();
/** 60 records in six chunks. */
const log = writeEvtx(
  Array.from({ length: 60 }, (_, i) => dialFailed(minute(i), 809)),
  10,
);
const chunk = (i: number) => fileHeaderBytes + i * chunkBytes;

function read(file: Buffer, carve = false) {
  const batches = [...readEvents(bytesOf(file), { carve })];
  return {
    ids: batches.flatMap((b) => b.items.map((event) => event.recordId)),
    carved: batches.flatMap((b) => b.carved.map((event) => event.recordId)),
    losses: batches.flatMap((b) => b.losses),
  };
}

function eventsOf(file: Buffer) {
  return [...readEvents(bytesOf(file))].flatMap((batch) => batch.items);
}

function changed(change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(log);
  change(copy);
  return copy;
}

function ids(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe('a log of six chunks with ten records each', () => {
  it('whole: all of it and no loss', () => {
    expect(read(log)).toEqual({ ids: ids(1, 60), carved: [], losses: [] });
  });

  it.each<[string, Buffer, number[], EvtxLoss['kind'][]]>([
    ['no file header', changed((b) => b.fill(0, 0, 4096)), ids(1, 60), ['file-header']],
    ['a wrong count of chunks', changed((b) => b.writeUInt16LE(2, 42)), ids(1, 60), ['file-header']],
    ['chunks without a file', Buffer.from(log.subarray(4096)), ids(1, 60), ['file-header']],
    ['cut in the third chunk', Buffer.from(log.subarray(0, chunk(2) + 1000)), ids(1, 20), ['cut', 'range']],
    ['the header of a chunk zeroed', changed((b) => b.fill(0, chunk(3), chunk(3) + 512)), ids(1, 60), ['chunk-header']],
    ['the magic of a chunk wrong', changed((b) => b.write('XXXXXXXX', chunk(3), 'latin1')), ids(1, 60), ['chunk-header']],
    ['a whole chunk zeroed', changed((b) => b.fill(0, chunk(3), chunk(4))), [...ids(1, 30), ...ids(41, 60)], []],
    ['a whole chunk overwritten', changed((b) => b.fill(0xa5, chunk(3), chunk(4))), [...ids(1, 30), ...ids(41, 60)], ['range']],
    [
      'the first record of a chunk gone, which held the template',
      changed((b) => b.fill(0, chunk(3) + 512, chunk(3) + 1024)),
      [...ids(1, 30), ...ids(32, 60)],
      ['records-checksum', 'range'],
    ],
    [
      'a sector slipped in before the third chunk',
      Buffer.concat([log.subarray(0, chunk(2)), Buffer.alloc(512, 1), log.subarray(chunk(2))]),
      ids(1, 60),
      ['range'],
    ],
    [
      'half a chunk missing',
      Buffer.concat([log.subarray(0, chunk(1) + 2048), log.subarray(chunk(2))]),
      [...ids(1, 11), ...ids(21, 60)],
      ['cut', 'range'],
    ],
  ])('%s', (_name, file, expected, losses) => {
    const found = read(file);
    const kinds = found.losses.map((l) => l.kind);
    if (losses.length > 0) expect(kinds).toEqual(losses);
    expect(found.ids.filter((id) => !expected.includes(id))).toEqual([]);
    expect(expected.filter((id) => !found.ids.includes(id))).toEqual([]);
  });

  it.each<[string, (copy: Buffer, at: number, size: number) => void]>([
    ['at its head', (copy, at) => copy.fill(0, at + 4, at + 8)],
    ['at both ends', (copy, at, size) => copy.fill(0, at + 4, at + 8).fill(0, at + size - 4, at + size)],
    ['with its magic', (copy, at) => copy.fill(0xff, at, at + 8)],
    ['at its head, which says less', (copy, at) => copy.writeUInt32LE(80, at + 4)],
  ])('a record whose size is destroyed %s is read whole by what its content takes', (_name, destroy) => {
    const first = chunk(3) + 512;
    const at = first + log.readUInt32LE(first + 4);
    const size = log.readUInt32LE(at + 4);
    const damaged = changed((copy) => destroy(copy, at, size));
    expect(eventsOf(damaged)).toEqual(eventsOf(log));
    expect(read(damaged).losses.map((l) => l.kind)).toEqual(['records-checksum']);
    expect(readRecordAt(bytesOf(damaged), at)).toEqual(readRecordAt(bytesOf(log), at));
  });

  it('a record cut off in its content, with nothing of the size left, is not made up', () => {
    const first = chunk(3) + 512;
    const at = first + log.readUInt32LE(first + 4);
    const damaged = changed((copy) => copy.fill(0, at + 4, at + 8).fill(0, at + 200, chunk(4)));
    expect(read(damaged).ids).toEqual([...ids(1, 31), ...ids(41, 60)]);
  });

  it('a record behind the end that the header tells belongs to the log when it goes on with the numbers', () => {
    const at = log.readUInt32LE(chunk(5) + 44);
    const stale = changed((b) => b.writeUInt32LE(at, chunk(5) + 48));
    expect(read(stale).ids).toEqual(ids(1, 60));
  });

  it('a chunk that was begun anew gives its old records only when they are asked for', () => {
    const second = log.readUInt32LE(chunk(5) + 512 + 4) + 512;
    const begun = changed((b) => {
      b.writeUInt32LE(second, chunk(5) + 48);
      // The number of the next record breaks off: it is an old one.
      b.writeBigUInt64LE(7n, chunk(5) + second + 8);
    });
    expect(read(begun).ids).toEqual(ids(1, 51));
    expect(read(begun, true).carved).toHaveLength(9);
  });

  it('nothing but a header, and nothing at all', () => {
    expect(read(fileHeader({ chunks: 1, nextRecordId: 1 }))).toEqual({ ids: [], carved: [], losses: [] });
    expect(read(Buffer.alloc(0)).ids).toEqual([]);
    expect(read(Buffer.alloc(200_000)).ids).toEqual([]);
  });
});

describe.skipIf(!hasCorpus || !hasEvtxexport)(
  `damaged logs of real chunks: never fewer records than evtxexport${corpusNote}${evtxexportNote}`,
  () => {
    const folder = temporaryFolder();
    const files = hasCorpus ? readdirSync(join(corpusDir, 'evtx')).filter((f) => !/issue_201|wec/.test(f)) : [];
    const chunks = files.flatMap((f) => goodChunks(readFileSync(join(corpusDir, 'evtx', f))));
    const whole = Buffer.concat([...longLog(chunks, 3 << 20)]);
    const walkable = read(whole).ids.length;

    it.each(damagers)('$id: $name', ({ id, damage }) => {
      const file = damage(whole);
      const path = join(folder, `${id}.evtx`);
      writeFileSync(path, file);
      const found = read(file);
      expect(found.ids.length).toBeGreaterThanOrEqual(evtxexportXml(path).length);
      if (id === 'd1' || id === 'd5') expect(found.ids).toHaveLength(walkable);
      if (id === 'd3') expect(found.ids.length / walkable).toBeGreaterThan(0.99);
      if (id !== 'd1') expect(found.losses.length).toBeGreaterThan(0);
    });
  },
);
