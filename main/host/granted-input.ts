import type { InputFile, InputItem } from '#core/ports.ts';
import { openSealedFile, type SealedFile } from './sealed-file.ts';

/** An upload, as plain data: bytes in memory, or encrypted on disk. */
export type StagedFile =
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'sealed'; readonly name: string; readonly sealed: SealedFile };
/** What a read grant stands for; can be posted to a worker. A `path` may name a folder; `folder` is an uploaded one. */
export type GrantedInput =
  | { readonly kind: 'path'; readonly name: string; readonly path: string }
  | StagedFile
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly { readonly path: string; readonly file: StagedFile }[] };

function stagedFile(file: StagedFile): InputFile {
  if (file.kind === 'sealed') return { kind: 'file', name: file.name, open: () => openSealedFile(file.sealed) };
  const { bytes } = file;
  return {
    kind: 'file',
    name: file.name,
    open: () => ({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => undefined }),
  };
}

/** Turns what a grant stands for into an input of the core; `fromPath` opens a file or folder on disk. */
export function openGranted(input: GrantedInput, fromPath: (path: string) => InputItem): InputItem {
  if (input.kind === 'path') return fromPath(input.path);
  if (input.kind !== 'folder') return stagedFile(input);
  const files = input.files.map(({ path, file }) => ({ path, file: stagedFile(file) }));
  return { kind: 'folder', name: input.name, files: () => files };
}
