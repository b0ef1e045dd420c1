import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { caseFolder, openLibrary } from '#host/library/library.ts';
import { resolveNativeBinding } from '#host/native-binding.ts';
import { exportCaseFile, importCaseFile } from '#host/store/case-file.ts';
import { openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFile, inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { countingExtractor, simpleFormat } from '../../../helpers/simple-format.ts';

const root = temporaryFolder();
let source = '';
let sourceId = '';
let exported: Buffer;
let made = 0;

type Members = Map<string, Buffer>;

beforeAll(async () => {
  source = freshData();
  const library = openLibrary(source, { clock: steadyClock });
  sourceId = library.create('HQ to Azure').id;
  const store = openCase(caseFolder(source, sourceId), { clock: steadyClock });
  await importBundle({
    input: inputFolder('bundle', { 'a.txt': '#simple\n1000Z error 20227 x\n', 'notes.log': '2016-03-18 13:26:02 one\ntwo\n' }),
    store, formats: [simpleFormat], extractors: [countingExtractor], knowledge, secrets: createSecretKeeper(),
    cancellation: noCancellation, clock: steadyClock, onProgress: () => undefined,
  }); // prettier-ignore
  // Exported while it is open and its newest pages are in the write-ahead log only.
  const target = join(root, 'case.ttcase');
  await exportCaseFile(caseFolder(source, sourceId), target);
  store.close();
  library.close();
  exported = readFileSync(target);
});

/** A data folder as the library makes it. */
function freshData(): string {
  made += 1;
  const folder = join(root, `data-${made}`);
  mkdirSync(join(folder, 'cases'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  return folder;
}

async function take(file: Uint8Array, data = freshData()): Promise<{ readonly data: string; readonly id: string }> {
  return { data, id: await importCaseFile(inputFile('case.ttcase', file), data) };
}

async function unzip(file: Buffer): Promise<Members> {
  const members: Members = new Map();
  const zip = await fromBufferPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) members.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return members;
}

async function zipped(members: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of members) zip.addBuffer(content, name);
  zip.end();
  return buffer(zip.outputStream);
}

/** The exported case with something changed, and the hashes of its manifest made right again. */
async function forged(change: (members: Members) => void): Promise<Buffer> {
  const members = await unzip(exported);
  change(members);
  const manifest: Record<string, unknown> = JSON.parse(String(members.get('manifest.json')));
  manifest['members'] = [...members]
    .filter(([name]) => name !== 'manifest.json')
    .map(([name, content]) => ({ name, size: content.length, sha256: sha256(content) }));
  members.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return zipped(members);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The exported case with a further entry whose name no decent program writes. */
async function withName(name: string): Promise<Buffer> {
  const decent = 'z'.repeat(name.length);
  const file = await forged((m) => m.set(decent, Buffer.from('x')));
  return Buffer.from(file.toString('latin1').replaceAll(decent, name), 'latin1');
}

/** Changes the database among the members with SQL. */
function withSql(members: Members, sql: string): void {
  const file = join(root, `forged-${(made += 1)}.sqlite`);
  writeFileSync(file, members.get('case.sqlite') ?? '');
  const db = new Database(file, { nativeBinding: resolveNativeBinding() });
  db.exec(sql);
  db.close();
  members.set('case.sqlite', readFileSync(file));
}

function nameOfSource(members: Members): string {
  return [...members.keys()].find((name) => name.startsWith('sources/')) ?? '';
}

describe('a case as one file', () => {
  it('comes back with its sources, facts, log and records', async () => {
    const { data, id } = await take(exported);
    expect(id).toBe(sourceId);
    const [there, here] = [openCase(caseFolder(source, sourceId)), openCase(caseFolder(data, id))];
    expect([here.title(), here.createdMs]).toEqual([there.title(), there.createdMs]);
    expect(here.sources()).toEqual(there.sources());
    expect(here.facts()).toEqual(there.facts());
    expect(here.log().map((l) => l.what.key)).toEqual([...there.log().map((l) => l.what.key), 'store.log.case-file-opened']);
    there.close();
    here.close();
    const [a, b] = [openCaseRecords(caseFolder(source, sourceId)), openCaseRecords(caseFolder(data, id))];
    expect(b.openView(emptyRecordFilter).page(0, 10)).toEqual(a.openView(emptyRecordFilter).page(0, 10));
    a.close();
    b.close();
  });

  it('begins with its manifest and holds nothing but what it names', async () => {
    const names = [...(await unzip(exported)).keys()];
    expect(names[0]).toBe('manifest.json');
    expect(names.slice(1).map((n) => n.replace(/[0-9a-f]{20,}/, '*'))).toEqual([
      'case.sqlite',
      'index/*.idx',
      'index/*.idx',
      'sources/*',
      'sources/*',
    ]);
  });

  it('leaves no copy of the database beside it', () => {
    expect(readdirSync(root).filter((name) => name.startsWith('case.ttcase'))).toEqual(['case.ttcase']);
  });

  it('taken twice it is two cases', async () => {
    const { data, id } = await take(exported);
    const again = await take(exported, data);
    expect(again.id).not.toBe(id);
    expect(openCaseIds(data)).toEqual([id, again.id].toSorted());
    const store = openCase(caseFolder(data, again.id));
    expect(store.id).toBe(again.id);
    store.close();
  });
});

function openCaseIds(data: string): string[] {
  return readdirSync(join(data, 'cases')).toSorted();
}

describe('a file that is no good case', () => {
  it.each<[string, () => Promise<Uint8Array>, string]>([
    ['no zip', async () => Buffer.from('hello'), 'not-a-case-file'],
    ['nothing', async () => new Uint8Array(0), 'not-a-case-file'],
    ['a zip of something else', () => zipped([['readme.txt', Buffer.from('x')]]), 'not-a-case-file'],
    ['a zip with a manifest that is none', () => zipped([['manifest.json', Buffer.from('{}')]]), 'not-a-case-file'],
    ['cut short', async () => exported.subarray(0, exported.length - 200), 'not-a-case-file'],
    ['a path out of the case', () => withName('../evil'), 'not-a-case-file'],
    ['an absolute path', () => withName('/etc/evil'), 'not-a-case-file'],
    ['a name that is not expected', () => forged((m) => m.set('sources/evil.exe', Buffer.from('x'))), 'not-a-case-file'],
    ['a newer layout', () => forged((m) => setManifest(m, 'version', 2)), 'case-newer'],
    ['a newer schema', () => forged((m) => setManifest(m, 'schema', 99)), 'case-newer'],
    ['a newer schema that the manifest hides', () => forged((m) => withSql(m, 'PRAGMA user_version = 99')), 'case-newer'],
    ['a member whose hash is wrong', () => swapped((m) => m.set(nameOfSource(m), Buffer.from('other bytes'))), 'case-damaged'],
    ['source bytes under another hash', () => forged((m) => m.set(nameOfSource(m), Buffer.from('other bytes'))), 'case-damaged'],
    ['a member missing', () => swapped((m) => m.delete(nameOfSource(m))), 'case-damaged'],
    [
      'a member that the manifest does not name',
      () => swapped((m) => m.set(`sources/${'a'.repeat(64)}`, Buffer.from('x'))),
      'case-damaged',
    ],
    ['no database', () => forged((m) => m.delete('case.sqlite')), 'case-damaged'],
    ['a database that is none', () => forged((m) => m.set('case.sqlite', Buffer.from('x'.repeat(5000)))), 'case-damaged'],
    [
      'a trigger of its own',
      () => forged((m) => withSql(m, 'CREATE TRIGGER evil AFTER INSERT ON log BEGIN DELETE FROM gap; END')),
      'case-damaged',
    ],
    [
      'a source whose hash is a path',
      () => forged((m) => withSql(m, `UPDATE source SET sha256 = '../../../../etc/passwd'`)),
      'case-damaged',
    ],
    ['a source whose id is a path', () => forged((m) => withSql(m, `UPDATE source SET id = '../../x' WHERE ordinal = 1`)), 'case-damaged'],
    ['a source of another size than its bytes', () => forged((m) => withSql(m, 'UPDATE source SET size = 5')), 'case-damaged'],
    ['a case id that is none', () => forged((m) => withSql(m, `UPDATE case_info SET value = '../x' WHERE key = 'id'`)), 'case-damaged'],
  ])('%s', async (_name, make, code) => {
    const data = freshData();
    await expect(take(await make(), data)).rejects.toMatchObject({ appError: { code } });
    expect(openCaseIds(data)).toEqual([]);
  });

  it('a folder is none', async () => {
    await expect(importCaseFile(inputFolder('x', {}), freshData())).rejects.toMatchObject({ appError: { code: 'not-a-case-file' } });
  });

  it('any changed byte: a good case, or a refusal with a code, never half a case', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(exported.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const file = Buffer.from(exported);
        file[at] = (file[at] ?? 0) ^ change;
        const data = freshData();
        const outcome = await take(file, data).then(
          () => 'taken',
          (error: unknown) => Reflect.get(Object(Reflect.get(Object(error), 'appError')), 'code'),
        );
        expect(['taken', 'not-a-case-file', 'case-damaged', 'case-newer']).toContain(outcome);
        expect(openCaseIds(data)).toHaveLength(outcome === 'taken' ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('a damaged column index is built again', async () => {
    const { data, id } = await take(await forged((m) => { for (const name of m.keys()) if (name.startsWith('index/')) m.set(name, Buffer.from('x')); })); // prettier-ignore
    const records = openCaseRecords(caseFolder(data, id));
    expect(records.openView(emptyRecordFilter).total).toBe(3);
    records.close();
  });
});

describe('a case that cannot be exported', () => {
  it('says so and leaves no file', async () => {
    const target = join(root, 'none.ttcase');
    await expect(exportCaseFile(join(root, 'nowhere'), target)).rejects.toMatchObject({ appError: { code: 'case-damaged' } });
    expect(existsSync(target)).toBe(false);
  });
});

/** Members changed behind the back of the manifest. */
async function swapped(change: (members: Members) => void): Promise<Buffer> {
  const members = await unzip(exported);
  change(members);
  return zipped(members);
}

function setManifest(members: Members, key: string, value: number): void {
  const manifest: Record<string, unknown> = JSON.parse(String(members.get('manifest.json')));
  members.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, [key]: value })));
}
