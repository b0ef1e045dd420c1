import type { Bytes } from './bytes.ts';
import { areSame, u16 } from './bytes.ts';
import { upperHalves } from './sink.ts';

/** Texts made of up to so many bytes are kept to be given out again: logs repeat names, accounts, hosts and ids endlessly. */
const mostKeptBytes = 128;
const tableSize = 4096;
const mostNarrowChars = 8192;

/** Makes the text of a value of `size` bytes. */
export type MakeText = (from: Bytes, type: number, at: number, size: number) => string;

export type StringReader = {
  /** `chars` UTF-16LE code units from `at`, which need not be even. The caller has checked that they are there. */
  readonly utf16: (from: Bytes, at: number, chars: number) => string;
  /** The text that `make` makes of these bytes (four at least), or made of the same bytes and type before. */
  readonly known: (from: Bytes, type: number, at: number, size: number, make: MakeText) => string;
};

/**
 * Makes strings out of bytes. Each slot of a fixed table keeps the last text of its hash with the bytes that it was made of, so
 * that a repeated one costs a comparison instead of an allocation and memory stays bounded whatever the log holds.
 */
export function createStringReader(): StringReader {
  const texts: string[] = Array.from({ length: tableSize }, () => '');
  const sizes = new Uint8Array(tableSize);
  const types = new Uint8Array(tableSize);
  const keys = new DataView(new ArrayBuffer(tableSize * mostKeptBytes));
  const narrow = Buffer.allocUnsafeSlow(mostNarrowChars);
  const narrowView = new DataView(narrow.buffer);

  /** One byte a character where that is enough: such strings are half as large and quicker to store. */
  function decode({ bytes, view }: Bytes, _type: number, at: number, size: number): string {
    const chars = size >> 1;
    if (chars > mostNarrowChars) return bytes.toString('utf16le', at, at + size);
    let to = 0;
    let p = at;
    for (; to + 2 <= chars; to += 2, p += 4) {
      const pair = view.getInt32(p, true);
      if ((pair & upperHalves) !== 0) return bytes.toString('utf16le', at, at + size);
      narrowView.setInt16(to, pair | (pair >> 8), true);
    }
    if (to < chars) {
      if (bytes[p + 1] !== 0) return bytes.toString('utf16le', at, at + size);
      narrow[to] = bytes[p]!;
    }
    return narrow.toString('latin1', 0, chars);
  }

  function known(from: Bytes, type: number, at: number, size: number, make: MakeText): string {
    if (size > mostKeptBytes) return make(from, type, at, size);
    const { view } = from;
    const slot = hashOf(view, at, size) & (tableSize - 1);
    const key = slot * mostKeptBytes;
    if (sizes[slot] === size && types[slot] === type && areSame(keys, key, view, at, size)) return texts[slot]!;
    const made = make(from, type, at, size);
    for (let i = 0; i < size; i += 1) keys.setUint8(key + i, view.getUint8(at + i));
    sizes[slot] = size;
    types[slot] = type;
    texts[slot] = made;
    return made;
  }

  return {
    utf16: (from, at, chars) => {
      if (chars > 1) return known(from, 1, at, 2 * chars, decode);
      return chars === 0 ? '' : String.fromCharCode(u16(from, at));
    },
    known,
  };
}

/** Of a few words of a run of four bytes or more; what else differs shows when the bytes are compared. */
function hashOf(view: DataView, at: number, size: number): number {
  const last = size - 4;
  const middle = last >> 1;
  let hash = Math.imul(view.getInt32(at, true) ^ size, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ view.getInt32(at + middle, true), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ view.getInt32(at + last, true), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
