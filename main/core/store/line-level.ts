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
const prefixLength = 160;
const longestWord = Math.max(...Object.keys(words).map((w) => w.length));
const byFirst = new Map<number, { readonly codes: Uint8Array; readonly level: Level }[]>();
for (const [word, level] of Object.entries(words)) {
  const first = word.charCodeAt(0);
  const list = byFirst.get(first) ?? [];
  list.push({ codes: Uint8Array.from(word, (c) => c.charCodeAt(0)), level });
  byFirst.set(first, list);
}
const candidates = Array.from({ length: 128 }, (_, code) => byFirst.get(code) ?? null);

/** 1 for letters, digits and `_`, as `\w` has them; bytes of other scripts count as letters. */
const isWord = Uint8Array.from({ length: 256 }, (_, code) => Number(code > 127 || /\w/.test(String.fromCharCode(code))));

function wordAt(bytes: Uint8Array, at: number, length: number): Level | null {
  const list = candidates[(bytes[at] ?? 0) | 32];
  if (!list) return null;
  for (const { codes, level } of list) {
    if (codes.length !== length) continue;
    let i = 1;
    while (i < length && ((bytes[at + i] ?? 0) | 32) === codes[i]) i += 1;
    if (i === length) return level;
  }
  return null;
}

/** Level that a line of text names in its first 160 bytes (`ERROR`, `[warn]`, `kernel.err:`), or null. */
export function readLineLevel(bytes: Uint8Array, from: number, to: number): Level | null {
  const end = Math.min(to, from + prefixLength);
  let at = from;
  while (at < end) {
    while (at < end && isWord[bytes[at] ?? 0] === 0) at += 1;
    const start = at;
    while (at < to && at - start <= longestWord && isWord[bytes[at] ?? 0] === 1) at += 1;
    const level = at - start > longestWord || at === start ? null : wordAt(bytes, start, at - start);
    if (level !== null) return level;
    while (at < end && isWord[bytes[at] ?? 0] === 1) at += 1;
  }
  return null;
}
