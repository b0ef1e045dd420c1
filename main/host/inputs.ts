import { closeSync, constants, fstatSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ErrorCode } from '#shared/api/result.ts';
import { ExpectedError } from '#shared/api/result.ts';
import type { ByteSource, InputFile, InputFolder, InputItem } from '#core/ports.ts';

type OpenFile = ReturnType<InputFile['open']>;
type Found = ReturnType<InputFolder['files']> extends Iterable<infer T> ? T : never;

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EACCES: 'file-no-permission',
  EPERM: 'file-no-permission',
  EBUSY: 'file-locked',
  ETXTBSY: 'file-locked',
  ENOSPC: 'disk-full',
};

/**
 * A file or folder that the user chose; a link is followed here, and only here.
 * Throws ExpectedError('file-missing' | 'file-no-permission' | 'file-locked' | 'file-unreadable').
 */
export function openInput(path: string): InputItem {
  const stats = orFileError(path, () => statSync(path));
  const name = basename(resolve(path)) || path;
  if (stats.isFile()) return { kind: 'file', name, open: () => openByteSource(path) };
  if (stats.isDirectory()) return { kind: 'folder', name, files: () => filesBelow(path) };
  throw new ExpectedError('file-unreadable', { name });
}

/** Bytes that are in memory already, such as pasted text, as an input. */
export function inputFromBytes(name: string, bytes: Uint8Array): InputFile {
  const read = (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length);
  return { kind: 'file', name, open: () => ({ size: bytes.length, read, close: () => {} }) };
}

/** Random access to a regular file; the caller closes it. Throws ExpectedError with a file code, when opening and when reading. */
export function openByteSource(path: string): OpenFile {
  const fd = orFileError(path, () => openSync(path, openFlags));
  try {
    const stats = orFileError(path, () => fstatSync(fd));
    if (!stats.isFile()) throw new ExpectedError('file-unreadable', { name: basename(path) });
    return { ...byteSourceOf(fd, stats.size, path), close: once(() => closeSync(fd)) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** What went wrong with a file in the words of the contract; `name` is its last part, because a whole path may say more than a report should. */
export function fileError(error: unknown, path: string): ExpectedError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new ExpectedError(codes[code] ?? 'file-unreadable', { name: basename(path) }, { cause: error });
}

// A named pipe put in place of the file must not block the worker. The constant does not exist on Windows.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function byteSourceOf(fd: number, size: number, path: string): ByteSource {
  return {
    size,
    read: (offset, length) => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const got = orFileError(path, () => readSync(fd, buffer, filled, buffer.length - filled, offset + filled));
        // The file became shorter since it was opened.
        if (got === 0) break;
        filled += got;
      }
      return buffer.subarray(0, filled);
    },
  };
}

/**
 * Files below a folder in the order of their names, with paths relative to it. Links, devices, pipes and sockets are listed
 * as unreadable and not opened: a link may lead out of the folder or round in circles.
 */
function* filesBelow(root: string): Iterable<Found> {
  // The chosen folder itself must be readable; a folder inside it that is not is one line in the list.
  yield* entriesOf(
    root,
    '',
    orFileError(root, () => listFolder(root)),
  );
}

function* entriesOf(root: string, prefix: string, entries: readonly Dirent[]): Iterable<Found> {
  for (const entry of entries) {
    const path = prefix + entry.name;
    const fullPath = join(root, path);
    if (entry.isFile()) yield { path, file: { kind: 'file', name: entry.name, open: () => openByteSource(fullPath) } };
    else if (entry.isDirectory()) yield* folderBelow(root, path);
    else yield { path, unreadable: entry.isSymbolicLink() ? 'link' : 'special-file' };
  }
}

function* folderBelow(root: string, path: string): Iterable<Found> {
  let entries: Dirent[];
  try {
    entries = listFolder(join(root, path));
  } catch (error) {
    yield { path, unreadable: fileError(error, path).appError.code };
    return;
  }
  yield* entriesOf(root, `${path}/`, entries);
}

function listFolder(path: string): Dirent[] {
  return readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function orFileError<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileError(error, path);
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
