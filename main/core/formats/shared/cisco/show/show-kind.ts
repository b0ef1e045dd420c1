import type { DeviceSaData } from '#shared/model/device-config.ts';
import { prefixLength } from '../../addresses.ts';

/** What a listing says of one SA with its lines, and what stood above them. */
export type ShowBlock = {
  readonly lines: readonly string[];
  /** Headings of the listing that the block stands under, oldest first. */
  readonly headings: readonly string[];
  /** The SA that the block before was about; a child SA is listed under its IKE SA. */
  readonly previous: DeviceSaData | null;
};

/** SAs of a block, and the one that the blocks below it belong to when that is none of them. */
export type ShowFound = { readonly sas: readonly DeviceSaData[]; readonly context?: DeviceSaData };

/** One kind of listing. Lines are told apart by what they are, because terminals and mails lose the indentation. */
export type ShowKind = {
  /** A line that only this listing has; what follows is of it. */
  readonly begins: RegExp;
  /** The first line of an SA. */
  readonly opens: RegExp;
  /** Other lines that may stand in the listing. */
  readonly holds: RegExp;
  readonly read: (block: ShowBlock) => ShowFound;
};

/** The first group of the first line that fits. */
export function find(lines: readonly string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match !== null) return match[1] ?? null;
  }
  return null;
}

/** The last heading that fits: the one nearest above. */
export function heading(block: ShowBlock, pattern: RegExp): string | null {
  return find(block.headings.toReversed(), pattern);
}

export function count(text: string | null): number | null {
  return text === null || !/^\d{1,15}$/.test(text) ? null : Number(text);
}

/** `09:03:41`, `1d02h`, `23:58:10`, or seconds. */
export function seconds(text: string | null): number | null {
  if (text === null) return null;
  const clock = /^(\d{1,6}):(\d{2}):(\d{2})$/.exec(text);
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  return count(text);
}

/** An address without the port behind the slash or the last colon of IPv4. */
export function address(text: string | null): string | null {
  if (text === null) return null;
  const plain = text.replace(/\/\d{1,5}$/, '').replace(/[.,]$/, '');
  return /^[0-9A-Fa-f.:]{2,45}$/.test(plain) ? plain : (/((?:\d{1,3}\.){3}\d{1,3})$/.exec(plain)?.[1] ?? null);
}

/** `10.20.0.0` and `255.255.0.0`, or `FE80::` and `10`, as a prefix; null for what is none. */
export function prefix(network: string, mask: string): string | null {
  const length = /^\d{1,3}$/.test(mask) ? Number(mask) : prefixLength(mask);
  return length === null || length > 128 ? null : `${network}/${length}`;
}

/** States of IOS and ASA by the word for them; a word that is none of these is of a negotiation under way. */
export function stateOf(word: string): 'up' | 'connecting' | 'down' {
  const text = word.toUpperCase();
  if (/^(?:READY|QM_IDLE|UP|[MA]M_ACTIVE|ACTIVE|UP-\w+)\b/.test(text) && !text.includes('DELETED')) return 'up';
  return /DELETE|^DOWN$|INACTIVE|^IDLE$/.test(text) ? 'down' : 'connecting';
}
