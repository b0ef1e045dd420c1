import type { IkeExchange, IkeFault, IkeTransform } from '#shared/model/ike.ts';
import { parseEndpoint } from '../../../ike/ike-event.ts';
import { notify } from '../../../ike/notify-names.ts';
import { authentication, bareEncryption, cipher, dhGroup, groupNumber, integrity, lifetime } from '../names.ts';
import { childUp, fail, ikeUp, notifyFault } from './failure.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session, timeMs: number | null) => Known };

/** What the state in brackets says of the exchange (`(I) MM_KEY_EXCH`); QM_IDLE is quick mode only while one is under way. */
function exchangeOf(state: string, session: Session): IkeExchange {
  if (state.startsWith('AG_')) return 'aggressive-mode';
  if (state.startsWith('CONF_') || state.startsWith('XAUTH')) return 'transaction';
  if (!state.startsWith('QM_')) return 'main-mode';
  return session.exchange === 'quick-mode' ? 'quick-mode' : 'informational-v1';
}

function message(direction: 'sent' | 'received', role: string, state: string, session: Session): Known {
  session.version = 1;
  if (role !== 'N') session.isInitiator = role === 'I';
  const exchange = exchangeOf(state, session);
  if (exchange !== 'informational-v1') session.exchange = exchange;
  const isEncrypted = exchange !== 'aggressive-mode' && !/MM_(?:NO_STATE|SA_SETUP)|NEW SA/.test(state);
  return { step: 'message', direction, exchange, isEncrypted, messageId: exchange === 'main-mode' ? 0 : null };
}

