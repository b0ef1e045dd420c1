import { readIp } from './ip.ts';
import type { IpPacket } from './ip.ts';

const icmp = 1;
const icmpV6 = 58;
const headerBytes = 8;

/** Why a packet did not arrive; the packet is quoted, often without its end. */
export type Undelivered = {
  readonly reason: 'network' | 'host' | 'port' | 'prohibited' | 'too-large' | 'other';
  readonly quoted: IpPacket;
};

/** Codes of ICMP "destination unreachable" (RFC 792, RFC 1122 3.2.2.1, RFC 1812 5.2.7.1). */
const codesV4: ReadonlyMap<number, Undelivered['reason']> = new Map([
  [0, 'network'],
  [1, 'host'],
  [3, 'port'],
  [4, 'too-large'],
  [6, 'network'],
  [7, 'host'],
  [9, 'prohibited'],
  [10, 'prohibited'],
  [13, 'prohibited'],
]);

/** Codes of ICMPv6 "destination unreachable" (RFC 4443, 3.1). */
const codesV6: ReadonlyMap<number, Undelivered['reason']> = new Map([
  [0, 'network'],
  [1, 'prohibited'],
  [3, 'host'],
  [4, 'port'],
  [5, 'prohibited'],
  [6, 'prohibited'],
]);

export function isIcmp(protocol: number): boolean {
  return protocol === icmp || protocol === icmpV6;
}

/** An ICMP error about a packet that was not delivered; null for any other ICMP message. */
export function readUndelivered({ protocol, payload }: IpPacket): Undelivered | null {
  if (payload.length < headerBytes) return null;
  const [type, code] = [payload[0]!, payload[1]!];
  const isV4 = protocol === icmp && type === 3;
  const isTooLargeV6 = protocol === icmpV6 && type === 2;
  if (!isV4 && !isTooLargeV6 && !(protocol === icmpV6 && type === 1)) return null;
  const quoted = readIp(payload.subarray(headerBytes));
  if (quoted === null) return null;
  return { reason: isTooLargeV6 ? 'too-large' : ((isV4 ? codesV4 : codesV6).get(code) ?? 'other'), quoted };
}
