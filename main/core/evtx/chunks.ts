import type { ByteSource } from '../ports.ts';
import { hasMagic, withView } from './bytes.ts';
import { chunkBytes, chunkMagic, fileHeaderBytes, readChunkHeader, readFileHeader } from './headers.ts';
import type { ChunkHeader, FileHeader } from './headers.ts';
import { firstRecord } from './records.ts';

/** 64 KiB of a log; fewer where the file is cut. They stay as they are until the next chunk is asked for. `header` is null where it is destroyed and records stand behind it all the same. */
export type FileChunk = { readonly offset: number; readonly bytes: Buffer; readonly header: ChunkHeader | null };

/** Bytes between chunks that hold something and are no chunk. */
export type LostRange = { readonly from: number; readonly to: number };

export type FilePart = { readonly kind: 'chunk'; readonly chunk: FileChunk } | ({ readonly kind: 'lost' } & LostRange);

/** A chunk that slipped stands at a multiple of a disk sector. */
const sectorBytes = 512;

/** The header of the file; null when it is destroyed or the file has none. */
export function fileHeaderOf(bytes: ByteSource): FileHeader | null {
  return readFileHeader(bytes.read(0, Math.min(fileHeaderBytes, bytes.size)));
}

/**
 * The chunks of a file in their order, read one by one. A place where no chunk is may be empty (zeros), a chunk without its header,
 * or damage; then the search goes on sector by sector. The file's own count of chunks is not asked: it is wrong in every log that
 * was copied from a running machine.
 */
export function* readChunks(source: ByteSource): Generator<FilePart> {
  const window = createWindow(source);
  let at = fileHeaderOf(source) || source.size > fileHeaderBytes ? fileHeaderBytes : 0;
  if (hasChunkAt(window, 0)) at = 0;
  let lostFrom = -1;
  while (at < source.size) {
    const block = window.get(at, chunkBytes);
    // The file became shorter since it was opened.
    if (block.length === 0) break;
    const header = readChunkHeader(block);
    const isWhole = header?.headerChecksum === 'good' && header.recordsChecksum === 'good';
    const bytes = isWhole ? block : block.subarray(0, lengthBeforeNext(block));
    const isChunk = header !== null || firstRecord(withView(bytes)) !== null;
    if (isChunk || isEmpty(bytes)) {
      if (lostFrom >= 0) yield { kind: 'lost', from: lostFrom, to: at };
      lostFrom = -1;
      if (isChunk) yield { kind: 'chunk', chunk: { offset: at, bytes, header } };
      at += bytes.length;
      continue;
    }
    if (lostFrom < 0) lostFrom = at;
    at = nextChunk(window, at + sectorBytes, source.size);
  }
  if (lostFrom >= 0) yield { kind: 'lost', from: lostFrom, to: source.size };
}

function isEmpty(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

/** A damaged chunk may be cut short: the next one may begin before 64 KiB are over. */
function lengthBeforeNext(bytes: Buffer): number {
  for (let at = sectorBytes; at < bytes.length; at += sectorBytes) if (hasMagic(bytes, at, chunkMagic)) return at;
  return bytes.length;
}

function nextChunk(window: Window, from: number, end: number): number {
  for (let at = from; at < end; at += sectorBytes) if (hasChunkAt(window, at)) return at;
  return end;
}

function hasChunkAt(window: Window, at: number): boolean {
  const bytes = window.get(at, chunkMagic.length);
  return bytes.length === chunkMagic.length && hasMagic(bytes, 0, chunkMagic);
}

type Window = { readonly get: (at: number, length: number) => Buffer };

/**
 * Reads a chunk at a time, so that a look at a few bytes costs no call of its own; more at once would not stay in the processor's cache.
 * What it gives is overwritten by the next chunk.
 */
function createWindow(source: ByteSource): Window {
  const room = Buffer.allocUnsafeSlow(chunkBytes);
  let start = 0;
  let block: Buffer = Buffer.alloc(0);
  return {
    get: (at, length) => {
      const wanted = Math.min(length, source.size - at);
      if (at < start || at + wanted > start + block.length) {
        block = readChunkBytes(source, at, room);
        start = at;
      }
      return block.subarray(at - start, at - start + wanted);
    },
  };
}

function readChunkBytes(source: ByteSource, at: number, room: Buffer): Buffer {
  const wanted = Math.min(source.size - at, room.length);
  if (source.readInto) return room.subarray(0, source.readInto(at, room.subarray(0, wanted)));
  return withView(source.read(at, wanted)).bytes;
}
