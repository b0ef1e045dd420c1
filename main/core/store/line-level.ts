import type { Level } from '#shared/model/record.ts';

/** Words that name a level; whole words only, the first one in the line decides. */
const words: Readonly<Record<string, Level>> = {
  critical: 'critical',
  crit: 'critical',
  fatal: 'critical',
  emerg: 'critical',
  emergency: 'critical',
  alert: 'critical',
  panic: 'critical',
  error: 'error',
  err: 'error',
  severe: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'information',
  information: 'information',
  informational: 'information',
  notice: 'information',
  debug: 'verbose',
  verbose: 'verbose',
  trace: 'verbose',
};

/** Bytes looked at: levels stand near the start of a line, further on the words belong to the message. */
const prefixLength = 120;

type Word = { readonly codes: Uint8Array; readonly level: Level };
const byFirst: (readonly Word[])[] = Array.from({ length: 128 }, () => []);
/** 1 for bytes that are part of a word as `\w` has them; bytes of other scripts count as letters. */
const isWord = Uint8Array.from({ length: 256 }, (_, code) => (code > 127 || /\w/.test(String.fromCharCode(code)) ? 1 : 0));
/** Which pairs of bytes (seven bits each) are letters one and two of a level's name, or two and three; every name has three. */
const pairs = new Uint8Array(1 << 14);
const firstPair = 1;
const secondPair = 2;
for (const [word, level] of Object.entries(words)) {
  const lower = word.charCodeAt(0);
  byFirst[lower] = [...(byFirst[lower] ?? []), { codes: Uint8Array.from(word, (c) => c.charCodeAt(0)), level }];
  markPair(word, 0, firstPair);
  markPair(word, 1, secondPair);
}

function markPair(word: string, at: number, bit: number): void {
  const [first, second] = [word.charCodeAt(at), word.charCodeAt(at + 1)];
  for (const a of [first, first - 32]) for (const b of [second, second - 32]) pairs[(a << 7) | b]! |= bit;
}

/** The level whose name stands at `at`, where a word begins. */
function levelAt(bytes: Uint8Array, at: number, to: number): Level | null {
  const candidates = byFirst[(bytes[at] ?? 0) | 32] ?? [];
  for (let n = 0; n < candidates.length; n += 1) {
    const { codes, level } = candidates[n]!;
    const end = at + codes.length;
    if (end > to || (end < to && isWord[bytes[end]!] === 1)) continue;
    let i = 1;
    while (i < codes.length && (bytes[at + i]! | 32) === codes[i]) i += 1;
    if (i === codes.length) return level;
  }
  return null;
}

/** The level whose name is the word that begins at `at`; null within a word. */
function wordAt(bytes: Uint8Array, at: number, from: number, to: number): Level | null {
  return at > from && isWord[bytes[at - 1]!] === 1 ? null : levelAt(bytes, at, to);
}

/**
 * Level that a line of text names in its first 120 bytes (`ERROR`, `[warn]`, `kernel.err:`), or null. Looks at every second place only,
 * as this is done for every line of a log.
 */
export function readLineLevel(bytes: Uint8Array, from: number, to: number): Level | null {
  const end = Math.min(to, from + prefixLength);
  const last = Math.min(to - 1, end + 1);
  for (let at = from; at < last; at += 2) {
    const found = pairs[((bytes[at]! & 127) << 7) | (bytes[at + 1]! & 127)]!;
    if (found === 0) continue;
    const level =
      ((found & secondPair) !== 0 && at > from ? wordAt(bytes, at - 1, from, to) : null) ??
      ((found & firstPair) !== 0 && at < end ? wordAt(bytes, at, from, to) : null);
    if (level !== null) return level;
  }
  return null;
}
