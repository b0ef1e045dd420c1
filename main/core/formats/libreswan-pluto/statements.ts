import type { Endpoint, IkeEventData, IkeExchange, IkeFault, TrafficSelector } from '#shared/model/ike.ts';
import { parseEndpoint } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';
import { chosenOf, plutoProposals } from './proposals.ts';
import { restart } from './session.ts';
import type { Session } from './session.ts';

export type Known = Partial<IkeEventData>;
type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session) => Known };

/** `203.0.113.20:500` of version 4, `203.0.113.20:UDP/500` of version 5. */
function endpoint(text: string | undefined): Endpoint | null {
  return parseEndpoint((text ?? '').replace(/UDP\//i, '').replace(/,$/, ''));
}

function isChild(session: Session): boolean {
  return session.established || session.exchange === 'quick-mode' || session.exchange === 'CREATE_CHILD_SA';
}

function failed(fault: IkeFault, session: Session, known: Known = {}): Known {
  // A notify that is sent, and silence after a refusal, follow from what was stated before.
  const follows = fault === 'other' || known.step === 'peer-silent' || known.direction === 'sent';
  const again = session.failed !== null && (session.failed === fault || follows);
  session.failed ??= fault;
  return {
    step: 'failed',
    direction: 'local',
    ...known,
    ...(again ? { step: 'other' as const } : {}),
    fault: again ? session.failed : fault,
  };
}

function notifyFault(name: string, child: boolean): IkeFault {
  if (name === 'NO_PROPOSAL_CHOSEN') return child ? 'ipsec-policy' : 'ike-policy';
  if (name === 'AUTHENTICATION_FAILED' || name === 'INVALID_HASH_INFORMATION') return 'authentication';
  if (name === 'TS_UNACCEPTABLE') return 'traffic-selectors';
  if (name === 'INVALID_ID_INFORMATION') return child ? 'traffic-selectors' : 'peer-identity';
  if (name === 'INVALID_MAJOR_VERSION') return 'ike-version';
  return 'other';
}

function refused(name: string, session: Session, child: boolean): Known {
  const found = notify(name);
  // INVALID_KE_PAYLOAD asks for another group, and the negotiation goes on (RFC 7296, 1.2).
  if (found.id === null || found.id === 17) return { notifies: [found], direction: 'received' };
  return failed(notifyFault(found.name, child), session, { direction: 'received', notifies: [found], sa: child ? 'child' : 'ike' });
}

function message(session: Session, direction: 'sent' | 'received', exchange: IkeExchange, known: Known): Known {
  session.exchange = exchange;
  session.version = exchange.endsWith('-mode') ? 1 : 2;
  session.failed = null;
  return { step: 'message', direction, exchange, version: session.version, ...known };
}

function timedOut(match: RegExpExecArray, session: Session): Known {
  const words = match[1]!;
  if (words.startsWith('Possible authentication failure')) return failed('authentication', session, { sa: 'ike' });
  const fault = session.established && !/our first/.test(words) ? 'peer-lost' : 'no-answer';
  return failed(fault, session, { step: 'peer-silent' });
}

const selector = (a: string, b: string): TrafficSelector => ({ range: a === b ? a : `${a}-${b}`, protocol: null, ports: null });

/** `[192.168.50.0-192.168.50.255:0-65535 0] -> [10.20.0.0-10.20.255.255:0-65535 0]` of IKEv2. */
function tunnelSelectors(text: string): Known {
  const match =
    /\[([0-9A-Fa-f.:]{2,45})-([0-9A-Fa-f.:]{2,45}?):\d{1,5}-\d{1,5} \d{1,3}\] -> \[([0-9A-Fa-f.:]{2,45})-([0-9A-Fa-f.:]{2,45}?):\d{1,5}-\d{1,5} \d{1,3}\]/.exec(
      text,
    );
  if (match === null) return {};
  return {
    selectors: [
      { whose: 'local', selector: selector(match[1]!, match[2]!) },
      { whose: 'remote', selector: selector(match[3]!, match[4]!) },
    ],
  };
}

const v1Exchange = (mode: string): IkeExchange =>
  mode === 'Main' ? 'main-mode' : mode === 'Aggressive' ? 'aggressive-mode' : 'quick-mode';

/**
 * libreswan 3 to 5 and openswan, by pluto's own words. Those of version 4.10 are held to logs of the daemon itself (IKEv1 and IKEv2, wrong
 * key, identity, proposals, selectors, silence); those of 3 and 5 are from public threads. The first rule that fits counts.
 */
const rules: readonly Rule[] = [
  {
    pattern: /^initiating (?:IKEv2 connection|v2 parent SA)(?: to (\S{2,60}))?/,
    read: (m, s) => {
      restart(s, 2, true);
      s.remote = endpoint(m[1]) ?? s.remote;
      return {};
    },
  },
  {
    pattern: /^initiating (?:IKEv1 )?(?:Main|Aggressive) Mode/,
    read: (_, s) => {
      restart(s, 1, true);
      return {};
    },
  },
  {
    pattern: /^sent IKE_SA_INIT request to (\S{2,60})/,
    read: (m, s) => {
      s.remote = endpoint(m[1]) ?? s.remote;
      return message(s, 'sent', 'IKE_SA_INIT', { messageId: 0, isResponse: false, remote: s.remote });
    },
  },
  {
    pattern: /^processed IKE_SA_INIT response from (\S{2,60}) /,
    read: (m, s) => message(s, 'received', 'IKE_SA_INIT', { messageId: 0, isResponse: true, chosen: chosenOf(m.input) }),
  },
  {
    pattern: /^sent IKE_SA_INIT (?:reply|response)/,
    read: (m, s) => {
      restart(s, 2, false);
      return message(s, 'sent', 'IKE_SA_INIT', { messageId: 0, isResponse: true, chosen: chosenOf(m.input) });
    },
  },
  {
    pattern: /^sent IKE_AUTH request/,
    read: (m, s) => message(s, 'sent', 'IKE_AUTH', { messageId: 1, isResponse: false, isEncrypted: true, chosen: chosenOf(m.input) }),
  },
  {
    pattern: /^processing decrypted IKE_AUTH request/,
    read: (_, s) => message(s, 'received', 'IKE_AUTH', { messageId: 1, isResponse: false, isEncrypted: true }),
  },
  { pattern: /^sent (Main|Aggressive|Quick) Mode (?:request|[IR]\d)/, read: (m, s) => message(s, 'sent', v1Exchange(m[1]!), {}) },
  {
    pattern: /^responding to (Main|Aggressive|Quick) Mode/,
    read: (m, s) => {
      if (m[1] !== 'Quick') restart(s, 1, false);
      return message(s, 'received', v1Exchange(m[1]!), {});
    },
  },
  { pattern: /^\w{3,60}: retransmission; will wait/, read: () => ({ step: 'retransmission', direction: 'sent' }) },
  { pattern: /^\w{3,60}: \d{1,6} second timeout exceeded after \d{1,6} retransmits\. {1,4}(.{1,300})$/, read: timedOut },
  { pattern: /^max number of retransmissions \(\d{1,4}\) reached \w{3,40}\.? {0,4}(.{0,300})$/, read: timedOut },
  {
    pattern: /^(?:authentication failed: |probable authentication failure \(mismatch of preshared secrets|PSK Authentication failed)/,
    read: (_, s) => failed('authentication', s, { sa: 'ike' }),
  },
  {
    pattern: /^(?:Peer ID '.{0,200}' mismatched|we require (?:IKEv2 )?peer to have ID |no suitable connection for peer )/,
    read: (_, s) => failed('peer-identity', s, { sa: 'ike' }),
  },
  {
    pattern:
      /^No IKEv2 connection found with compatible Traffic Selectors|^cannot respond to IPsec SA request because no connection is known for/,
    read: (_, s) => failed('traffic-selectors', s, { sa: 'child' }),
  },
  {
    pattern: /^no local proposal matches remote proposals (\d{1,3}:(IKE|ESP|AH):.{1,7000})$/,
    read: (m, s) => {
      const ike = m[2] === 'IKE';
      const known: Known = { sa: ike ? 'ike' : 'child', proposals: plutoProposals(m[1]!), notifies: [notify('NO_PROPOSAL_CHOSEN')] };
      if (ike) restart(s, 2, false);
      return failed(ike ? 'ike-policy' : 'ipsec-policy', s, known);
    },
  },
  { pattern: /^no acceptable Proposal in IPsec SA/, read: (_, s) => failed('ipsec-policy', s, { sa: 'child' }) },
  {
    pattern: /^no acceptable Oakley Transform|^Oakley Transform \[.{0,200}\] refused/,
    read: (_, s) => failed('ike-policy', s, { sa: 'ike' }),
  },
  { pattern: /^IKE SA authentication request rejected by peer: (\w{3,60})/, read: (m, s) => refused(m[1]!, s, false) },
  { pattern: /^(?:IKE_AUTH|CREATE_CHILD_SA) response rejected Child SA with (\w{3,60})/, read: (m, s) => refused(m[1]!, s, true) },
  { pattern: /^dropping unexpected IKE_SA_INIT message containing (\w{3,60}) notification/, read: (m, s) => refused(m[1]!, s, false) },
  {
    pattern: /^(?:ignoring informational payload|received and ignored (?:informational|notification) (?:message|payload):?) (\w{3,60})/,
    read: (m, s) => refused(m[1]!, s, isChild(s)),
  },
  {
    pattern: /^responding to \w{3,40} message \(ID (\d{1,10})\) from (\S{2,60}) with (?:un)?encrypted notification (\w{3,60})/,
    read: (m, s) => {
      s.remote = endpoint(m[2]) ?? s.remote;
      const found = notify(m[3]!);
      return failed(notifyFault(found.name, isChild(s)), s, {
        direction: 'sent',
        notifies: [found],
        messageId: Number(m[1]),
        remote: s.remote,
      });
    },
  },
  {
    pattern: /^initial (?:Main|Aggressive|parent|IKE_SA_INIT) .{0,120}but no connection has been authorized/,
    read: (_, s) => failed('ike-version', s, { sa: 'ike' }),
  },
  {
    pattern: /^(initiator|responder) established IKE SA; authenticated peer .{0,300}?(ID_\w{2,30}) '(.{1,200})'/,
    read: (m, s) => {
      s.established = true;
      s.isInitiator = m[1] === 'initiator';
      return { step: 'established', sa: 'ike', direction: 'local', identities: [{ whose: 'remote', type: m[2]!, value: m[3]! }] };
    },
  },
  {
    pattern: /^(?:(?:initiator|responder) established Child SA\b|.{0,120}\bIPsec SA established\b)/,
    read: (m, s) => {
      s.established = true;
      return { step: 'established', sa: 'child', direction: 'local', ...tunnelSelectors(m.input) };
    },
  },
  {
    pattern: /^(?:.{0,120}\b(?:ISAKMP|IKE) SA established\b)/,
    read: (m, s) => {
      s.established = true;
      return { step: 'established', sa: 'ike', direction: 'local', chosen: chosenOf(m.input) };
    },
  },
  {
    pattern: /^Peer ID is (ID_\w{2,30}): '(.{1,200})'/,
    read: (m) => ({ identities: [{ whose: 'remote', type: m[1]!, value: m[2]! }] }),
  },
  {
    pattern: /^the peer proposed: (\S{2,60}) -<.{0,40}>-> (\S{2,60})$/,
    read: (m) => ({
      step: 'proposals',
      sa: 'child',
      direction: 'received',
      selectors: [
        { whose: 'local', selector: { range: m[1]!, protocol: null, ports: null } },
        { whose: 'remote', selector: { range: m[2]!, protocol: null, ports: null } },
      ],
    }),
  },
  {
    pattern: /^proposal \d{1,3}:(?:IKE|ESP|AH)=\S{1,500} chosen from remote proposals (.{1,7000})$/,
    read: (m) => ({ step: 'proposals', direction: 'received', proposals: plutoProposals(m[1]!) }),
  },
  {
    pattern: /^ {0,4}\d{1,3}:(?:IKE|ESP|AH)=\S{1,2000}$/,
    read: (m) => ({ step: 'proposals', direction: 'local', proposals: plutoProposals(m.input) }),
  },
  {
    pattern: /^received Delete SA(?: payload)?:? ?(.{0,200})|^received INFORMATIONAL .{0,60}delete/i,
    read: (m) => ({ step: 'deleted', direction: 'received', sa: /ISAKMP|IKE/.test(m[1] ?? '') ? 'ike' : 'child' }),
  },
  {
    pattern: /^deleting state \(STATE_(\w{2,50})\).{0,60} and sending notification/,
    read: (m) => ({ step: 'deleted', direction: 'sent', sa: /CHILD|QUICK|IPSEC/.test(m[1]!) ? 'child' : 'ike' }),
  },
  {
    pattern:
      /^(?:liveness action|IKEv[12] liveness|DPD: (?:Info: )?No response|DPD action|liveness_check).{0,120}|^.{0,60}peer (?:is )?(?:dead|not responding)/i,
    read: () => ({ step: 'peer-lost', fault: 'peer-lost', direction: 'local' }),
  },
];

/** What a line says, given what came before; null for a line that says nothing about the negotiation. */
export function readStatement(text: string, session: Session): Known | null {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return rule.read(match, session);
  }
  return null;
}
