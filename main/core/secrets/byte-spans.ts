import { bomLength, decoderFor, labelOf } from '../text/decoders.ts';

/** A decoded buffer: the text without its byte order mark, which takes `bom` bytes. */
export type Decoded = { readonly text: string; readonly bom: number };

export function decodeAll(bytes: Uint8Array, encoding: string): Decoded {
  const bom = bomLength(bytes, encoding);
  return { text: decoderFor(encoding).decode(bytes.subarray(bom)), bom };
}

const singleByte = /^(?:windows-125\d|windows-874|iso-8859-\d+|ibm8(?:50|66)|koi8-[ru]|macintosh|x-mac-cyrillic|binary|latin1|us-ascii)$/;

/**
 * Byte offsets of character offsets (ascending) of the decoded text. UTF-16 and single-byte code pages are arithmetic; the
 * others are walked line by line, because no byte of their multi-byte characters is a line feed.
 */
export function byteOffsets(bytes: Uint8Array, encoding: string, characters: readonly number[]): readonly number[] {
  const bom = bomLength(bytes, encoding);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return characters.map((c) => Math.min(bytes.length, bom + 2 * c));
  if (singleByte.test(encoding)) return characters.map((c) => Math.min(bytes.length, c));
  return walkLines(bytes, bom, encoding, characters);
}

function walkLines(bytes: Uint8Array, bom: number, encoding: string, characters: readonly number[]): readonly number[] {
  const offsets: number[] = [];
  const decoder = decoderFor(encoding);
  let done = 0;
  for (let start = bom; start < bytes.length && offsets.length < characters.length;) {
    const feed = encoding === 'iso-2022-jp' ? -1 : bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, end);
    const length = decoder.decode(line).length;
    const inLine: number[] = [];
    for (let c = characters[offsets.length]; c !== undefined && c < done + length; c = characters[offsets.length + inLine.length])
      inLine.push(c - done);
    for (const offset of inLine.length > 0 ? offsetsInLine(line, encoding, inLine) : []) offsets.push(start + offset);
    done += length;
    start = end;
  }
  while (offsets.length < characters.length) offsets.push(bytes.length);
  return offsets;
}

/**
 * Bytes at which characters of one line begin. ASCII counts as it is; from the first other byte on, the decoder is fed byte by
 * byte, since only it knows what a character is, until a byte that ends a character in every encoding (below 0x30).
 */
function offsetsInLine(line: Uint8Array, encoding: string, characters: readonly number[]): readonly number[] {
  const decoder = new TextDecoder(labelOf(encoding), { ignoreBOM: true });
  const plainAscii = encoding !== 'iso-2022-jp';
  const offsets: number[] = [];
  let seen = 0;
  let begin = 0;
  let whole = true;
  for (let i = 0; i < line.length && offsets.length < characters.length; i++) {
    const byte = line[i]!;
    const emitted: number = whole && plainAscii && byte < 0x80 ? 1 : decoder.decode(line.subarray(i, i + 1), { stream: true }).length;
    if (whole) begin = i;
    for (let k = 0; k < emitted; k++) {
      const at = k === 0 ? begin : i;
      if (characters[offsets.length] === seen) offsets.push(at);
      seen += 1;
    }
    whole = whole ? emitted > 0 : byte < 0x30;
    if (emitted > 0 && !whole) begin = i + 1;
  }
  while (offsets.length < characters.length) offsets.push(line.length);
  return offsets;
}

/** ASCII text in the bytes of an encoding; every supported encoding but UTF-16 writes ASCII as it is. */
export function encodeAscii(text: string, encoding: string): Uint8Array {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}
