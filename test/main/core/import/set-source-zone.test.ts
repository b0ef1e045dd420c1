import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { setSourceZone } from '#core/import/set-source-zone.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { importInto } from '#host/import-into.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const root = temporaryFolder();
const log = { error: () => undefined, info: () => undefined };
let number = 0;
let dir = '';
let store: CaseStore;

const event = (at: string, code: number): string => `
TimeCreated  : ${at}
ProviderName : RasClient
Id           : 20227
Message      : CoId={AAAAAAAA-0000-0000-0000-000000000001}: The user CONTOSO\\alice dialed a connection named AzureGateway which has failed. The error code returned on failure is ${code}.
LevelDisplayName : Error
MachineName  : RRAS01
`;
const files = {
  'a.txt': event('3/18/2016 1:26:02 PM', 809) + event('7/18/2016 1:26:02 PM', 809),
  'b.txt': event('3/19/2016 1:26:02 PM', 13_801),
  'c.log': '2016-03-18 13:26:02 charon: ERROR no proposal\n  continued\n2016-03-18T13:26:03Z utc\n',
};
const winter = Date.UTC(2016, 2, 18, 13, 26, 2);
const summer = Date.UTC(2016, 6, 18, 13, 26, 2);
const hour = 3_600_000;

beforeEach(async () => {
  number += 1;
  dir = join(root, `case-${number}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  store = openCase(dir, { clock: steadyClock });
  await importInto(store, [inputFolder('bundle', files)], {
    knowledge,
    clock: steadyClock,
    cancellation: noCancellation,
    onProgress: () => undefined,
    log,
  });
});

function sourceOf(path: string) {
  const source = store.sources().find((s) => s.path === path);
  if (!source) throw new Error(path);
  return source;
}

function set(path: string, zone: string | null): void {
  setSourceZone(store, sourceOf(path).id, zone, { formats, extractors, knowledge, log });
}

/** Rows of one source in the order of the source. */
function rows(path: string) {
  const records = openCaseRecords(dir);
  try {
    const view = records.openView({ ...emptyRecordFilter, sources: [sourceOf(path).id] });
    return view.page(0, 100).toSorted((a, b) => a.seq - b.seq);
  } finally {
    records.close();
  }
}

/** Rows without their place in the list, which other sources move. */
const unplaced = (list: ReturnType<typeof rows>) => list.map((row) => ({ ...row, position: 0 }));
const utc = (path: string) => rows(path).map((row) => row.time?.utcMs ?? null);
const facts = () =>
  store
    .facts()
    .map((fact) => JSON.stringify(fact))
    .toSorted();

describe('a source whose zone a person sets', () => {
  it('has its records in UTC, under the numbers they had, and its facts with them', () => {
    const before = rows('a.txt').map(({ seq, line, text }) => ({ seq, line, text }));
    const count = store.facts().length;
    expect(utc('a.txt')).toEqual([null, null]);
    set('a.txt', 'Europe/Berlin');
    expect(utc('a.txt')).toEqual([winter - hour, summer - 2 * hour]);
    expect(rows('a.txt').map(({ seq, line, text }) => ({ seq, line, text }))).toEqual(before);
    expect(sourceOf('a.txt')).toMatchObject({ zone: 'offset', zoneSet: 'Europe/Berlin', records: 2 });
    expect(store.facts()).toHaveLength(count);
    expect(facts().join('\n')).toContain(String(winter - hour));
    expect(store.log().at(-1)?.what).toEqual({ key: 'log.zone-set', params: { path: 'a.txt', zone: 'Europe/Berlin' } });
  });

  it('leaves the other sources as they were', () => {
    const before = [rows('b.txt'), rows('c.log')].map(unplaced);
    set('a.txt', '+09:00');
    expect([rows('b.txt'), rows('c.log')].map(unplaced)).toEqual(before);
    expect(store.sources().map((s) => s.path)).toEqual(['a.txt', 'b.txt', 'c.log']);
  });

  it('is as it was when the zone is taken back', () => {
    const before = [store.sources(), facts(), rows('a.txt')];
    set('a.txt', '-03:30');
    set('a.txt', '+09:00');
    set('a.txt', null);
    expect([store.sources(), facts(), rows('a.txt')]).toEqual(before);
    expect(store.log().at(-1)?.what.key).toBe('log.zone-taken-back');
  });

  it('is found in its zone when the case is opened again, also without its index', () => {
    set('a.txt', '+09:00');
    set('c.log', '+09:00');
    const wanted = [utc('a.txt'), utc('c.log')];
    store.close();
    rmSync(join(dir, 'index'), { recursive: true });
    store = openCase(dir, { clock: steadyClock });
    expect([utc('a.txt'), utc('c.log')]).toEqual(wanted);
  });

  it('may be a plain log: lines that name a zone keep theirs', () => {
    expect(sourceOf('c.log')).toMatchObject({ storage: 'lines', zone: 'unknown' });
    set('c.log', 'Asia/Tokyo');
    expect(utc('c.log')).toEqual([winter - 9 * hour, winter - 9 * hour, winter + 1000]);
    expect(sourceOf('c.log')).toMatchObject({ zone: 'offset', zoneSet: 'Asia/Tokyo', records: 3 });
    set('c.log', null);
    expect(utc('c.log')).toEqual([null, null, winter + 1000]);
    expect(sourceOf('c.log').zone).toBe('unknown');
  });
});

describe('a zone that cannot be set', () => {
  it.each([
    ['a zone that does not exist', 'a.txt', 'Nowhere/Land', 'bad-input'],
    ['a distance of more than a day', 'a.txt', '+31:00', 'bad-input'],
    ['bytes that are gone', 'a.txt', '+09:00', 'file-missing'],
    ['a running import', 'a.txt', '+09:00', 'case-locked'],
  ])('%s changes nothing', (name, path, zone, code) => {
    const before = [store.sources(), facts(), rows(path)];
    const { sha256 } = sourceOf(path);
    if (name.startsWith('bytes')) rmSync(join(dir, 'sources', sha256));
    const session = name.startsWith('a running') ? store.beginImport('other') : null;
    expect(() => set(path, zone)).toThrow(expect.objectContaining({ appError: expect.objectContaining({ code }) }));
    session?.finish();
    expect([store.sources(), facts(), rows(path)]).toEqual(before);
  });

  it('a source that is not there', () => {
    const options = { formats, extractors, knowledge, log };
    expect(() => setSourceZone(store, 'none', null, options)).toThrow(
      expect.objectContaining({ appError: expect.objectContaining({ code: 'not-found' }) }),
    );
  });
});
