import type { IkeFault } from '#shared/model/ike.ts';
import { notify } from '../../../ike/notify-names.ts';
import { childUp, fail, ikeUp, isPhaseTwo, notifyFault } from './failure.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session, timeMs: number | null) => Known };

const vague = { isVague: true } as const;

/** Reasons that ASA gives when it ends a session (713259, 713050, 113019, 713194). */
const reasons: readonly (readonly [RegExp, IkeFault])[] = [
  [/crypto map policy not found|proxy/i, 'traffic-selectors'],
  [/phase ?2 mismatch|ipsec policy/i, 'ipsec-policy'],
  [/phase ?1 mismatch|sa policy|ike policy/i, 'ike-policy'],
  [/pre-?shared key|authentication|certificate/i, 'authentication'],
  [/lost service|keepalive|dpd|peer (?:not responding|lost)|lost contact/i, 'peer-lost'],
];

/** How a session ended: by the peer, by hand, by a timer, or by a fault. */
function ended(reason: string, session: Session, timeMs: number | null): Known {
  const found = reasons.find(([pattern]) => pattern.test(reason));
  const wasUp = session.childEstablished || session.established;
  session.established = false;
  session.childEstablished = false;
  if (found !== undefined) return fail(session, { fault: found[1], timeMs });
  if (/peer (?:terminate|request)|user requested.{0,10}peer/i.test(reason)) return { step: 'deleted', direction: 'received', sa: 'ike' };
  if (/error/i.test(reason) && !wasUp) return fail(session, { fault: 'other', timeMs, ...vague });
  return { step: 'deleted', direction: /user requested|administrator/i.test(reason) ? 'sent' : 'local', sa: 'ike' };
}

