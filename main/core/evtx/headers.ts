import { crc32 } from 'node:zlib';
import { hasMagic, u16, u32, u64, withView } from './bytes.ts';

/** Sizes and magics of the format (libyal, "Windows XML Event Log (EVTX) format", 2023). */
export const fileMagic = 'ElfFile\0';
export const chunkMagic = 'ElfChnk\0';
export const fileHeaderBytes = 4096;
export const chunkBytes = 65_536;
export const chunkHeaderBytes = 512;
/** Magic, size, record id and time before the binary XML of a record, and its size again behind. */
export const recordHeaderBytes = 24;
export const recordTailBytes = 4;
export const leastRecordBytes = recordHeaderBytes + recordTailBytes;

const dirtyFlag = 1;
const fullFlag = 2;
const noCrcFlag = 4;

export type FileHeader = {
  readonly nextRecordId: number;
  readonly chunks: number;
  /** The log was open or the machine crashed: header and last chunk may lag behind. */
  readonly isDirty: boolean;
  readonly isFull: boolean;
  /** 'none': the header says that the file has no checksums. */
  readonly checksum: 'good' | 'bad' | 'none';
};

/** Null when the bytes are no file header. */
export function readFileHeader(bytes: Uint8Array): FileHeader | null {
  if (bytes.length < 128 || !hasMagic(bytes, 0, fileMagic)) return null;
  const from = withView(bytes);
  const flags = u32(from, 120);
  const isSame = crc32(bytes.subarray(0, 120)) === u32(from, 124);
  return {
    nextRecordId: u64(from, 24),
    chunks: u16(from, 42),
    isDirty: (flags & dirtyFlag) !== 0,
    isFull: (flags & fullFlag) !== 0,
    checksum: isSame ? 'good' : (flags & noCrcFlag) !== 0 ? 'none' : 'bad',
  };
}

export type ChunkHeader = {
  readonly firstId: number;
  readonly lastId: number;
  /** Where the records end, in bytes from the start of the chunk. */
  readonly freeOffset: number;
  readonly headerChecksum: 'good' | 'bad';
  readonly recordsChecksum: 'good' | 'bad';
};

/** Null when the bytes are no chunk header. Checks both checksums; a bad one is told and nothing more. */
export function readChunkHeader(bytes: Uint8Array): ChunkHeader | null {
  if (bytes.length < chunkHeaderBytes || !hasMagic(bytes, 0, chunkMagic)) return null;
  const from = withView(bytes);
  const freeOffset = u32(from, 48);
  const header = crc32(bytes.subarray(128, chunkHeaderBytes), crc32(bytes.subarray(0, 120)));
  const isInside = freeOffset >= chunkHeaderBytes && freeOffset <= bytes.length;
  const records = isInside ? crc32(bytes.subarray(chunkHeaderBytes, freeOffset)) : null;
  return {
    firstId: u64(from, 24),
    lastId: u64(from, 32),
    freeOffset,
    headerChecksum: header === u32(from, 124) ? 'good' : 'bad',
    recordsChecksum: records === u32(from, 52) ? 'good' : 'bad',
  };
}
