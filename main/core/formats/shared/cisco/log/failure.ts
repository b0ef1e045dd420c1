import type { IkeFault } from '#shared/model/ike.ts';
import { notify } from '../../../ike/notify-names.ts';
import type { Known, Session } from './session.ts';

/** Lines about one failure stand within so many milliseconds; the next attempt begins later. */
const sameFailureMs = 3000;

const exact: Readonly<Partial<Record<IkeFault, string>>> = {
  authentication: 'AUTHENTICATION_FAILED',
  'ike-policy': 'NO_PROPOSAL_CHOSEN',
  'ipsec-policy': 'NO_PROPOSAL_CHOSEN',
  'traffic-selectors': 'TS_UNACCEPTABLE',
};

/** Which SA a fault is about. */
function saOf(fault: IkeFault, session: Session): 'ike' | 'child' {
  if (fault === 'ipsec-policy' || fault === 'pfs' || fault === 'traffic-selectors') return 'child';
  return fault === 'peer-lost' || session.childEstablished ? 'child' : 'ike';
}

export type Failure = {
  readonly fault: IkeFault;
  readonly direction?: 'sent' | 'received' | 'local';
  readonly timeMs: number | null;
  /** True for words that only say that something failed; they count when nothing better was said before. */
  readonly isVague?: boolean;
};

/** A device tells one failure in many lines; the first that names it counts, the others keep its fault as steps of no weight. */
export function fail(session: Session, { fault, direction, timeMs, isVague }: Failure, more: Known = {}): Known {
  const silent = fault === 'no-answer' || fault === 'peer-lost';
  const isLater = timeMs !== null && session.failedMs !== null && timeMs - session.failedMs >= sameFailureMs;
  const told = isLater ? null : session.failed;
  const again = told !== null && (told === fault || isVague === true || fault === 'other' || silent);
  session.failedMs = timeMs ?? session.failedMs;
  const known: Known = { fault: again ? told : fault, sa: saOf(again ? told : fault, session), direction: direction ?? 'local', ...more };
  if (again) return { ...known, step: 'other' };
  session.failed = fault;
  const name = exact[fault];
  const notifies = name !== undefined && direction === 'received' ? [notify(name)] : [];
  return { notifies, ...known, step: fault === 'peer-lost' ? 'peer-lost' : silent ? 'peer-silent' : 'failed' };
}

/** True in the phase of the child SA: what is refused there is a matter of IPsec. */
export function isPhaseTwo(session: Session): boolean {
  const { exchange } = session;
  return exchange === 'IKE_AUTH' || exchange === 'CREATE_CHILD_SA' || exchange === 'quick-mode' || session.established;
}

/**
 * Why no proposal was chosen. A child SA of IKE_AUTH has no key exchange of its own (RFC 7296, 1.2), so one that came up there and is
 * refused later lacks the group.
 */
export function proposalFault(session: Session): IkeFault {
  if (!isPhaseTwo(session)) return 'ike-policy';
  return session.childEstablished && session.exchange === 'CREATE_CHILD_SA' ? 'pfs' : 'ipsec-policy';
}

/** What an error notify says at the point that the negotiation has reached; null for one that is none or that the two ends settle themselves. */
export function notifyFault(name: string, session: Session): IkeFault | null {
  switch (name) {
    case 'NO_PROPOSAL_CHOSEN':
    case 'PROPOSAL_NOT_CHOSEN':
      return proposalFault(session);
    case 'AUTHENTICATION_FAILED':
    case 'INVALID_HASH_INFORMATION':
      return 'authentication';
    case 'PAYLOAD_MALFORMED':
      return session.version === 1 && !session.established ? 'authentication' : 'other';
    case 'TS_UNACCEPTABLE':
      return 'traffic-selectors';
    case 'INVALID_ID_INFORMATION':
      return isPhaseTwo(session) ? 'traffic-selectors' : 'peer-identity';
    case 'INVALID_KE_PAYLOAD':
      return session.exchange === 'CREATE_CHILD_SA' ? 'pfs' : null;
    case 'INVALID_MAJOR_VERSION':
      return 'ike-version';
    case 'INVALID_SYNTAX':
    case 'INVALID_COOKIE':
      return 'other';
    default:
      return null;
  }
}

/** The child SA stands; the device says so once for either direction. */
export function childUp(session: Session, timeMs: number | null): Known {
  const again = session.childEstablished && (timeMs === null || session.childMs === null || timeMs - session.childMs < sameFailureMs);
  session.established = true;
  session.childEstablished = true;
  session.failed = null;
  session.notified = null;
  session.childMs = timeMs;
  return { step: again ? 'other' : 'established', sa: 'child', direction: 'local' };
}

export function ikeUp(session: Session): Known {
  const again = session.established;
  session.established = true;
  return { step: again ? 'other' : 'established', sa: 'ike', direction: 'local' };
}
