import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RandomAccessReader, fromRandomAccessReaderPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ExpectedError } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import type { ByteSource, InputItem } from '#core/ports.ts';
import { explainFileError } from '../file-errors.ts';
import { systemClock } from '../system-clock.ts';
import type { CaseMember } from './case-manifest.ts';
import { CaseManifest, caseFileVersion, isMemberName, manifestName } from './case-manifest.ts';
import { casePaths } from './case-paths.ts';
import { readCaseTables } from './case-tables.ts';
import { explainSqlite, openWritable } from './database.ts';
import { judgeCase } from './judge-case.ts';
import { schemaVersion } from './migrate.ts';
import { openCase, unfinishedStart } from './open-case.ts';
import { readSources } from './source-rows.ts';

const mostEntries = 300_001;
const mostBytes = 256 * 1024 ** 3;
const mostManifestBytes = 64 << 20;
const blockBytes = 1 << 20;

/** Gives yauzl the bytes of whatever the grant stands for: a file, an upload in memory, a sealed one. */
class SourceReader extends RandomAccessReader {
  readonly #bytes: ByteSource;
  constructor(bytes: ByteSource) {
    super();
    this.#bytes = bytes;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(blocks(this.#bytes, start, end), { objectMode: false });
  }
}

function* blocks(bytes: ByteSource, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end;) {
    const block = bytes.read(at, Math.min(blockBytes, end - at));
    if (block.length === 0) return;
    at += block.length;
    yield block;
  }
}

/**
 * Takes a `.ttcase` file into the data folder as a case of its own and returns its id: that of the file, or a new one when there
 * is such a case already. The file is treated like any archive from a stranger: only expected names, every size and hash checked,
 * the database judged before anything of it is used; nothing of it is seen before all of it is good.
 *
 * Errors: `not-a-case-file`, `case-damaged`, `case-newer`, `disk-full`, `file-missing`, `file-no-permission`.
 */
export async function importCaseFile(input: InputItem, dataFolder: string): Promise<string> {
  if (input.kind !== 'file') throw new ExpectedError('not-a-case-file');
  const casesFolder = join(dataFolder, 'cases');
  const draft = join(casesFolder, `${unfinishedStart}${randomBytes(8).toString('hex')}`);
  const source = input.open();
  try {
    const { sources, index } = casePaths(draft);
    for (const folder of [sources, index]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    await unpack(source, draft, dataFolder);
    return settle(draft, dataFolder, basename(input.name));
  } catch (error) {
    throw explainFileError(explainSqlite(error), input.name);
  } finally {
    source.close();
    rmSync(draft, { recursive: true, force: true });
  }
}

async function unpack(source: ByteSource, draft: string, dataFolder: string): Promise<void> {
  const zip = await openZip(source);
  const entries = await readEntries(zip);
  const manifest = await readManifest(zip, entries);
  const members = new Map(manifest.members.map((m) => [m.name, m]));
  const names = [...entries.keys()].filter((name) => name !== manifestName);
  if (members.size !== manifest.members.length || names.length !== members.size || names.some((n) => !members.has(n)))
    throw new ExpectedError('case-damaged');
  const total = manifest.members.reduce((sum, m) => sum + m.size, 0);
  const free = statfsSync(dataFolder);
  if (total > mostBytes || total > free.bavail * free.bsize) throw new ExpectedError('disk-full', { file: 'case' });
  for (const [name, member] of members) {
    const entry = entries.get(name);
    if (entry) await extract(zip, entry, member, join(draft, name));
  }
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
    });
  } catch (error) {
    throw new ExpectedError('not-a-case-file', {}, { cause: error });
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isMemberName(entry.fileName) || entries.has(entry.fileName) || entries.size >= mostEntries)
        throw new ExpectedError('not-a-case-file');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof ExpectedError ? error : new ExpectedError('not-a-case-file', {}, { cause: error });
  }
  return entries;
}

async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<CaseManifest> {
  const entry = entries.get(manifestName);
  if (!entry || entry.uncompressedSize > mostManifestBytes) throw new ExpectedError('not-a-case-file');
  const raw = await manifestJson(zip, entry);
  const version = typeof raw === 'object' && raw !== null ? Number(Reflect.get(raw, 'version')) : Number.NaN;
  if (version > caseFileVersion) throw new ExpectedError('case-newer', { version });
  const manifest = CaseManifest.safeParse(raw);
  if (!manifest.success) throw new ExpectedError('not-a-case-file', {}, { cause: manifest.error });
  if (manifest.data.schema > schemaVersion) throw new ExpectedError('case-newer', { version: manifest.data.schema });
  return manifest.data;
}

async function manifestJson(zip: ZipFile, entry: Entry): Promise<unknown> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new ExpectedError('not-a-case-file', {}, { cause: error });
  }
}

/** Writes one member; what is longer, shorter or other than the manifest says ends the import. */
async function extract(zip: ZipFile, entry: Entry, member: CaseMember, target: string): Promise<void> {
  const isMisnamed = member.name.startsWith('sources/') && member.name !== `sources/${member.sha256}`;
  if (isMisnamed || entry.uncompressedSize !== member.size) throw new ExpectedError('case-damaged');
  const hash = createHash('sha256');
  const measured = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw new ExpectedError('case-damaged', {}, { cause: error });
  }
  try {
    await pipeline(stream, measured, createWriteStream(target, { mode: 0o600 }));
  } catch (error) {
    const explained = explainFileError(error, 'case');
    throw explained instanceof ExpectedError ? explained : new ExpectedError('case-damaged', {}, { cause: error });
  }
  if (hash.digest('hex') !== member.sha256) throw new ExpectedError('case-damaged');
}

/** Judges the unpacked case, gives it a free id and moves it among the cases. */
function settle(draft: string, dataFolder: string, fileName: string): string {
  judgeCase(casePaths(draft));
  const id = takeIdentity(draft, dataFolder);
  const store = openCase(draft);
  try {
    store.appendLog(message('store.log.case-file-opened', { name: fileName }));
  } finally {
    store.close();
  }
  renameSync(draft, join(dataFolder, 'cases', id));
  return id;
}

function takeIdentity(draft: string, dataFolder: string): string {
  const paths = casePaths(draft);
  const db = openWritable(paths.database, { create: false });
  try {
    for (const { summary } of readSources(db)) {
      const size = statSync(paths.source(summary.sha256), { throwIfNoEntry: false })?.size;
      if (size !== undefined && size !== summary.size) throw new ExpectedError('case-damaged');
    }
    const tables = readCaseTables(db, systemClock);
    const wanted = tables.info().id.toLowerCase();
    const isTaken = ['cases', 'bin'].some((folder) => existsSync(join(dataFolder, folder, wanted)));
    const id = isTaken ? randomUUID() : wanted;
    tables.setInfo({ id });
    return id;
  } finally {
    db.close();
  }
}
