import type { IkeUnreachable } from '#shared/model/ike.ts';
import { readIp } from './ip.ts';
import type { IpPacket } from './ip.ts';

const icmp = 1;
const icmpV6 = 58;
const headerBytes = 8;

/** Why a packet did not arrive; the packet is quoted, often without its end. */
export type Undelivered = {
  readonly reason: IkeUnreachable;
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

/** Codes of "time exceeded", alike in both versions (RFC 792; RFC 4443, 3.3). */
const timeCodes: ReadonlyMap<number, Undelivered['reason']> = new Map([
  [0, 'time-exceeded'],
  [1, 'fragments-lost'],
]);

type Codes = ReadonlyMap<number, Undelivered['reason']>;
/** Types of ICMP errors; a message "packet too big" (RFC 4443, 3.2) has no code. */
const errorsV4: ReadonlyMap<number, Codes> = new Map([
  [3, codesV4],
  [11, timeCodes],
]);
const errorsV6: ReadonlyMap<number, Codes> = new Map([
  [1, codesV6],
  [2, new Map([[0, 'too-large']])],
  [3, timeCodes],
]);

export function isIcmp(protocol: number): boolean {
  return protocol === icmp || protocol === icmpV6;
}

/** An ICMP error about a packet that was not delivered; null for any other ICMP message. */
export function readUndelivered({ protocol, payload }: IpPacket): Undelivered | null {
  if (payload.length < headerBytes) return null;
  const codes = (protocol === icmp ? errorsV4 : errorsV6).get(payload[0]!);
  if (codes === undefined || !isIcmp(protocol)) return null;
  const quoted = readIp(payload.subarray(headerBytes));
  return quoted === null ? null : { reason: codes.get(payload[1]!) ?? 'other', quoted };
}
