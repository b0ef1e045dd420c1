import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { openWritable } from '#host/store/database.ts';
import type { SqliteDatabase } from '#host/store/database.ts';
import { migrate } from '#host/store/migrate.ts';
import { openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';

const root = temporaryFolder();
let number = 0;
let dir = '';

const bytes = Buffer.from('the bytes of a source');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const at = Date.UTC(2016, 2, 18, 13, 26, 2);

/** Rows as the versions before wrote them: an event of a log that is read again, one of a text, one that knows no time. */
const record = `INSERT INTO record (id, utc_ms, local_ms, offset_minutes, zone, time_text, level, kind, provider, event_id, code, line, end_line, byte_offset, who, what, title, data, text) VALUES`;
const rows = [
  `(1, ${at}, NULL, NULL, 'utc', '2016-03-18T13:26:02Z', 'error', 'windows-event', 'RasClient', 20227, 809, 5, 5, 4096, 'AzureGateway', NULL, NULL, '{}', 'RasClient 20227: 809')`,
  `(2, NULL, ${at}, NULL, 'unknown', '3/18/2016 1:26:02 PM', NULL, 'windows-event', 'RemoteAccess', 20111, NULL, 8, 12, 90, 'AzureGateway', '{"key":"record.dial-failed-code","params":{"code":"809"}}', 'Message : dialed', '{"kind":"windows-event","provider":"RemoteAccess"}', 'Message : dialed' || char(10) || 'and failed')`,
  `(3, ${at - 32_400_000}, ${at}, 540, 'offset', '13:26 JST', 'warning', 'ike-event', NULL, NULL, NULL, 1, 1, 0, '203.0.113.4', NULL, 'says this', '{"kind":"ike-event","peer":"203.0.113.4"}', '{"raw": "row"}')`,
];
const source = (ordinal: number, path: string, records: number, first: number): string =>
  `INSERT INTO source (ordinal, id, path, sha256, size, format, encoding, zone, records, rejected, secrets_removed, storage, imported_at_ms, first_record, head)
   VALUES (${ordinal}, '${'0'.repeat(19)}${ordinal}', '${path}', '${sha256}', ${bytes.length}, 'none', 'utf-8', 'utc', ${records}, 0, 0, 'records', 1, ${first}, '')`;

/** A case folder of an older version. */
function makeOld(version: number, fill: (db: SqliteDatabase) => void): void {
  mkdirSync(join(dir, 'sources'), { recursive: true });
  writeFileSync(join(dir, 'sources', sha256), bytes);
  const db = openWritable(join(dir, 'case.sqlite'), { create: true });
  migrate(db, version);
  const info = db.prepare('INSERT INTO case_info (key, value) VALUES (?, ?)');
  for (const pair of Object.entries({ id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'old', createdMs: '1', changedMs: '1' }))
    info.run(...pair);
  fill(db);
  db.close();
}

function fillWithTwoSources(db: SqliteDatabase): void {
  for (const row of rows) db.exec(`${record} ${row}`);
  db.exec(source(1, 'a.evtx', 2, 1));
  db.exec(source(2, 'b.json', 1, 3));
}

beforeEach(() => {
  number += 1;
  dir = join(root, `case-${number}`);
});

describe.each([1, 2])('a case of version %i', (version) => {
  it('is brought up to date when it is opened, with every record as it was', () => {
    makeOld(version, fillWithTwoSources);
    openCase(dir, { clock: steadyClock }).close();
    const records = openCaseRecords(dir);
    const view = records.openView(emptyRecordFilter);
    const page = view.page(0, 10);
    expect(page.map((r) => [r.sourceId.at(-1), r.seq, r.line, r.level, r.who, r.code, r.text])).toEqual([
      ['2', 0, 1, 'warning', '203.0.113.4', null, 'says this'],
      ['1', 0, 5, 'error', 'AzureGateway', 809, 'RasClient 20227: 809'],
      ['1', 1, 8, null, 'AzureGateway', null, 'Message : dialed'],
    ]);
    expect(page.map((r) => r.time)).toEqual([
      { utcMs: at - 32_400_000, localMs: at, offsetMinutes: 540, zone: 'offset', text: '13:26 JST' },
      { utcMs: at, localMs: at, offsetMinutes: 0, zone: 'utc', text: '2016-03-18T13:26:02Z' },
      { utcMs: null, localMs: at, offsetMinutes: null, zone: 'unknown', text: '3/18/2016 1:26:02 PM' },
    ]);
    expect(page.map((r) => r.what?.key)).toEqual([undefined, 'event.RasClient.20227', 'record.dial-failed-code']);
    const detail = records.get(`${'0'.repeat(19)}1`, 1);
    expect([detail.place, detail.original]).toEqual([{ line: 8, endLine: 12, offset: 90 }, 'Message : dialed\nand failed']);
    expect(records.openView({ ...emptyRecordFilter, text: '20111' }).total).toBe(1);
    expect(view.providers).toEqual(['RasClient', 'RemoteAccess']);
    records.close();
  });
});

describe('a case of an older version that breaks its rules', () => {
  it.each([
    [
      'a level that there is not',
      (db: SqliteDatabase) => {
        fillWithTwoSources(db);
        db.exec(`UPDATE record SET level = 'loud' WHERE id = 2`);
      },
    ],
    [
      'a number that is none',
      (db: SqliteDatabase) => {
        fillWithTwoSources(db);
        db.exec('UPDATE record SET byte_offset = 9e999 WHERE id = 2');
      },
    ],
  ])('%s says that it is damaged and stays as it was', (_name, fill) => {
    makeOld(2, fill);
    expect(() => openCase(dir)).toThrow(expect.objectContaining({ appError: expect.objectContaining({ code: 'case-damaged' }) }));
    const db = openWritable(join(dir, 'case.sqlite'), { create: false });
    expect([db.pragma('user_version', { simple: true }), db.prepare('SELECT count(*) FROM record').pluck().get()]).toEqual([2, 3]);
    db.close();
  });

  it('two sources that claim the same records are not shown', () => {
    makeOld(2, (db) => { fillWithTwoSources(db); db.exec('UPDATE source SET first_record = 1, records = 3 WHERE ordinal = 2'); }); // prettier-ignore
    openCase(dir).close();
    const records = openCaseRecords(dir);
    expect(() => records.openView(emptyRecordFilter)).toThrow(
      expect.objectContaining({ appError: expect.objectContaining({ code: 'case-damaged' }) }),
    );
    records.close();
  });
});
