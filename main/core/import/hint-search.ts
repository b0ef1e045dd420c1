/**
 * A search for any of a few words in bytes, as ASCII or as UTF-16LE at any offset, in one pass. Looking for each word by itself took
 * longer than everything else that is done with a log. Words have at least three characters, all of them ASCII.
 */
export function createHintSearch(hints: readonly string[]): (bytes: Uint8Array) => boolean {
  const isFirst = new Uint8Array(256);
  const isStart = new Uint8Array(1 << 21);
  for (const hint of hints) {
    isFirst[hint.charCodeAt(0)] = 1;
    isStart[startOf(hint.charCodeAt(0), hint.charCodeAt(1), hint.charCodeAt(2))] = 1;
  }

  /** The bytes at `at`, `step` bytes a character, are one of the words. */
  function isHintAt(bytes: Uint8Array, at: number, step: number): boolean {
    for (const hint of hints) if (standsAt(bytes, at, step, hint)) return true;
    return false;
  }

  return (bytes) => {
    const end = bytes.length - 2;
    for (let at = 0; at < end; at += 1) {
      const first = bytes[at]!;
      if (isFirst[first] === 0) continue;
      const step = bytes[at + 1] === 0 ? 2 : 1;
      if (at + 2 * step >= bytes.length) continue;
      const start = startOf(first, bytes[at + step]!, bytes[at + 2 * step]!);
      if (isStart[start] === 1 && isHintAt(bytes, at, step)) return true;
    }
    return false;
  };
}

/** Three characters as one number; other bytes may share the number of a word, which is compared in full then. */
function startOf(first: number, second: number, third: number): number {
  return (first & 127) | ((second & 127) << 7) | ((third & 127) << 14);
}

function standsAt(bytes: Uint8Array, at: number, step: number, hint: string): boolean {
  for (let i = 0; i < hint.length; i += 1) {
    const place = at + i * step;
    if (bytes[place] !== hint.charCodeAt(i) || (step === 2 && bytes[place + 1] !== 0)) return false;
  }
  return true;
}
