import type { IkeFault } from '#shared/model/ike.ts';
import { readSealedAuth, readSealedRekey } from './sealed.ts';
import type { Joined, JoinedMessage } from './joined.ts';

/** What went wrong in a negotiation: the faults that witnesses name, and those that only their absence or their length tells. */
export type NegotiationFault = IkeFault | 'child-refused' | 'esp-one-way';

/** `at`: index of the message. `isInferred`: nobody says it; length or silence tells. */
export type Fault = { readonly fault: NegotiationFault; readonly at: number; readonly isInferred: boolean };

/** The end that refuses knows why; the other one reads a notify that stands for several reasons. The more telling word first. */
const telling: readonly IkeFault[] = [
  'ike-version',
  'peer-identity',
  'pfs',
  'traffic-selectors',
  'ipsec-policy',
  'ike-policy',
  'authentication',
  'peer-lost',
  'no-answer',
  'peer-closed',
  'refused',
  'other',
];
/** A refusal and the statements about it stand together. */
const sameFailure = 6;

function stated(message: JoinedMessage): IkeFault[] {
  return message.seen.flatMap(({ step }) => {
    if (step.fault !== null && step.fault !== undefined) return [step.fault];
    if (step.step === 'peer-silent') return ['no-answer' as const];
    return step.step === 'peer-lost' ? ['peer-lost' as const] : [];
  });
}

function isErrorNotify({ seen }: JoinedMessage): boolean {
  return seen.some(({ step }) =>
    step.notifies.some((n) => /NO_PROPOSAL|FAILED|UNACCEPTABLE|INVALID_|MALFORMED|UNSUPPORTED/.test(n) && n !== 'INVALID_KE_PAYLOAD'),
  );
}

/** The first fault that a witness names; it is shown at the message that carried it, else at the statement. */
export function statedFault({ messages }: Joined): Fault | null {
  const first = messages.findIndex((m) => stated(m).some((f) => f !== 'peer-closed'));
  if (first < 0) return null;
  const around = messages.slice(Math.max(0, first - 2), first + sameFailure);
  const faults = around.flatMap(stated);
  const fault = telling.find((f) => faults.includes(f)) ?? 'other';
  const carrying = messages.findIndex((m, i) => i >= first - 2 && i <= first + sameFailure && m.kind === 'message' && isErrorNotify(m));
  return { fault, at: carrying >= 0 ? carrying : first, isInferred: false };
}

function sealedOf({ seen }: JoinedMessage): number | null {
  return seen.map(({ step }) => step.sealedBytes ?? null).find((bytes) => bytes !== null) ?? null;
}

function isOf(message: JoinedMessage, exchange: string, isResponse: boolean): boolean {
  const { step } = message.seen[0];
  return message.kind === 'message' && step.exchange === exchange && step.isResponse === isResponse;
}

function sealedV2({ messages, chosen }: Joined): Fault | null {
  for (const [at, message] of messages.entries()) {
    const sealed = sealedOf(message);
    if (sealed === null) continue;
    const isAuth = isOf(message, 'IKE_AUTH', true);
    const answer = isAuth
      ? readSealedAuth(sealed, chosen.ike[0])
      : isOf(message, 'CREATE_CHILD_SA', true)
        ? readSealedRekey(sealed, chosen.ike[0])
        : 'unclear';
    if (answer === 'child-refused') return { fault: 'child-refused', at, isInferred: true };
    if (answer === 'refused') return { fault: isAuth ? 'authentication' : 'pfs', at, isInferred: true };
  }
  return null;
}

/** The end that a message of this exchange came from. */
function isFrom({ initiator }: Joined, { kind, from, seen }: JoinedMessage, exchange: string, isInitiator: boolean): boolean {
  return kind === 'message' && seen[0].step.exchange === exchange && (from === initiator) === isInitiator;
}

/**
 * In aggressive mode the initiator is the first to check the key, by the hash of message 2: it answers with an informational message in
 * place of message 3 (RFC 2409, 5.4).
 */
function sealedAggressive(joined: Joined): Fault | null {
  const { messages } = joined;
  const requests = messages.filter((m) => isFrom(joined, m, 'aggressive-mode', true));
  const answer = messages.findIndex((m) => isFrom(joined, m, 'aggressive-mode', false));
  if (requests.length !== 1 || answer < 0) return null;
  const refusal = messages.findIndex((m, at) => at > answer && isFrom(joined, m, 'informational-v1', true));
  return refusal < 0 ? null : { fault: 'authentication', at: refusal, isInferred: true };
}

/** IKEv1: message 5 or the first of quick mode is answered by an informational message, and the exchange goes no further (RFC 2409, 5). */
function sealedV1(joined: Joined): Fault | null {
  const { messages } = joined;
  for (const [exchange, fault, sent] of [
    ['main-mode', 'authentication', 3],
    ['quick-mode', 'child-refused', 1],
  ] as const) {
    const requests = messages.flatMap((m, at) => (isFrom(joined, m, exchange, true) ? [at] : []));
    const answers = messages.filter((m) => isFrom(joined, m, exchange, false));
    const last = requests[sent - 1];
    if (last === undefined || answers.length >= sent || messages[last]!.seen.every((s) => !s.step.isEncrypted)) continue;
    const refusal = messages.findIndex((m, at) => at > last && isFrom(joined, m, 'informational-v1', false));
    if (refusal >= 0) return { fault, at: refusal, isInferred: true };
  }
  return sealedAggressive(joined);
}

/** What encrypted answers tell by their length and by what does not follow. Only where no witness could read them. */
export function sealedFault(joined: Joined): Fault | null {
  const isRead = joined.members.some((m) => m.fact.witness !== 'capture');
  if (isRead) return null;
  return joined.version === 1 ? sealedV1(joined) : sealedV2(joined);
}
