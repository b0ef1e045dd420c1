import type { ByteSource } from '../ports.ts';
import { Damage, hasMagic, withView } from './bytes.ts';
import { beginRecord, createDecoder, openChunk } from './decoder.ts';
import { chunkBytes, chunkHeaderBytes, chunkMagic, fileHeaderBytes, fileMagic } from './headers.ts';
import type { EvtxEvent } from './fields.ts';
import { readEvent } from './fields.ts';
import { recordAt, xmlEnd, xmlStart } from './records.ts';
import { createSink } from './sink.ts';
import { writeXml } from './xml.ts';

const sectorBytes = 512;

/** The record at a place of the file, as fields and as XML; null when none can be read there. */
export function readRecordAt(source: ByteSource, offset: number): { readonly event: EvtxEvent; readonly xml: string } | null {
  const start = chunkStart(source, offset);
  const decoder = createDecoder();
  const chunk = openChunk(decoder, withView(source.read(start, chunkBytes)).bytes);
  const record = recordAt(chunk, offset - start, chunk.bytes.length);
  if (!record) return null;
  const sink = createSink();
  beginRecord(decoder);
  try {
    writeXml({ decoder, chunk, sink }, xmlStart(record), xmlEnd(record));
    const event = readEvent(decoder, chunk, start, record);
    decoder.times.finish();
    return { event, xml: sink.bytes.toString('utf8', 0, sink.length) };
  } catch (error) {
    if (error instanceof Damage) return null;
    throw error;
  }
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
