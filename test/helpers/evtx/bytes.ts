import type { ByteSource } from '#core/ports.ts';

/** The bytes of a file as the reader gets them. */
export function bytesOf(file: Buffer): ByteSource {
  return { size: file.length, read: (offset, length) => file.subarray(offset, offset + length) };
}
