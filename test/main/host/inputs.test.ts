import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputItem } from '#core/ports.ts';
import { fileError, inputFromBytes, openByteSource, openInput } from '#host/inputs.ts';

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

function listOf(input: InputItem): readonly (readonly [string, string])[] {
  if (input.kind === 'file') throw new Error('not a folder');
  return [...input.files()].map((found) => [
    found.path,
    'file' in found ? 'file' : 'missing' in found ? found.missing.key : found.unreadable,
  ]);
}

function countOpenFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('openInput', () => {
  it('opens a file for reading anywhere in it', () => {
    const input = openInput(put('logs/ike.log', '0123456789'));
    expect([input.kind, input.name]).toEqual(['file', 'ike.log']);
    if (input.kind !== 'file') return;
    const source = input.open();
    expect(source.size).toBe(10);
    expect(Buffer.from(source.read(3, 4)).toString()).toBe('3456');
    expect(Buffer.from(source.read(8, 100)).toString()).toBe('89');
    expect(source.read(10, 5)).toHaveLength(0);
    expect(source.read(50, 5)).toHaveLength(0);
    source.close();
    source.close();
  });

  it('lists the files below a folder with paths relative to it, in order', () => {
    for (const path of ['b.txt', 'a/z.txt', 'a/b/c.txt', 'ログ/接続.txt']) put(path, path);
    expect(listOf(openInput(folder))).toEqual(['a/b/c.txt', 'a/z.txt', 'b.txt', 'ログ/接続.txt'].map((path) => [path, 'file']));
    expect(openInput(`${folder}/a/`).name).toBe('a');
  });

  it.skipIf(isWindows)('never follows links inside a folder, and lists them', () => {
    put('a.txt', 'a');
    symlinkSync('/etc', join(folder, 'out'));
    symlinkSync('.', join(folder, 'round'));
    symlinkSync('a.txt', join(folder, 'same'));
    symlinkSync('gone', join(folder, 'broken'));
    expect(listOf(openInput(folder))).toEqual([
      ['a.txt', 'file'],
      ['broken', 'link'],
      ['out', 'link'],
      ['round', 'link'],
      ['same', 'link'],
    ]);
  });

  it.skipIf(isWindows)('follows a link that the user chose', () => {
    put('a.txt', 'a');
    symlinkSync('a.txt', join(folder, 'link'));
    expect(openInput(join(folder, 'link')).kind).toBe('file');
  });

  it.skipIf(isWindows)('does not wait for a named pipe', () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    expect(listOf(openInput(folder))).toEqual([['pipe', 'special-file']]);
    expect(() => openInput(join(folder, 'pipe'))).toThrow('file-unreadable');
    expect(() => openByteSource(join(folder, 'pipe'))).toThrow('file-unreadable');
  });

  it.skipIf(isWindows || isRoot)(`says when there is no permission${isRoot ? ' (skipped: root may read everything)' : ''}`, () => {
    chmodSync(put('secret.txt', 'x'), 0);
    put('closed/a.txt', 'x');
    chmodSync(join(folder, 'closed'), 0);
    expect(() => openByteSource(join(folder, 'secret.txt'))).toThrow('file-no-permission');
    expect(listOf(openInput(folder))).toContainEqual(['closed', 'file-no-permission']);
    chmodSync(join(folder, 'closed'), 0o700);
  });

  it('says when a file is not there, now or any more', () => {
    expect(() => openInput(join(folder, 'gone.log'))).toThrow(
      expect.objectContaining({ appError: { code: 'file-missing', params: { name: 'gone.log' }, incidentId: null } }),
    );
    const input = openInput(put('a.txt', 'a'));
    rmSync(join(folder, 'a.txt'));
    expect(() => input.kind === 'file' && input.open()).toThrow('file-missing');
  });

  it('reads what is left of a file that became shorter', () => {
    const path = put('a.txt', '0123456789');
    const source = openByteSource(path);
    truncateSync(path, 4);
    expect(Buffer.from(source.read(2, 8)).toString()).toBe('23');
    source.close();
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open behind', () => {
    const before = countOpenFiles();
    openByteSource(put('a.txt', 'a')).close();
    expect(() => openByteSource(folder)).toThrow('file-unreadable');
    expect(countOpenFiles()).toBe(before);
  });
});

describe('inputFromBytes', () => {
  it('is a file that can be opened more than once', () => {
    const input = inputFromBytes('pasted.txt', Buffer.from('abc'));
    expect([input.name, Buffer.from(input.open().read(1, 5)).toString(), input.open().size]).toEqual(['pasted.txt', 'bc', 3]);
  });
});

describe('fileError', () => {
  it.each([
    ['ENOENT', 'file-missing'],
    ['EACCES', 'file-no-permission'],
    ['EPERM', 'file-no-permission'],
    ['EBUSY', 'file-locked'],
    ['ENOSPC', 'disk-full'],
    ['EIO', 'file-unreadable'],
    ['anything else', 'file-unreadable'],
  ])('gives %s the code %s and the file its last name', (code, expected) => {
    const error = fileError(Object.assign(new Error('from the system'), { code }), '/home/user/secret-project/a.log');
    expect(error.appError).toEqual({ code: expected, params: { name: 'a.log' }, incidentId: null });
  });
});
