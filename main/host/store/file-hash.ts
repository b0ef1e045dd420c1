import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** SHA-256 of a file that is still being written, as far as it has been told to read. */
export type FileHash = {
  /** Reads on up to `end`, in bytes from the start. */
  readonly advance: (end: number) => void;
  /** Of what was read, in hexadecimal; the last call. */
  readonly digest: () => string;
  readonly close: () => void;
};

const blockBytes = 1 << 20;

/** Throws what the file system says. */
export function openFileHash(file: string): FileHash {
  const fd = openSync(file, 'r');
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafeSlow(blockBytes);
  let at = 0;
  return {
    advance: (end) => {
      while (at < end) {
        const got = readSync(fd, block, 0, Math.min(block.length, end - at), at);
        if (got === 0) throw new Error('a file being hashed became shorter');
        hash.update(block.subarray(0, got));
        at += got;
      }
    },
    digest: () => hash.digest('hex'),
    close: () => closeSync(fd),
  };
}

/** SHA-256 of the first `size` bytes of a file, in hexadecimal. */
export function hashFile(file: string, size: number): string {
  const hash = openFileHash(file);
  try {
    hash.advance(size);
    return hash.digest();
  } finally {
    hash.close();
  }
}
