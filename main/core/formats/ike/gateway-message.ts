import type { Endpoint, IkeEventData, IkeExchange, IkeFault, TrafficSelector } from '#shared/model/ike.ts';
import { faultOfCode, ikeEvent, parseEndpoint, parseSpi } from './ike-event.ts';
import type { IkeOrigin } from './ike-event.ts';
import { notify } from './notify-names.ts';
import { azurePolicies } from './transform-names.ts';

/** What earlier lines of one session said. */
type Session = {
  id: string | null;
  local: Endpoint | null;
  remote: Endpoint | null;
  phase: 'ike' | 'child';
  established: boolean;
  failed: IkeFault | null;
  proposed: string | null;
  received: string | null;
};

type Known = { -readonly [K in keyof IkeEventData]?: IkeEventData[K] };

const maxSessions = 2000;
const maxText = 20_000;

const sessionId = /SESSION_ID\s*:\s*\{([0-9A-Fa-f-]{36})\}/i;
const ends = /Remote\s+(\S{2,60}?):\s*Local\s+(\S{2,60}?):?(?=\s|$)/i;
const tag = /\[(SEND|RECV|RECEIVED|LOCAL|LOCAL_MSG)\](?:\[([A-Z_ ]{1,30})\])?/i;

const exchanges: readonly (readonly [RegExp, IkeExchange, 1 | 2])[] = [
  [/\[SA_INIT\]|SA Init Mode/i, 'IKE_SA_INIT', 2],
  [/\[(?:SA_|IKE_)?AUTH\]|IKE ?AUTH message|Auth Mode\(35\)/i, 'IKE_AUTH', 2],
  [/\[(?:CREATE_)?CHILD_SA\]|Create Child/i, 'CREATE_CHILD_SA', 2],
  [/\[(?:MM|MAIN_MODE)\]|Main Mode|Identity Protection/i, 'main-mode', 1],
  [/\[(?:QM|QUICK_MODE)\]|Quick Mode/i, 'quick-mode', 1],
  [/\[INFORMATIONAL\]|Informational Mode\(37\)/i, 'INFORMATIONAL', 2],
];

function addressRange(start: string, end: string): string {
  return start === end ? start : `${start}-${end}`;
}

/** Selectors of a TSi or TSr list: `StartAddress a EndAddress b PortStart 0 PortEnd 65535 Protocol 0`. */
function selectorList(text: string): TrafficSelector[] {
  const items = text.matchAll(
    /StartAddress\s+(\S{2,45})\s+EndAddress\s+(\S{2,45})(?:\s+PortStart\s+(\d{1,5})\s+PortEnd\s+(\d{1,5})\s+Protocol\s+(\d{1,3}))?/gi,
  );
  return [...items].slice(0, 200).map(([, start, end, from, to, protocol]) => ({
    range: addressRange(start!, end!),
    protocol: protocol === undefined || protocol === '0' ? null : Number(protocol),
    ports: from === undefined || (from === '0' && to === '65535') ? null : `${from}-${to}`,
  }));
}

function readSelectors(text: string, session: Session): Known {
  const [initiator, responder] = text.split(/Number of TSRs/i);
  const sent = !/Received\s+Traffic Selector/i.test(text);
  const [tsi, tsr] = [selectorList(initiator ?? ''), selectorList(responder ?? '')];
  session.phase = 'child';
  const both = JSON.stringify([tsi.map((s) => s.range).toSorted(), tsr.map((s) => s.range).toSorted()]);
  if (sent) session.proposed = both;
  else session.received = both;
  // TSi belongs to whoever sent the request; a received request is the peer's.
  const [own, other] = sent ? [tsi, tsr] : [tsr, tsi];
  return {
    step: 'proposals',
    sa: 'child',
    selectors: [
      ...own.map((selector) => ({ whose: 'local' as const, selector })),
      ...other.map((selector) => ({ whose: 'remote' as const, selector })),
    ],
  };
}

