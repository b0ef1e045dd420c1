import type { IkeProposal } from '#shared/model/ike.ts';
import { proposalOf } from '../device-text/algorithms.ts';
import { prefixText } from '../device-text/device-data.ts';

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `4h`, `27000s`, `3600`; null for anything else. */
export function durationSeconds(text: string | undefined): number | null {
  const match = /^(\d{1,10})\s?([smhd]?)$/.exec(text ?? '');
  return match === null ? null : Number(match[1]) * units[match[2]!]!;
}

/** Addresses or names, without wildcards such as `%any` and `%defaultroute`. */
export function addressList(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,\s]+/)
    .filter((part) => part !== '' && !part.startsWith('%'))
    .slice(0, 100);
}

/** Prefixes of a list of traffic selectors, without protocol and ports (`[tcp/443]`); `dynamic` stands for the own address. */
export function selectorList(text: string | undefined, dynamic: readonly string[]): string[] {
  return (text ?? 'dynamic')
    .split(',')
    .map((part) => part.trim().replace(/\[.{0,60}\]?$/, ''))
    .filter((part) => part !== '')
    .slice(0, 200)
    .flatMap((part) => (part === 'dynamic' || part.startsWith('%') ? dynamic : [prefixText(part)]));
}

/** `aes256-sha256-modp2048,aes128-sha1!`; the word `default` and what is no proposal are left out. */
export function proposalList(text: string | undefined, protocol: 'ike' | 'esp' | 'ah'): IkeProposal[] {
  const parts = (text ?? '')
    .replace(/!\s*$/, '')
    .split(/[,\s]+/)
    .filter((part) => part !== '')
    .slice(0, 60);
  return parts.flatMap((part, i) => proposalOf(protocol, i + 1, part) ?? []);
}

export function renumbered(proposals: readonly IkeProposal[]): IkeProposal[] {
  const seen = new Set<string>();
  return proposals
    .filter(({ transforms }) => {
      const key = JSON.stringify(transforms);
      return seen.has(key) ? false : seen.add(key);
    })
    .map((proposal, i) => ({ ...proposal, number: i + 1 }));
}
