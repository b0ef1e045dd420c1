import type { ByteSource } from '../ports.ts';
import type { DamageReason } from './bytes.ts';
import { Damage } from './bytes.ts';
import type { FileChunk } from './chunks.ts';
import { fileHeaderOf, readChunks } from './chunks.ts';
import type { Decoder } from './decoder.ts';
import { beginRecord, createDecoder, openChunk } from './decoder.ts';
import type { EvtxEvent } from './fields.ts';
import { readEvent } from './fields.ts';
import type { RecordPlace } from './records.ts';
import { carveRecords, recordIdAt, walkRecords, xmlEnd, xmlStart } from './records.ts';
import type { Chunk } from './templates.ts';
import { beginText, createSink, literalOf, writeLiteral } from './sink.ts';
import { writeXml } from './xml.ts';

/** What of a file could not be read, or reads doubtful. `from` and `to` are places in the file. */
export type EvtxLoss = {
  readonly kind: 'record' | 'range' | 'file-header' | 'chunk-header' | 'records-checksum' | 'cut';
  readonly from: number;
  readonly to: number;
  /** Of a record whose number is readable. */
  readonly recordId: number | null;
  readonly reason: DamageReason | null;
};

export type EvtxOptions = {
  /** Also read records in the slack of chunks, which the log has given up. */
  readonly carve?: boolean;
};

/** The outcome of one chunk: `items` in the order of the file. The last batch may hold records of any chunk that needed a second try. */
export type EvtxBatch<T> = {
  readonly items: readonly T[];
  readonly carved: readonly T[];
  readonly losses: readonly EvtxLoss[];
  readonly end: number;
};

/** Reads the events of a log, chunk by chunk; holds one chunk at a time. Never throws for content. */
export function* readEvents(source: ByteSource, options: EvtxOptions = {}): Generator<EvtxBatch<EvtxEvent>> {
  const decoder = createDecoder();
  const read: Read<EvtxEvent> = (chunk, chunkOffset, record) => readEvent(decoder, chunk, chunkOffset, record);
  for (const batch of readBatches(source, decoder, options, read)) {
    decoder.times.finish();
    yield batch;
  }
}

const lineFeed = literalOf('\n');

/** XML of a log's events as UTF-8, each followed by an empty line. `xml` is a view into room that the next batch overwrites. */
export type XmlBatch = { readonly xml: Buffer; readonly count: number; readonly losses: readonly EvtxLoss[] };

/** Reads the events of a log as XML, chunk by chunk. Never throws for content. */
export function* readXml(source: ByteSource, options: EvtxOptions = {}): Generator<XmlBatch> {
  const decoder = createDecoder();
  const sink = createSink();
  const read: Read<true> = (chunk, _chunkOffset, record) => {
    const start = sink.length;
    beginText(sink);
    try {
      writeXml({ decoder, chunk, sink }, xmlStart(record), xmlEnd(record));
      writeLiteral(sink, lineFeed);
      return true;
    } catch (error) {
      sink.length = start;
      throw error;
    }
  };
  for (const { items, carved, losses } of readBatches(source, decoder, options, read)) {
    yield { xml: sink.bytes.subarray(0, sink.length), count: items.length + carved.length, losses };
    sink.length = 0;
  }
}

type Read<T> = (chunk: Chunk, chunkOffset: number, record: RecordPlace) => T;

function* readBatches<T>(source: ByteSource, decoder: Decoder, options: EvtxOptions, read: Read<T>): Generator<EvtxBatch<T>> {
  const header = fileHeaderOf(source);
  if (header === null || header.checksum === 'bad') {
    yield { items: [], carved: [], losses: [loss('file-header', 0, Math.min(4096, source.size))], end: 0 };
  }
  const failed: FailedRecord[] = [];
  for (const part of readChunks(source)) {
    if (part.kind === 'lost') yield { items: [], carved: [], losses: [loss('range', part.from, part.to)], end: part.to };
    else yield readChunk(part.chunk, decoder, { ...options, hasChecksums: header?.checksum !== 'none', failed }, read);
  }
  if (failed.length > 0) yield readAgain(source, decoder, failed, read);
}

