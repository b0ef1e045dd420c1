import type { Endpoint, IkeExchange } from '#shared/model/ike.ts';
import { parseEndpoint, parseSpi } from '../../../ike/ike-event.ts';
import { notify } from '../../../ike/notify-names.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

/** IOS and ASA from 9.x: `Sending Packet [To peer:500/From own:500/VRF i0:f0]`; before that `Tx [L own:500/R peer:500/VRF i0:f0]`. */
const ends =
  /^(?:(Sending|Received|Retransmitting) Packet \[(?:To|From) (\S{3,60}?)\/(?:From|To) (\S{3,60}?)(?:\/VRF [^\]\s]{1,40})?\]|([RT])x \[L (\S{3,60}?)\/R (\S{3,60}?)(?:\/VRF [^\]\s]{1,40})?\])/;

export type PacketHead = {
  readonly sent: boolean;
  readonly again: boolean;
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
};

/** The first line of a message of IKEv2; null for any other line. */
export function packetHead(text: string): PacketHead | null {
  const match = text.startsWith('Sending') || text.startsWith('Re') || /^[RT]x/.test(text) ? ends.exec(text.slice(0, 300)) : null;
  if (match === null) return null;
  const [, verb, peer, own, letter, left, right] = match;
  return {
    sent: verb === undefined ? letter === 'T' : verb !== 'Received',
    again: verb === 'Retransmitting',
    local: parseEndpoint(own ?? left ?? ''),
    remote: parseEndpoint(peer ?? right ?? ''),
  };
}

const exchanges = new Set<string>(['IKE_SA_INIT', 'IKE_AUTH', 'CREATE_CHILD_SA', 'INFORMATIONAL', 'IKE_SESSION_RESUME']);

function isExchange(name: string | undefined): name is IkeExchange {
  return name !== undefined && exchanges.has(name);
}

function number(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

type Header = Pick<Known, 'exchange' | 'isResponse' | 'messageId' | 'initiatorSpi' | 'responderSpi'>;

function headerOf(text: string): Header {
  const spis =
    /Initiator SPI ?: ?([0-9A-Fa-f]{16}) - Responder SPI ?: ?([0-9A-Fa-f]{16})/.exec(text) ??
    /HDR\[i: ?([0-9A-Fa-f]{16}) - r: ?([0-9A-Fa-f]{16})\]/.exec(text) ??
    /ispi: ?([0-9A-Fa-f]{16}) - rspi: ?([0-9A-Fa-f]{16})/.exec(text);
  const kind = /IKEv2 ([A-Z_]{4,20}) Exchange (REQUEST|RESPONSE)/.exec(text);
  const dump = /Exchange type: ([A-Z_]{4,20}), flags: ([A-Z -]{2,60})/.exec(text);
  const name = kind?.[1] ?? dump?.[1];
  const isResponse = kind !== null ? kind[2] === 'RESPONSE' : dump !== null ? /MSG-RESPONSE/.test(dump[2]!) : null;
  const id = number((/Message id: ?(0x[0-9A-Fa-f]{1,8}|\d{1,10})/.exec(text) ?? /m_id: ?(0x[0-9A-Fa-f]{1,8})/.exec(text))?.[1]);
  return {
    exchange: isExchange(name) ? name : null,
    isResponse,
    messageId: id,
    initiatorSpi: parseSpi(spis?.[1]),
    responderSpi: parseSpi(spis?.[2]),
  };
}

/** Cisco's own short forms of notify names. */
const names: Readonly<Record<string, string>> = {
  ESP_TFC_NO_SUPPORT: 'ESP_TFC_PADDING_NOT_SUPPORTED',
  NON_FIRST_FRAGS: 'NON_FIRST_FRAGMENTS_ALSO',
  IKEV2_FRAGMENTATION_SUPPORTED: 'IKEV2_FRAGMENTATION_SUPPORTED',
};

function notifiesOf(text: string): Known['notifies'] {
  const found = [...text.matchAll(/NOTIFY\(([A-Z_0-9]{3,60})\)/g)].map((m) => names[m[1]!] ?? m[1]!);
  return [...new Set(found)].slice(0, 40).map(notify);
}

/** Errors are numbered below 16384 and stand alone or beside the answer; statuses say nothing about a failure. */
const errors = /^(?:NO_PROPOSAL_CHOSEN|AUTHENTICATION_FAILED|TS_UNACCEPTABLE|INVALID_KE_PAYLOAD|INVALID_SYNTAX|INVALID_MAJOR_VERSION)$/;

/** A message of IKEv2 with its lines; what it is goes into the session, because the lines after it speak about it. */
export function readPacket(head: PacketHead, text: string, session: Session): Known {
  const header = headerOf(text);
  const opens = header.exchange === 'IKE_SA_INIT' && header.isResponse === false;
  if (opens && header.initiatorSpi !== session.initiatorSpi) {
    restart(session);
    session.isInitiator = head.sent;
  }
  session.version = 2;
  session.local = head.local ?? session.local;
  session.remote = head.remote ?? session.remote;
  session.initiatorSpi = header.initiatorSpi ?? session.initiatorSpi;
  session.responderSpi = header.responderSpi ?? (opens ? null : session.responderSpi);
  if (header.exchange !== null && header.exchange !== undefined && header.exchange !== 'INFORMATIONAL') session.exchange = header.exchange;
  const notifies = notifiesOf(text);
  if (!head.sent) session.notified = notifies?.find((n) => errors.test(n.name))?.name ?? null;
  return {
    ...header,
    step: head.again ? 'retransmission' : 'message',
    direction: head.sent ? 'sent' : 'received',
    notifies: notifies ?? [],
    isEncrypted: header.exchange !== 'IKE_SA_INIT',
  };
}
