/** A place in the bytes of one line, with the number read last. A plain object and functions: this is a hot path. */
export type ByteCursor = { bytes: Uint8Array; at: number; to: number; value: number; digits: number };

export function byteCursor(): ByteCursor {
  return { bytes: new Uint8Array(0), at: 0, to: 0, value: 0, digits: 0 };
}

export function peek(c: ByteCursor): number | undefined {
  return c.at < c.to ? c.bytes[c.at] : undefined;
}

/** Steps over one byte if it is `code`. */
export function skip(c: ByteCursor, code: number): boolean {
  if (c.at >= c.to || c.bytes[c.at] !== code) return false;
  c.at += 1;
  return true;
}

/** Reads `min` to `max` digits, no further digit behind them, into `value` and `digits`. */
export function readNumber(c: ByteCursor, min: number, max: number): boolean {
  let value = 0;
  let digits = 0;
  while (digits < max) {
    const code = peek(c);
    if (code === undefined || !isDigit(code)) break;
    value = value * 10 + code - 48;
    digits += 1;
    c.at += 1;
  }
  c.value = value;
  c.digits = digits;
  return digits >= min && !isDigit(peek(c));
}

export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

export function isLetter(code: number | undefined): boolean {
  if (code === undefined) return false;
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Three-letter words by number, so that a line is compared without making a string. */
export type ThreeLetterWords = ReadonlyMap<number, number>;

export function threeLetterWords(words: readonly string[]): ThreeLetterWords {
  return new Map(words.map((word, i) => [codeOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2)), i]));
}

function codeOf(a: number, b: number, c: number): number {
  return ((a | 32) << 16) | ((b | 32) << 8) | (c | 32);
}

/** Number of the word whose three letters stand at the cursor, in any case; -1 when they are none of them. */
export function threeLetters(c: ByteCursor, words: ThreeLetterWords): number {
  if (c.at + 3 > c.to) return -1;
  return words.get(codeOf(c.bytes[c.at] ?? 0, c.bytes[c.at + 1] ?? 0, c.bytes[c.at + 2] ?? 0)) ?? -1;
}
