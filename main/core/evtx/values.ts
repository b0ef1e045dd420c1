import { Damage, u16, u32, u64Text } from './bytes.ts';
import { fileTimeWriter } from './filetime.ts';
import type { StringReader } from './strings.ts';

/** Types of values in binary XML (MS-EVEN6 2.2.12 and winevt.h `EVT_VARIANT_TYPE`); an array has `arrayFlag` on top. */
export const valueType = {
  null: 0x00, string: 0x01, ansi: 0x02, int8: 0x03, uint8: 0x04, int16: 0x05, uint16: 0x06, int32: 0x07, uint32: 0x08, int64: 0x09, uint64: 0x0a,
  float: 0x0b, double: 0x0c, bool: 0x0d, binary: 0x0e, guid: 0x0f, sizeT: 0x10, fileTime: 0x11, systemTime: 0x12, sid: 0x13, hex32: 0x14, hex64: 0x15,
  handle: 0x20, binXml: 0x21, eventXml: 0x23,
} as const; // prettier-ignore
export const arrayFlag = 0x80;

/** Bytes of one value; 0 where the size varies. Arrays of texts are separated by NUL, SIDs tell their own length. */
const itemBytes: Readonly<Record<number, number>> = {
  3: 1, 4: 1, 5: 2, 6: 2, 7: 4, 8: 4, 9: 8, 10: 8, 11: 4, 12: 8, 13: 4, 15: 16, 17: 8, 18: 16, 20: 4, 21: 8,
}; // prettier-ignore

export type ValueReader = {
  /** The text of a value as the event viewer's XML shows it; arrays separated by commas. Throws Damage. */
  readonly text: (bytes: Buffer, type: number, at: number, size: number) => string;
  /** The elements of an array, one by one. */
  readonly items: (bytes: Buffer, type: number, at: number, size: number) => string[];
  /** The text of a FILETIME. */
  readonly time: (low: number, high: number) => string;
};

const hexPairs = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase());

