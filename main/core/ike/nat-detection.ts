import { createHash } from 'node:crypto';
import type { IkeMessage } from './message.ts';

/** Whether a NAT changed the address or port of an end before the packet was captured; null when the message does not tell. */
export type NatFinding = { readonly source: boolean | null; readonly destination: boolean | null };

type End = { readonly address: Buffer; readonly port: number };

/** IKEv2 hashes with SHA-1 (RFC 7296, 2.23); IKEv1 with the hash of the negotiation (RFC 3947, 3.2), which its length tells. */
const algorithms: ReadonlyMap<number, string> = new Map([
  [16, 'md5'],
  [20, 'sha1'],
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

function isHashOf(hash: Buffer, spis: Buffer, { address, port }: End): boolean {
  const algorithm = algorithms.get(hash.length);
  if (algorithm === undefined) return false;
  const portBytes = Buffer.from([port >> 8, port & 0xff]);
  return createHash(algorithm).update(spis).update(address).update(portBytes).digest().equals(hash);
}

/**
 * Compares the NAT detection hashes with the addresses and ports that the packet was captured with. The sender may offer
 * several hashes of its own; one that fits is enough. A sender that wants UDP encapsulation sends a wrong hash on purpose.
 */
export function detectNat(message: IkeMessage, source: End, destination: End): NatFinding {
  const spis = Buffer.from(message.initiatorSpi + message.responderSpi, 'hex');
  const changed = (end: 'source' | 'destination', at: End): boolean | null => {
    const hashes = message.natHashes.filter((h) => h.end === end && algorithms.has(h.hash.length));
    return hashes.length === 0 ? null : !hashes.some((h) => isHashOf(h.hash, spis, at));
  };
  return { source: changed('source', source), destination: changed('destination', destination) };
}
