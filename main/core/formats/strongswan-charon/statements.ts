import type { IkeEventData, IkeExchange, IkeFault, TrafficSelector } from '#shared/model/ike.ts';
import { parseEndpoint } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';
import { charonProposals } from '../ike/transform-names.ts';
import { restart } from './session.ts';
import type { Session } from './session.ts';

export type Known = Partial<IkeEventData>;
type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session) => Known };

const exchanges: Readonly<Record<string, IkeExchange>> = {
  IKE_SA_INIT: 'IKE_SA_INIT',
  IKE_AUTH: 'IKE_AUTH',
  CREATE_CHILD_SA: 'CREATE_CHILD_SA',
  INFORMATIONAL: 'INFORMATIONAL',
  IKE_SESSION_RESUME: 'IKE_SESSION_RESUME',
  ID_PROT: 'main-mode',
  AGGRESSIVE: 'aggressive-mode',
  QUICK_MODE: 'quick-mode',
  INFORMATIONAL_V1: 'informational-v1',
  TRANSACTION: 'transaction',
};
const versionOne = new Set<IkeExchange>(['main-mode', 'aggressive-mode', 'quick-mode', 'informational-v1', 'transaction']);

/** Why a child SA was refused. A child SA of IKE_AUTH has no key exchange of its own (RFC 7296, 1.2), so one that came up there and is refused later lacks the group. */
function childFault(session: Session): IkeFault {
  const onlyGroup =
    session.unmatched.size > 0 && [...session.unmatched].every((reason) => /^(?:KEY_EXCHANGE_METHOD|DIFFIE_HELLMAN_GROUP)$/.test(reason));
  if (onlyGroup) return 'pfs';
  return session.childEstablished && session.exchange === 'CREATE_CHILD_SA' ? 'pfs' : 'ipsec-policy';
}

function isPhaseTwo(session: Session): boolean {
  return session.exchange === 'quick-mode' || session.exchange === 'CREATE_CHILD_SA' || session.established;
}

/** What a notify of the peer says at the point that the negotiation has reached; null for one that is no failure. */
function notifyFault(name: string, session: Session): IkeFault | null {
  if (name === 'NO_PROPOSAL_CHOSEN') return isPhaseTwo(session) ? childFault(session) : 'ike-policy';
  if (name === 'AUTHENTICATION_FAILED' || name === 'INVALID_HASH_INFORMATION') return 'authentication';
  if (name === 'TS_UNACCEPTABLE') return 'traffic-selectors';
  if (name === 'INVALID_ID_INFORMATION') return isPhaseTwo(session) ? 'traffic-selectors' : 'peer-identity';
  if (name === 'PAYLOAD_MALFORMED') return session.version === 1 && !session.established ? 'authentication' : 'other';
  if (name === 'INVALID_MAJOR_VERSION') return 'ike-version';
  return 'other';
}

function failed(fault: IkeFault, known: Known = {}): Known {
  return { step: 'failed', fault, direction: 'local', ...known };
}

function received(match: RegExpExecArray, session: Session): Known {
  const found = notify(match[1]!);
  const fault = notifyFault(found.name, session);
  const sa = isPhaseTwo(session) ? 'child' : 'ike';
  return { step: 'failed', fault, direction: 'received', notifies: [found], sa };
}

function packet(match: RegExpExecArray, session: Session): Known {
  const sent = match[1] === 'sending';
  const [from, to] = [parseEndpoint(match[2]!), parseEndpoint(match[3]!)];
  session.local = (sent ? from : to) ?? session.local;
  session.remote = (sent ? to : from) ?? session.remote;
  return { direction: sent ? 'sent' : 'received' };
}

function exchanged(match: RegExpExecArray, session: Session): Known {
  const [, verb, name, kind, id, payloads] = match;
  const exchange = exchanges[name!] ?? null;
  if (exchange !== null) {
    session.version = versionOne.has(exchange) ? 1 : 2;
    if (exchange !== 'INFORMATIONAL' && exchange !== 'informational-v1') session.exchange = exchange;
    if (exchange === 'IKE_SA_INIT' && kind === 'request') session.isInitiator = verb === 'generating';
  }
  if (verb === 'parsed') session.unmatched.clear();
  const notifies = [...payloads!.matchAll(/\bN\(([\w() ]{1,60}?)\)/g)].slice(0, 40).map((m) => notify(m[1]!));
  const direction = verb === 'generating' ? 'sent' : 'received';
  const isEncrypted = exchange !== null && !['IKE_SA_INIT', 'main-mode', 'aggressive-mode'].includes(exchange);
  return { step: 'message', direction, exchange, isResponse: kind === 'response', messageId: Number(id), notifies, isEncrypted };
}

