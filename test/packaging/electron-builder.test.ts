import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const configFile = join(root, 'electron-builder.yml');
const config = parse(readFileSync(configFile, 'utf8'));
const requireOfBuilder = createRequire(join(root, 'node_modules/electron-builder/package.json'));
const isBuilt = existsSync(join(root, 'dist/main/electron.js')) && existsSync(join(root, 'dist/renderer/index.html'));

describe('the packaging configuration', () => {
  it('turns off every way into the packaged program but its own archive', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it.each(['win', 'mac', 'linux'])('takes the native part of the right platform for %s, and it exists for both processors', (platform) => {
    const { from, to } = config[platform].extraResources[0];
    expect(to).toBe('better_sqlite3.node');
    for (const arch of ['x64', 'arm64']) expect(existsSync(join(root, from.replace('${arch}', arch))), arch).toBe(true);
  });

  it('names icons that exist and opens case files', () => {
    for (const platform of ['win', 'mac', 'linux']) expect(existsSync(join(root, config[platform].icon))).toBe(true);
    expect(config.fileAssociations[0].ext).toBe('ttcase');
  });
});

/** The place in Electron's program that holds the fuses: a marker, a version, how many there are, and their states. */
const fuseMarker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A folder that looks like Electron to the packager: a program with fuses, and the files that it copies. */
function makeStubElectron(folder: string): string {
  const stub = join(folder, 'electron');
  mkdirSync(join(stub, 'resources'), { recursive: true });
  mkdirSync(join(stub, 'locales'));
  const wire = Buffer.concat([Buffer.from(fuseMarker), Buffer.from([1, 9]), Buffer.from('111111111')]);
  writeFileSync(join(stub, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), wire, Buffer.alloc(64)]));
  chmodSync(join(stub, 'electron'), 0o755);
  const version: { version: string } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  writeFileSync(join(stub, 'version'), version.version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/ja.pak']) writeFileSync(join(stub, file), '');
  return stub;
}

const note = isBuilt && process.platform === 'linux' ? '' : ' (skipped: needs the build, npm run build, and Linux)';
describe.skipIf(note !== '')(`a package for Linux around a stand-in for Electron${note}`, () => {
  let folder = '';
  let status: number | null = null;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'package-'));
    const stub = makeStubElectron(folder);
    const args = [
      '--linux',
      'dir',
      '--x64',
      '--config',
      configFile,
      `-c.electronDist=${stub}`,
      `-c.directories.output=${join(folder, 'out')}`,
    ];
    const run = spawnSync(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), ...args], { cwd: root });
    status = run.status;
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made from a configuration without a mistake', () => {
    expect(status).toBe(0);
  });

  it('holds the program, the page and the compiled knowledge, and no package folder', () => {
    const { listPackage }: { listPackage: (archive: string, options: object) => string[] } = requireOfBuilder('@electron/asar');
    const files = listPackage(join(folder, 'out/linux-unpacked/resources/app.asar'), { isPack: false });
    expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(new Set(['package.json', 'dist']));
    for (const file of [
      '/dist/main/electron.js',
      '/dist/main/worker.js',
      '/dist/preload/preload.cjs',
      '/dist/renderer/index.html',
      '/dist/assets/knowledge.json',
      '/dist/renderer/fonts/fonts.css',
    ])
      expect(files).toContain(file);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  });

  it("has SQLite's native part beside the archive", () => {
    const packaged = readFileSync(join(folder, 'out/linux-unpacked/resources/better_sqlite3.node'));
    expect(packaged.equals(readFileSync(join(root, 'node_modules/better-sqlite3/prebuilds/linux-x64.node')))).toBe(true);
  });

  it('has its fuses set', () => {
    const program = readFileSync(join(folder, 'out/linux-unpacked/tunnel-triage'));
    const at = program.indexOf(fuseMarker) + fuseMarker.length;
    // Electron's order: run as Node, cookies, NODE_OPTIONS, inspect, asar integrity, only asar, snapshot (left as it was), files.
    expect(program.subarray(at + 2, at + 10).toString()).toBe('01001110');
  });
});