function selectorsDiffer(session: Session): boolean {
  return session.proposed !== null && session.received !== null && session.proposed !== session.received;
}

/** Windows code of a line: `called with error 13868`, `Windows error 13801`, `[ErrorCode] 0x35E9`, `Failure error code:0x000035e9`. */
function codeOf(text: string): number | null {
  const match = /\berror(?: ?code)?\]?\s*[:=]?\s*(0x[0-9a-f]{1,8}|\d{3,10})\b/i.exec(text);
  const code = match === null ? 0 : Number(match[1]);
  return code === 0 ? null : code;
}

const fixedFaults: readonly (readonly [RegExp, IkeFault, string | null])[] = [
  [/Notify Message - Authentication failed|credentials are unacceptable|AUTHENTICATION_FAILED/i, 'authentication', 'AUTHENTICATION_FAILED'],
  [/TS_UNACCEPTABLE|traffic selectors?.{0,40}(?:mismatch|unacceptable|not match)/i, 'traffic-selectors', 'TS_UNACCEPTABLE'],
  [/\bDPD\b.{0,60}(?:time|fail|no resp)|dead peer|keep-?alive.{0,60}(?:timed out|no response)/i, 'peer-lost', null],
];

/** Names of the fault, in the words of the line, of its code and of what came before. */
function faultOf(text: string, code: number | null, session: Session): { readonly fault: IkeFault; readonly notify: string | null } | null {
  for (const [pattern, fault, name] of fixedFaults) if (pattern.test(text)) return { fault, notify: name };
  const policy = /Notify Message - Policy Mismatch|Policy match error|NO_PROPOSAL_CHOSEN/i.test(text);
  if (policy) return { fault: session.phase === 'child' ? 'ipsec-policy' : 'ike-policy', notify: 'NO_PROPOSAL_CHOSEN' };
  const timedOut = code === 13_805 || /Negotiation timed out/i.test(text);
  const refused = timedOut || /SA_NEGOTIATION_FAILED/i.test(text);
  if (refused && selectorsDiffer(session)) return { fault: 'traffic-selectors', notify: null };
  if (timedOut) return { fault: session.established ? 'peer-lost' : 'no-answer', notify: null };
  if (code !== null) return { fault: faultOfCode(code, session.phase), notify: null };
  return refused ? { fault: 'other', notify: null } : null;
}

/** Lines of one negotiation that state its failure again (clean-up, notify, tunnel closed) are one failure. */
function failure(text: string, session: Session): Known {
  const code = codeOf(text);
  const found = faultOf(text, code, session);
  if (found === null) return {};
  const again = session.failed !== null && (session.failed === found.fault || found.fault === 'other' || found.fault === 'no-answer');
  session.failed ??= found.fault;
  const silent = found.fault === 'no-answer' || found.fault === 'peer-lost';
  return {
    step: again ? 'other' : silent ? 'peer-silent' : 'failed',
    fault: again ? session.failed : found.fault,
    code,
    sa: found.fault === 'ike-policy' ? 'ike' : session.phase,
    notifies: found.notify === null ? [] : [notify(found.notify)],
  };
}

function milestone(text: string, session: Session): Known {
  if (/(?:QM|quick mode|child|IPsec) ?_?SA.{0,60}(?:established|created successfully|added)/i.test(text)) {
    session.established = true;
    session.phase = 'child';
    return { step: 'established', sa: 'child' };
  }
  if (/(?:MM|main mode|IKE)_? ?SA.{0,60}established/i.test(text)) return { step: 'established', sa: 'ike' };
  if (/\bdelete\b/i.test(text)) return { step: 'deleted' };
  if (/\bre-?key/i.test(text)) return { step: 'rekeyed' };
  return {};
}

function proposals(text: string, session: Session): Known {
  const esp = /IPsec/i.test(text);
  if (esp) session.phase = 'child';
  return { step: 'proposals', sa: esp ? 'child' : 'ike', proposals: azurePolicies(text, esp ? 'esp' : 'ike') };
}

