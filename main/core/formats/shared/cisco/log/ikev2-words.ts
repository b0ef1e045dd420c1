import type { IkeFault } from '#shared/model/ike.ts';
import { parseSpi } from '../../../ike/ike-event.ts';
import { notify } from '../../../ike/notify-names.ts';
import { groupNumber } from '../names.ts';
import { childUp, fail, ikeUp, notifyFault, proposalFault } from './failure.ts';
import { policies, transformWords } from './proposals.ts';
import type { Known, Session } from './session.ts';

type Statement = {
  readonly pattern: RegExp;
  readonly fault: IkeFault | ((session: Session) => IkeFault);
  readonly vague?: true;
  readonly from?: 'received';
};

/**
 * Errors in the words of IOS, IOS-XE and ASA, which share their IKEv2 (Cisco, "IOS IKEv2 Debugs for Site-to-Site VPN with PSKs", 115934;
 * "ASA IKEv2 Debugs for Site-to-Site VPN with PSKs", 115935). They stand in debugs and as the reason of %IKEV2-3-NEG_ABORT and 750003.
 * The first that fits counts. What they say of certificates, versions and DPD is unverified.
 */
const errors: readonly Statement[] = [
  {
    pattern: /^:? ?Failed to find a matching policy|failed to verify the proposed policies|no proposal chosen|NO_PROPOSAL_CHOSEN/i,
    fault: proposalFault,
  },
  {
    pattern:
      /no IPSEC policy found for received TS|TS_UNACCEPTABLE|traffic selectors? (?:unacceptable|mismatch|not acceptable)|Crypto Map Policy not found|Failed to find .{0,40}traffic selector/i,
    fault: 'traffic-selectors',
  },
  {
    pattern:
      /Peer ID check failed|profile (?:could )?not (?:be )?found|No profile (?:found|could be)|unable to find tunnel group|can't find tunnel group/i,
    fault: 'peer-identity',
  },
  {
    pattern:
      /Failed to authenticate the IKE SA|authentication data FAILED|authentication value for peer differs|AUTHENTICATION_FAILED|authentication failure notify|authentication method .{0,60}mismatch|Failed to verify PSK|Could not find .{0,20}pre-?shared key|Pre-?shared key .{0,40}not found/i,
    fault: 'authentication',
  },
  { pattern: /cert(?:ificate)? .{0,60}(?:fail|invalid|expired|unsupported)|Unsupported cert encoding/i, fault: 'authentication' },
  {
    pattern: /KE payload contained the wrong DH group|wrong DH group/i,
    fault: (s) => (s.exchange === 'CREATE_CHILD_SA' ? 'pfs' : 'ike-policy'),
    vague: true,
  },
  { pattern: /Failed to receive the AUTH msg before the timer expired/i, fault: (s) => (s.established ? 'peer-lost' : 'no-answer') },
  {
    pattern:
      /Maximum number of retransmissions reached|Exceeded (?:the )?max(?:imum)? retr|retransmission .{0,20}timed? ?out|peer (?:is )?not responding|Dead peer (?!detection)|DPD .{0,30}(?:fail|timed? ?out)/i,
    fault: (s) => (s.established ? 'peer-lost' : 'no-answer'),
  },
  { pattern: /Unsupported IKE version|INVALID_MAJOR_VERSION/i, fault: 'ike-version' },
  { pattern: /Verify auth failed|Auth exchange failed/i, fault: 'authentication', vague: true },
  { pattern: /Failed to locate an item in the database/i, fault: 'peer-identity', vague: true },
  { pattern: /Create child exchange failed/i, fault: (s) => (s.childEstablished ? 'pfs' : 'ipsec-policy'), vague: true },
  {
    pattern:
      /Initial exchange failed|Failed SA init exchange|Negotiation aborted|unable to set self auth|Could not build ikev2 policy|Failed to set P1 auth|Abort exchange/i,
    fault: 'other',
    vague: true,
  },
];

/** What an error of IKEv2 says, in its words; null for words that are no error. */
export function ikev2Error(text: string, session: Session, timeMs: number | null): Known | null {
  const short = text.slice(0, 400);
  const found = errors.find(({ pattern }) => pattern.test(short));
  if (found === undefined) return null;
  const fault = typeof found.fault === 'function' ? found.fault(session) : found.fault;
  const direction = /^:? ?(?:Received|Parse Notify|Process)/i.test(short) ? 'received' : 'local';
  return fail(session, { fault, direction, timeMs, isVague: found.vague === true });
}

type Rule = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray, session: Session, timeMs: number | null) => Known };

const identity = (whose: 'local' | 'remote', value: string, type: string): Known => ({ identities: [{ whose, type, value }] });

