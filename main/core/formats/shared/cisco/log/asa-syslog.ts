import type { Endpoint, IkeFault, TrafficSelector } from '#shared/model/ike.ts';
import { parseEndpoint } from '../../../ike/ike-event.ts';
import { notify } from '../../../ike/notify-names.ts';
import { readAsaIkev1 } from './asa-words.ts';
import { childUp, fail } from './failure.ts';
import { ikev2Error } from './ikev2-words.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

type Read = (text: string, session: Session, timeMs: number | null) => Known;

const failure =
  (fault: IkeFault, isVague = false): Read =>
  (_, session, timeMs) =>
    fail(session, { fault, timeMs, isVague });

/** A packet that the data plane dropped: it is about the SA that stands, and no negotiation. */
const dropped =
  (fault: IkeFault, name?: string): Read =>
  () => ({ step: 'other', sa: 'child', direction: 'received', fault, notifies: name === undefined ? [] : [notify(name)] });

function selectors(text: string): Known['selectors'] {
  const parts = [
    ...text
      .slice(0, 600)
      .matchAll(
        /(local|remote) traffic selector = Address Range: (\S{2,45}?)-(\S{2,45}) Protocol: (\d{1,3}) Port Range: (\d{1,5})-(\d{1,5})/g,
      ),
  ];
  return parts.map((m): { whose: 'local' | 'remote'; selector: TrafficSelector } => ({
    whose: m[1] === 'local' ? 'local' : 'remote',
    selector: {
      range: m[2] === m[3] ? m[2]! : `${m[2]}-${m[3]}`,
      protocol: m[4] === '0' ? null : Number(m[4]),
      ports: m[5] === '0' && m[6] === '65535' ? null : `${m[5]}-${m[6]}`,
    },
  }));
}

function opening(isInitiator: boolean): Read {
  return (text, session) => {
    restart(session);
    session.version = 2;
    session.isInitiator = isInitiator;
    if (isInitiator) return { direction: 'local', selectors: selectors(text) ?? [] };
    return { step: 'message', direction: 'received', exchange: 'IKE_SA_INIT', isResponse: false, messageId: 0 };
  };
}

/** SA DOWN carries why: a timer, an order, the peer, or the peer's silence. */
function down(text: string, session: Session, timeMs: number | null): Known {
  const reason = /Reason: ?(.{1,120})/.exec(text)?.[1] ?? '';
  session.established = false;
  session.childEstablished = false;
  if (/peer lost|dpd|no response|keepalive/i.test(reason)) return fail(session, { fault: 'peer-lost', timeMs });
  if (/peer request|received delete|peer delete/i.test(reason)) return { step: 'deleted', direction: 'received', sa: 'ike' };
  if (/local failure/i.test(reason)) return fail(session, { fault: 'other', timeMs, isVague: true }, { sa: 'ike' });
  return { step: 'deleted', direction: 'local', sa: 'ike' };
}

function created(text: string, session: Session, timeMs: number | null): Known {
  return /An outbound/i.test(text) || !session.childEstablished
    ? childUp(session, timeMs)
    : { step: 'other', sa: 'child', direction: 'local' };
}

/**
 * Messages of ASA about IKE and IPsec by number, and what each says (Cisco Secure Firewall ASA Series Syslog Messages, chapters 400000 to
 * 450001, 602101 to 634001, 701001 to 714011 and 722001 to 776020; read 2026-11). Numbers of IKEv1 that are not here are read by their
 * words. The reasons of 750007 are unverified.
 */
