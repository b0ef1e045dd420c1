import type { IkeEventData, IkeExchange, IkeFault, TrafficSelector } from '#shared/model/ike.ts';
import { parseEndpoint, parseSpi } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';
import { onlyGroupDiffers } from './debug-proposals.ts';
import type { Packet, Session } from './debug-session.ts';

export type Known = Partial<IkeEventData>;

const exchanges: Readonly<Record<string, IkeExchange>> = {
  SA_INIT: 'IKE_SA_INIT',
  AUTH: 'IKE_AUTH',
  CREATE_CHILD: 'CREATE_CHILD_SA',
  INFORMATIONAL: 'INFORMATIONAL',
  'Identity Protection': 'main-mode',
  Aggressive: 'aggressive-mode',
  Quick: 'quick-mode',
  Informational: 'informational-v1',
  'Mode config': 'transaction',
  Transaction: 'transaction',
};

function hexId(text: string | undefined): number {
  return text === undefined ? 0 : Number.parseInt(text, 16);
}

/** `IKEv2 exchange=SA_INIT_RESPONSE id=<spi>/<spi>:00000000 len=…`, after `comes <remote>-><local>`. */
export function arrived(text: string, packet: Packet): { readonly packet: Packet; readonly known: Known } | null {
  const match = /^IKEv([12]) exchange=([A-Za-z_ ]{1,40}?)(_RESPONSE)? id=([0-9a-f]{16})\/([0-9a-f]{16})(?::([0-9a-f]{8}))?/.exec(text);
  if (match === null) return null;
  const version = match[1] === '2' ? 2 : 1;
  const exchange = exchanges[match[2]!.trim()] ?? null;
  const [initiatorSpi, responderSpi] = [parseSpi(match[4]), parseSpi(match[5])];
  const isResponse = version === 2 ? match[3] !== undefined : null;
  const known: Known = {
    step: 'message',
    direction: 'received',
    exchange,
    version,
    isResponse,
    messageId: hexId(match[6]),
    initiatorSpi,
    responderSpi,
    isEncrypted: exchange !== null && !['IKE_SA_INIT', 'main-mode', 'aggressive-mode'].includes(exchange),
  };
  return { packet: { ...packet, exchange, version, initiatorSpi, responderSpi }, known };
}

/** `comes 198.51.100.20:500->203.0.113.10:500,ifindex=4….` */
export function comes(text: string): Packet | null {
  const match = /^comes (\S{2,60}?)->(\S{2,60}?),ifindex=/.exec(text);
  if (match === null) return null;
  const [remote, local] = [parseEndpoint(match[1]!), parseEndpoint(match[2]!)];
  return remote === null ? null : { remote, local, exchange: null, version: null, initiatorSpi: null, responderSpi: null };
}

/** Kind of a message that was sent, from the daemon's name of the state: IKEv1 has `ident_i1send`, `quick_r1send`, `P1_RETRANSMIT`. */
function kindOf(kind: string): {
  readonly exchange: IkeExchange | null;
  readonly version: 1 | 2 | null;
  readonly isResponse: boolean | null;
} {
  const v2 = /^(?:RETRANSMIT_)?(SA_INIT|AUTH|CREATE_CHILD|INFORMATIONAL)(_RESPONSE)?$/.exec(kind);
  if (v2 !== null) return { exchange: exchanges[v2[1]!]!, version: 2, isResponse: v2[2] !== undefined };
  const v1 = /^(ident|agg|quick|cfg|xauth)_([ir])?/.exec(kind);
  if (v1 === null) {
    const inform = /^(?:R-U-THERE|ISAKMP|IPsec|NOTIFY|p\d_notify)/.test(kind);
    return { exchange: inform ? 'informational-v1' : null, version: inform ? 1 : null, isResponse: null };
  }
  const names: Readonly<Record<string, IkeExchange>> = { ident: 'main-mode', agg: 'aggressive-mode', quick: 'quick-mode' };
  return { exchange: names[v1[1]!] ?? 'transaction', version: 1, isResponse: v1[2] === undefined ? null : v1[2] === 'r' };
}

