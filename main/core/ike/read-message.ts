import type { IkeMessage } from './message.ts';
import { flagEncrypted } from './message.ts';
import { payloadChain } from './payload-chain.ts';
import type { Payload, PayloadChain } from './payload-chain.ts';
import { readPayloads } from './read-payloads.ts';
import { exchangesV1, exchangesV2 } from './registry.ts';

const headerBytes = 28;
const payloadHeaderBytes = 4;
const encrypted = 46;
const encryptedFragment = 53;
const fragmentV1 = 132;
/** Behind these stands nothing that can be read without the key. */
const sealed = new Set([encrypted, encryptedFragment]);
const none: ReadonlySet<number> = new Set();

export type ReadMessage =
  | { readonly ok: true; readonly message: IkeMessage }
  /** 'short': less than a header; 'version': no version of IKE; 'length': the header tells a length shorter than itself. */
  | { readonly ok: false; readonly reason: 'short' | 'version' | 'length' };

function chainOf(bytes: Buffer, version: 1 | 2, isCut: boolean): PayloadChain {
  const isSealed = version === 1 && (bytes[19]! & flagEncrypted) !== 0;
  if (isSealed) return { payloads: [], damage: isCut ? 'cut' : null };
  return payloadChain(bytes.subarray(headerBytes), bytes[16]!, version === 2 ? sealed : none, isCut);
}

/** By the header's length, as a capture may hold less: in IKEv1 all that follows the header, in IKEv2 the body of the last payload. */
function sealedBytes(version: 1 | 2, length: number, payloads: PayloadChain['payloads']): number | null {
  if (version === 1) return length - headerBytes;
  if (payloads.at(-1)?.type !== encrypted) return null;
  const before = payloads.slice(0, -1).reduce((sum, { body }) => sum + payloadHeaderBytes + body.length, 0);
  return Math.max(0, length - headerBytes - before - payloadHeaderBytes);
}

function fragmentOf(version: 1 | 2, { type, body }: Payload): IkeMessage['fragment'] {
  if (body.length < 4) return null;
  if (version === 2) return type === encryptedFragment ? { number: body.readUInt16BE(0), total: body.readUInt16BE(2) } : null;
  return type === fragmentV1 ? { number: body[2]!, total: body[3] === 0 ? null : body[2]! } : null;
}

/** Only the first piece of a message in pieces tells it; the others have a zero there (RFC 7383, 2.5). */
function firstEncrypted({ type, next }: Payload, fragment: IkeMessage['fragment']): number | null {
  return sealed.has(type) && (fragment === null || fragment.number === 1) ? next : null;
}

/**
 * Reads one message of IKEv1 (RFC 2408, RFC 2409) or IKEv2 (RFC 7296) from the first byte of its header. Damage within
 * leaves what was read before it; nothing throws, whatever the bytes.
 */
export function readIkeMessage(datagram: Buffer, captureCut: boolean): ReadMessage {
  if (datagram.length < headerBytes) return { ok: false, reason: 'short' };
  const major = datagram[17]! >> 4;
  if (major !== 1 && major !== 2) return { ok: false, reason: 'version' };
  const length = datagram.readUInt32BE(24);
  if (length < headerBytes) return { ok: false, reason: 'length' };
  const isCut = captureCut && length > datagram.length;
  const bytes = datagram.subarray(0, Math.min(length, datagram.length));
  const { payloads, damage } = chainOf(bytes, major, isCut);
  const { isDamaged, ...parts } = readPayloads(major, payloads);
  const last = payloads.at(-1);
  const fragment = last === undefined ? null : fragmentOf(major, last);
  const exchangeType = datagram[18]!;
  const isSealed = major === 1 ? (datagram[19]! & flagEncrypted) !== 0 : payloads.some((p) => sealed.has(p.type));
  return {
    ok: true,
    message: {
      version: major,
      initiatorSpi: datagram.toString('hex', 0, 8),
      responderSpi: datagram.toString('hex', 8, 16),
      exchangeType,
      exchange: (major === 2 ? exchangesV2 : exchangesV1).get(exchangeType) ?? null,
      flags: datagram[19]!,
      messageId: datagram.readUInt32BE(20),
      length,
      isEncrypted: isSealed,
      sealedBytes: isSealed ? sealedBytes(major, length, payloads) : null,
      fragment,
      firstEncrypted: major === 1 || last === undefined ? null : firstEncrypted(last, fragment),
      payloadTypes: payloads.map((p) => p.type),
      ...parts,
      damage: damage ?? (isDamaged ? 'payload' : length > datagram.length ? (captureCut ? 'cut' : 'payload-length') : null),
    },
  };
}
