import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateFolder } from '../../../main/host/private-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'private-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a private folder', () => {
  it('is closed to other users and gone after remove', () => {
    const folder = createPrivateFolder(root);
    expect(statSync(folder.path).mode & 0o077).toBe(0);
    writeFileSync(join(folder.path, 'x'), 'x');
    folder.remove();
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });

  it('clears up what a process that is gone left behind, and nothing else', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const names = {
      dead: `tunnel-triage-${gone}-abc`,
      alive: `tunnel-triage-${process.ppid}-abc`,
      mine: `tunnel-triage-${process.pid}-abc`,
      other: `tunnel-${gone}-abc`,
    };
    for (const name of Object.values(names)) mkdirSync(join(root, name));
    createPrivateFolder(root);
    expect(Object.entries(names).map(([what, name]) => [what, existsSync(join(root, name))])).toEqual([
      ['dead', false],
      ['alive', true],
      ['mine', true],
      ['other', true],
    ]);
  });
});
