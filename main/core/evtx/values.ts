import { u16, u32, u64, u64Text } from './bytes.ts';
import type { Literal, Sink } from './sink.ts';
import { createSink, literalOf, plainInQuotes, plainInText, writeLiteral, writePlainAscii, writePlainUtf16, writeText } from './sink.ts';
import type { MakeText, StringReader } from './strings.ts';
import type { FileTime, Moment } from './file-time.ts';
import { fileTimeMs, fileTimeWriter, splitFileTime } from './file-time.ts';
import { writeDecimal, writeGuid, writeHex, writeHexBytes, writeSid } from './write-value.ts';
import { escapeText, quoteAttribute } from './xml-escape.ts';

/** Types of values in binary XML (MS-EVEN6 2.2.12 and winevt.h `EVT_VARIANT_TYPE`); an array has `arrayFlag` on top. */
export const valueType = {
  null: 0x00, string: 0x01, ansi: 0x02, int8: 0x03, uint8: 0x04, int16: 0x05, uint16: 0x06, int32: 0x07, uint32: 0x08, int64: 0x09, uint64: 0x0a,
  float: 0x0b, double: 0x0c, bool: 0x0d, binary: 0x0e, guid: 0x0f, sizeT: 0x10, fileTime: 0x11, systemTime: 0x12, sid: 0x13, hex32: 0x14, hex64: 0x15,
  handle: 0x20, binXml: 0x21, eventXml: 0x23,
} as const; // prettier-ignore
export const arrayFlag = 0x80;

/** Bytes of one value; absent where the size varies. Arrays of texts are separated by NUL, SIDs tell their own length. */
const itemBytes: Readonly<Record<number, number>> = {
  3: 1, 4: 1, 5: 2, 6: 2, 7: 4, 8: 4, 9: 8, 10: 8, 11: 4, 12: 8, 13: 4, 15: 16, 17: 8, 18: 16, 20: 4, 21: 8,
}; // prettier-ignore

export type ValueReader = {
  /** The text of a value as the event viewer's XML shows it; arrays separated by commas. */
  readonly text: (bytes: Buffer, type: number, at: number, size: number) => string;
  /** Writes the same, escaped to stand between XML tags; see `writeString` for the commonest type. Throws Damage when the room is used up. */
  readonly write: (sink: Sink, bytes: Buffer, type: number, at: number, size: number) => void;
  /** The elements of an array, one by one. */
  readonly items: (bytes: Buffer, type: number, at: number, size: number) => string[];
  /** A FILETIME, in two halves; null for one that is no time. */
  readonly time: (low: number, high: number) => Moment | null;
};

type WriteTime = ReturnType<typeof fileTimeWriter>;

/** What the functions below share: room to write in, and what they remember. */
type Tools = {
  readonly strings: StringReader;
  readonly scratch: Sink;
  readonly time: FileTime;
  readonly writeTime: WriteTime;
  readonly writePlain: WritePlain;
  readonly makeId: MakeText;
};

const ansi = new TextDecoder('windows-1252');

export function createValueReader(strings: StringReader): ValueReader {
  const scratch = createSink();
  const makeId: MakeText = (bytes, at, _size, type) => {
    writeId(scratch, bytes, type, at);
    return taken(scratch);
  };
  const time: FileTime = { seconds: 0, ticks: 0 };
  const writeTime = fileTimeWriter();
  const tools: Tools = { strings, scratch, time, writeTime, writePlain: plainWriter(time, writeTime), makeId };
  const text: ValueReader['text'] = (bytes, type, at, size) => {
    if (type === valueType.string) return strings.utf16(bytes, at, charsWithoutNul(bytes, at, size));
    return (type & arrayFlag) === 0 ? oneText(tools, bytes, type, at, size) : itemsOf(tools, bytes, type, at, size).join(',');
  };
  return {
    text,
    write: (sink, bytes, type, at, size) => {
      const fit = fitting(bytes, type, at, size);
      if (tools.writePlain(sink, bytes, fit, at, size)) return;
      if (fit === valueType.ansi && writeAnsi(sink, bytes, at, size)) return;
      const value = text(bytes, fit, at, size);
      writeText(sink, isText(fit) ? escapeText(value) : value);
    },
    items: (bytes, type, at, size) => itemsOf(tools, bytes, type, at, size),
    time: (low, high) => {
      splitFileTime(low, high, tools.time);
      const ms = fileTimeMs(tools.time);
      if (ms === null || !tools.writeTime(scratch, tools.time)) return null;
      return { ms, text: taken(scratch) };
    },
  };
}

