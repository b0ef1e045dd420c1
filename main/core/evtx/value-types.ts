import type { Bytes } from './bytes.ts';

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

/** Least bytes of a value by its type; `unknown` for what is no type. */
const unknown = 255;
const leastBytes = Uint8Array.from({ length: 256 }, (_, type) => itemBytes[type] ?? unknown);
for (const type of [valueType.null, valueType.string, valueType.ansi, valueType.binary, valueType.eventXml]) leastBytes[type] = 0;
leastBytes[valueType.bool] = 0;
leastBytes[valueType.sizeT] = leastBytes[valueType.handle] = 4;
leastBytes[valueType.sid] = 8;

/** The type to read a value with: its own when the value is as long as the type needs, else plain bytes; so damage costs the value, not the record. */
export function fitting(from: Bytes, type: number, at: number, size: number): number {
  const least = leastBytes[type & 0xff]!;
  if (least === unknown || size < least) return valueType.binary;
  return type === valueType.sid && sidBytes(from, at) > size ? valueType.binary : type;
}

/** Bytes of the item at `at` of an array that goes on for `size` bytes; `type` without the flag. */
export function itemSize(from: Bytes, type: number, at: number, size: number): number {
  const step = type === valueType.sid ? sidBytes(from, at) : (itemBytes[type] ?? size);
  return Math.max(1, Math.min(step, size));
}

/** Bytes that tell a value of type GUID, SID, pointer or hexadecimal number from others; what follows them is not shown. */
export function idBytes(from: Bytes, type: number, at: number, size: number): number {
  if (type === valueType.sid) return sidBytes(from, at);
  if (type === valueType.sizeT || type === valueType.handle) return size >= 8 ? 8 : 4;
  return itemBytes[type] ?? size;
}

function sidBytes({ bytes }: Bytes, at: number): number {
  return 8 + 4 * (bytes[at + 1] ?? 0);
}

/** True for values that may hold characters with a meaning in XML; numbers, times and ids hold none. */
export function isText(type: number): boolean {
  const item = type & ~arrayFlag;
  return item === valueType.string || item === valueType.ansi || item === valueType.eventXml;
}

/** UTF-16 code units of a value without the NULs that some providers count in. */
export function charsWithoutNul({ bytes }: Bytes, at: number, size: number): number {
  let end = at + size - (size % 2);
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  return (end - at) / 2;
}
