import { isAscii } from 'node:buffer';
import type { Bytes } from './bytes.ts';
import { u16, u32, u64Text } from './bytes.ts';
import type { FileTime } from './file-time.ts';
import { fileTimeWriter, splitFileTime } from './file-time.ts';
import type { Sink } from './sink.ts';
import { createSink } from './sink.ts';
import type { MakeText, StringReader } from './strings.ts';
import { arrayFlag, charsWithoutNul, fitting, idBytes, itemSize, valueType } from './value-types.ts';
import { writeGuid, writeHex, writeHexBytes, writeSid } from './write-value.ts';

export type ValueReader = {
  /** The text of a value as the event viewer's XML shows it; arrays separated by commas. */
  readonly text: (from: Bytes, type: number, at: number, size: number) => string;
  /** The elements of an array, one by one. */
  readonly items: (from: Bytes, type: number, at: number, size: number) => string[];
};

/** What the functions below share: room to write in, and what they remember. */
type Tools = {
  readonly strings: StringReader;
  readonly scratch: Sink;
  readonly time: FileTime;
  readonly writeTime: ReturnType<typeof fileTimeWriter>;
  readonly makeId: MakeText;
};

/** A value of 64 KiB as hexadecimal digits takes twice as much; most take a few bytes. */
const scratchBytes = 4096;

const ansi = new TextDecoder('windows-1252');

export function createValueReader(strings: StringReader): ValueReader {
  const scratch = createSink(scratchBytes);
  const makeId: MakeText = (from, type, at, size) => {
    writeId(scratch, from, type, at, size);
    return taken(scratch);
  };
  const tools: Tools = { strings, scratch, time: { seconds: 0, ticks: 0 }, writeTime: fileTimeWriter(), makeId };
  return {
    text: (from, type, at, size) => {
      if (type === valueType.string) return strings.utf16(from, at, charsWithoutNul(from, at, size));
      return (type & arrayFlag) === 0 ? oneText(tools, from, type, at, size) : itemsOf(tools, from, type, at, size).join(',');
    },
    items: (from, type, at, size) => itemsOf(tools, from, type, at, size),
  };
}

/** What was written to the scratch sink. */
function taken(scratch: Sink): string {
  const text = scratch.bytes.toString('latin1', 0, scratch.length);
  scratch.length = 0;
  return text;
}

function oneText(tools: Tools, from: Bytes, told: number, at: number, size: number): string {
  const type = fitting(from, told, at, size);
  switch (type) {
    case valueType.string:
    case valueType.eventXml:
      return tools.strings.utf16(from, at, charsWithoutNul(from, at, size));
    case valueType.uint8:
      return String(from.bytes[at]!);
    case valueType.uint16:
      return String(u16(from, at));
    case valueType.uint32:
      return String(u32(from, at));
    case valueType.hex32:
    case valueType.hex64:
    case valueType.sizeT:
    case valueType.handle:
    case valueType.sid:
    case valueType.guid:
      return tools.strings.known(from, type, at, idBytes(from, type, at, size), tools.makeId);
    case valueType.fileTime:
      return timeText(tools, from, at);
    case valueType.binary:
      writeHexBytes(tools.scratch, from.bytes, at, size);
      return taken(tools.scratch);
    case valueType.ansi:
      return ansiText(from.bytes.subarray(at, at + size));
    default:
      return rareText(from, type, at, size);
  }
}

/** A FILETIME; one that is no time shows as a number. */
function timeText({ scratch, time, writeTime }: Tools, from: Bytes, at: number): string {
  const low = u32(from, at);
  const high = u32(from, at + 4);
  splitFileTime(low, high, time);
  if (!writeTime(scratch, time)) writeHex(scratch, low, high);
  return taken(scratch);
}

function ansiText(bytes: Buffer): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const shown = bytes.subarray(0, end);
  return isAscii(shown) ? shown.toString('latin1') : ansi.decode(shown);
}

function itemsOf(tools: Tools, from: Bytes, type: number, at: number, size: number): string[] {
  const item = type & ~arrayFlag;
  if (item === valueType.string) return utf16Items(tools, from, at, size);
  if (item === valueType.ansi)
    return ansi
      .decode(from.bytes.subarray(at, at + size))
      .replace(/\0$/, '')
      .split('\0');
  const found: string[] = [];
  for (let p = at; p < at + size;) {
    const length = itemSize(from, item, p, at + size - p);
    found.push(oneText(tools, from, item, p, length));
    p += length;
  }
  return found;
}

/** Texts that each end with a NUL, the last one perhaps without. */
function utf16Items({ strings }: Tools, from: Bytes, at: number, size: number): string[] {
  const { bytes } = from;
  const found: string[] = [];
  let start = at;
  const end = at + size - (size % 2);
  for (let p = at; p < end; p += 2) {
    if (bytes[p] !== 0 || bytes[p + 1] !== 0) continue;
    found.push(strings.utf16(from, start, (p - start) / 2));
    start = p + 2;
  }
  if (start < end) found.push(strings.utf16(from, start, (end - start) / 2));
  return found;
}

/** Writes a value that says who or what, of `size` bytes as `idBytes` counts them: the same few again and again. */
export function writeId(sink: Sink, from: Bytes, type: number, at: number, size: number): void {
  if (type === valueType.guid) writeGuid(sink, from.bytes, at);
  else if (type === valueType.sid) writeSid(sink, from, at);
  else writeHex(sink, u32(from, at), size >= 8 ? u32(from, at + 4) : 0);
}

/** Values of types that are seldom seen. */
function rareText(from: Bytes, type: number, at: number, size: number): string {
  const { view } = from;
  switch (type) {
    case valueType.int8:
      return String(view.getInt8(at));
    case valueType.int16:
      return String(view.getInt16(at, true));
    case valueType.int32:
      return String(view.getInt32(at, true));
    case valueType.uint64:
      return u64Text(from, at);
    case valueType.int64:
      return String(view.getBigInt64(at, true));
    case valueType.float:
      return floatText(view.getFloat32(at, true));
    case valueType.double:
      return realText(view.getFloat64(at, true));
    case valueType.bool:
      return boolText(from, at, size);
    case valueType.systemTime:
      return systemTimeText(from, at);
    default:
      return '';
  }
}

/** Windows writes BOOL as four bytes, some providers one or two. */
function boolText({ bytes }: Bytes, at: number, size: number): string {
  for (let p = at; p < at + size; p += 1) if (bytes[p] !== 0) return 'true';
  return 'false';
}

/** As few digits as tell the number from its neighbours. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return realText(short);
  }
  return realText(value);
}

/** Infinities and NaN as XML Schema writes them. */
function realText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}

function systemTimeText(from: Bytes, at: number): string {
  const part = (index: number, length: number) => String(u16(from, at + 2 * index)).padStart(length, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}