/** What was written to the scratch sink. */
function taken(scratch: Sink): string {
  const text = scratch.bytes.toString('latin1', 0, scratch.length);
  scratch.length = 0;
  return text;
}

function oneText(tools: Tools, bytes: Buffer, told: number, at: number, size: number): string {
  const type = fitting(bytes, told, at, size);
  switch (type) {
    case valueType.string:
    case valueType.eventXml:
      return tools.strings.utf16(bytes, at, charsWithoutNul(bytes, at, size));
    case valueType.uint32:
      return String(u32(bytes, at));
    case valueType.hex64:
    case valueType.sid:
    case valueType.guid:
      return tools.strings.known(bytes, at, type === valueType.sid ? sidBytes(bytes, at) : itemBytes[type]!, type, tools.makeId);
    case valueType.ansi:
      return ansi.decode(bytes.subarray(at, at + size)).replace(/\0+$/, '');
    default:
      return tools.writePlain(tools.scratch, bytes, type, at, size) ? taken(tools.scratch) : rareText(bytes, type, at, size);
  }
}

/** Marks of XML by their code; texts are full of `<` and `&` only where they hold markup of their own. */
const entityOf: readonly (Literal | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const mark = String.fromCharCode(code);
  const escaped = quoteAttribute(escapeText(mark));
  return '&<>"'.includes(mark) ? literalOf(escaped) : undefined;
});

/** Writes a value of type string, escaped to stand between XML tags or, with `isQuoted`, in an attribute. */
export function writeString(sink: Sink, bytes: Buffer, at: number, size: number, isQuoted: boolean): void {
  const chars = charsWithoutNul(bytes, at, size);
  const plain = isQuoted ? plainInQuotes : plainInText;
  let done = writePlainUtf16(sink, bytes, at, chars, plain);
  while (done < chars) {
    const entity = bytes[at + 2 * done + 1] === 0 ? entityOf[bytes[at + 2 * done]!] : undefined;
    if (!entity) break;
    writeLiteral(sink, entity);
    done += 1 + writePlainUtf16(sink, bytes, at + 2 * (done + 1), chars - done - 1, plain);
  }
  if (done === chars) return;
  const rest = escapeText(bytes.toString('utf16le', at + 2 * done, at + 2 * chars));
  writeText(sink, isQuoted ? quoteAttribute(rest) : rest);
}

/** Writes a text of ASCII characters alone, escaped; false where it holds any other, with nothing written. */
function writeAnsi(sink: Sink, bytes: Buffer, at: number, size: number): boolean {
  const start = sink.length;
  let end = at + size;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  for (let p = at; p < end;) {
    p += writePlainAscii(sink, bytes, p, end);
    const entity = p < end ? entityOf[bytes[p]!] : undefined;
    if (p < end && !entity) {
      sink.length = start;
      return false;
    }
    if (entity) writeLiteral(sink, entity);
    p += 1;
  }
  return true;
}

/** Writes values of the types whose texts need no escape; false for the others. */
type WritePlain = (sink: Sink, bytes: Buffer, type: number, at: number, size: number) => boolean;

function plainWriter(time: FileTime, writeTime: WriteTime): WritePlain {
  return (sink, bytes, type, at, size) => {
    switch (type) {
      case valueType.uint8:
        writeDecimal(sink, bytes[at]!);
        return true;
      case valueType.uint16:
        writeDecimal(sink, u16(bytes, at));
        return true;
      case valueType.uint32:
        writeDecimal(sink, u32(bytes, at));
        return true;
      case valueType.uint64:
        if (u32(bytes, at + 4) >= 0x200000) return false;
        writeDecimal(sink, u64(bytes, at));
        return true;
      case valueType.hex32:
        writeHex(sink, u32(bytes, at), 0);
        return true;
      case valueType.sizeT:
      case valueType.handle:
        writeHex(sink, u32(bytes, at), size >= 8 ? u32(bytes, at + 4) : 0);
        return true;
      case valueType.fileTime:
        splitFileTime(u32(bytes, at), u32(bytes, at + 4), time);
        if (!writeTime(sink, time)) writeHex(sink, u32(bytes, at), u32(bytes, at + 4));
        return true;
      case valueType.binary:
        writeHexBytes(sink, bytes, at, size);
        return true;
      case valueType.hex64:
      case valueType.sid:
      case valueType.guid:
        writeId(sink, bytes, type, at);
        return true;
      default:
        return false;
    }
  };
}

