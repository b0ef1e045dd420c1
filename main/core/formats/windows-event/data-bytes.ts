import { joinToken, joinWords } from '../shared/format-list.ts';
import { readBracedList } from '../shared/braced-list.ts';

/** `{41, 3, 0, 0}` in decimal or 0x hexadecimal, or hexadecimal pairs as the event viewer copies them. Empty when it is neither or was cut. */
export function readDataBytes(value: string | null): readonly number[] {
  const text = joinToken(value ?? '').trim();
  if (/^(?:[0-9A-Fa-f]{2}[\s-]?){4,4096}$/.test(text) && !/^\d{1,3}$/.test(text)) return hexBytes(text);
  const bytes = readBracedList(joinWords(value ?? '')).items.map((item) =>
    /^(?:\d{1,3}|0x[0-9A-Fa-f]{1,2})$/.test(item) ? Number(item) : -1,
  );
  return bytes.every((byte) => byte >= 0 && byte <= 255) ? bytes : [];
}

/** Pairs of hexadecimal digits, as `<Binary>` has them; what is no pair is left out. */
export function hexBytes(text: string): readonly number[] {
  return (text.match(/[0-9A-Fa-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** The little-endian DWORD at the start of the data; null when it is short or zero, which stands for no error. */
export function dword(bytes: readonly number[]): number | null {
  if (bytes.length < 4) return null;
  const code = bytes[0]! + bytes[1]! * 256 + bytes[2]! * 65536 + bytes[3]! * 16777216;
  return code === 0 ? null : code;
}