const rules: readonly Rule[] = [
  { pattern: /^IKEV2 SA created; inserting SA into database|^Session with IKE ID PAIR .{1,300} is UP/i, read: (_, s) => ikeUp(s) },
  {
    pattern:
      /^Load(?:ing)? IPSEC key material|^\[IPsec -> IKEv2\] Creation of IPsec SA .{0,40}PASSED|^\(?IPsec SA .{0,40}created|^Completed? (?:IKE_AUTH|create child) exchange|^Child SA .{0,60}(?:created|installed)/i,
    read: (_, s, t) => childUp(s, t),
  },
  { pattern: /^Retransmitting packet/i, read: () => ({ step: 'retransmission', direction: 'sent' }) },
  {
    pattern: /^Sending DELETE INFO message for (IPsec|IKEv2) SA(?: \[ISPI: 0x([0-9A-F]{1,16}) RSPI: 0x([0-9A-F]{1,16})\])?/i,
    read: (m, s) => {
      const sa = m[1]!.toLowerCase() === 'ipsec' ? 'child' : 'ike';
      s.established &&= sa === 'child';
      s.childEstablished = false;
      const spis = m[2] === undefined ? {} : { initiatorSpi: parseSpi(m[2]), responderSpi: parseSpi(m[3]) };
      return { step: 'deleted', direction: 'sent', sa, ...spis };
    },
  },
  {
    pattern:
      /^(?:Process(?:ing)? (?:IKE SA )?delete|Received .{0,20}DELETE|Detected .{0,20}delete) ?(?:notify|payload|message|request)?.{0,40}(IPsec|IKE(?:v2)?|ESP)?/i,
    read: (m, s) => {
      const sa = /ipsec|esp/i.test(m[0]) ? 'child' : 'ike';
      s.childEstablished = false;
      return { step: 'deleted', direction: 'received', sa };
    },
  },
  {
    pattern: /^(?:Beginning|Starting|Initiating|Processing).{0,30}rekey|^SA rekeyed|^Rekey(?:ing)? (?:IKE|IPSEC|child)/i,
    read: () => ({ step: 'rekeyed', direction: 'local' }),
  },
  {
    pattern: /^NAT (?:INSIDE|OUTSIDE|found|detected)|^NAT-T is detected/i,
    read: (m) => ({ nat: { local: /inside/i.test(m[0]) ? true : null, remote: /outside/i.test(m[0]) ? true : null } }),
  },
  { pattern: /^NAT not found|^No NAT found/i, read: () => ({ nat: { local: false, remote: false } }) },
  {
    pattern: /^(?:Constructing ID[ir] payload|Use preshared key for id).{0,3}:? '(.{1,200}?)' of type '(.{1,60}?)'/i,
    read: (m) => identity('local', m[1]!, m[2]!),
  },
  {
    pattern: /^Searching policy based on peer'?s identity '(.{1,200}?)' of type '(.{1,60}?)'/i,
    read: (m) => identity('remote', m[1]!, m[2]!),
  },
  {
    pattern: /^\[IKEv2 -> Crypto Engine\] Computing DH (?:public|secret) key, DH Group (\d{1,2})/i,
    read: (m) => ({ keGroup: groupNumber(m[1]!) }),
  },
  {
    pattern: /^SM Trace-> SA:\s{0,4}I_SPI=([0-9A-F]{16}) R_SPI=([0-9A-F]{16}) \(([IR])\)/i,
    read: (m, s) => {
      s.isInitiator ??= m[3] === 'I';
      return {};
    },
  },
];

function offered(text: string, session: Session): Known | null {
  const head = /^(IKE|ESP) Proposal: (\d{1,3}), SPI size/.exec(text);
  if (head === null) return null;
  const protocol = head[1] === 'IKE' ? 'ike' : 'esp';
  if (session.exchange === 'IKE_SA_INIT' && protocol === 'esp') session.exchange = 'IKE_AUTH';
  const transforms = transformWords(text.slice(text.indexOf('\n') + 1).replace(/^\s{0,20}Num\. transforms: \d{1,3}/, ''), protocol);
  return {
    step: 'proposals',
    direction: 'local',
    sa: protocol === 'ike' ? 'ike' : 'child',
    proposals: [{ protocol, number: Number(head[2]), transforms }],
  };
}

function compared(text: string, session: Session, timeMs: number | null): Known | null {
  const head = /^(Received|Expected) Policies/i.exec(text);
  if (head === null) return null;
  const proposals = policies(text);
  if (proposals.some((p) => p.protocol === 'esp') && session.exchange === 'IKE_SA_INIT') session.exchange = 'IKE_AUTH';
  const sa = proposals.some((p) => p.protocol === 'esp') ? 'child' : 'ike';
  const known: Known = { step: 'proposals', direction: head[1] === 'Received' ? 'received' : 'local', sa, proposals };
  // IOS-XE writes the error into the same line; the proposals are then part of the failure.
  if (!/Failed to find a matching policy/i.test(text)) return known;
  return { ...known, ...fail(session, { fault: sa === 'child' ? 'ipsec-policy' : 'ike-policy', timeMs }) };
}

/** What a line of `debug crypto ikev2` says, given what came before; null for a line that says nothing about the negotiation. */
export function readIkev2(text: string, session: Session, timeMs: number | null): Known | null {
  const known = offered(text, session) ?? compared(text, session, timeMs);
  if (known !== null) return known;
  const error = ikev2Error(text, session, timeMs);
  if (error !== null) return error;
  for (const rule of rules) {
    const match = rule.pattern.exec(text.slice(0, 1000));
    if (match !== null) return rule.read(match, session, timeMs);
  }
  return null;
}

/** The peer's error notify, when the device goes on without a word about it. */
export function unspokenNotify(session: Session, timeMs: number | null): Known | null {
  const name = session.notified;
  session.notified = null;
  const fault = name === null ? null : notifyFault(name, session);
  if (name === null || fault === null) return null;
  return fail(session, { fault, direction: 'received', timeMs }, { notifies: [notify(name)] });
}
