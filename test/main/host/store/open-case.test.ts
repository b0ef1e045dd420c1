import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { message } from '#shared/model/message.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { resolveNativeBinding } from '#host/native-binding.ts';
import { troubledAnalysis } from '../../../helpers/fake-analysis.ts';
import { steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';

const root = temporaryFolder();
const id = '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11';
let number = 0;
let dir = '';

beforeEach(() => {
  number += 1;
  dir = join(root, `case-${number}`);
  createCase(dir, { id, title: 'HQ to Azure', nowMs: 1000 });
});

function raw(file = join(dir, 'case.sqlite')): Database.Database {
  return new Database(file, { nativeBinding: resolveNativeBinding() });
}

function expectCode(work: () => unknown, code: string): void {
  expect(work).toThrow(expect.objectContaining({ appError: expect.objectContaining({ code }) }));
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

describe('a new case', () => {
  it('has its id, title, time and the first entry of its log', () => {
    const store = openCase(dir);
    expect([store.id, store.title(), store.createdMs]).toEqual([id, 'HQ to Azure', 1000]);
    expect(store.log()).toEqual([{ atMs: 1000, what: message('store.log.created') }]);
    expect([store.sources(), store.gaps(), store.facts(), store.answers(), store.analysis()]).toEqual([[], [], [], [], null]);
    store.close();
  });

  it('leaves nothing half made beside it', () => {
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('keeps answers, title and analysis', () => {
    const store = openCase(dir, { clock: steadyClock });
    const answer = { check: 'C2', outcome: 'same', note: 'read out over the phone', atMs: 5 } as const;
    store.setAnswer('C2', answer);
    store.setAnswer('A1', { ...answer, check: 'A1' });
    store.setAnswer('A1', null);
    store.setTitle('Renamed');
    store.saveAnalysis(troubledAnalysis);
    store.close();
    const again = openCase(dir);
    expect([again.title(), again.answers(), again.analysis()]).toEqual(['Renamed', [answer], troubledAnalysis]);
    again.close();
  });

  it('has a log that nobody can change, only add to', () => {
    const store = openCase(dir, { clock: steadyClock });
    store.appendLog(message('store.log.case-file-opened', { name: 'x' }));
    store.close();
    const db = raw();
    expect(() => db.exec('DELETE FROM log')).toThrow(/append-only/);
    expect(() => db.exec('UPDATE log SET at_ms = 0')).toThrow(/append-only/);
    db.close();
  });
});

describe('a case that cannot be opened', () => {
  it.each([
    ['no database', () => rmSync(join(dir, 'case.sqlite')), 'case-damaged'],
    ['an empty database', () => writeFileSync(join(dir, 'case.sqlite'), ''), 'case-damaged'],
    ['no database but text', () => writeFileSync(join(dir, 'case.sqlite'), 'not a database '.repeat(100)), 'case-damaged'],
    ['a database cut short', () => truncateSync(join(dir, 'case.sqlite'), 8192), 'case-damaged'],
    ['zeroes in the middle', () => overwrite(4096 * 3, 4096 * 4), 'case-damaged'],
    ['a newer version', () => pragma('user_version = 99'), 'case-newer'],
    ['a database of another program', () => pragma('application_id = 1'), 'case-damaged'],
    [
      'a trigger that no version of ours has',
      () => sql(`CREATE TRIGGER evil AFTER INSERT ON log BEGIN DELETE FROM gap; END`),
      'case-damaged',
    ],
    ['a folder that is not there', () => rmSync(dir, { recursive: true }), 'not-found'],
  ])('%s says so and harms nothing', (_name, spoil, code) => {
    spoil();
    const file = join(dir, 'case.sqlite');
    const before = existsSync(file) ? hashOf(file) : null;
    expectCode(() => openCase(dir), code);
    expect(existsSync(file) ? hashOf(file) : null).toBe(before);
  });

  it('says that another process is writing', () => {
    const other = raw();
    other.exec('BEGIN EXCLUSIVE');
    const store = openCase(dir, { timeoutMs: 50 });
    expectCode(() => store.setTitle('x'), 'case-locked');
    other.exec('ROLLBACK');
    other.close();
    store.setTitle('y');
    store.close();
  });

  it('says that the database is locked against reading', () => {
    const other = raw();
    other.pragma('journal_mode = DELETE');
    other.exec('BEGIN EXCLUSIVE');
    expectCode(() => openCase(dir, { timeoutMs: 50 }), 'case-locked');
    other.close();
  });
});

describe('what a crash left behind', () => {
  it('files that nothing names are removed', () => {
    writeFileSync(join(dir, 'sources', 'half.part'), 'x');
    writeFileSync(join(dir, 'sources', 'a'.repeat(64)), 'x');
    writeFileSync(join(dir, 'index', 'deadbeef.idx'), 'x');
    openCase(dir).close();
    expect([readdirSync(join(dir, 'sources')), readdirSync(join(dir, 'index'))]).toEqual([[], []]);
  });

  it('an interrupted import becomes gaps with words, and the log says so', () => {
    const db = raw();
    db.exec(`INSERT INTO import (id, name, started_ms, listed) VALUES (1, 'bundle.zip', 5, 1), (2, 'other.zip', 6, 0)`);
    db.exec(`INSERT INTO planned_entry (import, path) VALUES (1, 'a.txt'), (1, 'b.txt')`);
    db.close();
    const store = openCase(dir, { clock: steadyClock });
    expect(store.gaps()).toEqual([
      { path: 'a.txt', reason: message('store.gap.interrupted') },
      { path: 'b.txt', reason: message('store.gap.interrupted') },
      { path: 'other.zip', reason: message('store.gap.interrupted-start') },
    ]);
    expect(store.log().map((l) => l.what.key)).toEqual([
      'store.log.created',
      'store.log.import-interrupted',
      'store.log.import-interrupted',
    ]);
    store.close();
    const again = openCase(dir);
    expect(again.gaps()).toHaveLength(3);
    again.close();
  });

  it('folders that are missing are made again', () => {
    rmSync(join(dir, 'index'), { recursive: true });
    openCase(dir).close();
    expect(existsSync(join(dir, 'index'))).toBe(true);
  });

  it('a damaged lock is made again', () => {
    writeFileSync(join(dir, 'import.lock'), 'not a database '.repeat(100));
    const store = openCase(dir);
    store.beginImport('x').finish();
    store.close();
  });
});

describe('one import at a time', () => {
  it('a second import is told that the case is locked; an opening beside the first leaves its files alone', () => {
    const store = openCase(dir);
    const session = store.beginImport('a.zip');
    session.plan('a.txt');
    const spool = session.spool();
    spool.write(Buffer.from('bytes'));
    const beside = openCase(dir);
    expect(beside.gaps()).toEqual([]);
    expect(readdirSync(join(dir, 'sources'))).toHaveLength(1);
    expectCode(() => beside.beginImport('b.zip'), 'case-locked');
    spool.discard();
    session.finish();
    beside.beginImport('b.zip').finish();
    beside.close();
    expect(store.gaps()).toEqual([{ path: 'a.txt', reason: message('store.gap.interrupted') }]);
    store.close();
  });
});

function pragma(what: string): void {
  const db = raw();
  db.pragma(what);
  db.close();
}

function sql(what: string): void {
  const db = raw();
  db.exec(what);
  db.close();
}

function overwrite(from: number, to: number): void {
  pragma('wal_checkpoint(TRUNCATE)');
  const file = join(dir, 'case.sqlite');
  const bytes = readFileSync(file);
  bytes.fill(0xff, from, to);
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, bytes);
}
