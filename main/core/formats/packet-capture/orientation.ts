import { isPrivate, parseRange } from '#shared/net/address-range.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';

export type EndsOfPacket = Pick<Extract<VpnPacket, { kind: 'ike' | 'esp' }>, 'source' | 'destination' | 'heading'>;

const mostPairs = 10_000;
function isPrivateAddress(address: string): boolean {
  const range = parseRange(address);
  return range !== null && isPrivate(range);
}

/** Where the link type tells nothing and both ends are alike, the end that opened the IKE SA. */
function choose({ source, destination, heading }: EndsOfPacket, opener: 'source' | 'destination'): string {
  if (heading !== null) return heading === 'out' ? source : destination;
  const [here, there] = [isPrivateAddress(source), isPrivateAddress(destination)];
  if (here !== there) return here ? source : destination;
  return opener === 'source' ? source : destination;
}

/**
 * Which end of each pair of addresses is "local". A capture may stand anywhere: the capturing host is local where the link
 * type tells whose packets it saw leave; else the end with a private address; else the end that opened the IKE SA. The
 * choice is made once for a pair and then kept.
 */
export function orientation() {
  const locals = new Map<string, string>();
  /** `opener` is the end that opened the IKE SA, as far as this packet tells. */
  const isSent = (packet: EndsOfPacket, opener: 'source' | 'destination'): boolean => {
    const { source, destination } = packet;
    const key = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
    const local = locals.get(key) ?? choose(packet, opener);
    if (locals.size < mostPairs) locals.set(key, local);
    return local === source;
  };
  return { isSent };
}

export type Orientation = ReturnType<typeof orientation>;
