import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// The plugin is plain JavaScript, because oxlint loads it as it is.
import { layerOf, layerProblem } from './plugin.mjs';

const root = resolve(import.meta.dirname, '../..');

describe('the layer of a file', () => {
  it.each([
    ['shared/model/case.ts', 'shared'],
    ['main/core/checks/c5.ts', 'main/core'],
    ['main/shell-electron/security/csp.ts', 'main/shell-electron'],
    ['main/vite.config.ts', 'main'],
    ['renderer/main.tsx', 'renderer'],
  ])('%s is in %s', (file, layer) => {
    expect(layerOf(file)).toBe(layer);
  });

  it('is known for every folder of the program', () => {
    const folders = readdirSync(join(root, 'main'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `main/${entry.name}/x.ts`);
    const unknown = [...folders, 'shared/x.ts', 'renderer/x.ts'].filter((file) => layerProblem(file, '../../nowhere/x.ts') === null);
    expect(unknown).toEqual([]);
  });
});

describe('the layer rule', () => {
  it.each([
    ['the core reads a file', 'main/core/a.ts', 'node:fs'],
    ['the core reads a file by the old name', 'main/core/a.ts', 'fs'],
    ['the core starts a process', 'main/core/a.ts', 'node:child_process'],
    ['the core reaches into the host', 'main/core/a.ts', '#host/grants.ts'],
    ['the core reaches into the host by path', 'main/core/a/b.ts', '../../host/grants.ts'],
    ['the core names Electron', 'main/core/a.ts', 'electron'],
    ['the host names Electron', 'main/host/a.ts', 'electron/main'],
    ['the browser shell names Electron', 'main/shell-browser/a.ts', 'electron'],
    ['the browser shell uses the Electron shell', 'main/shell-browser/a.ts', '../shell-electron/csp.ts'],
    ['the window uses Node', 'renderer/a.ts', 'node:path'],
    ['the window uses the core', 'renderer/features/a.ts', '../../main/core/dispatch.ts'],
    ['the shared layer uses Node', 'shared/a.ts', 'path'],
    ['the shared layer uses the window', 'shared/a.ts', '../renderer/main.tsx'],
    ['the worker uses a shell', 'main/worker/a.ts', '../shell-browser/app.ts'],
  ])('finds that %s', (_what, file, specifier) => {
    expect(layerProblem(file, specifier)).toEqual(expect.any(String));
  });

  it.each([
    ['the core computes a hash', 'main/core/a.ts', 'node:crypto'],
    ['the core uses the contract', 'main/core/a.ts', '#shared/api/contract.ts'],
    ['the core uses itself', 'main/core/a/b.ts', '../c.ts'],
    ['the host reads files', 'main/host/a.ts', 'node:fs'],
    ['the host uses the core', 'main/host/a.ts', '#core/ports.ts'],
    ['the Electron shell names Electron', 'main/shell-electron/a.ts', 'electron'],
    ['the command line serves', 'main/cli/commands/serve.ts', '../../shell-browser/app.ts'],
    ['the window uses a package', 'renderer/a.tsx', 'react'],
    ['the window uses compiled words', 'renderer/a.ts', '#compiled/messages.json'],
    ['a test uses anything', 'test/a.ts', '../main/core/a.ts'],
  ])('allows that %s', (_what, file, specifier) => {
    expect(layerProblem(file, specifier)).toBeNull();
  });
});

describe('oxlint with the layer rule', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    writeFileSync(
      join(folder, '.oxlintrc.json'),
      JSON.stringify({
        jsPlugins: [join(root, 'test/lint/plugin.mjs')],
        categories: { correctness: 'off' },
        rules: { 'tunnel-triage/layers': 'error' },
      }),
    );
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function lint(file: string, text: string): { found: string[]; failed: boolean } {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    const run = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', file], {
      cwd: folder,
      encoding: 'utf8',
    });
    const report: { diagnostics: { message: string }[] } = JSON.parse(run.stdout);
    return { found: report.diagnostics.map((d) => d.message), failed: run.status !== 0 };
  }

  it.each([
    ['an import', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n"],
    ['an import for its effect', "import 'electron';\n"],
    ['an export from elsewhere', "export { readFileSync } from 'node:fs';\n"],
    ['an export of everything', "export * from '../host/grants.ts';\n"],
    ['an import at run time', "export const x = import('node:net');\n"],
    ['an import of a type', "import type { Grants } from '#host/grants.ts';\nexport type X = Grants;\n"],
  ])('fails on %s across layers', (_what, text) => {
    const { found, failed } = lint('main/core/a.ts', text);
    expect([found.length, failed]).toEqual([1, true]);
  });

  it('passes a file that stays in its layer', () => {
    expect(
      lint('main/core/b.ts', "import { createHash } from 'node:crypto';\nimport { y } from './c.ts';\nexport const x = [createHash, y];\n"),
    ).toEqual({ found: [], failed: false });
  });

  it('knows the layer of a file in a sub-folder', () => {
    expect(lint('main/core/checks/d.ts', "import { x } from '../../host/grants.ts';\nexport const y = x;\n").found).toEqual([
      'main/core must not import main/host',
    ]);
  });
});
