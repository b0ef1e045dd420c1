import type { IkeFault } from '#shared/model/ike.ts';
import { faultOfCode, isIkeCode } from '../ike-event.ts';
import { notify } from '../notify-names.ts';
import { selectorsDiffer } from './selectors.ts';
import type { Known, Session } from './session.ts';

type Found = { readonly fault: IkeFault; readonly notify: string | null };

const errorCode = /\berror(?: ?code)?\]?\s{0,4}[:=]?\s{0,4}(0x[0-9a-f]{1,8}|\d{3,10})\b/i;
const statusCode = /\b(?:status|reason|result)(?: ?code)?\]?\s{0,4}[:=]?\s{0,4}(0x[0-9a-f]{1,8})\b/i;
const bareCode = /(?<![\w.:-]|\bport )(13[89]\d{2})(?![\w.:-]\w)/;

/**
 * Windows code of a line: `called with error 13868`, `Windows error 13801`, `[ErrorCode] 0x35E9`, `Failure error code:0x000035e9`; any
 * other number only when it is a code of IKE. Success (0) is no code.
 */
export function codeOf(text: string): number | null {
  const spelled = Number(errorCode.exec(text)?.[1] ?? 0);
  if (spelled !== 0) return spelled;
  const bare = Number(statusCode.exec(text)?.[1] ?? bareCode.exec(text)?.[1] ?? 0);
  return isIkeCode(bare) ? bare : null;
}

/**
 * Words of the gateway (Microsoft, "Troubleshoot a site-to-site VPN connection", 2026-09, and published lab logs). Those about dead peers,
 * missing policies and versions were not seen in an authentic line.
 */
const fixedFaults: readonly (readonly [RegExp, IkeFault, string | null])[] = [
  [
    /Notify Message - Authentication failed|credentials are unacceptable|AUTHENTICATION_FAILED|Failed to verify signature/i,
    'authentication',
    'AUTHENTICATION_FAILED',
  ],
  [
    /TS_UNACCEPTABLE|Notify Message - (?:TS|Traffic selector)|traffic selectors?.{0,40}(?:mismatch|unacceptable|not match)/i,
    'traffic-selectors',
    'TS_UNACCEPTABLE',
  ],
  [
    /\bDPD\b.{0,60}(?:time|fail|no resp|expire)|dead peer(?! detection (?:message|request|response|is|enabled|sent))|keep-?alive.{0,60}(?:timed out|no response)/i,
    'peer-lost',
    null,
  ],
  [/unsupported IKE version|INVALID_MAJOR_VERSION|IKE version mismatch/i, 'ike-version', 'INVALID_MAJOR_VERSION'],
  [/\bno (?:matching )?polic(?:y|ies)\b.{0,60}(?:found|match|configured|peer)|policy lookup failed/i, 'ike-policy', null],
];

/** A refused child SA; one that came up before and is refused when it is renewed lacks the group of its key exchange (RFC 7296, 1.2). */
function policyFault(session: Session): IkeFault {
  if (session.phase === 'ike') return 'ike-policy';
  return session.established && session.exchange === 'CREATE_CHILD_SA' ? 'pfs' : 'ipsec-policy';
}

function byCode(code: number, session: Session): IkeFault {
  return code === 13_868 ? policyFault(session) : faultOfCode(code, session.phase);
}

/** Names of the fault, in the words of the line, of its code and of what came before. */
function faultOf(text: string, code: number | null, session: Session): Found | null {
  for (const [pattern, fault, name] of fixedFaults) if (pattern.test(text)) return { fault, notify: name };
  if (/Notify Message - Policy Mismatch|Policy match error|NO_PROPOSAL_CHOSEN/i.test(text)) {
    return { fault: policyFault(session), notify: 'NO_PROPOSAL_CHOSEN' };
  }
  const timedOut = code === 13_805 || /Negotiation timed out/i.test(text);
  const refused = timedOut || /SA_NEGOTIATION_FAILED/i.test(text);
  if (refused && selectorsDiffer(session)) return { fault: 'traffic-selectors', notify: null };
  if (timedOut) return { fault: session.established ? 'peer-lost' : 'no-answer', notify: null };
  if (code !== null) return { fault: byCode(code, session), notify: null };
  return refused || /\bUnsupported\b/i.test(text) ? { fault: 'other', notify: null } : null;
}

/** Lines of one negotiation that state its failure again (clean-up, notify, tunnel closed) are one failure. */
export function failureOf(text: string, session: Session): Known {
  if (/IkeCleanupQM/i.test(text)) session.phase = 'child';
  if (/IkeCleanupMM/i.test(text)) session.phase = 'ike';
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
    sa: found.fault === 'ike-policy' || found.fault === 'ike-version' ? 'ike' : session.phase,
    notifies: found.notify === null ? [] : [notify(found.notify)],
  };
}
