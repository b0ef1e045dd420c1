import type { Endpoint, IkeEventData, IkeExchange, IkeFault } from '#shared/model/ike.ts';
import { parseEndpoint, parseSpi } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';

export type Known = Partial<IkeEventData>;

/**
 * Reasons in the words of ikemgr.log and of the system log (they are the same, in other letters), after copies of Palo Alto Networks'
 * "Interpret VPN Error Messages" and public threads. No firewall's own output was at hand: the wording is unverified, and words that
 * are not known here leave the reason open. `null`: the policy of the phase.
 */
const reasons: readonly (readonly [RegExp, IkeFault | null])[] = [
  [/pre-?shared key mismatch|authentication_failed|authentication failed|auth(?:entication)? result: ?fail/, 'authentication'],
  [/pfs group mismatch|received ke type \w{1,20}, expected|invalid ke type/, 'pfs'],
  [/proxy.?id|traffic selector|ts[_-]unacceptable/, 'traffic-selectors'],
  [/couldn.{1,3}t find configuration|peer.?id(?:entif\w{0,12})? .{0,60}(?:mismatch|not match|must be)|invalid[_-]id/, 'peer-identity'],
  [/sa payload|no suitable proposal|no[ -]proposal[ -]chosen|was not presented in the ike proposal|proposal mismatch/, null],
  [/due to (?:negotiation )?time-?out|retransmi\w{1,10} (?:limit|max)/, 'no-answer'],
];

/** Event ids of the system log (subtype vpn) that name the reason by themselves; from public logs, unverified. */
const eventFaults: Readonly<Record<string, IkeFault>> = {
  'ike-nego-p1-fail-psk': 'authentication',
  'ike-nego-p2-proposal-bad': 'ipsec-policy',
  'ike-nego-p2-proxy-id-bad': 'traffic-selectors',
};

function faultOf(text: string, sa: 'ike' | 'child'): IkeFault | null {
  for (const [pattern, fault] of reasons) if (pattern.test(text)) return fault ?? (sa === 'child' ? 'ipsec-policy' : 'ike-policy');
  return null;
}

type About = {
  readonly sa: 'ike' | 'child';
  readonly version: 1 | 2 | null;
  readonly exchange: IkeExchange | null;
  readonly isInitiator: boolean | null;
};

function about(text: string): About {
  const version = /ikev2/.test(text) ? 2 : /phase-?\s?[12]/.test(text) ? 1 : null;
  const sa = /phase-?\s?2|child sa|ipsec/.test(text) ? 'child' : 'ike';
  const role = /\bas (initiator|responder)\b/.exec(text)?.[1] ?? null;
  const rekey = text.includes('non-rekey') ? false : /\brekey\b/.test(text);
  const v1: IkeExchange = sa === 'child' ? 'quick-mode' : /aggressive mode/.test(text) ? 'aggressive-mode' : 'main-mode';
  const v2: IkeExchange = sa === 'child' ? (rekey ? 'CREATE_CHILD_SA' : 'IKE_AUTH') : 'IKE_SA_INIT';
  return {
    sa,
    version,
    exchange: version === 1 ? v1 : version === 2 ? v2 : null,
    isInitiator: role === null ? null : role === 'initiator',
  };
}

/** `203.0.113.10[500]-198.51.100.20[500] cookie:<16>:<16>` or `SPI:<16>:<16>`; the first end is the own one. */
function ends(text: string): { readonly local: Endpoint | null; readonly remote: Endpoint | null; readonly known: Known } {
  const pair = /([0-9a-f.:]{2,45}\[\d{1,5}\]) ?- ?([0-9a-f.:]{2,45}\[\d{1,5}\])/.exec(text);
  const spis = /(?:cookie|spi):([0-9a-f]{16}):([0-9a-f]{16})/.exec(text);
  const id = /message id:0x([0-9a-f]{1,8})/.exec(text);
  const peer = /peer ip (\S{2,60}?)[.,]?(?:\s|$)/.exec(text);
  return {
    local: parseEndpoint(pair?.[1] ?? ''),
    remote: parseEndpoint(pair?.[2] ?? '') ?? parseEndpoint(peer?.[1] ?? ''),
    known: {
      ...(spis === null ? {} : { initiatorSpi: parseSpi(spis[1]), responderSpi: parseSpi(spis[2]) }),
      ...(id === null ? {} : { messageId: Number.parseInt(id[1]!, 16) }),
    },
  };
}

