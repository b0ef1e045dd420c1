import type { ClockOffset } from '#shared/model/negotiation.ts';
import type { JoinedMessage } from './joined.ts';

function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}

/** Messages of one attempt lie no further from the distance of its starts; others are of another attempt that went the same way. */
const sameAttemptMs = 4_000;

type Clocks = { readonly witness: string; readonly reference: string; readonly aboutMs: number | null };

/**
 * How far a witness's clock is ahead of the reference's, in milliseconds: the median over the messages that both saw. A message takes its
 * time on the line; as it goes one way and the answer the other, the median cancels that out. `aboutMs`: what the starts of attempts
 * tell of it. Null without a common message.
 */
export function clockOffset(messages: readonly JoinedMessage[], { witness, reference, aboutMs }: Clocks): ClockOffset | null {
  const differences = messages.flatMap(({ kind, seen }) => {
    const own = seen.find((s) => s.witness === witness)?.step.ms;
    const theirs = seen.find((s) => s.witness === reference)?.step.ms;
    if (kind !== 'message' || own === null || own === undefined || theirs === null || theirs === undefined) return [];
    return aboutMs === null || Math.abs(own - theirs - aboutMs) <= sameAttemptMs ? [own - theirs] : [];
  });
  if (differences.length === 0) return null;
  const sorted = differences.toSorted((a, b) => a - b);
  return {
    medianMs: Math.round(quantile(sorted, 0.5)),
    spreadMs: Math.round((quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2),
    anchors: sorted.length,
  };
}
