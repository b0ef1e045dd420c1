import type { Hook } from '#shared/model/host-state.ts';

const hooks: Readonly<Record<string, Hook>> = {
  prerouting: 'prerouting',
  input: 'input',
  forward: 'forward',
  output: 'output',
  postrouting: 'postrouting',
};

export function nftHook(word: string | undefined): Hook | null {
  return hooks[word ?? ''] ?? null;
}

/** Names of priorities (nft(8)); `dstnat` of the output hook is the same number. */
const names: Readonly<Record<string, number>> = { raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50, srcnat: 100 };

/** `filter`, `mangle + 10`, `srcnat`, `-5`. */
export function nftPriority(text: string, hook: Hook): number {
  const match = /^(?:([a-z]{3,10})(?: ([+-]) (\d{1,9}))?|(-?\d{1,10}))$/.exec(text.trim());
  if (match === null) return hook === 'postrouting' ? 100 : 0;
  if (match[4] !== undefined) return Number(match[4]);
  const offset = Number(match[3] ?? 0) * (match[2] === '-' ? -1 : 1);
  return (names[match[1]!] ?? 0) + offset;
}