function began({ exchange, isInitiator }: About): Known {
  const first = exchange === 'IKE_SA_INIT' ? { messageId: 0, isResponse: false } : {};
  return { step: 'message', direction: isInitiator === false ? 'received' : 'sent', ...first };
}

/** Selectors of `received local id: 10.0.0.0/24 type IPv4_subnet …, received remote id: …`: what the peer calls remote is our own. */
function proxyIds(text: string): Known {
  const match = /received local id:? ?(\S{2,60}).{0,120}?received remote id:? ?(\S{2,60})/.exec(text);
  if (match === null) return {};
  return {
    selectors: [
      { whose: 'local', selector: { range: match[1]!.replace(/[,;]$/, ''), protocol: null, ports: null } },
      { whose: 'remote', selector: { range: match[2]!.replace(/[,;]$/, ''), protocol: null, ports: null } },
    ],
  };
}

function notified(text: string, what: About): Known | null {
  const match =
    /notif(?:y|ication) (?:message |payload |type )?(received|sent)?:? ?\(?([a-z][a-z_ -]{5,40}?)\)? ?(?:\((\d{1,5})\)|from|,|\.|$)/.exec(
      text,
    );
  if (match === null) return null;
  const found = notify(match[2]!.trim().toUpperCase().replaceAll(/[ -]/g, '_'));
  const direction = match[1] === 'sent' ? 'sent' : 'received';
  const fault = faultOf(match[2]!, what.sa);
  if (found.id === null || fault === null) return { direction, notifies: [found] };
  return { step: 'failed', fault, direction, notifies: [found] };
}

function outcome(text: string, event: string | null, what: About): Known {
  if (/determined by dpd|dpd (?:failure|timeout)|peer is not responding/.test(text) || event === 'ike-nego-p1-dpd-dn')
    return { step: 'peer-lost', fault: 'peer-lost', direction: 'local' };
  const told = event === null ? null : (eventFaults[event] ?? null);
  if (told !== null || /negotiation (?:is )?failed|-mismatch$/.test(`${text} ${event ?? ''}`)) {
    const fault = told ?? faultOf(text, what.sa) ?? 'other';
    return { step: fault === 'no-answer' ? 'peer-silent' : 'failed', fault, direction: 'local', ...proxyIds(text) };
  }
  if (/negotiation (?:is )?succeeded/.test(text)) return { step: 'established', direction: 'local' };
  if (/negotiation (?:is )?started/.test(text)) return began(what);
  const deletion = /delete message (received|sent)/.exec(text);
  if (deletion !== null) return { step: 'deleted', direction: deletion[1] === 'received' ? 'received' : 'sent' };
  if (/sa deleted|key deleted|sa is deleted|key is deleted/.test(text)) return { step: 'deleted', direction: 'local' };
  const known = notified(text, what);
  if (known !== null) return known;
  // A statement of an error that stands alone: `no proposal chosen.`, `authentication failed`.
  const bare = event === 'ike-generic-event' || /^(?:perr|proto_err|ierr|internal_err)\b/.test(text) ? faultOf(text, what.sa) : null;
  return bare === null ? {} : { step: 'failed', fault: bare, direction: 'local' };
}

/** What a statement of the IKE daemon says; `event` is its id in the system log. Null for one that says nothing of a negotiation. */
export function readStatement(words: string, event: string | null): Known | null {
  const text = words.slice(0, 4000).toLowerCase();
  const what = about(text);
  const { local, remote, known } = ends(text);
  const said = outcome(text, event, what);
  const nothing = said.step === undefined && said.notifies === undefined;
  if (nothing && remote === null) return null;
  const gateway = /\bgateway (\S{1,100}?)(?: <|,|\.|\s|$)/i.exec(words)?.[1] ?? null;
  return { ...what, local, remote, ...(gateway === null ? {} : { connection: gateway }), ...known, ...said };
}