function directionOf(text: string): IkeEventData['direction'] {
  const word = (tag.exec(text)?.[1] ?? '').toUpperCase();
  if (word === 'SEND') return 'sent';
  if (word.startsWith('REC')) return 'received';
  if (word.startsWith('LOCAL')) return 'local';
  return null;
}

function packetFields(text: string): Known {
  const field = (name: string): string | undefined =>
    new RegExp(String.raw`\b${name}\s*:?\s*(0x[0-9a-f]{1,16}|\d{1,10})\b`, 'i').exec(text)?.[1];
  const flags = Number(/\bFlags\s*:?\s*(0x[0-9a-f]{1,2})\b/i.exec(text)?.[1] ?? Number.NaN);
  const id = Number(field('Messid') ?? Number.NaN);
  return {
    initiatorSpi: parseSpi(field('iCookie')),
    responderSpi: parseSpi(field('rCookie')),
    messageId: Number.isFinite(id) ? id : null,
    isResponse: Number.isFinite(flags) ? (flags & 0x20) !== 0 : null,
  };
}

function exchangeOf(text: string): Pick<Known, 'exchange' | 'version'> {
  const found = exchanges.find(([pattern]) => pattern.test(text));
  return found === undefined ? {} : { exchange: found[1], version: found[2] };
}

function details(text: string, session: Session): Known {
  if (/Traffic Selector payload/i.test(text)) return readSelectors(text, session);
  if (/Policy\s?\d{1,3}\s?:/i.test(text)) return proposals(text, session);
  const fault = failure(text, session);
  return fault.step === undefined ? milestone(text, session) : fault;
}

function read(text: string, session: Session): Known {
  const known: Known = { direction: directionOf(text), ...exchangeOf(text), ...packetFields(text) };
  if (known.exchange === 'IKE_SA_INIT' || known.exchange === 'main-mode') {
    session.phase = 'ike';
    session.failed = null;
  }
  if (known.exchange === 'IKE_AUTH' || known.exchange === 'CREATE_CHILD_SA' || known.exchange === 'quick-mode') session.phase = 'child';
  if (/IkeCleanupQM/i.test(text)) session.phase = 'child';
  if (/IkeCleanupMM/i.test(text)) session.phase = 'ike';
  const more = details(text, session);
  const isMessage = (known.direction === 'sent' || known.direction === 'received') && known.exchange !== undefined;
  return { ...known, ...(isMessage ? { step: 'message' as const } : {}), ...more };
}

function newSession(): Session {
  return { id: null, local: null, remote: null, phase: 'ike', established: false, failed: null, proposed: null, received: null };
}

/**
 * Reads the lines of the Azure VPN gateway's IKE log, with the envelope `SESSION_ID :{…} Remote … Local …` or without, in
 * their order: clean-up lines name no session and belong to the one before. Directions are the gateway's. Wording differs
 * between builds; a line that is not understood is an event of step 'other'.
 */
export function gatewayMessages(origin: IkeOrigin): (text: string) => IkeEventData {
  const sessions = new Map<string, Session>();
  let current = newSession();
  const sessionOf = (text: string): Session => {
    const id = sessionId.exec(text)?.[1]?.toLowerCase() ?? null;
    const found = ends.exec(text);
    const remote = parseEndpoint(found?.[1] ?? '');
    const key = id ?? remote?.address ?? null;
    if (key === null) return current;
    const session = sessions.get(key) ?? newSession();
    sessions.set(key, session);
    const oldest = sessions.keys().next().value;
    if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest);
    session.id = id;
    session.remote = remote ?? session.remote;
    session.local = parseEndpoint(found?.[2] ?? '') ?? session.local;
    return session;
  };
  return (line) => {
    const text = line.slice(0, maxText);
    current = sessionOf(text);
    const known = read(text, current);
    return ikeEvent(origin, { local: current.local, remote: current.remote, session: current.id, ...known });
  };
}
