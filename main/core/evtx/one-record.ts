import type { ByteSource } from '../ports.ts';
import { Damage, hasMagic, u32 } from './bytes.ts';
import { beginRecord, createDecoder, openChunk } from './decoder.ts';
import { chunkBytes, chunkHeaderBytes, chunkMagic, fileHeaderBytes, fileMagic } from './headers.ts';
import { isRecordAt, xmlOf } from './records.ts';
import { createSink } from './sink.ts';
import { writeXml } from './xml.ts';

const sectorBytes = 512;

/** The XML of the record at a place of the file; null when none can be read there. */
export function recordXmlAt(source: ByteSource, offset: number): string | null {
  const start = chunkStart(source, offset);
  const read = source.read(start, chunkBytes);
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
  const at = offset - start;
  if (!isRecordAt(bytes, at, bytes.length)) return null;
  const decoder = createDecoder();
  const sink = createSink();
  const { from, to } = xmlOf({ at, size: u32(bytes, at + 4) });
  beginRecord(decoder);
  try {
    writeXml({ decoder, chunk: openChunk(decoder, bytes), sink }, from, to);
  } catch (error) {
    if (error instanceof Damage) return null;
    throw error;
  }
  return sink.bytes.toString('utf8', 0, sink.length);
}

/** Where the chunk of a record begins: at its header, which may have slipped; where it should be when the header is destroyed. */
function chunkStart(source: ByteSource, offset: number): number {
  const first = hasMagic(source.read(0, fileMagic.length), 0, chunkMagic) ? 0 : fileHeaderBytes;
  const regular = Math.max(0, offset - ((offset - first) % chunkBytes));
  for (let start = regular; start > offset - chunkBytes && start >= 0; start -= sectorBytes) {
    if (hasMagic(source.read(start, chunkMagic.length), 0, chunkMagic)) return start;
  }
  for (let start = regular + sectorBytes; start <= offset - chunkHeaderBytes; start += sectorBytes) {
    if (hasMagic(source.read(start, chunkMagic.length), 0, chunkMagic)) return start;
  }
  return regular;
}
