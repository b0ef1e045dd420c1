/**
 * A word may begin with the first byte of a pair or with the second, and stand there as ASCII or as UTF-16LE. Words of few characters
 * have lanes of their own: behind them any pair fits, which would let any pair fit the long ones.
 */
const ways = 4;
const lanes = 2 * ways;
const fewCharacters = 5;
/** So many pairs must fit, one behind the other, before a word is compared in full. */
const stages = 4;
const anyLane = (1 << lanes) - 1;
const lastStage = anyLane << (lanes * (stages - 1));
const allStages = -1;

/**
 * A search for any of a few words in bytes, as ASCII or as UTF-16LE at any offset, in one pass that looks at two bytes at a time.
 * Looking for each word by itself took longer than everything else that is done with a log. Words have at least three characters,
 * all of them ASCII.
 *
 * It is Shift-And (Baeza-Yates and Gonnet, 1992) over pairs of bytes: the table has a bit for each stage and lane in which a pair may
 * stand in a word, and the state has those in which this pair and all before it fit.
 */
export function createHintSearch(hints: readonly string[]): (bytes: Uint8Array) => boolean {
  const table = pairTable(hints);
  const isStart = new Uint8Array(1 << 16);
  for (const hint of hints) isStart[startOf(hint.charCodeAt(0), hint.charCodeAt(1), hint.charCodeAt(2))] = 1;

  function standsAt(bytes: Uint8Array, at: number, step: number): boolean {
    if (at < 0 || isStart[startOf(bytes[at]!, bytes[at + step]!, bytes[at + 2 * step]!)] === 0) return false;
    return hints.some((hint) => isSame(bytes, at, step, hint));
  }

  /** Whether a word stands where its first pair does, in any of the lanes of a state. */
  function isHintAt(bytes: Uint8Array, pair: number, state: number): boolean {
    const all = state >>> (lanes * (stages - 1));
    const lane = all | (all >> ways);
    if ((lane & 1) !== 0 && standsAt(bytes, pair, 1)) return true;
    if ((lane & 2) !== 0 && standsAt(bytes, pair + 1, 1)) return true;
    if ((lane & 4) !== 0 && standsAt(bytes, pair, 2)) return true;
    return (lane & 8) !== 0 && standsAt(bytes, pair + 1, 2);
  }

  /** The state after one more pair; behind the end any pair will do. */
  function next(state: number, pair: number | undefined): number {
    return ((state << lanes) | anyLane) & (pair === undefined ? allStages : table[pair]!);
  }

  return (bytes) => {
    // Pairs must begin at even places of the memory.
    const first = bytes.byteOffset % 2;
    if (bytes.length < first) return false;
    const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset + first, (bytes.length - first) >> 1);
    const isHintBefore = (end: number, state: number): boolean => isHintAt(bytes, first + 2 * (end - stages), state);
    const half = pairs.length >> 1;
    // Both halves at once: each state waits for the one before it, and the processor has time for two. The byte before may begin a word.
    let low = first === 0 ? 0 : anyLane;
    let high = 0;
    for (let i = 0; i < half; i += 1) {
      low = ((low << lanes) | anyLane) & table[pairs[i]!]!;
      high = ((high << lanes) | anyLane) & table[pairs[half + i]!]!;
      if (((low | high) & lastStage) !== 0 && (isHintBefore(i + 1, low) || isHintBefore(half + i + 1, high))) return true;
    }
    for (let i = half; i < half + stages; i += 1) {
      low = next(low, pairs[i]);
      if (isHintBefore(i + 1, low)) return true;
    }
    for (let i = 2 * half; i < pairs.length + stages; i += 1) {
      high = next(high, pairs[i]);
      if (isHintBefore(i + 1, high)) return true;
    }
    return false;
  };
}

/** Three characters as one number; other bytes may share the number of a word, which is compared in full then. */
function startOf(first: number, second: number, third: number): number {
  return (first ^ (second << 5) ^ (third << 9)) & 0xffff;
}

function pairTable(hints: readonly string[]): Int32Array {
  const table = new Int32Array(1 << 16);
  let every = 0;

  /** Before and behind a word any byte will do. */
  function mark(low: number | undefined, high: number | undefined, bit: number): void {
    if (low === undefined && high === undefined) every |= bit;
    for (let byte = 0; byte < 256; byte += 1) {
      if (low !== undefined) markPair(low | ((high ?? byte) << 8), bit);
      else if (high !== undefined) markPair(byte | (high << 8), bit);
    }
  }

  function markPair(pair: number, bit: number): void {
    table[pair] = table[pair]! | bit;
  }

  for (const hint of hints) {
    const group = hint.length < fewCharacters ? 0 : ways;
    [Buffer.from(hint, 'latin1'), Buffer.from(hint, 'utf16le')].forEach((word, encoding) => {
      for (let stage = 0; stage < stages; stage += 1) {
        const bit = 1 << (lanes * stage + group + 2 * encoding);
        mark(word[2 * stage], word[2 * stage + 1], bit);
        mark(word[2 * stage - 1], word[2 * stage], bit << 1);
      }
    });
  }
  return table.map((bits) => bits | every);
}

function isSame(bytes: Uint8Array, at: number, step: number, hint: string): boolean {
  for (let i = 0; i < hint.length; i += 1) {
    const place = at + i * step;
    if (bytes[place] !== hint.charCodeAt(i) || (step === 2 && bytes[place + 1] !== 0)) return false;
  }
  return true;
}
