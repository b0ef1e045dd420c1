/** Bits of a pair of bytes: a word may start with its first byte, or one byte before it. */
const [here, before] = [1, 2];

/**
 * A search for any of a few words in bytes, as ASCII or as UTF-16LE at any offset, in one pass that looks at two bytes at a time.
 * Looking for each word by itself took longer than everything else that is done with a log. Words have at least three characters,
 * all of them ASCII.
 */
export function createHintSearch(hints: readonly string[]): (bytes: Uint8Array) => boolean {
  const pairs = new Uint8Array(1 << 16);
  const isStart = new Uint8Array(1 << 16);
  const mark = (low: number, high: number, bit: number): void => {
    pairs[low | (high << 8)] = pairs[low | (high << 8)]! | bit;
  };
  for (const hint of hints) {
    const [a, b, c] = [hint.charCodeAt(0), hint.charCodeAt(1), hint.charCodeAt(2)];
    mark(a, b, here);
    mark(b, c, before);
    mark(a, 0, here);
    mark(0, b, before);
    isStart[startOf(a, b, c)] = 1;
  }

  function isHintAt(bytes: Uint8Array, at: number): boolean {
    const step = bytes[at + 1] === 0 ? 2 : 1;
    if (at + 2 * step >= bytes.length || isStart[startOf(bytes[at]!, bytes[at + step]!, bytes[at + 2 * step]!)] === 0) return false;
    return hints.some((hint) => standsAt(bytes, at, step, hint));
  }

  function isHintAtPair(bytes: Uint8Array, at: number, pair: number): boolean {
    if ((pair & here) !== 0 && isHintAt(bytes, at)) return true;
    return (pair & before) !== 0 && at > 0 && isHintAt(bytes, at - 1);
  }

  return (bytes) => {
    // Pairs must begin at even places of the memory.
    const first = bytes.byteOffset % 2;
    if (bytes.length < first) return false;
    const words = new Uint16Array(bytes.buffer, bytes.byteOffset + first, (bytes.length - first) >> 1);
    const count = words.length;
    for (let i = 0; i < count; i += 1) {
      const pair = pairs[words[i]!]!;
      if (pair !== 0 && isHintAtPair(bytes, first + 2 * i, pair)) return true;
    }
    return false;
  };
}

/** Three characters as one number; other bytes may share the number of a word, which is compared in full then. */
function startOf(first: number, second: number, third: number): number {
  return (first ^ (second << 5) ^ (third << 9)) & 0xffff;
}

function standsAt(bytes: Uint8Array, at: number, step: number, hint: string): boolean {
  for (let i = 0; i < hint.length; i += 1) {
    const place = at + i * step;
    if (bytes[place] !== hint.charCodeAt(i) || (step === 2 && bytes[place + 1] !== 0)) return false;
  }
  return true;
}