function sent(match: RegExpExecArray, session: Session): Known {
  const { exchange, version, isResponse } = kindOf(match[1]!);
  session.local = parseEndpoint(match[2]!) ?? session.local;
  session.remote = parseEndpoint(match[3]!) ?? session.remote;
  session.initiatorSpi = parseSpi(match[4]) ?? session.initiatorSpi;
  session.responderSpi = parseSpi(match[5]) ?? session.responderSpi;
  session.version = version ?? session.version;
  if (exchange !== null && exchange !== 'INFORMATIONAL' && exchange !== 'informational-v1') session.exchange = exchange;
  if (exchange === 'IKE_SA_INIT') session.isInitiator = isResponse === false;
  if (/^(?:ident|agg)_i1/.test(match[1]!)) session.isInitiator = true;
  session.failed = null;
  const again = match[1]!.includes('RETRANSMIT');
  return { step: again ? 'retransmission' : 'message', direction: 'sent', exchange, isResponse, messageId: hexId(match[6]) };
}

function isChild(session: Session): boolean {
  return (
    session.exchange === 'quick-mode' || session.exchange === 'CREATE_CHILD_SA' || session.exchange === 'IKE_AUTH' || session.established
  );
}

function failed(fault: IkeFault, session: Session, known: Known = {}): Known {
  const again = session.failed === fault;
  session.failed = fault;
  return { step: again ? 'other' : 'failed', fault, direction: 'local', ...known };
}

/** No common proposal: of the IKE SA, or of the child SA, and there perhaps only for the group. */
function noProposal(session: Session, phase: 'ike' | 'child'): Known {
  const child = onlyGroupDiffers(session.received, session.offered) ? 'pfs' : 'ipsec-policy';
  return failed(phase === 'child' ? child : 'ike-policy', session, { notifies: [notify('NO_PROPOSAL_CHOSEN')], sa: phase });
}

/** Errors that end nothing: another group is asked for, or the peer is busy (RFC 7296, 1.2 and 2.25). */
const harmless = new Set([17, 43]);

function notified(match: RegExpExecArray, session: Session): Known {
  const found = notify(match[1]!.replaceAll('-', '_'));
  if (found.id === null || harmless.has(found.id)) return { notifies: [found] };
  const phase = isChild(session) ? 'child' : 'ike';
  const known: Known = { direction: 'received', notifies: [found], sa: phase };
  if (found.name === 'NO_PROPOSAL_CHOSEN') return { ...noProposal(session, phase), ...known };
  if (found.name === 'AUTHENTICATION_FAILED') return failed('authentication', session, { ...known, sa: 'ike' });
  if (found.name === 'TS_UNACCEPTABLE') return failed('traffic-selectors', session, known);
  if (found.name === 'INVALID_ID_INFORMATION') return failed(phase === 'child' ? 'traffic-selectors' : 'peer-identity', session, known);
  if (found.name === 'INVALID_MAJOR_VERSION') return failed('ike-version', session, known);
  return failed('other', session, known);
}

const selector = (text: string): TrafficSelector => {
  const match = /^(?:\d{1,3}:)?([0-9A-Fa-f.:/-]{2,80}?)(?::(\d{1,5}))?$/.exec(text);
  return { range: match?.[1] ?? text, protocol: null, ports: match?.[2] === undefined || match[2] === '0' ? null : match[2] };
};

function silent(session: Session): Known {
  return { step: 'peer-silent', fault: session.established ? 'peer-lost' : 'no-answer', direction: 'local' };
}

type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session) => Known };

/**
 * FortiOS 5.6 to 7.6, by the daemon's own words as Fortinet's community articles 195955, 278503, 294932, 304205, 346970 and public
 * threads show them (read 2026-11). The wording of the rule for DPD is unverified. The first rule that fits counts.
 */