const messages: Readonly<Record<string, Read>> = {
  // IPsec packets that were dropped, and SAs that came and went.
  '402114': dropped('other', 'INVALID_SPI'),
  '402115': dropped('other'),
  '402116': dropped('traffic-selectors', 'INVALID_SELECTORS'),
  '402117': dropped('other'),
  '402118': dropped('other'),
  '402119': dropped('other'),
  '402120': dropped('other'),
  '402121': dropped('other'),
  '602303': created,
  '602304': () => ({ step: 'deleted', sa: 'child', direction: 'local' }),
  // IKEv1.
  '713042': failure('traffic-selectors'),
  '713048': failure('other', true),
  '713056': failure('ipsec-policy'),
  '713060': failure('peer-identity'),
  '713061': failure('traffic-selectors'),
  '713118': failure('ike-policy'),
  '713123': failure('peer-lost'),
  '713134': failure('authentication', true),
  '713138': failure('peer-identity'),
  '713187': failure('peer-identity'),
  '713195': failure('other'),
  '713206': failure('ike-version'),
  '713226': failure('authentication'),
  '713255': failure('peer-identity'),
  '713257': failure('ike-policy'),
  // IKEv2.
  '750001': opening(true),
  '750002': opening(false),
  '750003': (text, session, timeMs) =>
    ikev2Error(text.replace(/^.{0,200}?ERROR: ?/, ''), session, timeMs) ?? fail(session, { fault: 'other', timeMs, isVague: true }),
  '750004': () => ({ direction: 'sent', notifies: [notify('COOKIE')] }),
  // ASA ends an IKE SA whose child was refused: a new connection that is up carries one.
  '750006': (text, session, timeMs) =>
    /rekey/i.test(text) ? { step: 'rekeyed', sa: 'ike', direction: 'local' } : childUp(session, timeMs),
  '750007': down,
  '750008': failure('other'),
  '750009': failure('other'),
  '750011': failure('ipsec-policy'),
  '750012': failure('ipsec-policy', true),
  '750014': () => ({ step: 'deleted', direction: 'received', sa: 'ike' }),
  '750015': () => ({ step: 'deleted', direction: 'received', sa: 'child', notifies: [notify('INVALID_SPI')] }),
  '751001': failure('other'),
  '751002': failure('authentication'),
  '751004': failure('authentication'),
  '751006': failure('authentication'),
  '751008': failure('ike-version'),
  '751009': failure('peer-identity'),
  '751010': failure('peer-identity'),
  '751011': failure('authentication'),
  '751016': failure('traffic-selectors'),
  '751017': failure('other'),
  '751022': failure('traffic-selectors'),
  '751027': dropped('traffic-selectors', 'INVALID_SELECTORS'),
  // The tunnel manager, which tries one version after the other and names no peer.
  '752006': failure('other', true),
  '752012': failure('other', true),
  '752015': failure('other', true),
  '752016': (_, session, timeMs) => childUp(session, timeMs),
};

/** Of these a message speaks about a session of any kind; the words say whether it was a tunnel between sites. */
const byWords = /^(?:713|715)\d{3}$|^113019$/;

export function isAsaIke(code: string): boolean {
  return messages[code] !== undefined || byWords.test(code);
}

/** The peer and the own end that a message names: `IP = …`, `Local:… Remote:…`, `between … and …`, `from … to …`. */
export function asaEnds(text: string): {
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
  readonly group: string | null;
} {
  const short = text.slice(0, 600);
  const group = /\bGroup ?= ?([^,\s]{1,64}),/.exec(short)?.[1] ?? null;
  const both = /\bLocal: ?(\S{3,60}) Remote: ?(\S{3,60})/.exec(short);
  if (both !== null) return { local: parseEndpoint(both[1]!), remote: parseEndpoint(both[2]!), group };
  const ip = /\bIP ?= ?([0-9A-Fa-f.:]{3,45}?),/.exec(short);
  if (ip !== null) return { local: null, remote: parseEndpoint(ip[1]!), group };
  const between = /\bbetween (\S{3,45}) and (\S{3,45})/.exec(short);
  if (between !== null) return { local: parseEndpoint(between[1]!), remote: parseEndpoint(between[2]!), group };
  const from = /\bfrom (\S{3,45})(?: \(user= ?[^)]{0,80}\))? to ([0-9A-Fa-f.:]{3,45})/.exec(short);
  return { local: parseEndpoint(from?.[2]?.replace(/\.$/, '') ?? ''), remote: parseEndpoint(from?.[1] ?? ''), group };
}

/** The words of an IKEv1 message without who they are about. */
export function asaWords(text: string): string {
  return text.replace(/^[: ]{0,4}(?:Group ?= ?[^,]{0,80}, ?)?(?:Username ?= ?[^,]{0,80}, ?)?(?:IP ?= ?[^,]{0,50}, ?)?/, '');
}

/** What a message of ASA's syslog says; null for one that says nothing about the negotiation. */
export function readAsaSyslog(code: string, text: string, session: Session, timeMs: number | null): Known | null {
  if (code === '113019') return /LAN-to-LAN|IPsecLAN2LAN|L2L/i.test(text) ? readAsaIkev1(asaWords(text), session, timeMs) : null;
  const read = messages[code];
  if (read !== undefined) return read(text, session, timeMs);
  return byWords.test(code) ? readAsaIkev1(asaWords(text), session, timeMs) : null;
}
