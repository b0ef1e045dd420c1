import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { bareEncryption, cipher, dhGroup, hash, integrity, isCombined, prf } from '../names.ts';

const maxWords = 60;
const maxProposals = 40;

/** `SHA96` and `MD596` are integrity algorithms, `SHA1` and `MD5` are PRFs; the longer ones are called the same as either. */
function splitHashes(words: readonly string[], combined: boolean): { readonly prfs: readonly string[]; readonly macs: readonly string[] } {
  const only = words.findIndex((word) => /^(?:SHA|MD5)96$|^none$/i.test(word));
  const seen = new Set<string>();
  let repeat = -1;
  for (const [i, word] of words.entries()) {
    const name = hash(word) ?? word;
    if (seen.has(name) && repeat < 0) repeat = i;
    seen.add(name);
  }
  if (repeat > 0) return { prfs: words.slice(0, repeat), macs: words.slice(repeat) };
  if (only >= 0) return { prfs: words.slice(0, only), macs: words.slice(only) };
  return combined
    ? { prfs: words, macs: [] }
    : { prfs: words.slice(0, Math.ceil(words.length / 2)), macs: words.slice(Math.ceil(words.length / 2)) };
}

/** Groups with their numbers (`DH_GROUP_2048_MODP/Group 14`) and the words around them. */
function takeGroups(text: string): { readonly groups: readonly number[]; readonly rest: string } {
  const groups = [...text.matchAll(/DH_GROUP_\w{1,40}\/Group (\d{1,2})/g)].map((m) => Number(m[1]));
  return { groups, rest: text.replaceAll(/DH_GROUP_\w{1,40}(?:\/Group \d{1,2})?/g, ' ') };
}

/** The transforms of a proposal as one list of words: ciphers, then PRFs, then integrity algorithms, then groups. */
export function transformWords(text: string, protocol: 'ike' | 'esp'): IkeTransform[] {
  const { groups, rest } = takeGroups(text.slice(0, 2000));
  const esn = /Don't use ESN/i.test(rest) ? 'none' : /\bESN\b/.test(rest) ? 'ESN' : null;
  const plain = rest.replaceAll(/(?:Don't use )?ESN|ENCRYPTION:|PRF:|INTEGRITY:|DH GROUP:/gi, ' ');
  const words = plain
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords);
  const ciphers = words.filter((word) => cipher(word) !== null && !/^none$/i.test(word));
  const hashes = words.filter((word) => cipher(word) === null && hash(word) !== null);
  const combined = ciphers.length > 0 && ciphers.every((word) => isCombined(cipher(word) ?? ''));
  const { prfs, macs } = protocol === 'esp' ? { prfs: [], macs: hashes } : splitHashes(hashes, combined);
  return [
    ...ciphers.map(bareEncryption),
    ...prfs.map(prf),
    ...macs.map(integrity),
    ...groups.map(dhGroup),
    ...(esn === null ? [] : [{ type: 'esn' as const, name: esn, id: esn === 'ESN' ? 1 : 0 }]),
  ];
}

/** `Proposal 1: AES-CBC-256 SHA384 SHA384 DH_GROUP_2048_MODP/Group 14` and `ESP: Proposal 1: …` of "Received Policies" and "Expected Policies". */
export function policies(text: string): IkeProposal[] {
  const parts = [...text.slice(0, 20_000).matchAll(/(ESP: ?)?Proposal (\d{1,3}): *([^\n]*?)(?=(?:ESP: ?)?Proposal \d{1,3}:|\n|$)/g)].slice(
    0,
    maxProposals,
  );
  return parts.map((part) => {
    const protocol = part[1] === undefined ? 'ike' : 'esp';
    return { protocol, number: Number(part[2]), transforms: transformWords(part[3]!, protocol) };
  });
}
