import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale } from '../../../main/tools/build-if-stale.ts';
import { electronProgram, fetchElectron } from '../../../main/tools/electron-runtime.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(path: string, text = '', mtimeSeconds = 1_000): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  utimesSync(join(folder, path), mtimeSeconds, mtimeSeconds);
}

describe('whether the build is stale', () => {
  const results = [
    'dist/main/browser.js',
    'dist/main/electron.js',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'dist/assets/messages.json',
  ];
  function built(): void {
    file('package.json', '{}');
    for (const result of results) file(result, '', 4_000_000_000);
  }

  it('is not when everything is newer than its sources', () => {
    built();
    file('main/a.ts');
    expect(isStale(folder)).toBe(false);
  });

  it.each(results)('is when %s is missing', (result) => {
    built();
    rmSync(join(folder, result));
    expect(isStale(folder)).toBe(true);
  });

  it.each(['main/core/a.ts', 'renderer/x/y.css', 'shared/a.ts', 'assets/messages/ui.json', 'package-lock.json'])(
    'is when %s is newer',
    (source) => {
      built();
      file(source, '', 4_000_000_001);
      expect(isStale(folder)).toBe(true);
    },
  );
});

describe('the Electron runtime', () => {
  it('is not there in a fresh install', () => {
    file('node_modules/electron/index.js', 'throw new Error("must not be imported")');
    expect(electronProgram(folder)).toBeNull();
  });

  it('is the program that the installer names', () => {
    file('node_modules/electron/path.txt', 'electron');
    file('node_modules/electron/dist/electron');
    expect(electronProgram(folder)).toBe(join(folder, 'node_modules/electron/dist/electron'));
  });

  it('is not fetched where that is switched off, and not tried again on the same day', () => {
    file('node_modules/electron/install.js', "require('node:fs').appendFileSync(__dirname + '/tries', 'x'); process.exit(1);");
    let said = 0;
    process.env['TUNNEL_TRIAGE_NO_DOWNLOAD'] = '1';
    expect(fetchElectron(folder, () => (said += 1))).toBeNull();
    delete process.env['TUNNEL_TRIAGE_NO_DOWNLOAD'];
    expect([said, existsSync(join(folder, 'node_modules/electron/tries'))]).toEqual([0, false]);
    for (let i = 0; i < 3; i += 1) expect(fetchElectron(folder, () => (said += 1))).toBeNull();
    expect([said, readFileSync(join(folder, 'node_modules/electron/tries'), 'utf8')]).toEqual([1, 'x']);
  });
});

describe('the check of the Node version', () => {
  it('passes on the Node that runs this', () => {
    expect(spawnSync(process.execPath, [join(root, 'main/tools/check-node.mjs')]).status).toBe(0);
  });

  it('says what is needed on an old one', () => {
    const old = join(folder, 'old.cjs');
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '20.11.1' });");
    const run = spawnSync(process.execPath, ['--require', old, join(root, 'main/tools/check-node.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    expect([run.status, run.stderr]).toEqual([1, expect.stringMatching(/^Node 20\.11\.1 is too old: .*22\.18/)]);
  });
});

describe('ensure-browser', () => {
  it('names the variable when a browser was named that is not there, and installs nothing', () => {
    const env = { ...process.env, TUNNEL_TRIAGE_BROWSER: join(folder, 'nothing'), LC_ALL: 'C' };
    const run = spawnSync(process.execPath, ['main/tools/ensure-browser.ts'], { cwd: root, encoding: 'utf8', env });
    expect([run.status, run.stdout]).toEqual([1, expect.stringContaining('TUNNEL_TRIAGE_BROWSER')]);
  });
});
