import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { ByteSource } from '#core/ports.ts';

const blockBytes = 16;
const cipherName = 'aes-256-ctr';

/** A file on disk that says nothing without the key, which is in memory only. */
export type SealedFile = { readonly path: string; readonly key: Uint8Array; readonly size: number };

export type SealedWriter = {
  readonly write: (chunk: Uint8Array) => void;
  readonly finish: () => SealedFile;
  /** Ends writing, if it has not ended, and removes the file. */
  readonly discard: () => void;
};

/**
 * Writes bytes that must not be readable on disk, such as an upload that still holds shared keys: encrypted with a key that
 * is made for this one file and dies with the process. Counter mode, because readers jump about; every key is used for one
 * file only, so the counter starts at zero.
 */
export function createSealedFile(path: string): SealedWriter {
  const key = randomBytes(32);
  const cipher = createCipheriv(cipherName, key, Buffer.alloc(blockBytes));
  const file = openSync(path, 'wx', 0o600);
  let size = 0;
  let isOpen = true;
  function close(): void {
    if (isOpen) closeSync(file);
    isOpen = false;
  }
  return {
    write: (chunk) => {
      const sealed = cipher.update(chunk);
      for (let done = 0; done < sealed.length;) done += writeSync(file, sealed, done);
      size += chunk.length;
    },
    finish: () => {
      close();
      return { path, key, size };
    },
    discard: () => {
      close();
      rmSync(path, { force: true });
    },
  };
}

/** The counter block of the block that holds `offset`: a 128-bit number, of which a file needs 60 bits at most. */
function counterAt(offset: number): Buffer {
  const counter = Buffer.alloc(blockBytes);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / blockBytes)), blockBytes / 2);
  return counter;
}

/** Random access to the plain bytes of a sealed file. */
export function openSealedFile(sealed: SealedFile): ByteSource & { readonly close: () => void } {
  const file = openSync(sealed.path, 'r');
  return {
    size: sealed.size,
    read: (offset, length) => {
      const skip = offset % blockBytes;
      const wanted = Math.max(0, Math.min(length, sealed.size - offset));
      const bytes = Buffer.alloc(wanted === 0 ? 0 : wanted + skip);
      let done = 0;
      while (done < bytes.length) {
        const got = readSync(file, bytes, done, bytes.length - done, offset - skip + done);
        if (got === 0) break;
        done += got;
      }
      const plain = createDecipheriv(cipherName, sealed.key, counterAt(offset)).update(bytes.subarray(0, done));
      return plain.subarray(Math.min(skip, plain.length));
    },
    close: () => closeSync(file),
  };
}
