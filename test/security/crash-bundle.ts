import { createHash } from 'node:crypto';
import type { InputFolder } from '../../main/core/ports.ts';

export const bundleName = 'crash-bundle';
const files = 72;

export type ExpectedFile = { readonly records: number; readonly sha256: string; readonly storage: 'records' | 'lines' | 'binary' };

/** A bundle of many files of every kind, always the same, and what each must be in the case. */
export function crashBundle(): { readonly input: InputFolder; readonly expected: ReadonlyMap<string, ExpectedFile> } {
  const contents = Array.from({ length: files }, (_, i) => contentOf(i));
  const input: InputFolder = {
    kind: 'folder',
    name: bundleName,
    files: () =>
      contents.map(({ path, bytes }) => ({
        path,
        file: {
          kind: 'file',
          name: path,
          open: () => ({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => undefined }),
        },
      })),
  };
  const expected = contents.map(
    ({ path, bytes, records, storage }) => [path, { records, storage, sha256: createHash('sha256').update(bytes).digest('hex') }] as const,
  );
  return { input, expected: new Map(expected) };
}

function contentOf(i: number): { readonly path: string; readonly bytes: Uint8Array } & Pick<ExpectedFile, 'records' | 'storage'> {
  const count = 20 + ((i * 37) % 400);
  if (i % 3 === 0) {
    const lines = Array.from({ length: count }, (_, n) => `${i * 1000 + n}Z error 20227 dial ${n} of interface AzureGateway failed`);
    return { path: `events/${i}.txt`, bytes: Buffer.from(`#simple\n${lines.join('\n')}\n`), records: count, storage: 'records' };
  }
  if (i % 3 === 1) {
    const lines = Array.from({ length: count * 10 }, (_, n) => `2016-03-18T13:26:02Z gw charon: file ${i} line ${n}`);
    return { path: `logs/${i}.log`, bytes: Buffer.from(lines.join('\n')), records: lines.length, storage: 'lines' };
  }
  const noise = Buffer.concat(Array.from({ length: 600 + count }, (_, n) => createHash('sha256').update(`${i} ${n}`).digest()));
  return { path: `binary/${i}.bin`, bytes: noise, records: 0, storage: 'binary' };
}