function itemsOf(tools: Tools, bytes: Buffer, type: number, at: number, size: number): string[] {
  const item = type & ~arrayFlag;
  if (item === valueType.string) return utf16Items(tools, bytes, at, size);
  if (item === valueType.ansi)
    return ansi
      .decode(bytes.subarray(at, at + size))
      .replace(/\0$/, '')
      .split('\0');
  const found: string[] = [];
  for (let p = at; p < at + size;) {
    const step = item === valueType.sid ? sidBytes(bytes, p) : (itemBytes[item] ?? size);
    const length = Math.max(1, Math.min(step, at + size - p));
    found.push(oneText(tools, bytes, item, p, length));
    p += length;
  }
  return found;
}

/** Texts that each end with a NUL, the last one perhaps without. */
function utf16Items({ strings }: Tools, bytes: Buffer, at: number, size: number): string[] {
  const found: string[] = [];
  let start = at;
  const end = at + size - (size % 2);
  for (let p = at; p < end; p += 2) {
    if (bytes[p] !== 0 || bytes[p + 1] !== 0) continue;
    found.push(strings.utf16(bytes, start, (p - start) / 2));
    start = p + 2;
  }
  if (start < end) found.push(strings.utf16(bytes, start, (end - start) / 2));
  return found;
}

/** True for values that may hold characters with a meaning in XML; numbers, times and ids hold none. */
export function isText(type: number): boolean {
  const item = type & ~arrayFlag;
  return item === valueType.string || item === valueType.ansi || item === valueType.eventXml;
}

/** Values that say who or what: the same few again and again. */
function writeId(sink: Sink, bytes: Buffer, type: number, at: number): void {
  if (type === valueType.guid) writeGuid(sink, bytes, at);
  else if (type === valueType.sid) writeSid(sink, bytes, at);
  else writeHex(sink, u32(bytes, at), u32(bytes, at + 4));
}

/** Least bytes of a value by its type; `unknown` for what is no type. */
const unknown = 255;
const leastBytes = Uint8Array.from({ length: 256 }, (_, type) => itemBytes[type] ?? unknown);
for (const type of [valueType.null, valueType.string, valueType.ansi, valueType.binary, valueType.eventXml]) leastBytes[type] = 0;
leastBytes[valueType.bool] = 0;
leastBytes[valueType.sizeT] = leastBytes[valueType.handle] = 4;
leastBytes[valueType.sid] = 8;

/** The type to read a value with: its own when the value is as long as the type needs, else plain bytes; so damage costs the value, not the record. */
function fitting(bytes: Buffer, type: number, at: number, size: number): number {
  const least = leastBytes[type & 0xff]!;
  if (least === unknown || size < least) return valueType.binary;
  return type === valueType.sid && sidBytes(bytes, at) > size ? valueType.binary : type;
}

/** Values of types that are seldom seen. */
function rareText(bytes: Buffer, type: number, at: number, size: number): string {
  switch (type) {
    case valueType.null:
      return '';
    case valueType.int8:
      return String((bytes[at]! << 24) >> 24);
    case valueType.int16:
      return String((u16(bytes, at) << 16) >> 16);
    case valueType.int32:
      return String(u32(bytes, at) | 0);
    case valueType.uint64:
      return u64Text(bytes, at);
    case valueType.int64:
      return String(bytes.readBigInt64LE(at));
    case valueType.float:
      return floatText(bytes.readFloatLE(at));
    case valueType.double:
      return realText(bytes.readDoubleLE(at));
    case valueType.bool:
      return boolText(bytes, at, size);
    case valueType.systemTime:
      return systemTimeText(bytes, at);
    default:
      return '';
  }
}

/** Code units without the NULs that some providers count in. */
function charsWithoutNul(bytes: Buffer, at: number, size: number): number {
  let end = at + size - (size % 2);
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  return (end - at) / 2;
}

function sidBytes(bytes: Buffer, at: number): number {
  return 8 + 4 * (bytes[at + 1] ?? 0);
}

/** Windows writes BOOL as four bytes, some providers one or two. */
function boolText(bytes: Buffer, at: number, size: number): string {
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

function systemTimeText(bytes: Buffer, at: number): string {
  const part = (index: number, length: number) => String(u16(bytes, at + 2 * index)).padStart(length, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}
