import type { Endpoint, IkeEventData, IkeFault } from '#shared/model/ike.ts';
import { message as words } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';
import type { IkeMessage } from '../../ike/message.ts';
import { detectNat } from '../../ike/nat-detection.ts';
import { payloadName } from '../../ike/payload-types.ts';
import type { NewRecord } from '../format.ts';
import { parseSpi } from '../ike/ike-event.ts';
import type { Roles } from './exchanges.ts';
import { recordTime } from './packet-time.ts';

type IkePacket = Extract<VpnPacket, { kind: 'ike' }>;

/** Above are status types (RFC 7296, 3.10.1; RFC 2408, 3.14.1). */
const mostErrorType = 8191;
const invalidKe = 17;

/**
 * What an error that was sent in clear says. INVALID_KE_PAYLOAD asks for another group and is part of a healthy negotiation.
 * In IKEv1 a peer with another key cannot read message 5 and calls it malformed.
 */
export function faultOf({ version, exchange, notifies }: IkeMessage): IkeFault | null {
  const error = notifies.find((n) => n.id > 0 && n.id <= mostErrorType && !(version === 2 && n.id === invalidKe));
  switch (error?.name) {
    case undefined:
      return null;
    case 'NO_PROPOSAL_CHOSEN':
      return exchange === 'IKE_AUTH' || exchange === 'CREATE_CHILD_SA' || exchange === 'quick-mode' ? 'ipsec-policy' : 'ike-policy';
    case 'AUTHENTICATION_FAILED':
    case 'INVALID_HASH_INFORMATION':
    case 'INVALID_SIGNATURE':
      return 'authentication';
    case 'PAYLOAD_MALFORMED':
      return version === 1 ? 'authentication' : 'other';
    case 'TS_UNACCEPTABLE':
      return 'traffic-selectors';
    case 'INVALID_ID_INFORMATION':
      return 'peer-identity';
    case 'INVALID_MAJOR_VERSION':
      return 'ike-version';
    default:
      return 'other';
  }
}

function proposalsText({ proposals }: IkeMessage): string {
  return proposals.map((p) => `${p.protocol} ${p.number}: ${p.transforms.map((t) => t.name).join('/')}`).join(', ');
}

function firstEncrypted({ version, firstEncrypted: type }: IkeMessage): string | null {
  if (type === null) return null;
  return type === 0 ? 'none' : payloadName(version, type);
}

