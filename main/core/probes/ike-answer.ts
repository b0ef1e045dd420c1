import type { IkeProbeResult } from '#shared/model/probe.ts';
import { flagResponse, type IkeMessage } from '../ike/message.ts';
import { payloadChain } from '../ike/payload-chain.ts';
import { readIkeMessage } from '../ike/read-message.ts';
import { notifyCookie } from '../ike/write-message.ts';

/** RFC 3948, 2.2: four zero bytes tell IKE from ESP on port 4500. */
export const nonEspMarker = Buffer.alloc(4);
const headerBytes = 28;
const notifyPayload = 41;
/** RFC 7296, 2.6: a cookie has 1 to 64 bytes. */
const mostCookieBytes = 64;

export type IkeAnswer = {
  readonly message: IkeMessage;
  readonly result: Exclude<IkeProbeResult, 'silent' | 'unreachable' | 'refused'>;
  /** What has to be sent back with the same message; null for other results than 'cookie'. */
  readonly cookie: Buffer | null;
};

function cookieOf(bytes: Buffer): Buffer | null {
  const { payloads } = payloadChain(bytes.subarray(headerBytes), bytes[16]!, new Set(), false);
  const found = payloads.find(({ type, body }) => type === notifyPayload && body.length > 4 && body.readUInt16BE(2) === notifyCookie);
  const data = found?.body.subarray(4 + found.body[1]!);
  return data !== undefined && data.length > 0 && data.length <= mostCookieBytes ? data : null;
}

function resultOf(message: IkeMessage, cookie: Buffer | null): IkeAnswer['result'] {
  const names = new Set(message.notifies.map(({ name }) => name));
  if (message.proposals.length > 0) return 'answered';
  if (cookie !== null) return 'cookie';
  if (names.has('INVALID_KE_PAYLOAD')) return 'invalid-ke';
  return names.has('NO_PROPOSAL_CHOSEN') ? 'no-proposal' : 'other-answer';
}

/** A responder of IKEv2 sets its flag; one of IKEv1 answers in main mode or with an informational message. */
function isAnswer(message: IkeMessage, version: 1 | 2): boolean {
  if (message.version !== version) return true;
  if (version === 2) return (message.flags & flagResponse) !== 0 && message.exchange === 'IKE_SA_INIT';
  return message.exchange === 'main-mode' || message.exchange === 'informational-v1';
}

/** Reads a datagram as the answer to the message with this SPI; null for anything else, which is not waited for. */
export function readIkeAnswer(
  datagram: Buffer,
  asked: { readonly spi: Buffer; readonly version: 1 | 2; readonly marked: boolean },
): IkeAnswer | null {
  if (asked.marked && !datagram.subarray(0, 4).equals(nonEspMarker)) return null;
  const bytes = asked.marked ? datagram.subarray(4) : datagram;
  const read = readIkeMessage(bytes, false);
  if (!read.ok || read.message.initiatorSpi !== asked.spi.toString('hex') || !isAnswer(read.message, asked.version)) return null;
  const cookie = read.message.version === 2 ? cookieOf(bytes) : null;
  const result = resultOf(read.message, cookie);
  return { message: read.message, result, cookie: result === 'cookie' ? cookie : null };
}