/** `Received Notify message: No proposal chosen (14)`: the words of ASA back to the names of the registry. */
function notifyName(words: string): string {
  return words
    .trim()
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function receivedNotify(words: string, session: Session, timeMs: number | null): Known {
  const name = notifyName(words);
  const fault = notifyFault(name, session);
  const notifies = [notify(name)];
  return fault === null ? { direction: 'received', notifies } : fail(session, { fault, direction: 'received', timeMs }, { notifies });
}

/** The state in which a negotiation of the ASA ended: it waits for the message that never came. */
function stuck(states: string, session: Session, timeMs: number | null): Known {
  const waiting = /MM_WAIT_MSG(\d)|AM_WAIT_MSG(\d)|QM_WAIT_MSG(\d)/.exec(states);
  if (waiting === null) return fail(session, { fault: 'other', timeMs, ...vague });
  if (waiting[3] !== undefined) return fail(session, { fault: 'ipsec-policy', timeMs, ...vague });
  return /EV_TIMEOUT|EV_RETRY|EV_RESEND/.test(states) || waiting[1] !== undefined
    ? fail(session, { fault: 'no-answer', timeMs })
    : fail(session, { fault: 'other', timeMs, ...vague });
}

function decoded(verb: string, id: string, payloads: string, session: Session): Known {
  session.version = 1;
  const messageId = Number.parseInt(id, 16);
  const sent = verb !== 'RECEIVED';
  const informational = /\b(?:NOTIFY|DELETE) \(/.test(payloads) && !/\bSA \(|\bKE \(|\bID \(/.test(payloads);
  const exchange = informational ? 'informational-v1' : messageId === 0 ? 'main-mode' : 'quick-mode';
  const opens = messageId === 0 && /\bSA \(1\)/.test(payloads) && !/\bKE \(/.test(payloads);
  if (opens && verb === 'RECEIVED' && session.exchange !== 'main-mode') {
    restart(session);
    session.isInitiator = false;
  }
  if (!informational) session.exchange = exchange;
  const isEncrypted = messageId !== 0 || /\b(?:ID|HASH) \(/.test(payloads);
  return {
    step: verb === 'RESENDING' ? 'retransmission' : 'message',
    direction: sent ? 'sent' : 'received',
    exchange,
    messageId,
    isEncrypted,
  };
}

/**
 * Words of ASA's IKEv1, equal in `debug crypto ikev1` and in the messages 713xxx and 715xxx (Cisco Secure Firewall ASA Series Syslog
 * Messages; "ASA IPsec and IKE debugs - IKEv1 Main Mode", 113574). The first rule that fits counts.
 */
const rules: readonly Rule[] = [
  {
    pattern: /^IKE Initiator: (?:New Phase (\d)|Rekeying)/i,
    read: (m, s) => {
      if (m[1] === '1') restart(s);
      s.version = 1;
      s.isInitiator = true;
      return m[1] === undefined ? { step: 'rekeyed', direction: 'local' } : {};
    },
  },
  {
    pattern: /^IKE_DECODE (SENDING|RECEIVED|RESENDING) Message \(msgid=([0-9a-f]{1,8})\) with payloads ?: ?(.{1,600})/i,
    read: (m, s) => decoded(m[1]!.toUpperCase(), m[2]!, m[3]!, s),
  },
  {
    pattern: /^PHASE 1 COMPLETED/i,
    read: (_, s) => {
      s.failed = null;
      s.version = 1;
      return ikeUp(s);
    },
  },
  { pattern: /^PHASE 2 COMPLETED|^Security negotiation complete/i, read: (_, s, t) => childUp(s, t) },
  {
    pattern:
      /^Rejecting IPSec tunnel: no matching crypto map|^Tunnel rejected: Crypto Map Policy not found|Static Crypto Map check.{0,200}does not match proxy/i,
    read: (m, s, t) => (/Static/i.test(m[0]) ? {} : fail(s, { fault: 'traffic-selectors', timeMs: t })),
  },
  { pattern: /All IPSec SA proposals found unacceptable/i, read: (_, s, t) => fail(s, { fault: 'ipsec-policy', timeMs: t }) },
  {
    pattern: /All SA proposals found unacceptable|Phase 1 failure: +Mismatched attribute types/i,
    read: (_, s, t) => fail(s, { fault: isPhaseTwo(s) && s.established ? 'ipsec-policy' : 'ike-policy', timeMs: t }),
  },
  {
    pattern:
      /had problems decrypting packet, probably due to mismatched pre-shared key|Error: Invalid hash|Hash (?:value )?(?:mismatch|verification failed)/i,
    read: (_, s, t) => fail(s, { fault: 'authentication', timeMs: t }),
  },
  {
    pattern:
      /Can't find a valid tunnel group|No Group found (?:by matching|matching)|unable to find (?:a )?tunnel group|Group .{1,100} not found and BASE GROUP/i,
    read: (_, s, t) => fail(s, { fault: 'peer-identity', timeMs: t }),
  },
  {
    pattern: /P1 Authentication algorithm in the crypto map entry different/i,
    read: (_, s, t) => fail(s, { fault: 'authentication', timeMs: t, ...vague }),
  },
  { pattern: /^Received (?:an )?un-?encrypted (\w{3,40}) notify message/i, read: (m, s, t) => receivedNotify(m[1]!, s, t) },
  { pattern: /^Received (?:non-routine )?Notify message: (.{3,60}?) \(\d{1,6}\)/i, read: (m, s, t) => receivedNotify(m[1]!, s, t) },
  { pattern: /^IKE lost contact with remote peer/i, read: (_, s, t) => fail(s, { fault: 'peer-lost', timeMs: t }) },
  {
    pattern: /^(?:Session is being torn down|Connection terminated for peer \S{1,60}\s{0,2}\.?)\.? {0,3}Reason: (.{1,120})/i,
    read: (m, s, t) => ended(m[1]!, s, t),
  },
  {
    pattern: /Session disconnected\. Session Type: (?:LAN-to-LAN|IKEv\d|IPsecLAN2LAN).{0,200}Reason: (.{1,120})/i,
    read: (m, s, t) => ended(m[1]!, s, t),
  },
  { pattern: /^IKE (MM|AM|QM) (?:Initiator|Responder) FSM error history(.{0,600})/i, read: (m, s, t) => stuck(m[2]!, s, t) },
  { pattern: /session establishment timed out \[?(\w{0,40})/i, read: (m, s, t) => stuck(m[1]!, s, t) },
  {
    pattern: /^QM FSM error|^Phase 2 failure|Removing peer from (?:correlator|peer) table failed/i,
    read: (_, s, t) => fail(s, { fault: s.established ? 'ipsec-policy' : 'other', timeMs: t, ...vague }),
  },
  {
    pattern:
      /^(?:Sending IKE (?:SA )?delete|sending delete|IKE SA .{0,60}terminating|sending IKE Delete)|^Sending (?:IKE|IPsec) Delete With Reason message/i,
    read: () => ({ step: 'deleted', direction: 'sent' }),
  },
  {
    pattern: /^processing delete$|^Received .{0,20}delete|^IKE (?:SA )?Received delete|^Active unit receives a delete/i,
    read: () => ({ step: 'deleted', direction: 'received' }),
  },
  {
    pattern: /^Duplicate Phase \d packet detected|^Duplicate first packet/i,
    read: () => ({ step: 'retransmission', direction: 'received' }),
  },
  {
    pattern: /Automatic NAT Detection Status: +Remote end (is NOT|is) +behind a NAT device +This +end (is NOT|is) +behind a NAT device/i,
    read: (m) => ({ nat: { remote: !/not/i.test(m[1]!), local: !/not/i.test(m[2]!) } }),
  },
  { pattern: /^Starting P1 rekey|^Starting phase 2 rekey|^P1 rekey timer/i, read: () => ({ step: 'rekeyed', direction: 'local' }) },
];

/** What the words behind `Group = …, IP = …,` say; null for words that say nothing about the negotiation. */
export function readAsaIkev1(text: string, session: Session, timeMs: number | null): Known | null {
  const short = text.slice(0, 1500);
  for (const rule of rules) {
    const match = rule.pattern.exec(short);
    if (match !== null) return rule.read(match, session, timeMs);
  }
  return null;
}