const rules: readonly Rule[] = [
  {
    pattern:
      /^sent IKE msg \(([\w-]{1,40})\): (\S{2,60}?)->(\S{2,60}?)(?:,.{0,60}? id=([0-9a-f]{16})\/([0-9a-f]{16})(?::([0-9a-f]{8}))?|,|$)/,
    read: sent,
  },
  {
    pattern: /probable pre-?shared (?:secret|key) mismatch/,
    read: (_, s) => failed('authentication', s, { sa: 'ike' }),
  },
  {
    pattern: /^no (?:SA )?proposal chosen|peer SA proposal not match local policy|^no suitable proposal found/,
    read: (_, s) => noProposal(s, isChild(s) ? 'child' : 'ike'),
  },
  {
    pattern: /^no matching phase2 found|^failed to match peer selectors|^specified selectors mismatch|no matching phase2 selector/,
    read: (_, s) => failed('traffic-selectors', s, { sa: 'child' }),
  },
  { pattern: /^(?:gw|gateway) validation failed/, read: (_, s) => failed('peer-identity', s, { sa: 'ike' }) },
  { pattern: /^ignoring (?:IKEv[12] )?request.{0,40}no policy configured/, read: (_, s) => failed('other', s) },
  {
    pattern:
      /^(?:processing notify type|received notify type|notify msg received:|ignoring unauthenticated notify payload \() ?([A-Z][A-Z_-]{3,60})/,
    read: notified,
  },
  { pattern: /^negotiation timeout|^negotiation of IKE SA failed due to retry timeout|retransmission timeout$/, read: (_, s) => silent(s) },
  {
    pattern: /^(?:DPD|dpd)\b.{0,60}(?:fail|dead|timed? ?out)/,
    read: () => ({ step: 'peer-lost', fault: 'peer-lost', direction: 'local' }),
  },
  {
    pattern: /^established IKE SA ([0-9a-f]{16})\/([0-9a-f]{16})/,
    read: (_, s) => {
      s.established = true;
      return { step: 'established', sa: 'ike', direction: 'local' };
    },
  },
  {
    pattern: /^added IPsec SA: SPIs=/,
    read: (_, s) => {
      s.established = true;
      return { step: 'established', sa: 'child', direction: 'local' };
    },
  },
  {
    pattern: /^(?:recv (ISAKMP|IPsec) SA delete|processing delete request \(proto ([13])\))/,
    read: (m) => ({ step: 'deleted', direction: 'received', sa: m[1] === 'ISAKMP' || m[2] === '1' ? 'ike' : 'child' }),
  },
  {
    pattern: /^send (ISAKMP|IKE|IPsec) SA delete/,
    read: (m) => ({ step: 'deleted', direction: 'sent', sa: m[1] === 'IPsec' ? 'child' : 'ike' }),
  },
  {
    pattern: /^peer identifier ([A-Z0-9_]{2,30}) (.{1,200})$/,
    read: (m) => ({ identities: [{ whose: 'remote', type: m[1]!, value: m[2]! }] }),
  },
  {
    pattern: /^peer proposal is: peer:(\S{2,90}), me:(\S{2,90})$/,
    read: (m) => ({
      step: 'proposals',
      sa: 'child',
      direction: 'received',
      selectors: [
        { whose: 'local', selector: selector(m[2]!) },
        { whose: 'remote', selector: selector(m[1]!) },
      ],
    }),
  },
  {
    pattern: /^TS([ir])_\d{1,3} (\S{2,90})$/,
    read: (m, s) => {
      const whose = (m[1] === 'i') === (s.isInitiator === true) ? 'local' : 'remote';
      return { step: 'proposals', sa: 'child', selectors: [{ whose, selector: selector(m[2]!) }] };
    },
  },
  {
    pattern: /^(?:src|dst) \d{1,3} \d{1,3} (\S{2,90})$/,
    read: (m) => ({
      step: 'proposals',
      sa: 'child',
      selectors: [{ whose: m[0].startsWith('src') ? 'local' : 'remote', selector: selector(m[1]!) }],
    }),
  },
  { pattern: /^NAT detected: ?(.{0,20})$/, read: (m) => ({ nat: { local: /\bME\b/.test(m[1]!), remote: /\bPEER\b/.test(m[1]!) } }) },
];

/** What a line says, given what came before; null for a line that says nothing about the negotiation. */
export function readStatement(text: string, error: 'ike' | 'child' | 'unknown' | null, session: Session): Known | null {
  if (text.length > 4000) return null;
  if (/^initiator\b|\binitiator: /.test(text)) session.isInitiator ??= true;
  if (/^responder\b/.test(text)) session.isInitiator ??= false;
  if (error !== null && error !== 'unknown' && /proposal/.test(text)) return noProposal(session, error);
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return rule.read(match, session);
  }
  return error === null || session.failed !== null ? null : failed('other', session);
}
