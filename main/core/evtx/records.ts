import type { Bytes } from './bytes.ts';
import { Damage, u32, u64 } from './bytes.ts';
import { fragmentBytes, instanceEnd, token } from './binxml.ts';
import { chunkHeaderBytes, leastRecordBytes, recordHeaderBytes, recordTailBytes } from './headers.ts';
import type { ChunkHeader } from './headers.ts';

/** A record within a chunk: its place and length, header and tail included. */
export type RecordPlace = { readonly at: number; readonly size: number };

/** Bytes of a chunk that should hold records and do not. */
export type DamagedRange = { readonly from: number; readonly to: number };

export type Walk = { readonly records: readonly RecordPlace[]; readonly damaged: readonly DamagedRange[]; readonly end: number };

const alignment = 8;
/** `**` and two zeros. */
const recordMagic = 0x2a2a;
/** Smallest binary XML that says anything: fragment header and end. */
const leastXmlBytes = 5;

function isRecordAt(chunk: Bytes, at: number, end: number): boolean {
  if (at < 0 || at + leastRecordBytes > end || u32(chunk, at) !== recordMagic) return false;
  const size = u32(chunk, at + 4);
  return size >= leastRecordBytes + leastXmlBytes && at + size <= end;
}

/** The size stands at both ends of a record. */
function endsWell(chunk: Bytes, { at, size }: RecordPlace): boolean {
  return u32(chunk, at + size - recordTailBytes) === size;
}

/**
 * The records of a chunk in their order. Where one is damaged the walk goes on at the next that is whole, at any multiple of
 * eight bytes. The header's end of the records is believed unless the record behind it continues the numbers: a machine that
 * crashed wrote records last and the header never.
 */
export function walkRecords(chunk: Bytes, header: ChunkHeader | null): Walk {
  const { length } = chunk.bytes;
  const records: RecordPlace[] = [];
  const damaged: DamagedRange[] = [];
  const isSane = header !== null && header.freeOffset >= chunkHeaderBytes && header.freeOffset <= length;
  const toldEnd = isSane ? header.freeOffset : length;
  let at = chunkHeaderBytes;
  while (at < toldEnd) {
    const record = recordAt(chunk, at, toldEnd);
    if (record) {
      records.push(record);
      at += record.size;
      continue;
    }
    const next = nextRecord(chunk, at + 1, toldEnd);
    if (hasContent(chunk.bytes, at, next)) damaged.push({ from: at, to: next });
    at = next;
  }
  addContinuing(chunk, at, records);
  return { records, damaged, end: at };
}

/**
 * The record at a place, in a chunk whose records end at `end`: as long as it says at both ends, else as its content is, else as its
 * head says when no other record begins within; null when there is none.
 */
export function recordAt(chunk: Bytes, at: number, end: number): RecordPlace | null {
  const told = isRecordAt(chunk, at, chunk.bytes.length) ? { at, size: u32(chunk, at + 4) } : null;
  if (told && endsWell(chunk, told)) return told;
  const size = sizeByContent(chunk, at, end);
  if (size !== null) return { at, size };
  return told && !isHidden(chunk, told, end) ? told : null;
}

/**
 * The size of a record whose head or tail is damaged: its binary XML is a use of a template, and behind the end token and the size
 * another record begins at the next multiple of eight bytes, or the records end.
 */
function sizeByContent(chunk: Bytes, at: number, end: number): number | null {
  const use = at + recordHeaderBytes + fragmentBytes;
  if (at < 0 || chunk.bytes[use] !== token.instance) return null;
  const least = endOfUse(chunk, use) - at + 1 + recordTailBytes;
  const size = least + ((alignment - (least % alignment)) % alignment);
  const next = at + size;
  if (next === end) return size;
  return next + 4 <= end && u32(chunk, next) === recordMagic ? size : null;
}

/** Not finite where no use of a template stands. */
function endOfUse(chunk: Bytes, use: number): number {
  try {
    return instanceEnd(chunk, use);
  } catch (error) {
    if (error instanceof Damage) return Infinity;
    throw error;
  }
}

/** True when the size of a record is wrong: others that end well begin within it. */
function isHidden(chunk: Bytes, record: RecordPlace, end: number): boolean {
  return nextRecord(chunk, record.at + 1, Math.min(end, record.at + record.size)) < record.at + record.size;
}

/** The first place from `from` on where a whole record stands; `end` when there is none. */
function nextRecord(chunk: Bytes, from: number, end: number): number {
  for (let at = from + ((alignment - (from % alignment)) % alignment); at < end; at += alignment) {
    if (isRecordAt(chunk, at, chunk.bytes.length) && endsWell(chunk, { at, size: u32(chunk, at + 4) })) return at;
  }
  return end;
}

/** Place of the first whole record of a chunk, wherever it begins; null when there is none. */
export function firstRecord(chunk: Bytes): number | null {
  const { length } = chunk.bytes;
  const at = nextRecord(chunk, chunkHeaderBytes, length);
  return at < length ? at : null;
}

/** Zeros are room that was never written. */
function hasContent(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 0) return true;
  return false;
}

/** Adds records that stand behind those of a chunk and continue their numbers. */
function addContinuing(chunk: Bytes, from: number, records: RecordPlace[]): void {
  const last = records.at(-1);
  if (!last) return;
  let id = recordIdAt(chunk, last.at);
  let at = from;
  while (isRecordAt(chunk, at, chunk.bytes.length) && recordIdAt(chunk, at) === id + 1) {
    const record = { at, size: u32(chunk, at + 4) };
    if (!endsWell(chunk, record)) break;
    records.push(record);
    id += 1;
    at += record.size;
  }
}

export function recordIdAt(chunk: Bytes, at: number): number {
  return u64(chunk, at + 8);
}

/** When the record was written, as a FILETIME in two halves. */
export function timeLowAt(chunk: Bytes, at: number): number {
  return u32(chunk, at + 16);
}

export function timeHighAt(chunk: Bytes, at: number): number {
  return u32(chunk, at + 20);
}

/** Where the binary XML of a record begins. */
export function xmlStart({ at }: RecordPlace): number {
  return at + recordHeaderBytes;
}

/** Where it ends. */
export function xmlEnd({ at, size }: RecordPlace): number {
  return at + size - recordTailBytes;
}

/**
 * Records in the slack of a chunk: older ones that the records of today did not overwrite, from the end of the walk on. They can be
 * read as long as the templates that they use still stand in the chunk.
 */
export function carveRecords(chunk: Bytes, from: number): RecordPlace[] {
  const { length } = chunk.bytes;
  const found: RecordPlace[] = [];
  for (let at = nextRecord(chunk, from, length); at < length;) {
    const record = { at, size: u32(chunk, at + 4) };
    found.push(record);
    at = nextRecord(chunk, at + record.size, length);
  }
  return found;
}
