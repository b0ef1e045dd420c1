import { crc32 } from 'node:zlib';
import { chunkBytes, chunkMagic, fileHeaderBytes, fileMagic, readChunkHeader } from '#core/evtx/headers.ts';
import { withView } from '#core/evtx/bytes.ts';
import { walkRecords } from '#core/evtx/records.ts';

/** The chunks of a log whose checksums are right. */
export function goodChunks(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = fileHeaderBytes; at + chunkBytes <= file.length; at += chunkBytes) {
    const chunk = file.subarray(at, at + chunkBytes);
    const header = readChunkHeader(chunk);
    if (header?.headerChecksum === 'good' && header.recordsChecksum === 'good' && walkRecords(withView(chunk), header).records.length > 0)
      found.push(chunk);
  }
  return found;
}

/** Writes the checksums of a chunk anew; the records' one first, as it is part of the header. */
export function sealChunk(chunk: Buffer): void {
  chunk.writeUInt32LE(crc32(chunk.subarray(512, chunk.readUInt32LE(48))), 52);
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
}

export type HeaderValues = { readonly chunks: number; readonly nextRecordId: number; readonly flags?: number };

/** The header of a log of `chunks` chunks. */
export function fileHeader({ chunks, nextRecordId, flags = 0 }: HeaderValues): Buffer {
  const header = Buffer.alloc(fileHeaderBytes);
  header.write(fileMagic, 0, 'latin1');
  header.writeBigUInt64LE(BigInt(Math.max(0, chunks - 1)), 16);
  header.writeBigUInt64LE(BigInt(nextRecordId), 24);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(fileHeaderBytes, 40);
  header.writeUInt16LE(chunks, 42);
  header.writeUInt32LE(flags, 120);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return header;
}

/** A copy of a chunk whose records are numbered from `firstId` on; returns how many there are. */
export function renumberedChunk(chunk: Buffer, firstId: number): { readonly chunk: Buffer; readonly records: number } {
  const copy = Buffer.from(chunk);
  const { records } = walkRecords(withView(copy), readChunkHeader(copy));
  records.forEach(({ at }, i) => copy.writeBigUInt64LE(BigInt(firstId + i), at + 8));
  for (const at of [8, 24]) copy.writeBigUInt64LE(BigInt(firstId), at);
  for (const at of [16, 32]) copy.writeBigUInt64LE(BigInt(firstId + records.length - 1), at);
  copy.write(chunkMagic, 0, 'latin1');
  sealChunk(copy);
  return { chunk: copy, records: records.length };
}

/** A whole log made of chunks, repeated until it is at least `leastBytes` long: header and chunks to be written one after another. */
export function* longLog(chunks: readonly Buffer[], leastBytes: number): Generator<Buffer> {
  const count = Math.ceil(leastBytes / chunkBytes);
  const parts: Buffer[] = [];
  let id = 1;
  for (let i = 0; i < count; i += 1) {
    const next = renumberedChunk(chunks[i % chunks.length]!, id);
    id += next.records;
    parts.push(next.chunk);
  }
  yield fileHeader({ chunks: count, nextRecordId: id });
  yield* parts;
}
