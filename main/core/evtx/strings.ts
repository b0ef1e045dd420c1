/** Strings up to this length are kept to be given out again: logs repeat names, accounts, hosts and dashes endlessly. */
const mostKeptChars = 64;
const tableSize = 8192;
const mostNarrowChars = 8192;

/** Makes the text of a value that is no string; `size` in bytes. */
export type MakeText = (bytes: Buffer, at: number, size: number, type: number) => string;

export type StringReader = {
  /** `chars` UTF-16LE code units from `at`, which need not be even. The caller has checked that they are there. */
  readonly utf16: (bytes: Buffer, at: number, chars: number) => string;
  /** The text that `make` makes of these bytes, or made of the same bytes and type before. */
  readonly known: (bytes: Buffer, at: number, size: number, type: number, make: MakeText) => string;
};

/**
 * Makes strings out of bytes. Each slot of a fixed table keeps the last string of its hash, so that a repeated one costs a
 * comparison instead of an allocation and memory stays bounded whatever the log holds.
 */
export function createStringReader(): StringReader {
  const strings: string[] = Array.from({ length: tableSize }, () => '');
  const keys: (Buffer | null)[] = Array.from({ length: tableSize }, () => null);
  const types = new Uint8Array(tableSize);
  const texts: string[] = Array.from({ length: tableSize }, () => '');
  const narrow = Buffer.allocUnsafeSlow(mostNarrowChars);

  /** One byte a character where that is enough: such strings are half as large and quicker to store. */
  function decode(bytes: Buffer, at: number, chars: number): string {
    if (chars > mostNarrowChars) return bytes.toString('utf16le', at, at + 2 * chars);
    for (let i = 0, p = at; i < chars; i += 1, p += 2) {
      if (bytes[p + 1] !== 0) return bytes.toString('utf16le', at, at + 2 * chars);
      narrow[i] = bytes[p]!;
    }
    return narrow.toString('latin1', 0, chars);
  }

  /** The slot that holds the string now. */
  function slotOf(bytes: Buffer, at: number, chars: number): number {
    const end = at + 2 * chars;
    let hash = chars;
    for (let p = at; p < end; p += 2) hash = (Math.imul(hash, 31) + (bytes[p]! | (bytes[p + 1]! << 8))) | 0;
    const slot = (hash ^ (hash >>> 13)) & (tableSize - 1);
    const kept = strings[slot]!;
    if (kept.length === chars && isSame(kept, bytes, at)) return slot;
    strings[slot] = decode(bytes, at, chars);
    return slot;
  }

  function utf16(bytes: Buffer, at: number, chars: number): string {
    if (chars === 0) return '';
    return chars > mostKeptChars ? decode(bytes, at, chars) : strings[slotOf(bytes, at, chars)]!;
  }

  function known(bytes: Buffer, at: number, size: number, type: number, make: MakeText): string {
    let hash = size;
    for (let p = at; p < at + size; p += 1) hash = (Math.imul(hash, 31) + bytes[p]!) | 0;
    const slot = (hash ^ (hash >>> 13)) & (tableSize - 1);
    const key = keys[slot];
    if (key?.length === size && types[slot] === type && areSame(key, bytes, at)) return texts[slot]!;
    const made = make(bytes, at, size, type);
    keys[slot] = Buffer.from(bytes.subarray(at, at + size));
    types[slot] = type;
    texts[slot] = made;
    return made;
  }

  return { utf16, known };
}

function isSame(text: string, bytes: Buffer, at: number): boolean {
  for (let i = 0, p = at; i < text.length; i += 1, p += 2) if (text.charCodeAt(i) !== (bytes[p]! | (bytes[p + 1]! << 8))) return false;
  return true;
}

function areSame(key: Buffer, bytes: Buffer, at: number): boolean {
  for (let i = 0; i < key.length; i += 1) if (key[i] !== bytes[at + i]) return false;
  return true;
}
