/**
 * A search for any of a few words in bytes, as ASCII or as UTF-16LE at any offset, in one pass. Looking for each word by itself took
 * longer than everything else that is done with a log. Words have at least two characters, all of them ASCII.
 */
export function createHintSearch(hints: readonly string[]): (bytes: Uint8Array) => boolean {
  const isFirst = new Uint8Array(256);
  const byPair = new Map<number, string[]>();
  const isPair = new Uint8Array(1 << 16);
  for (const hint of hints) {
    const pair = hint.charCodeAt(0) | (hint.charCodeAt(1) << 8);
    isFirst[hint.charCodeAt(0)] = 1;
    isPair[pair] = 1;
    byPair.set(pair, [...(byPair.get(pair) ?? []), hint]);
  }
  return (bytes) => {
    for (let at = 0; at < bytes.length - 1; at += 1) {
      const first = bytes[at]!;
      if (isFirst[first] === 0) continue;
      const step = bytes[at + 1] === 0 ? 2 : 1;
      const pair = first | ((bytes[at + step] ?? 0) << 8);
      if (isPair[pair] === 1 && byPair.get(pair)!.some((hint) => standsAt(bytes, at, step, hint))) return true;
    }
    return false;
  };
}

function standsAt(bytes: Uint8Array, at: number, step: number, hint: string): boolean {
  for (let i = 0; i < hint.length; i += 1) {
    const place = at + i * step;
    if (bytes[place] !== hint.charCodeAt(i) || (step === 2 && bytes[place + 1] !== 0)) return false;
  }
  return true;
}
