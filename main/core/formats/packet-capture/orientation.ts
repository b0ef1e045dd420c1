import { parseRange } from '#shared/net/address-range.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';

export type EndsOfPacket = Pick<Extract<VpnPacket, { kind: 'ike' | 'esp' }>, 'source' | 'destination' | 'heading'>;

const mostPairs = 10_000;
/** RFC 1918, RFC 6598 (carrier NAT), RFC 4193. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map((text) => parseRange(text)!);

function isPrivate(address: string): boolean {
  const range = parseRange(address);
  return range !== null && privateRanges.some((r) => r.version === range.version && r.first <= range.first && range.last <= r.last);
}

/** Where the link type tells nothing and both ends are alike, the end that opened the IKE SA. */
function choose({ source, destination, heading }: EndsOfPacket, opener: 'source' | 'destination'): string {
  if (heading !== null) return heading === 'out' ? source : destination;
  const [here, there] = [isPrivate(source), isPrivate(destination)];
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
