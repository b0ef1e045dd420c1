import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { chunkBytes, fileHeaderBytes } from '#core/evtx/headers.ts';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { canBeCarved, carveSource } from '#core/import/carve-source.ts';
import { setSourceZone } from '#core/import/set-source-zone.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { importInto } from '#host/import-into.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { sealChunk } from '../../../helpers/evtx/evtx-file.ts';
import { writeEvtx } from '../../../helpers/evtx/evtx-writer.ts';
import { dialFailed } from '../../../helpers/evtx/ras-events.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const root = temporaryFolder();
const log = { error: () => undefined, info: () => undefined };
const options = { formats, knowledge, clock: steadyClock, log };
let number = 0;
let dir = '';
let store: CaseStore;

/** 20 records in two chunks; the second was begun anew and holds one record of today and nine old ones. */
function begunAnew(): Buffer {
  const bytes = writeEvtx(
    Array.from({ length: 20 }, (_, i) => dialFailed(new Date(Date.UTC(2016, 2, 18, 13, i)).toISOString(), 809)),
    10,
  );
  const chunk = bytes.subarray(fileHeaderBytes + chunkBytes);
  const second = 512 + chunk.readUInt32LE(512 + 4);
  chunk.writeUInt32LE(second, 48);
  chunk.writeBigUInt64LE(7n, second + 8);
  sealChunk(chunk);
  return bytes;
}

beforeEach(async () => {
  number += 1;
  dir = join(root, `case-${number}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  store = openCase(dir, { clock: steadyClock });
  const files = { 'a.evtx': begunAnew(), 'b.evtx': writeEvtx([dialFailed('2016-03-18T13:00:00Z', 809)]), 'c.txt': 'nothing\n' };
  await importInto(store, [inputFolder('bundle', files)], {
    knowledge,
    clock: steadyClock,
    cancellation: noCancellation,
    onProgress: () => undefined,
    log,
  });
});

const idOf = (path: string) => store.sources().find((s) => s.path === path)!.id;
const refused = expect.objectContaining({ appError: expect.objectContaining({ code: 'bad-input' }) });
const counts = () => store.sources().map((s) => [s.path, s.records]);
const whole = [['a.evtx', 11], ['b.evtx', 1], ['c.txt', 1]]; // prettier-ignore

describe('what a log has given up', () => {
  it('is a source of its own beside the log, and no fact rests on it', () => {
    const before = store.facts();
    expect(counts()).toEqual(whole);
    expect(carveSource(store, idOf('a.evtx'), options)).toBe(9);
    expect(counts()).toEqual([...whole, ['a.evtx!/slack', 9]]);
    expect(store.facts()).toEqual(before);
    expect(store.log().at(-1)?.what).toEqual({ key: 'log.slack-read', params: { path: 'a.evtx', records: 9 } });
    expect(store.gaps()).toEqual([]);
  });

  it('is shown like any record, with its XML made from the bytes', () => {
    carveSource(store, idOf('a.evtx'), options);
    const id = idOf('a.evtx!/slack');
    const records = openCaseRecords(dir);
    try {
      const rows = records.openView({ ...emptyRecordFilter, sources: [id] }).page(0, 100);
      expect(rows).toHaveLength(9);
      const record = records.get(id, rows[0]!.seq);
      expect(record).toMatchObject({ kind: 'windows-event', code: 809, path: 'a.evtx!/slack' });
      expect(record.original).toContain('<EventID Qualifiers="0">20111</EventID>');
    } finally {
      records.close();
    }
  });

  it('is read once however often it is asked for', () => {
    carveSource(store, idOf('a.evtx'), options);
    expect(carveSource(store, idOf('a.evtx'), options)).toBe(9);
    expect(counts()).toHaveLength(4);
  });

  it('adds nothing where there is nothing', () => {
    expect(carveSource(store, idOf('b.evtx'), options)).toBe(0);
    expect(counts()).toEqual(whole);
    expect(store.gaps()).toEqual([]);
  });

  it('is not asked of other sources, nor is the slack read again as if it were the log', () => {
    carveSource(store, idOf('a.evtx'), options);
    expect(
      store
        .sources()
        .filter((s) => canBeCarved(s, formats))
        .map((s) => s.path),
    ).toEqual(['a.evtx', 'b.evtx']);
    for (const id of [idOf('c.txt'), idOf('a.evtx!/slack')]) expect(() => carveSource(store, id, options)).toThrow(refused);
    expect(() => setSourceZone(store, idOf('a.evtx!/slack'), '+09:00', { ...options, extractors })).toThrow(refused);
    expect(counts()).toContainEqual(['a.evtx!/slack', 9]);
  });

  it('stays when the bundle is imported again', async () => {
    carveSource(store, idOf('a.evtx'), options);
    await importInto(store, [inputFolder('bundle', { 'a.evtx': begunAnew() })], {
      knowledge,
      clock: steadyClock,
      cancellation: noCancellation,
      onProgress: () => undefined,
      log,
    });
    expect(counts()).toContainEqual(['a.evtx!/slack', 9]);
    expect(store.gaps()).toEqual([]);
  });
});
