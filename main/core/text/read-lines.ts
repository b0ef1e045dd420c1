import { isAscii } from 'node:buffer';
import type { TextLine } from '../formats/format.ts';
import type { ByteSource } from '../ports.ts';
import { bomLength, decoderFor } from './decoders.ts';
import { hasControls, shownLine, withoutPaging } from './terminal.ts';

const blockBytes = 2 * 1024 * 1024;
const maxLineBytes = 1024 * 1024;
const lf = 0x0a;
const cr = 0x0d;

/** A block of the file that begins at the start of a line (or of the rest of an over-long one). */
type Block = { readonly bytes: Buffer; readonly offset: number; readonly isLast: boolean };

/** How an encoding spells line ends and characters; offsets are relative to the block. */
type Reader = {
  /** Bytes of one line break character. */
  readonly unit: 1 | 2;
  /** Bytes as the other two functions want them; may change a copy of the block, never its length. */
  readonly prepare: (bytes: Uint8Array) => Buffer;
  readonly find: (bytes: Buffer, character: number, from: number) => number;
  readonly decode: (bytes: Buffer, ascii: boolean, start: number, end: number) => string;
  /** A place at or below `end` that does not split a character. */
  readonly cut: (bytes: Buffer, start: number, end: number) => number;
};

/**
 * Lines with their byte offsets, one block in memory at a time; CRLF, LF and CR end a line and a byte order mark belongs to none.
 * A line over 1 MiB comes in pieces of at most that size, each with its own offset and the number of the line.
 * The text is what a terminal shows of the line; its number and offset are those of the stored bytes.
 */
export function* readLines(bytes: ByteSource, encoding: string): Iterable<TextLine> {
  const reader = readerFor(encoding);
  let offset = bomLength(bytes.read(0, 3), encoding);
  let number = 1;
  while (offset < bytes.size) {
    const block = readBlock(bytes, offset, reader);
    if (block.bytes.length === 0) return;
    for (const piece of splitBlock(block, reader)) {
      yield { number, offset, text: piece.text };
      offset = block.offset + piece.next;
      if (piece.endsLine) number += 1;
    }
  }
}

function readBlock(source: ByteSource, offset: number, reader: Reader): Block {
  const bytes = reader.prepare(source.read(offset, blockBytes));
  return { bytes, offset, isLast: offset + bytes.length >= source.size || bytes.length < blockBytes };
}

type Piece = { readonly text: string; readonly next: number; readonly endsLine: boolean };

/** The complete lines of a block; the rest of the last one is left for the next block, which begins with it. */
function* splitBlock(block: Block, reader: Reader): Iterable<Piece> {
  const { bytes, isLast } = block;
  const ascii = reader.unit === 1 && isAscii(bytes);
  const show = hasControls(bytes) ? shownLine : withoutPaging;
  let start = 0;
  let nextLf = reader.find(bytes, lf, 0);
  let nextCr = reader.find(bytes, cr, 0);
  while (start < bytes.length) {
    if (nextLf < start) nextLf = reader.find(bytes, lf, start);
    if (nextCr < start) nextCr = reader.find(bytes, cr, start);
    const end = Math.min(nextLf, nextCr);
    if (Math.min(end, bytes.length) - start > maxLineBytes) {
      const next = reader.cut(bytes, start, start + maxLineBytes);
      yield { text: show(reader.decode(bytes, ascii, start, next)), next, endsLine: false };
      start = next;
      continue;
    }
    const afterBreak = end + reader.unit;
    const mayBeHalfCrLf = end === nextCr && afterBreak >= bytes.length;
    if (!isLast && (end >= bytes.length || mayBeHalfCrLf)) return;
    const next = Math.min(bytes.length, end === nextCr && nextLf === afterBreak ? afterBreak + reader.unit : afterBreak);
    yield { text: show(reader.decode(bytes, ascii, start, Math.min(end, bytes.length))), next, endsLine: true };
    start = next;
  }
}

function readerFor(encoding: string): Reader {
  if (encoding === 'utf-16le') return utf16Reader((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (encoding === 'utf-16be') return utf16Reader(swapped);
  return byteReader(encoding);
}

/** Every encoding but UTF-16: no multi-byte character of them contains the bytes of LF and CR. */
function byteReader(encoding: string): Reader {
  const decoder = decoderFor(encoding);
  const decode =
    encoding === 'utf-8'
      ? (bytes: Buffer, start: number, end: number) => bytes.toString('utf8', start, end)
      : (bytes: Buffer, start: number, end: number) => decoder.decode(bytes.subarray(start, end));
  return {
    unit: 1,
    prepare: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    find: (bytes, character, from) => orNever(bytes.indexOf(character, from)),
    decode: (bytes, ascii, start, end) => (ascii ? bytes.toString('latin1', start, end) : decode(bytes, start, end)),
    cut: encoding === 'utf-8' ? cutUtf8 : cutBytes,
  };
}

function utf16Reader(prepare: (bytes: Uint8Array) => Buffer): Reader {
  return {
    unit: 2,
    prepare,
    find: findUnit,
    decode: (bytes, _ascii, start, end) => bytes.toString('utf16le', start, end).toWellFormed() + ((end - start) % 2 === 1 ? '\ufffd' : ''),
    cut: (bytes, start, end) => {
      const even = end - ((end - start) % 2);
      const last = bytes.readUInt16LE(even - 2);
      return last >= 0xd800 && last < 0xdc00 ? even - 2 : even;
    },
  };
}

/** Big-endian blocks are turned around once, so that one reader serves both; the source's own bytes stay as they are. */
function swapped(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy.subarray(0, copy.length - (copy.length % 2)).swap16();
  return copy;
}

function findUnit(bytes: Buffer, character: number, from: number): number {
  let at = bytes.indexOf(character, from);
  while (at !== -1 && (at % 2 === 1 || bytes[at + 1] !== 0)) at = bytes.indexOf(character, at + 1);
  return orNever(at);
}

function cutUtf8(bytes: Buffer, start: number, end: number): number {
  for (let at = end; at > end - 4 && at > start; at -= 1) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return end;
}

/** Bytes below 0x30 are no second byte in any multi-byte code page, so the place after one is safe. */
function cutBytes(bytes: Buffer, start: number, end: number): number {
  for (let at = end; at > end - 4096 && at > start; at -= 1) {
    if ((bytes[at - 1] ?? 0) < 0x30) return at;
  }
  return end;
}

function orNever(index: number): number {
  return index === -1 ? Number.POSITIVE_INFINITY : index;
}
