import { hash as digestOf } from 'node:crypto';
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

const spiBytes = 16;

/** SPIs, address and port behind each other. */
function hashed({ initiatorSpi, responderSpi }: IkeMessage, { address, port }: End): Buffer {
  const bytes = Buffer.allocUnsafe(spiBytes + address.length + 2);
  bytes.write(initiatorSpi + responderSpi, 0, 'hex');
  address.copy(bytes, spiBytes);
  bytes.writeUInt16BE(port, spiBytes + address.length);
  return bytes;
}

function isHashOf(hash: Buffer, input: Buffer): boolean {
  const algorithm = algorithms.get(hash.length);
  return algorithm !== undefined && digestOf(algorithm, input, 'buffer').equals(hash);
}

const nothing: NatFinding = { source: null, destination: null };

/**
 * Compares the NAT detection hashes with the addresses and ports that the packet was captured with. The sender may offer
 * several hashes of its own; one that fits is enough. A sender that wants UDP encapsulation sends a wrong hash on purpose.
 */
export function detectNat(message: IkeMessage, source: End, destination: End): NatFinding {
  if (message.natHashes.length === 0) return nothing;
  const changed = (end: 'source' | 'destination', at: End): boolean | null => {
    const hashes = message.natHashes.filter((h) => h.end === end && algorithms.has(h.hash.length));
    if (hashes.length === 0) return null;
    const input = hashed(message, at);
    return !hashes.some((h) => isHashOf(h.hash, input));
  };
  return { source: changed('source', source), destination: changed('destination', destination) };
}
