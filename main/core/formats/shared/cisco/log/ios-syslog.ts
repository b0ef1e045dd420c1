import type { Endpoint, IkeFault } from '#shared/model/ike.ts';
import { parseEndpoint } from '../../../ike/ike-event.ts';
import { notify } from '../../../ike/notify-names.ts';
import { childUp, fail, ikeUp } from './failure.ts';
import { ikev2Error } from './ikev2-words.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

type Read = (text: string, session: Session, timeMs: number | null) => Known;

const failure =
  (fault: IkeFault, isVague = false): Read =>
  (_, session, timeMs) =>
    fail(session, { fault, timeMs, isVague });

const dropped =
  (fault: IkeFault, name?: string): Read =>
  () => ({ step: 'other', sa: 'child', direction: 'received', fault, notifies: name === undefined ? [] : [notify(name)] });

/** `Crypto tunnel is UP` comes when the IPsec SAs stand. */
function status(text: string, session: Session, timeMs: number | null): Known {
  session.version = /tunnel v2/i.test(text) ? 2 : session.version;
  if (/\bis UP\b/i.test(text)) return childUp(session, timeMs);
  session.childEstablished = false;
  session.established = false;
  return { step: 'deleted', sa: 'child', direction: 'local' };
}

/** A mode that failed: of main mode the IKE SA, of quick mode the child SA. */
function modeFailed(text: string, session: Session, timeMs: number | null): Known {
  if (/Quick mode/i.test(text)) return fail(session, { fault: 'ipsec-policy', timeMs, isVague: true });
  return fail(session, { fault: 'other', timeMs, isVague: true });
}

function opening(isInitiator: boolean): Read {
  return (_, session) => {
    restart(session);
    session.version = 2;
    session.isInitiator = isInitiator;
    return isInitiator
      ? { direction: 'local' }
      : { step: 'message', direction: 'received', exchange: 'IKE_SA_INIT', isResponse: false, messageId: 0 };
  };
}

/**
 * Messages of IOS and IOS-XE about IKE and IPsec by facility and mnemonic, and what each says (Cisco IOS System Message Guide, facilities
 * CRYPTO and IKEV2; Cisco IOS-XE System Message Guide, IPSEC). Seen in published logs: SESSION_STATUS, IKEV2_SESSION_STATUS,
 * IKMP_BAD_MESSAGE, IKMP_MODE_FAILURE, IKMP_NO_SA, IKMP_NOT_ENCRYPTED, IKMP_SA_NOT_OFFERED, IKMP_SA_NOT_AUTH, RECVD_PKT_INV_SPI and those
 * of IPSEC; the wording of the others is unverified. IKMP_NO_ID_CERT_… only complains, and the tunnel comes up all the same.
 */
const messages: Readonly<Record<string, Read>> = {
  'CRYPTO/SESSION_STATUS': status,
  'CRYPTO/IKEV2_SESSION_STATUS': status,
  'CRYPTO/IKMP_BAD_MESSAGE': failure('authentication'),
  'CRYPTO/IKMP_MODE_FAILURE': modeFailed,
  'CRYPTO/IKMP_NOT_ENCRYPTED': failure('other', true),
  'CRYPTO/IKMP_NO_SA': () => ({ direction: 'received', notifies: [notify('INVALID_COOKIE')] }),
  'CRYPTO/IKMP_NO_PRESHARED_KEY': failure('authentication'),
  'CRYPTO/IKMP_SA_NOT_AUTH': failure('authentication', true),
  'CRYPTO/IKMP_SA_NOT_OFFERED': failure('ike-policy'),
  'CRYPTO/IKMP_CRYPT_FAILURE': failure('authentication', true),
  'CRYPTO/RECVD_PKT_INV_SPI': dropped('other', 'INVALID_SPI'),
  'CRYPTO/RECVD_PKT_INV_IDENTITY': dropped('traffic-selectors', 'INVALID_SELECTORS'),
  'CRYPTO/RECVD_PKT_NOT_IPSEC': dropped('other'),
  'CRYPTO/RECVD_PKT_MAC_ERR': dropped('other'),
  'CRYPTO/PKT_REPLAY_ERR': dropped('other'),
  'IPSEC/RECVD_PKT_INV_SPI': dropped('other', 'INVALID_SPI'),
  'IPSEC/RECVD_PKT_NOT_IPSEC': dropped('other'),
  'IPSEC/REPLAY_ERROR': dropped('other'),
  'IPSEC/HMAC_ERROR': dropped('other'),
  'IKEV2/NEG_ABORT': (text, session, timeMs) =>
    ikev2Error(text.replace(/^.{0,120}?ERROR: ?/, ''), session, timeMs) ?? fail(session, { fault: 'other', timeMs, isVague: true }),
  'IKEV2/SA_UP': (_, session) => ikeUp(session),
  'IKEV2/SA_DOWN': (_, session) => {
    session.established = false;
    session.childEstablished = false;
    return { step: 'deleted', sa: 'ike', direction: 'local' };
  },
  'IKEV2/SA_REJECTED': failure('other', true),
  'IKEV2/RECV_CONNECTION_REQUEST': opening(false),
  'IKEV2/OSAL_INITIATE_TUNNEL': opening(true),
  'IKEV2/COOKIE_CHALLENGE': () => ({ direction: 'sent', notifies: [notify('COOKIE')] }),
};

export function isIosIke(code: string): boolean {
  return messages[code] !== undefined;
}

/** The peer that a message names: `Peer 198.51.100.20:500`, `peer at …`, `IKE message from …`, `srcaddr=…`, `IKE packet from …`. */
export function iosPeer(text: string): Endpoint | null {
  const match =
    /\b(?:Peer|peer at|peer with address|message from|packet from|Remote peer) ([0-9A-Fa-f.:]{3,50})|\bsrcaddr=([0-9A-Fa-f.:]{3,45}),?/i.exec(
      text.slice(0, 600),
    );
  return match === null ? null : parseEndpoint((match[1] ?? match[2])!.replace(/[.:]$/, ''));
}

/** What a message of the syslog of IOS says; null for one that says nothing about the negotiation. */
export function readIosSyslog(code: string, text: string, session: Session, timeMs: number | null): Known | null {
  return messages[code]?.(text, session, timeMs) ?? null;
}