/** A number as bytes (`0x0 0x1 0x51 0x80`) or as digits. */
function duration(text: string): number {
  const bytes = text.trim().split(/\s+/).slice(0, 8);
  return bytes.length === 1 ? Number(bytes[0]) : bytes.reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** Attributes of the transform that is being compared, one a line. Null for any other line. */
function attribute(text: string): IkeTransform | { readonly keyBits: string } | null {
  const match =
    /^\s{0,20}(encryption|hash|(?:default )?group(?: is)?|auth(?:enticator)?(?: is)?|keylength of|key length is|life duration \((?:basic|VPI)\) of|SA life duration \((?:basic|VPI)\) of|encaps is) {1,8}(.{1,60})$/.exec(
      text,
    );
  if (match === null) return null;
  const [, name, value] = match;
  if (name === 'encryption') return bareEncryption(value!.replace('...', '').trim());
  if (name === 'hash' || name!.startsWith('authenticator')) return integrity(value!.trim());
  if (name!.startsWith('auth')) return authentication(value!.trim());
  if (name!.startsWith('key')) return { keyBits: value!.trim() };
  if (name!.includes('life')) return lifetime(duration(value!));
  const number = groupNumber(value!.trim());
  return number === null ? null : dhGroup(number);
}

/** Adds a key length to the cipher before it; the length follows on a line of its own. */
function withKey(transforms: readonly IkeTransform[], bits: string): IkeTransform[] {
  return transforms.map((t) =>
    t.type === 'encryption' ? { ...t, name: cipher(`${t.name.replace(/-\d{3}$/, '')}-${bits}`) ?? t.name } : t,
  );
}

function takeAttribute(text: string, session: Session): Known | null {
  const found = attribute(text);
  if (found === null) return null;
  session.transform = 'keyBits' in found ? withKey(session.transform, found.keyBits) : [...session.transform, found].slice(0, 20);
  return {};
}

/** The transform that the lines before went through, as the peer's offer. */
function offer(session: Session, isChosen: boolean): Known {
  const transforms = session.transform;
  if (transforms.length === 0) return {};
  const proposal = { protocol: session.transformOf, number: null, transforms };
  session.transform = [];
  const sa = session.transformOf === 'ike' ? ('ike' as const) : ('child' as const);
  return isChosen
    ? { step: 'proposals', direction: 'local', sa, chosen: proposal }
    : { step: 'proposals', direction: 'received', sa, proposals: [proposal] };
}

function startQuick(session: Session): Known {
  session.exchange = 'quick-mode';
  return {};
}

/** Silence after the keys were exchanged is most often a refused key, but a blocked UDP 4500 looks the same. */
function timedOut(session: Session, timeMs: number | null): Known {
  return fail(session, { fault: session.established ? 'peer-lost' : 'no-answer', timeMs });
}

type Failed = { readonly pattern: RegExp; readonly fault: IkeFault; readonly isVague?: true };

/** Refusals by the router itself; the last ones only repeat that something was refused. */
const failures: readonly Failed[] = [
  { pattern: /phase 1 SA policy (?:proposal )?not accept|no offers accepted/i, fault: 'ike-policy' },
  { pattern: /transform proposal not supported for identity/i, fault: 'ipsec-policy' },
  { pattern: /proxy identities not supported|no IPSEC cryptomap exists for local|did not find matching map/i, fault: 'traffic-selectors' },
  // The first payload that the pre-shared key protects does not decrypt into an identity.
  { pattern: /No pre-?shared key with|reserved not zero on/i, fault: 'authentication' },
  { pattern: /phase 2 SA policy not acceptable|IPSec policy invalidated proposal with error/i, fault: 'ipsec-policy', isVague: true },
];

const rules: readonly Rule[] = [
  {
    pattern: /^sending packet to (\S{3,60})(?: my_port (\d{1,5}) peer_port (\d{1,5}))? \(([IRN])\) ?(\S{2,30})/,
    read: (m, s) => {
      s.remote = { address: m[1]!, port: m[3] === undefined ? null : Number(m[3]) };
      return message('sent', m[4]!, m[5]!, s);
    },
  },
  {
    pattern: /^received packet from (\S{3,60})(?: dport (\d{1,5}) sport (\d{1,5}))?.{0,60}? \(([IRN])\) ?(.{2,30})$/,
    read: (m, s) => {
      if (m[5]!.startsWith('NEW SA')) restart(s);
      s.remote = { address: m[1]!, port: m[3] === undefined ? null : Number(m[3]) };
      return message('received', m[4]!, m[5]!, s);
    },
  },
  {
    pattern: /^beginning (Main|Aggressive) Mode exchange/,
    read: (m, s) => {
      restart(s);
      s.version = 1;
      s.isInitiator = true;
      s.exchange = m[1] === 'Main' ? 'main-mode' : 'aggressive-mode';
      return {};
    },
  },
  {
    pattern:
      /^beginning Quick Mode exchange|^QM (?:Initiator|Responder) gets spi|New State = IKE_QM_[IR]_QM1|New State = IKE_QM_SPI_STARVE/,
    read: (_, s) => startQuick(s),
  },
  { pattern: /New State = IKE_P1_COMPLETE/, read: (_, s) => ikeUp(s) },
  {
    pattern: /New State = IKE_QM_PHASE2_COMPLETE|^IPSec SA(?:s)? (?:creation complete|installed)|Creating IPSec SAs/i,
    read: (_, s, t) => childUp(s, t),
  },
  { pattern: /^retransmitting (?:due to retransmit )?phase [12]/, read: () => ({ step: 'retransmission', direction: 'sent' }) },
  {
    pattern: /^deleting SA reason "(.{0,80}?)" state \(([IR])\) (\S{2,30})/,
    read: (m, s, t) => {
      if (/Death by retransmission|retransmit/i.test(m[1]!)) return timedOut(s, t);
      if (/proposal not accepted/i.test(m[1]!)) return fail(s, { fault: 'ike-policy', timeMs: t });
      s.childEstablished = false;
      return { step: 'deleted', direction: 'local', sa: 'ike' };
    },
  },
  { pattern: /^processing DELETE(?:_WITH_REASON)? payload/, read: () => ({ step: 'deleted', direction: 'received' }) },
  {
    pattern: /^processing NOTIFY (\w{3,60}) protocol (\d)/,
    read: (m, s, t) => {
      const name = m[1] === 'PROPOSAL_NOT_CHOSEN' ? 'NO_PROPOSAL_CHOSEN' : m[1]!;
      // Protocol 2 and 3 are AH and ESP: the notify is about a child SA.
      if (m[2] !== '1' && s.exchange === null) s.exchange = 'quick-mode';
      const fault = notifyFault(name, s);
      const notifies = [notify(name)];
      return fault === null ? { direction: 'received', notifies } : fail(s, { fault, direction: 'received', timeMs: t }, { notifies });
    },
  },
  {
    pattern: /(?:DPD|keepalive).{0,40}(?:timed? ?out|fail|not responding)|peer .{0,60}not responding|declaring peer dead/i,
    read: (_, s, t) => fail(s, { fault: 'peer-lost', timeMs: t }),
  },
  {
    pattern: /^NAT found, (?:both|peer|self|local)|^(?:local|peer) .{0,20}(?:inside|behind) NAT/i,
    read: (m) => ({ nat: { local: /self|local|both/i.test(m[0]) ? true : null, remote: /peer|both/i.test(m[0]) ? true : null } }),
  },
  {
    pattern: /^Checking ISAKMP transform \d{1,3} against/,
    read: (_, s) => {
      s.transform = [];
      s.transformOf = 'ike';
      return {};
    },
  },
  {
    pattern: /^transform \d{1,3}, ((?:ESP|AH)_\w{2,20})/,
    read: (m, s) => {
      s.transform = [bareEncryption(m[1]!)];
      s.transformOf = 'esp';
      return {};
    },
  },
  { pattern: /^atts are acceptable/, read: (_, s) => offer(s, true) },
  { pattern: /^atts (?:are )?not acceptable/, read: (_, s) => offer(s, false) },
  {
    pattern: /^SA has been authenticated with (\S{3,60})/,
    read: (m, s) => {
      s.remote ??= parseEndpoint(m[1]!);
      return {};
    },
  },
];

/** The peer that a line of `debug crypto isakmp` names. */
export function isakmpPeer(text: string): string | null {
  if (text.length > 300) return null;
  const match =
    /^(?:sending packet to|received packet from|SA has been authenticated with|found peer pre-shared key matching|Created a peer struct for) ([0-9A-Fa-f.:]{3,45}?)[,.]?(?:\s|$)|\(peer ([0-9A-Fa-f.:]{3,45})\)|\(local \S{2,45} remote ([0-9A-Fa-f.:]{3,45})\)/.exec(
      text,
    );
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}

/**
 * What a line of IOS' `debug crypto isakmp` and `debug crypto ipsec` says, given what came before (Cisco, "IPsec Troubleshooting:
 * Understanding and Using debug Commands", 5409; "IOS IPSec and IKE debugs - IKEv1 Main Mode", 113594); null for a line that says nothing.
 */
export function readIsakmp(text: string, session: Session, timeMs: number | null): Known | null {
  const short = text.slice(0, 1000).replace(/^:? +/, '');
  const taken = takeAttribute(short, session);
  if (taken !== null) return taken;
  const failure = failures.find(({ pattern }) => pattern.test(short));
  if (failure !== undefined) {
    const offered = offer(session, false);
    return {
      ...(offered.proposals === undefined ? {} : { proposals: offered.proposals }),
      ...fail(session, { fault: failure.fault, timeMs, isVague: failure.isVague === true }),
    };
  }
  for (const rule of rules) {
    const match = rule.pattern.exec(short);
    if (match !== null) return rule.read(match, session, timeMs);
  }
  return null;
}
