import type { VpnPacket } from '../../capture/vpn-packets.ts';
import type { IkeMessage } from '../../ike/message.ts';
import { flagInitiator, flagResponse } from '../../ike/message.ts';
import { timeMs } from './packet-time.ts';

type IkePacket = Extract<VpnPacket, { kind: 'ike' }>;

const mostRemembered = 8192;
/** A capture on several interfaces sees a packet more than once within moments; no peer repeats a message that soon. */
const leastRepeatMs = 100;
const headerBytes = 28;
const noSpi = '0000000000000000';

export type Roles = {
  /** The sender opened the IKE SA. */
  readonly isOpener: boolean | null;
  readonly isResponse: boolean | null;
  readonly isRepeated: boolean;
};

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  if (map.size > mostRemembered) map.delete(map.keys().next().value!);
}

/**
 * A number that tells contents apart (as FNV-1a does, by four bytes at a time), beside the header, which holds SPIs, number and length of a
 * message. A cryptographic digest would take longer than reading the message does.
 */
function fingerprint(bytes: Buffer): number {
  let number = 0x81_1c_9d_c5;
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    number = Math.imul(number ^ word, 0x01_00_01_93);
    number ^= number >>> 15;
  }
  for (let at = whole; at < bytes.length; at += 1) number = Math.imul(number ^ bytes[at]!, 0x01_00_01_93);
  return number >>> 0;
}

/**
 * Who opened what, and what was sent again. IKEv2 says it in its flags; in IKEv1 the sender of the first message of an exchange
 * opened it, which is known only when that message is in the capture.
 */
export function exchanges() {
  const openers = new Map<string, string>();
  const seen = new Map<string, number | null>();

  const isRepeated = ({ source, bytes, time }: IkePacket): boolean => {
    const key = `${source} ${bytes.toString('latin1', 0, headerBytes)} ${fingerprint(bytes)}`;
    const atMs = timeMs(time);
    const before = seen.get(key);
    if (before === undefined) remember(seen, key, atMs);
    return before !== undefined && (atMs === null || before === null || atMs - before >= leastRepeatMs);
  };

  const openerOf = (key: string, source: string, isFirst: boolean): string | null => {
    const known = openers.get(key);
    if (known !== undefined || !isFirst) return known ?? null;
    remember(openers, key, source);
    return source;
  };

  const rolesV1 = (packet: IkePacket, message: IkeMessage): Omit<Roles, 'isRepeated'> => {
    const { initiatorSpi, responderSpi, exchange, messageId } = message;
    const opener = openerOf(initiatorSpi, packet.source, responderSpi === noSpi);
    const isOpener = opener === null ? null : opener === packet.source;
    if (exchange === 'main-mode' || exchange === 'aggressive-mode') return { isOpener, isResponse: isOpener === null ? null : !isOpener };
    if (exchange !== 'quick-mode' && exchange !== 'transaction') return { isOpener, isResponse: null };
    return { isOpener, isResponse: openerOf(`${initiatorSpi} ${messageId}`, packet.source, true) !== packet.source };
  };

  return (packet: IkePacket, message: IkeMessage): Roles => {
    const repeated = isRepeated(packet);
    if (message.version === 1) return { ...rolesV1(packet, message), isRepeated: repeated };
    return {
      isOpener: (message.flags & flagInitiator) !== 0,
      isResponse: (message.flags & flagResponse) !== 0,
      isRepeated: repeated,
    };
  };
}
