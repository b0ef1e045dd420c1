import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform, TrafficSelector } from '#shared/model/ike.ts';
import { deviceRecord, deviceSa } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { charonTransform } from '../ike/transform-names.ts';

export type KnownSa = Partial<DeviceSaData>;

/** An SA whose lines are still being read. */
export type OpenSa = { readonly sa: 'ike' | 'child'; readonly lines: TextLine[]; readonly known: KnownSa };

/** The record of an SA whose last line was read. */
export function recordsOf(open: OpenSa | null): readonly NewRecord[] {
  return open === null ? [] : [deviceRecord(open.lines, deviceSa('strongswan', open.sa, open.known))];
}

const maxItems = 100;

/** States of IKE SAs (ike_sa.h) and child SAs (child_sa.h), strongSwan 5 and 6. */
export function stateOf(word: string): KnownSa {
  const up = /^(?:ESTABLISHED|INSTALLED|REKEYING|UPDATING)$/.test(word);
  const connecting = /^(?:CONNECTING|CREATED|INSTALLING|RETRYING|ROUTED)$/.test(word);
  return { state: up ? 'up' : connecting ? 'connecting' : 'down', stateText: word };
}

/** `AES_CBC-256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_1024` of swanctl, `AES_CBC_256/…` of `ipsec statusall`. */
export function saTransforms(text: string): IkeTransform[] {
  return text
    .split('/')
    .slice(0, maxItems)
    .filter((name) => name !== '')
    .map((name): IkeTransform =>
      name === 'ESN' ? { type: 'esn', name: 'ESN', id: 1 } : charonTransform(name.replace(/-(?=\d{2,3}$)/, '_')),
    );
}

/** `192.168.50.0/24 10.0.0.0/8[tcp/443]`, as charon prints traffic selectors. */
export function saSelectors(text: string, whose: 'local' | 'remote'): { whose: 'local' | 'remote'; selector: TrafficSelector }[] {
  return text
    .trim()
    .split(/\s+/)
    .slice(0, maxItems)
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^[\]|]{1,100})(?:\[(.{0,60})\])?/.exec(part);
      return { whose, selector: { range: match?.[1] ?? part, protocol: null, ports: match?.[2] ?? null } };
    });
}

const seconds: Readonly<Record<string, number>> = { s: 1, second: 1, minute: 60, hour: 3600, day: 86_400 };

/** `rekeying in 14111s`, `expires in 29700s`, `rekeying in 3 hours`: the end of the SA where it is said, else its renewal. */
export function remaining(text: string): number | null {
  const match =
    /\bexpires in (\d{1,10}) ?(s|second|minute|hour|day)/.exec(text) ??
    /\b(?:rekeying|reauthentication) in (\d{1,10}) ?(s|second|minute|hour|day)/.exec(text);
  return match === null ? null : Number(match[1]) * seconds[match[2]!]!;
}

/** What a child SA takes from its IKE SA. */
export function inherited(ike: KnownSa): KnownSa {
  return { local: ike.local ?? null, peer: ike.peer ?? null, version: ike.version ?? null, isInitiator: ike.isInitiator ?? null };
}
