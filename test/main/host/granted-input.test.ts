import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputItem } from '../../../main/core/ports.ts';
import { openGranted, type StagedFile } from '../../../main/host/granted-input.ts';
import { createSealedFile, openSealedFile } from '../../../main/host/sealed-file.ts';

let folder = '';
let next = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function sealed(bytes: Uint8Array) {
  const writer = createSealedFile(join(folder, String((next += 1))));
  writer.write(bytes.subarray(0, 7));
  writer.write(bytes.subarray(7));
  return writer.finish();
}

const noDisk = (): InputItem => {
  throw new Error('nothing on disk was granted');
};

describe('a sealed file', () => {
  it('reads back any part of what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), fc.nat(220), fc.nat(220), (bytes, offset, length) => {
        const source = openSealedFile(sealed(bytes));
        try {
          expect(Buffer.from(source.read(offset, length))).toEqual(Buffer.from(bytes.subarray(offset, offset + length)));
        } finally {
          source.close();
        }
      }),
    );
  });

  it('shows nothing of its text on disk and is closed to other users', () => {
    const file = sealed(Buffer.from('SharedKey : correct-horse-battery-staple'));
    expect(readFileSync(file.path, 'latin1')).not.toMatch(/SharedKey|correct|battery/);
    expect(statSync(file.path).mode & 0o077).toBe(0);
  });

  it('is gone after discard', () => {
    const writer = createSealedFile(join(folder, 'discarded'));
    writer.write(Buffer.from('x'));
    writer.discard();
    expect(() => statSync(join(folder, 'discarded'))).toThrow('ENOENT');
  });
});

describe('what a grant stands for', () => {
  it.each<[string, (text: string) => StagedFile]>([
    ['in memory', (text) => ({ kind: 'bytes', name: 'a.log', bytes: Buffer.from(text) })],
    ['sealed on disk', (text) => ({ kind: 'sealed', name: 'a.log', sealed: sealed(Buffer.from(text)) })],
  ])('opens as a file when it is %s', (_where, stage) => {
    const item = openGranted(stage('no proposal chosen'), noDisk);
    if (item.kind !== 'file') throw new Error('a file was expected');
    const source = item.open();
    expect([item.name, source.size, Buffer.from(source.read(3, 8)).toString()]).toEqual(['a.log', 18, 'proposal']);
    source.close();
  });

  it('opens as a folder when one was uploaded', () => {
    const file = { kind: 'bytes', name: 'b.log', bytes: Buffer.from('x') } as const;
    const item = openGranted({ kind: 'folder', name: 'bundle', files: [{ path: 'logs/b.log', file }] }, noDisk);
    if (item.kind !== 'folder') throw new Error('a folder was expected');
    expect([...item.files()].map((f) => f.path)).toEqual(['logs/b.log']);
  });

  it('opens a place on disk through the given opener', () => {
    const opened: string[] = [];
    const item: InputItem = { kind: 'folder', name: 'x', files: () => [] };
    expect(
      openGranted({ kind: 'path', name: 'x', path: '/x' }, (path) => {
        opened.push(path);
        return item;
      }),
    ).toBe(item);
    expect(opened).toEqual(['/x']);
  });
});
