import type { ByteSource } from '../ports.ts';

const blockBytes = 1 << 20;

/** Reads a file from front to back in blocks of 1 MiB; a view is good until the next call. */
export type ByteWindow = {
  readonly size: number;
  /** Up to `length` bytes (at most 1 MiB) from `offset`; fewer at the end of the file. */
  readonly view: (offset: number, length: number) => Buffer;
};

/** Holds one block at a time, so that the size of the file does not matter. */
export function byteWindow(source: ByteSource): ByteWindow {
  let start = 0;
  let block: Buffer = Buffer.alloc(0);
  const view = (offset: number, length: number): Buffer => {
    const end = Math.min(offset + Math.min(length, blockBytes), source.size);
    if (offset < start || end > start + block.length) {
      const bytes = source.read(offset, blockBytes);
      block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      start = offset;
    }
    return block.subarray(offset - start, Math.max(end, offset) - start);
  };
  return { size: source.size, view };
}
