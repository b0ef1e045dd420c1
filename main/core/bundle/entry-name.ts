import { isAscii, isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';

const cp437High =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const japanese = String.raw`[\u3000-\u303f\u3041-\u30ff\u4e00-\u9fff\uff01-\uff9f]`;
const onlyJapanese = new RegExp(String.raw`^(?:[\x20-\x7e]|${japanese})*$`, 'u');
/** One ideograph glued to a Latin letter before it is an umlaut and its neighbour, misread. */
const misreadLatin = new RegExp(String.raw`[A-Za-z]${japanese}(?!${japanese})`, 'u');
const utf8Flag = 0x0800;
const unicodePathField = 0x7075;

/** The name of a zip entry: UTF-8 when flagged, when the Info-ZIP Unicode path field (APPNOTE 4.6.9) says so, or when it can be nothing else; else CP932 or CP437. */
export function decodeZipName(
  raw: Uint8Array,
  flags: number,
  extraFields: readonly { readonly id: number; readonly data: Uint8Array }[],
): string {
  const unicode = extraFields.find((field) => field.id === unicodePathField && isCurrent(field.data, raw));
  if (unicode) return new TextDecoder('utf-8').decode(unicode.data.subarray(5));
  if ((flags & utf8Flag) !== 0 && isUtf8(raw)) return new TextDecoder('utf-8').decode(raw);
  return guessName(raw);
}

/** A name without a declared encoding (zip, tar): ASCII, UTF-8, CP932 when it reads as Japanese, else CP437. */
export function guessName(raw: Uint8Array): string {
  if (isAscii(raw) || isUtf8(raw)) return new TextDecoder('utf-8').decode(raw);
  return decodeJapanese(raw) ?? decodeCp437(raw);
}

/** The field holds a checksum of the plain name: an archiver that renamed the entry without knowing the field makes it void. */
function isCurrent(data: Uint8Array, raw: Uint8Array): boolean {
  if (data.length < 5 || data[0] !== 1) return false;
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(1, true) === crc32(raw) && isUtf8(data.subarray(5));
}

function decodeJapanese(raw: Uint8Array): string | null {
  try {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(raw);
    return onlyJapanese.test(text) && !misreadLatin.test(text) ? text : null;
  } catch {
    return null;
  }
}

function decodeCp437(raw: Uint8Array): string {
  return Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : (cp437High[byte - 0x80] ?? '\ufffd'))).join('');
}
