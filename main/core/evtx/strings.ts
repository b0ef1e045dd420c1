/** Strings up to this length are kept to be given out again: logs repeat names, accounts, hosts and dashes endlessly. */
const mostKeptChars = 64;
const tableSize = 8192;
const mostNarrowChars = 8192;

export type StringReader = {
  /** `chars` UTF-16LE code units from `at`, which need not be even; the caller has checked that they are there. */
  readonly utf16: (bytes: Buffer, at: number, chars: number) => string;
  /** A text for bytes that were seen before, made anew otherwise. */
  readonly known: (bytes: Buffer, at: number, size: number, make: () => string) => string;
};

/**
 * Makes strings out of bytes. Each slot of a fixed table keeps the last string of its hash, so that a repeated one costs a
 * comparison instead of an allocation and memory stays bounded whatever the log holds.
 */
export function createStringReader(): StringReader {
  const strings: string[] = Array.from({ length: tableSize }, () => '');
  const keys: (Buffer | null)[] = Array.from({ length: tableSize }, () => null);
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

  function utf16(bytes: Buffer, at: number, chars: number): string {
    if (chars > mostKeptChars) return decode(bytes, at, chars);
    if (chars === 0) return '';
    const end = at + 2 * chars;
    let hash = chars;
    for (let p = at; p < end; p += 2) hash = (Math.imul(hash, 31) + (bytes[p]! | (bytes[p + 1]! << 8))) | 0;
    const slot = (hash ^ (hash >>> 13)) & (tableSize - 1);
    const kept = strings[slot]!;
    if (kept.length === chars && isSame(kept, bytes, at)) return kept;
    const made = decode(bytes, at, chars);
    strings[slot] = made;
    return made;
  }

  function known(bytes: Buffer, at: number, size: number, make: () => string): string {
    let hash = size;
    for (let p = at; p < at + size; p += 1) hash = (Math.imul(hash, 31) + bytes[p]!) | 0;
    const slot = (hash ^ (hash >>> 13)) & (tableSize - 1);
    const key = keys[slot];
    if (key?.length === size && areSame(key, bytes, at)) return texts[slot]!;
    const made = make();
    keys[slot] = Buffer.from(bytes.subarray(at, at + size));
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