function selector(text: string, whose: 'local' | 'remote'): { whose: 'local' | 'remote'; selector: TrafficSelector }[] {
  return text
    .trim()
    .split(/\s+/)
    .slice(0, 100)
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^[\]]+)(?:\[(.{0,60})\])?$/.exec(part);
      return { whose, selector: { range: match?.[1] ?? part, protocol: null, ports: match?.[2] ?? null } };
    });
}

function undecryptable(session: Session): Known {
  if (session.version !== 1 || session.established || session.undecryptable) return {};
  session.undecryptable = true;
  return failed('authentication');
}

function silent(session: Session): Known {
  const fault = session.undecryptable ? 'authentication' : session.established ? 'peer-lost' : 'no-answer';
  return { step: 'peer-silent', fault, direction: 'local' };
}

const ids = (local: string, remote: string): Known['identities'] => [
  { whose: 'local', type: '', value: local },
  { whose: 'remote', type: '', value: remote },
];

/** strongSwan 5.x and 6.x, by their own words (src/libcharon); the first rule that fits counts. */
const rules: readonly Rule[] = [
  { pattern: /^(sending|received) packet: from (\S{3,60}) to (\S{3,60}?)(?: \(\d+ bytes\))?$/, read: packet },
  { pattern: /^(generating|parsed) (\w{1,30}) (request|response) (\d{1,10}) \[ ?(.{0,2000}?) ?\]$/, read: exchanged },
  {
    pattern: /^initiating (?:(Main|Aggressive) Mode )?IKE_SA (\S{1,100})\[\d+\] to (\S{2,60})$/,
    read: (m, s) => {
      restart(s);
      s.isInitiator = true;
      s.version = m[1] === undefined ? 2 : 1;
      s.connection = m[2]!;
      s.remote = parseEndpoint(m[3]!) ?? s.remote;
      return {};
    },
  },
  {
    pattern: /^(\S{2,60}) is initiating an? (?:(Main|Aggressive) Mode )?IKE_SA$/,
    read: (m, s) => {
      // The message that began the attempt was parsed before this line.
      const { exchange } = s;
      restart(s);
      s.exchange = exchange;
      s.isInitiator = false;
      s.version = m[2] === undefined ? 2 : 1;
      s.remote = s.remote ?? parseEndpoint(m[1]!);
      return {};
    },
  },
  {
    pattern: /^IKE_SA (\S{1,100})\[\d+\] (established|rekeyed) between (\S{2,60}?)\[(.{0,200}?)\]\.\.\.(\S{2,60}?)\[(.{0,200})\]$/,
    read: (m, s) => {
      s.established = true;
      s.connection = m[1]!;
      s.remote ??= parseEndpoint(m[5]!);
      s.local ??= parseEndpoint(m[3]!);
      return { step: m[2] === 'rekeyed' ? 'rekeyed' : 'established', sa: 'ike', direction: 'local', identities: ids(m[4]!, m[6]!) ?? [] };
    },
  },
  {
    pattern: /^(?:(?:inbound|outbound) )?CHILD_SA \S{1,100} established with SPIs? .{0,120}?and TS (.{0,2000}?) === (.{0,2000})$/,
    read: (m, s) => {
      s.childEstablished = true;
      s.established = true;
      return {
        step: 'established',
        sa: 'child',
        direction: 'local',
        selectors: [...selector(m[1]!, 'local'), ...selector(m[2]!, 'remote')],
      };
    },
  },
  { pattern: /^received ([A-Z][A-Z_0-9]{3,60}) (?:notify error|error notify|notify, no CHILD_SA built)/, read: received },
  {
    pattern: /^tried \d+ shared keys? for .{0,300}, but MAC mismatched$/,
    read: () => failed('authentication', { notifies: [notify('AUTHENTICATION_FAILED')], sa: 'ike' }),
  },
  {
    pattern:
      /^tried to authenticate .{0,300}(?:no shared key|failed)|^no (?:shared|private) key found for|^no trusted .{0,60} key found for|^authentication of '.{0,300}' with .{0,60} failed/,
    read: () => failed('authentication', { sa: 'ike' }),
  },
  {
    pattern: /invalid \S{1,30} payload length, decryption failed|^could not decrypt payloads$|^calculated HASH does not match HASH payload/,
    read: (_, s) => undecryptable(s),
  },
  {
    pattern:
      /^no matching peer config found|^(?:IDir|IDr|peer ID) '.{0,300}' does not match|^no alternative config found|^constraint check failed:|^no peer config found/,
    read: () => failed('peer-identity', { sa: 'ike' }),
  },
  {
    pattern: /^no IKE config found for .{0,200}, sending NO_PROPOSAL_CHOSEN$/,
    read: () => failed('ike-version', { notifies: [notify('NO_PROPOSAL_CHOSEN')], sa: 'ike' }),
  },
  {
    pattern: /^received proposals (?:unacceptable|inacceptable)|^no proposal found$/,
    read: () => failed('ike-policy', { notifies: [notify('NO_PROPOSAL_CHOSEN')], sa: 'ike' }),
  },
  {
    pattern: /^no acceptable proposal found$|^no matching proposal found, sending NO_PROPOSAL_CHOSEN$/,
    read: (_, s) => failed(childFault(s), { notifies: [notify('NO_PROPOSAL_CHOSEN')], sa: 'child' }),
  },
  {
    pattern:
      /^traffic selectors .{0,4000} (?:unacceptable|inacceptable)$|^no acceptable traffic selectors found$|^no matching CHILD_SA config found/,
    read: () => failed('traffic-selectors', { sa: 'child' }),
  },
  {
    pattern: /^(?:sending )?retransmit \d+ of (?:request|response)(?: with)? message ID (\d{1,10})/,
    read: (m) => ({ step: 'retransmission', direction: 'sent', messageId: Number(m[1]) }),
  },
  { pattern: /^giving up after \d+ retransmits$/, read: (_, s) => silent(s) },
  {
    pattern: /^DPD check timed out|^(?:peer|remote) .{0,60}dead/i,
    read: () => ({ step: 'peer-lost', fault: 'peer-lost', direction: 'local' }),
  },
  {
    pattern: /^received DELETE for (IKE_SA|(?:ESP |AH )?CHILD_SA)/,
    read: (m) => ({ step: 'deleted', direction: 'received', sa: m[1] === 'IKE_SA' ? 'ike' : 'child' }),
  },
  {
    pattern: /^sending DELETE for (IKE_SA|(?:ESP |AH )?CHILD_SA)/,
    read: (m) => ({ step: 'deleted', direction: 'sent', sa: m[1] === 'IKE_SA' ? 'ike' : 'child' }),
  },
  {
    pattern: /^received proposals: (.{1,8000})$/,
    read: (m) => ({ step: 'proposals', direction: 'received', proposals: charonProposals(m[1]!) }),
  },
  {
    pattern: /^configured proposals: (.{1,8000})$/,
    read: (m) => ({ step: 'proposals', direction: 'local', proposals: charonProposals(m[1]!) }),
  },
  {
    pattern: /^selected proposal: (.{1,1000})$/,
    read: (m) => ({ step: 'proposals', direction: 'local', chosen: charonProposals(m[1]!)[0] ?? null }),
  },
  {
    pattern: /^\s*no acceptable (\w{1,40}) found$/,
    read: (m, s) => {
      s.unmatched.add(m[1]!);
      return {};
    },
  },
  {
    pattern: /^(local|remote) host is behind NAT/,
    read: (m) => ({ nat: { local: m[1] === 'local' ? true : null, remote: m[1] === 'remote' ? true : null } }),
  },
  {
    pattern: /^authentication of '(.{1,200})' (\(myself\) )?with /,
    read: (m) => ({ identities: [{ whose: m[2] === undefined ? 'remote' : 'local', type: '', value: m[1]! }] }),
  },
];

/** What a line says, given what came before; null for a line that says nothing about the negotiation. */
export function readStatement(text: string, session: Session): Known | null {
  // Listings of the configuration are indented, and there are many of them.
  if (text.length > 10_000 || (text.startsWith(' ') && !text.includes('no acceptable'))) return null;
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return rule.read(match, session);
  }
  return null;
}

/** The peer that a packet line names, before its session is known. */
export function packetPeer(text: string): string | null {
  const match =
    text.length > 300
      ? null
      : /^(?:sending packet: from \S+ to (\S+)|received packet: from (\S+))|^initiating .{0,120} to (\S+)$/.exec(text);
  return match === null ? null : (parseEndpoint(match[1] ?? match[2] ?? match[3] ?? '')?.address ?? null);
}
