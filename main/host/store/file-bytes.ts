import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '#core/ports.ts';

const pooledBytes = 4096;

export type OpenBytes = ByteSource & { readonly close: () => void };

/** Random access to a file's bytes; its size is taken once. Closing twice is allowed. */
export function openFileBytes(file: string): OpenBytes {
  const fd = openSync(file, 'r');
  const size = fstatSync(fd).size;
  let isOpen = true;
  return {
    size,
    read: (offset, length) => readAt(fd, offset, Math.min(length, Math.max(0, size - offset))),
    readInto: (offset, target) => fill(fd, offset, target),
    close: () => {
      if (isOpen) closeSync(fd);
      isOpen = false;
    },
  };
}

/** Stands for the bytes of a file that is gone. */
export const noBytes: OpenBytes = { size: 0, read: () => new Uint8Array(0), close: () => undefined };

/** The file's bytes, or none when it cannot be opened. */
export function openFileBytesIfThere(file: string): OpenBytes {
  try {
    return openFileBytes(file);
  } catch {
    return noBytes;
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  if (length <= 0) return Buffer.alloc(0);
  // Lines are many and short: they share the pool. Blocks are few and large and must not hold on to it.
  const bytes = length <= pooledBytes ? Buffer.allocUnsafe(length) : Buffer.allocUnsafeSlow(length);
  return bytes.subarray(0, fill(fd, offset, bytes));
}

function fill(fd: number, offset: number, target: Uint8Array): number {
  let done = 0;
  while (done < target.length) {
    const got = readSync(fd, target, done, target.length - done, offset + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}
