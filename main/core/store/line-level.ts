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

/** Bits of a byte: part of a word as `\w` has them (bytes of other scripts count as letters), first letter of a level's name. */
const wordBit = 1;
const firstBit = 2;
type Word = { readonly codes: Uint8Array; readonly level: Level };
const byFirst: (readonly Word[])[] = Array.from({ length: 128 }, () => []);
const classes = Uint8Array.from({ length: 256 }, (_, code) => (code > 127 || /\w/.test(String.fromCharCode(code)) ? wordBit : 0));
for (const [word, level] of Object.entries(words)) {
  const lower = word.charCodeAt(0);
  byFirst[lower] = [...(byFirst[lower] ?? []), { codes: Uint8Array.from(word, (c) => c.charCodeAt(0)), level }];
  for (const code of [lower, lower - 32]) classes[code] = wordBit | firstBit;
}

/** The level whose name stands at `at`, where a word begins. */
function levelAt(bytes: Uint8Array, at: number, to: number): Level | null {
  const candidates = byFirst[(bytes[at] ?? 0) | 32] ?? [];
  for (let n = 0; n < candidates.length; n += 1) {
    const { codes, level } = candidates[n]!;
    const end = at + codes.length;
    if (end > to || (end < to && (classes[bytes[end]!]! & wordBit) !== 0)) continue;
    let i = 1;
    while (i < codes.length && (bytes[at + i]! | 32) === codes[i]) i += 1;
    if (i === codes.length) return level;
  }
  return null;
}

/** Level that a line of text names in its first 120 bytes (`ERROR`, `[warn]`, `kernel.err:`), or null. */
export function readLineLevel(bytes: Uint8Array, from: number, to: number): Level | null {
  const end = Math.min(to, from + prefixLength);
  let before = 0;
  for (let at = from; at < end; at += 1) {
    const here = classes[bytes[at]!]!;
    if (here === (wordBit | firstBit) && (before & wordBit) === 0) {
      const level = levelAt(bytes, at, to);
      if (level !== null) return level;
    }
    before = here;
  }
  return null;
}
