import type { End } from '#shared/model/negotiation.ts';
import { otherEnd } from './joined.ts';
import type { Joined, JoinedMessage } from './joined.ts';
import type { Fault } from './faults.ts';

/** A request that stays alone this often is not answered; once alone the evidence may just end there. */
const sentWithoutAnswer = 2;
/** As in a capture that holds ESP of one direction by chance only. */
const fewestPackets = 3;

function timesSent({ seen }: JoinedMessage): number {
  return Math.max(...seen.map((s) => s.step.count));
}

function isRequest(message: JoinedMessage): boolean {
  const { exchange, isResponse } = message.seen[0].step;
  return message.kind === 'message' && exchange !== null && exchange !== 'informational-v1' && isResponse !== true;
}

function isAnswered(joined: Joined, at: number): boolean {
  const request = joined.messages[at]!;
  const { exchange, messageId } = request.seen[0].step;
  return joined.messages.some((m, i) => {
    if (m.kind !== 'message' || m.from === request.from || m.from === null) return false;
    const answer = m.seen[0].step;
    if (joined.version !== 2) return i > at;
    if (answer.isResponse === false || answer.exchange !== exchange) return false;
    return messageId === null || answer.messageId === null ? i > at : answer.messageId === messageId;
  });
}

/** Deletes of an IKE SA and of its child SAs follow each other at once; keep-alives do not. */
const leastKeepAliveMs = 1_000;

function lastOf({ seen }: JoinedMessage): number {
  return Math.max(...seen.map((s) => s.step.lastMs ?? s.step.ms ?? -Infinity));
}

/**
 * IKEv1 asks and answers in informational messages that name no request (RFC 3706, 5): keep-alives of one end that came after the last word
 * of the other one, message or data.
 */
function silentKeepAlives({ messages, version }: Joined): Fault | null {
  if (version !== 1 || messages.every((m) => m.seen[0].step.exchange !== 'quick-mode')) return null;
  const at = messages.findIndex((m) => {
    const { exchange, isEncrypted, ms, lastMs, count } = m.seen[0].step;
    if (m.kind !== 'message' || exchange !== 'informational-v1' || !isEncrypted || ms === null || lastMs === null || count < 2)
      return false;
    const lastWord = Math.max(...messages.filter((o) => o.kind !== 'statement' && o.from !== m.from).map(lastOf));
    return lastWord < ms && (lastMs - ms) / (count - 1) >= leastKeepAliveMs;
  });
  return at < 0 ? null : { fault: 'peer-lost', at, isInferred: true };
}

/** The first request that was sent again and again, or of which a witness says so, and that nothing answers. */
export function silence(joined: Joined): Fault | null {
  const isAlone = joined.messages.every((m) => m.kind !== 'message' || m.from === joined.messages[0]?.from);
  const says = joined.messages.some((m) => m.seen.some((s) => s.step.step === 'peer-silent' || s.step.step === 'peer-lost'));
  const needed = says || joined.attempts > 1 ? 1 : sentWithoutAnswer;
  const at = joined.messages.findIndex((m, i) => isRequest(m) && timesSent(m) >= needed && !isAnswered(joined, i));
  // A responder's SPI that no message brought: the capture or the log shows one direction only.
  if (isAlone && !says && joined.responderSpi !== null) return null;
  if (at < 0) return silentKeepAlives(joined);
  const { exchange } = joined.messages[at]!.seen[0].step;
  const isStanding = exchange === 'INFORMATIONAL' || exchange === 'CREATE_CHILD_SA';
  return { fault: isStanding ? 'peer-lost' : 'no-answer', at, isInferred: !says };
}

/** True for the message that opens a negotiation: then nothing at all came back. */
export function isOpening(
  { exchange, messageId }: { readonly exchange: string | null; readonly messageId: number | null },
  at: number,
): boolean {
  if (exchange === 'IKE_SA_INIT') return true;
  return at === 0 && (exchange === 'main-mode' || exchange === 'aggressive-mode') && (messageId ?? 0) === 0;
}

/** Packets of ESP that left an end, as a capture counted them. */
function espFrom({ messages }: Joined, end: End): number {
  return messages.filter((m) => m.kind === 'data' && m.from === end).reduce((sum, m) => sum + (m.seen[0].step.flow?.packets ?? 0), 0);
}

/** ESP in one direction only, beside IKE in both: it is dropped on the way. */
export function espOneWay(joined: Joined): Fault | null {
  for (const end of ['on-premises', 'azure'] as const) {
    if (espFrom(joined, end) < fewestPackets || espFrom(joined, otherEnd(end)) > 0) continue;
    const answers = joined.messages.some((m) => m.kind === 'message' && m.from === otherEnd(end));
    const at = joined.messages.findIndex((m) => m.kind === 'data' && m.from === end);
    if (answers) return { fault: 'esp-one-way', at, isInferred: true };
  }
  return null;
}

export function hasEspBothWays(joined: Joined): boolean {
  return espFrom(joined, 'azure') > 0 && espFrom(joined, 'on-premises') > 0;
}