export function createValueReader(strings: StringReader): ValueReader {
  const timeText = fileTimeWriter();
  const ansi = new TextDecoder('windows-1252');

  function one(bytes: Buffer, type: number, at: number, size: number): string {
    switch (type) {
      case valueType.string:
      case valueType.eventXml:
        return strings.utf16(bytes, at, charsWithoutNul(bytes, at, size));
      case valueType.uint32:
        return String(u32(bytes, sized(size, 4, at)));
      case valueType.hex32:
        return `0x${u32(bytes, sized(size, 4, at)).toString(16)}`;
      case valueType.hex64:
        return hex64(bytes, sized(size, 8, at));
      case valueType.sid:
        return strings.known(bytes, at, size, () => sidText(bytes, at, size));
      case valueType.guid:
        sized(size, 16, at);
        return strings.known(bytes, at, 16, () => guidText(bytes, at));
      case valueType.fileTime:
        return timeText(u32(bytes, sized(size, 8, at)), u32(bytes, at + 4));
      case valueType.binary:
        return hexText(bytes, at, size);
      case valueType.ansi:
        return ansi.decode(bytes.subarray(at, at + size)).replace(/\0+$/, '');
      default:
        return plain(bytes, type, at, size);
    }
  }

  function items(bytes: Buffer, type: number, at: number, size: number): string[] {
    const item = type & ~arrayFlag;
    if (item === valueType.string) return utf16Items(bytes, at, size);
    if (item === valueType.ansi)
      return ansi
        .decode(bytes.subarray(at, at + size))
        .replace(/\0$/, '')
        .split('\0');
    const found: string[] = [];
    for (let p = at; p < at + size;) {
      const step = item === valueType.sid ? sidBytes(bytes, p) : (itemBytes[item] ?? size);
      if (step === 0 || p + step > at + size) throw new Damage('value');
      found.push(one(bytes, item, p, step));
      p += step;
    }
    return found;
  }

  function utf16Items(bytes: Buffer, at: number, size: number): string[] {
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

  return {
    text: (bytes, type, at, size) => ((type & arrayFlag) === 0 ? one(bytes, type, at, size) : items(bytes, type, at, size).join(',')),
    items,
    time: timeText,
  };
}

/** Values whose sizes have a fixed relation to their type. */
function plain(bytes: Buffer, type: number, at: number, size: number): string {
  switch (type) {
    case valueType.null:
      return '';
    case valueType.uint8:
      return String(bytes[sized(size, 1, at)]);
    case valueType.int8:
      return String((bytes[sized(size, 1, at)]! << 24) >> 24);
    case valueType.uint16:
      return String(u16(bytes, sized(size, 2, at)));
    case valueType.int16:
      return String((u16(bytes, sized(size, 2, at)) << 16) >> 16);
    case valueType.int32:
      return String(u32(bytes, sized(size, 4, at)) | 0);
    case valueType.uint64:
      return u64Text(bytes, sized(size, 8, at));
    case valueType.int64:
      return String(bytes.readBigInt64LE(sized(size, 8, at)));
    case valueType.float:
      return realText(bytes.readFloatLE(sized(size, 4, at)), 9);
    case valueType.double:
      return realText(bytes.readDoubleLE(sized(size, 8, at)), 17);
    case valueType.bool:
      return boolText(bytes, at, size);
    case valueType.sizeT:
    case valueType.handle:
      return size === 4 ? `0x${u32(bytes, at).toString(16)}` : hex64(bytes, sized(size, 8, at));
    case valueType.systemTime:
      return systemTimeText(bytes, sized(size, 16, at));
    default:
      throw new Damage('value');
  }
}

/** The place, when the value is as long as its type needs. */
function sized(size: number, needed: number, at: number): number {
  if (size < needed) throw new Damage('value');
  return at;
}

/** Code units without the NULs that some providers count in. */
function charsWithoutNul(bytes: Buffer, at: number, size: number): number {
  let end = at + size - (size % 2);
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  return (end - at) / 2;
}

function hex64(bytes: Buffer, at: number): string {
  const high = u32(bytes, at + 4);
  const low = u32(bytes, at);
  return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`;
}

function hexText(bytes: Buffer, at: number, size: number): string {
  if (size > 64) return bytes.toString('hex', at, at + size).toUpperCase();
  let text = '';
  for (let p = at; p < at + size; p += 1) text += hexPairs[bytes[p]!]!;
  return text;
}

const guidOrder = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15];

/** `{54849625-5478-4994-A5BA-3E3B0328C30D}`: the first three groups are little-endian numbers. */
export function guidText(bytes: Buffer, at: number): string {
  let text = '{';
  for (const i of guidOrder) text += i < 0 ? '-' : hexPairs[bytes[at + i]!]!;
  return `${text}}`;
}

function sidBytes(bytes: Buffer, at: number): number {
  return 8 + 4 * (bytes[at + 1] ?? 0);
}

/** MS-DTYP 2.4.2.1: the authority is big-endian, in hexadecimal from 2³² on. */
function sidText(bytes: Buffer, at: number, size: number): string {
  if (size < 8 || sidBytes(bytes, at) > size) throw new Damage('value');
  const high = bytes.readUIntBE(at + 2, 6);
  let text = `S-${bytes[at]}-${high < 4_294_967_296 ? high : `0x${high.toString(16)}`}`;
  for (let i = 0; i < bytes[at + 1]!; i += 1) text += `-${u32(bytes, at + 8 + 4 * i)}`;
  return text;
}

/** Windows writes BOOL as four bytes, some providers one or two. */
function boolText(bytes: Buffer, at: number, size: number): string {
  for (let p = at; p < at + size; p += 1) if (bytes[p] !== 0) return 'true';
  return 'false';
}

/** As few digits as tell the number, at most `digits`. */
function realText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
  return digits < 17 ? String(Number(value.toPrecision(digits))) : String(value);
}

function systemTimeText(bytes: Buffer, at: number): string {
  const part = (index: number, length: number) => String(u16(bytes, at + 2 * index)).padStart(length, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}
