import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { ExpectedError } from '#shared/api/result.ts';
import { explainFileError } from '../file-errors.ts';
import { systemClock } from '../system-clock.ts';
import type { CaseManifest, CaseMember } from './case-manifest.ts';
import { caseFileVersion, databaseName, manifestName } from './case-manifest.ts';
import { casePaths } from './case-paths.ts';
import type { CasePaths } from './case-paths.ts';
import { readCaseTables } from './case-tables.ts';
import { explainSqlite, openReadOnly, openWritable } from './database.ts';
import { judgeVersion } from './judge-case.ts';
import { versionOf } from './migrate.ts';
import { readSources } from './source-rows.ts';

export { importCaseFile } from './case-file-import.ts';

/** Entries carry no time of their own, so that the same case gives the same entries. */
const entryTime = new Date(2020, 0, 1);

/**
 * Writes a case as one `.ttcase` file (a zip) to `target`: the database as it is at this moment, the bytes of its sources, the
 * column indexes, and a manifest with the hash of each. The case may be in use meanwhile.
 *
 * Errors: `case-damaged`, `case-newer`, `case-locked`, `disk-full`, `file-no-permission`.
 */
export async function exportCaseFile(dir: string, target: string): Promise<void> {
  const paths = casePaths(dir);
  const copy = `${target}.sqlite`;
  try {
    await copyDatabase(paths, copy);
    const { manifest, files } = await describe(paths, copy);
    await writeZip(manifest, files, target);
  } catch (error) {
    rmSync(target, { force: true });
    throw explainFileError(explainSqlite(error), target);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(copy + suffix, { force: true });
  }
}

/** A consistent copy by SQLite's backup, as one file without a write-ahead log. */
async function copyDatabase(paths: CasePaths, copy: string): Promise<void> {
  if (!existsSync(paths.database)) throw new ExpectedError('case-damaged');
  const db = openReadOnly(paths.database);
  try {
    judgeVersion(db);
    await db.backup(copy);
  } finally {
    db.close();
  }
  const copied = openWritable(copy, { create: false });
  copied.pragma('journal_mode = DELETE');
  copied.close();
}

type Described = { readonly manifest: CaseManifest; readonly files: readonly { readonly name: string; readonly file: string }[] };

async function describe(paths: CasePaths, copy: string): Promise<Described> {
  const db = openReadOnly(copy);
  try {
    const sources = readSources(db).map((s) => s.summary);
    const names = new Set(sources.flatMap((s) => [`sources/${s.sha256}`, `index/${s.id}.idx`]));
    // A lost file is a gap of the case and must not keep the rest from being sent.
    const files = [...names]
      .toSorted()
      .map((name) => ({ name, file: join(paths.dir, name) }))
      .filter(({ file }) => existsSync(file));
    const all = [{ name: databaseName, file: copy }, ...files];
    const members: CaseMember[] = [];
    for (const { name, file } of all) members.push({ name, size: statSync(file).size, sha256: await hashOf(file) });
    const caseId = readCaseTables(db, systemClock).info().id;
    return { manifest: { format: 'tunnel-triage-case', version: caseFileVersion, schema: versionOf(db), caseId, members }, files: all };
  } finally {
    db.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function writeZip(manifest: CaseManifest, files: Described['files'], target: string): Promise<void> {
  const zip = new ZipFile();
  const options = { mtime: entryTime, mode: 0o100600, forceDosTimestamp: true };
  // `pipeline` does not hear of a file that cannot be read: yazl tells it as an event of its own.
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), manifestName, options);
  for (const { name, file } of files) zip.addFile(file, name, options);
  zip.end();
  const written = pipeline(Readable.from(zip.outputStream), createWriteStream(target, { mode: 0o600 }));
  await Promise.race([written, failed]);
}