function textOf(packet: IkePacket, message: IkeMessage, { isResponse }: Roles): string {
  const { exchange, exchangeType, initiatorSpi, responderSpi } = message;
  const kind = isResponse === null ? '' : isResponse ? ' response' : ' request';
  const firstWithin = firstEncrypted(message);
  const parts = [
    `IKEv${message.version} ${exchange ?? `exchange ${exchangeType}`}${kind} mid=${message.messageId}`,
    `${packet.source}:${packet.sourcePort} > ${packet.destination}:${packet.destinationPort}`,
    `spi=${initiatorSpi}/${responderSpi} length=${message.length}`,
    message.proposals.length === 0 ? '' : `SA(${proposalsText(message)})`,
    message.keGroup === null ? '' : `KE(${message.keGroup})`,
    ...message.notifies.map((n) =>
      n.id === invalidKe && message.wantedGroup !== null ? `N(${n.name} ${message.wantedGroup})` : `N(${n.name})`,
    ),
    ...message.deletes.map((d) => `D(${d.protocol ?? '?'} ${d.spis.join(' ')})`),
    ...message.identities.map((i) => `ID(${i.type} ${i.value})`),
    ...message.vendorIds.map((v) => `V(${v})`),
    message.payloadTypes.length === 0 ? '' : `payloads=${message.payloadTypes.map((type) => payloadName(message.version, type)).join(',')}`,
    message.fragment === null ? '' : `fragment=${message.fragment.number}/${message.fragment.total ?? '?'}`,
    message.isEncrypted ? `encrypted${firstWithin === null ? '' : ` first=${firstWithin}`}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function describe(packet: IkePacket, message: IkeMessage, roles: Roles): Message {
  const exchange = message.exchange ?? String(message.exchangeType);
  const params = { exchange, from: packet.source, to: packet.destination };
  const error = message.notifies.find((n) => n.id <= mostErrorType);
  if (error !== undefined) return words('record.capture.error', { ...params, notify: error.name });
  if (roles.isRepeated) return words('record.capture.repeated', params);
  if (message.fragment !== null) {
    const { number, total } = message.fragment;
    return total === null
      ? words('record.capture.fragment-of-unknown', { ...params, number })
      : words('record.capture.fragment', { ...params, number, total });
  }
  if (roles.isResponse === null) return words('record.capture.message', params);
  return words(roles.isResponse ? 'record.capture.response' : 'record.capture.request', params);
}

function saOf({ exchange, version }: IkeMessage): IkeEventData['sa'] {
  if (exchange === 'CREATE_CHILD_SA' || exchange === 'quick-mode') return 'child';
  const negotiates = version === 2 ? exchange === 'IKE_SA_INIT' : exchange === 'main-mode' || exchange === 'aggressive-mode';
  return negotiates ? 'ike' : null;
}

function stepOf({ deletes }: IkeMessage, { isRepeated }: Roles): IkeEventData['step'] {
  if (deletes.length > 0) return 'deleted';
  return isRepeated ? 'retransmission' : 'message';
}

type Whose = 'local' | 'remote';

function identitiesOf({ identities }: IkeMessage, isSent: boolean, isLocalOpener: boolean | null): IkeEventData['identities'] {
  return identities.map(({ whose, type, value }) => {
    const isLocal = whose === null ? isSent : (whose === 'initiator') === (isLocalOpener ?? true);
    return { whose: isLocal ? 'local' : 'remote', type, value };
  });
}

function eventOf(packet: IkePacket, message: IkeMessage, roles: Roles, isSent: boolean): IkeEventData {
  const source: Endpoint = { address: packet.source, port: packet.sourcePort };
  const destination: Endpoint = { address: packet.destination, port: packet.destinationPort };
  const isInitiator = roles.isOpener === null ? null : roles.isOpener === isSent;
  const found = detectNat(
    message,
    { address: packet.sourceBytes, port: packet.sourcePort },
    { address: packet.destinationBytes, port: packet.destinationPort },
  );
  const [local, remote] = isSent ? [found.source, found.destination] : [found.destination, found.source];
  const whose = (end: 'initiator' | 'responder'): Whose => ((end === 'initiator') === (isInitiator ?? true) ? 'local' : 'remote');
  // Written out, as captures have many messages: to spread one object over another takes as long as to read the message.
  return {
    kind: 'ike-event',
    witness: 'capture',
    side: null,
    direction: isSent ? 'sent' : 'received',
    local: isSent ? source : destination,
    remote: isSent ? destination : source,
    version: message.version,
    exchange: message.exchange,
    isResponse: roles.isResponse,
    isInitiator,
    messageId: message.messageId,
    initiatorSpi: parseSpi(message.initiatorSpi),
    responderSpi: parseSpi(message.responderSpi),
    step: stepOf(message, roles),
    sa: saOf(message),
    notifies: message.notifies,
    proposals: message.proposals,
    chosen: roles.isResponse === true ? (message.proposals[0] ?? null) : null,
    keGroup: message.keGroup,
    identities: identitiesOf(message, isSent, isInitiator),
    selectors: message.selectors.map((s) => ({ whose: whose(s.whose), selector: s.selector })),
    nat: local === null && remote === null ? null : { local, remote },
    vendorIds: message.vendorIds,
    isEncrypted: message.isEncrypted,
    sealedBytes: message.sealedBytes,
    firstEncrypted: firstEncrypted(message),
    fault: faultOf(message),
    code: null,
    session: null,
  };
}

/** The record of one IKE message; its line is the number of the packet. */
export function toRecord(packet: IkePacket, message: IkeMessage, roles: Roles, isSent: boolean): NewRecord {
  const data = eventOf(packet, message, roles, isSent);
  return {
    place: { line: packet.number, endLine: packet.number, offset: packet.offset },
    time: recordTime(packet.time),
    level: data.fault === null ? (roles.isRepeated ? 'warning' : 'information') : 'error',
    what: describe(packet, message, roles),
    who: isSent ? packet.destination : packet.source,
    data,
    text: textOf(packet, message, roles),
  };
}
