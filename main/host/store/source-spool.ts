import { randomUUID } from 'node:crypto';
import { close, closeSync, existsSync, fsync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceSpool } from '#core/store/case-store.ts';
import type { CasePaths } from './case-paths.ts';
import { guarded } from './database.ts';
import type { OpenBytes } from './file-bytes.ts';
import { openFileBytes } from './file-bytes.ts';

/** A finished spool: bytes that are on disk under a temporary name and wait for their source to be committed. */
export type SpooledBytes = {
  readonly sha256: string;
  readonly bytes: OpenBytes;
  /** Moves the bytes to their place, so that a row may name them. */
  readonly keep: () => void;
  readonly drop: () => void;
};

/** Ends of temporary names in a case folder; what carries one and is found on opening was left by a crash. */
export const temporaryEnd = '.part';

/** Hashes what was written to a spool. */
export type SpoolHash = {
  /** Is told of a chunk when it stands in the file. */
  readonly written: (chunk: Uint8Array) => void;
  /** SHA-256 in hexadecimal. */
  readonly digest: () => string;
  readonly discard: () => void;
};

export type SpoolHooks = {
  readonly hash: (file: string) => SpoolHash;
  readonly onFinish: (spooled: SpooledBytes) => void;
  /** Is told when the spool is given up. */
  readonly onDiscard: () => void;
};

/** A spool into the case's `sources` folder. The bytes are flushed to the disk before any row can name them. */
export function createSpool(paths: CasePaths, { hash: hashOf, onFinish, onDiscard }: SpoolHooks): SourceSpool {
  const file = join(paths.sources, `${randomUUID()}${temporaryEnd}`);
  const fd = openSync(file, 'wx', 0o600);
  const hash = hashOf(file);
  let spooled: SpooledBytes | null = null;
  let size = 0;
  return {
    write: (chunk) => {
      guarded(() => {
        for (let done = 0; done < chunk.length;) done += writeSync(fd, chunk, done);
      });
      hash.written(chunk);
      size += chunk.length;
    },
    finish: () => {
      if (size >= earlyFlushBytes) startFlush(file);
      spooled = spooledBytes(paths, { file, fd, sha256: hash.digest() });
      onFinish(spooled);
      return { sha256: spooled.sha256, size, bytes: spooled.bytes };
    },
    discard: () => {
      if (spooled) spooled.drop();
      else {
        hash.discard();
        closeSync(fd);
        rmSync(file, { force: true });
      }
      onDiscard();
    },
  };
}

/** Less is on the disk before it is read. */
const earlyFlushBytes = 1 << 20;

/**
 * Lets the system begin to write a file to the disk while it is read; `keep` waits for the end of it. On a descriptor of its own, as an
 * error of writing is told once to each.
 */
function startFlush(file: string): void {
  const fd = openSync(file, 'r+');
  fsync(fd, () => close(fd));
}

type Spooled = { readonly file: string; readonly fd: number; readonly sha256: string };

function spooledBytes(paths: CasePaths, { file, fd, sha256 }: Spooled): SpooledBytes {
  const bytes = openFileBytes(file);
  let isOpen = true;
  const closeAll = (): void => {
    bytes.close();
    if (isOpen) closeSync(fd);
    isOpen = false;
  };
  return {
    sha256,
    bytes,
    keep: () => {
      guarded(() => fsyncSync(fd));
      closeAll();
      const target = paths.source(sha256);
      if (existsSync(target)) rmSync(file, { force: true });
      else renameSync(file, target);
      flushFolder(paths.sources);
    },
    drop: () => {
      closeAll();
      rmSync(file, { force: true });
    },
  };
}

/** Makes a rename last through a power cut. Windows cannot flush folders and does not need it. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
