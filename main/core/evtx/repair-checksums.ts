import { crc32 } from 'node:zlib';
import { chunkHeaderBytes, readChunkHeader } from './headers.ts';

/**
 * Sets the checksums of a chunk again after bytes in it were replaced in place, those that were good before: a chunk that came damaged
 * stays told as damaged. `chunk` is changed.
 */
export function repairChecksums(chunk: Uint8Array, before: NonNullable<ReturnType<typeof readChunkHeader>>): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (before.recordsChecksum === 'good') view.setUint32(52, crc32(chunk.subarray(chunkHeaderBytes, before.freeOffset)), true);
  if (before.headerChecksum === 'good')
    view.setUint32(124, crc32(chunk.subarray(128, chunkHeaderBytes), crc32(chunk.subarray(0, 120))), true);
}