type FailedRecord = { readonly chunkOffset: number; readonly chunkSize: number; readonly record: RecordPlace; readonly loss: EvtxLoss };
type ChunkOptions = EvtxOptions & { readonly hasChecksums: boolean; readonly failed: FailedRecord[] };

/** Records that failed are tried again when the whole file was seen, as their templates may stand in a later chunk; so many at most. */
const mostFailed = 2000;

function readChunk<T>(file: FileChunk, decoder: Decoder, { carve, hasChecksums, failed }: ChunkOptions, read: Read<T>): EvtxBatch<T> {
  const chunk = openChunk(decoder, file.bytes);
  const walk = walkRecords(chunk, file.header);
  const losses = chunkLosses(file, hasChecksums);
  for (const { from, to } of walk.damaged) losses.push(loss('range', file.offset + from, file.offset + to));
  const items = readAll(
    walk.records,
    decoder,
    (record) => read(chunk, file.offset, record),
    (record, reason) => {
      const lost = recordLoss(chunk, file.offset, record, reason);
      if (failed.length < mostFailed) failed.push({ chunkOffset: file.offset, chunkSize: chunk.bytes.length, record, loss: lost });
      else losses.push(lost);
    },
  );
  // A record of the slack that cannot be read is no loss: the log has given it up.
  const slack = carve === true ? carveRecords(chunk, walk.end) : [];
  const carved = readAll(
    slack,
    decoder,
    (record) => read(chunk, file.offset, record),
    () => undefined,
  );
  return { items, carved, losses, end: file.offset + file.bytes.length };
}

function readAgain<T>(source: ByteSource, decoder: Decoder, failed: readonly FailedRecord[], read: Read<T>): EvtxBatch<T> {
  const items: T[] = [];
  const losses: EvtxLoss[] = [];
  let chunk: Chunk | null = null;
  let offset = -1;
  for (const { chunkOffset, chunkSize, record, loss: lost } of failed) {
    if (!chunk || chunkOffset !== offset) {
      const bytes = source.read(chunkOffset, chunkSize);
      chunk = openChunk(decoder, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      offset = chunkOffset;
    }
    const open = chunk;
    items.push(
      ...readAll(
        [record],
        decoder,
        () => read(open, chunkOffset, record),
        () => losses.push(lost),
      ),
    );
  }
  return { items, carved: [], losses, end: source.size };
}

/** Reads records; what is wrong with one costs that one alone. */
function readAll<T>(
  records: readonly RecordPlace[],
  decoder: Decoder,
  read: (record: RecordPlace) => T,
  failed: (record: RecordPlace, reason: DamageReason) => void,
): T[] {
  const items: T[] = [];
  for (const record of records) {
    beginRecord(decoder);
    try {
      items.push(read(record));
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      failed(record, error.reason);
    }
  }
  return items;
}

function recordLoss(chunk: Chunk, chunkOffset: number, { at, size }: RecordPlace, reason: DamageReason): EvtxLoss {
  return { kind: 'record', from: chunkOffset + at, to: chunkOffset + at + size, recordId: recordIdAt(chunk, at), reason };
}

function chunkLosses({ offset, bytes, header }: FileChunk, hasChecksums: boolean): EvtxLoss[] {
  const losses: EvtxLoss[] = [];
  const end = offset + bytes.length;
  if (header === null || (hasChecksums && header.headerChecksum === 'bad')) losses.push(loss('chunk-header', offset, end));
  else if (header.freeOffset > bytes.length) losses.push(loss('cut', offset, end));
  else if (hasChecksums && header.recordsChecksum === 'bad') losses.push(loss('records-checksum', offset, end));
  return losses;
}

function loss(kind: EvtxLoss['kind'], from: number, to: number): EvtxLoss {
  return { kind, from, to, recordId: null, reason: null };
}
