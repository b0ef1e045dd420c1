import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Negotiation } from '#shared/model/negotiation.ts';
import { sealedFault, statedFault } from './faults.ts';
import type { Fault, NegotiationFault } from './faults.ts';
import { otherEnd } from './joined.ts';
import type { Joined, JoinedWitness } from './joined.ts';
import { readSealedAuth } from './sealed.ts';
import { espOneWay, hasEspBothWays, isOpening, silence } from './silence.ts';

/** How a negotiation went and what that means. `fault` null: it stands, or the evidence ends before it tells. */
export type Reading = {
  readonly result: Negotiation['result'];
  readonly fault: NegotiationFault | null;
  readonly isInferred: boolean;
  readonly failedAt: number | null;
  readonly text: Message | null;
  readonly changeAt: Negotiation['changeAt'];
};

const natPort = 4500;

const changes: Readonly<Record<NegotiationFault, Negotiation['changeAt']>> = {
  'no-answer': 'network',
  authentication: 'either',
  'peer-identity': 'either',
  'ike-policy': 'either',
  'ipsec-policy': 'either',
  pfs: 'either',
  'traffic-selectors': 'either',
  'ike-version': 'either',
  'child-refused': 'either',
  'esp-one-way': 'network',
  refused: 'either',
  'peer-closed': null,
  'peer-lost': 'network',
  other: null,
};

/** IKEv1 counts its messages: the same fault reads better with the number that every vendor's guide uses. */
function phaseOf({ version }: Joined): string {
  return version === 1 ? 'v1' : 'v2';
}

/** With NAT on the way both ends go on at UDP 4500 (RFC 7296, 2.23), also where the log leaves the port out. */
function isNatFound({ messages }: Joined): boolean {
  return messages.some((m) => m.seen.some(({ step }) => step.nat?.local === true || step.nat?.remote === true));
}

/** What silence means depends on what had passed before, and on whether the other end was watching. */
function silentKey(joined: Joined, at: number, witnesses: readonly JoinedWitness[]): string {
  const request = joined.messages[at]!;
  const from = request.from ?? joined.initiator ?? 'on-premises';
  const { step } = request.seen[0];
  const opening = isOpening(step, at);
  const isSeenThere = joined.members.some((m) => m.localEnd === otherEnd(from) && m.fact.witness !== 'capture');
  const isWatched = witnesses.some((w) => w.side === otherEnd(from));
  if (isSeenThere && request.seen.some((s) => joined.members.some((m) => m.sourceId === s.witness && m.localEnd === otherEnd(from))))
    return 'ignored';
  if (opening) return isWatched ? 'first-lost' : 'first';
  return step.port === natPort || isNatFound(joined) ? 'moved-4500' : 'later';
}

function textOf(joined: Joined, { fault, at, isInferred }: Fault, witnesses: readonly JoinedWitness[]): Message {
  const failed = joined.messages[at]!;
  const request = failed.seen[0].step;
  const params = {
    from: failed.from ?? 'unknown',
    exchange: request.exchange ?? '–',
    count: Math.max(...failed.seen.map((s) => s.step.count)),
    phase: phaseOf(joined),
    initiator: joined.initiator ?? 'unknown',
  };
  // A log that names only the outcome shows no message that could have been lost.
  if (fault === 'no-answer' && failed.kind === 'statement') return message('negotiation.reading.no-answer', params);
  if (fault === 'no-answer') return message(`negotiation.reading.silent-${silentKey(joined, at, witnesses)}`, params);
  if (isInferred && (fault === 'authentication' || fault === 'pfs')) return message(`negotiation.reading.${fault}-inferred`, params);
  return message(`negotiation.reading.${fault}`, params);
}

function isUp(joined: Joined): boolean {
  const isStated = joined.messages.some((m) =>
    m.seen.some(({ step }) => (step.step === 'established' || step.step === 'rekeyed') && step.sa !== 'ike'),
  );
  if (isStated || hasEspBothWays(joined)) return true;
  return joined.messages.some(({ seen }) =>
    seen.some(
      ({ step }) =>
        step.exchange === 'IKE_AUTH' &&
        step.isResponse === true &&
        readSealedAuth(step.sealedBytes ?? 0, joined.chosen.ike[0]) === 'accepted',
    ),
  );
}

/** The negotiation's first fault with its meaning. Says nothing about causes: those are ranked from all checks. */
export function readNegotiation(joined: Joined, witnesses: readonly JoinedWitness[]): Reading {
  const silent = silence(joined);
  const stated = statedFault(joined);
  // A witness that only says "no answer" stands behind the request that was not answered.
  const isSilence = stated === null || stated.fault === 'no-answer' || stated.fault === 'peer-lost';
  const fault = (isSilence ? silent : null) ?? stated ?? sealedFault(joined) ?? silent ?? espOneWay(joined);
  if (fault === null) {
    const up = isUp(joined);
    return {
      result: up ? 'established' : 'unfinished',
      fault: null,
      isInferred: false,
      failedAt: null,
      text: message(`negotiation.reading.${up ? 'established' : 'unfinished'}`),
      changeAt: null,
    };
  }
  const result = fault.fault === 'no-answer' ? 'silent' : 'failed';
  return {
    result,
    fault: fault.fault,
    isInferred: fault.isInferred,
    failedAt: fault.at,
    text: textOf(joined, fault, witnesses),
    changeAt: changes[fault.fault],
  };
}
