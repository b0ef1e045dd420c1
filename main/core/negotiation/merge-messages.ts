import type { End } from '#shared/model/negotiation.ts';
import type { NegotiationStep } from '#shared/model/negotiation-fact.ts';
import { otherEnd } from './joined.ts';
import type { JoinedMessage, Seen, Sight } from './joined.ts';

/** A step with what makes it the same message for another witness. */
type Item = { readonly kind: JoinedMessage['kind']; readonly from: End | null; readonly step: NegotiationStep; readonly ordinal: number };
type Draft = { readonly item: Item; readonly seen: [Sight, ...Sight[]] };

/** The gateway's log has one line for a refusal; the logs of devices have one for the message and another for what they make of it. */
function isRefusal({ step, notifies }: NegotiationStep, witness: Seen['fact']['witness']): boolean {
  return step === 'failed' && notifies.length > 0 && (witness === 'azure-log' || witness === 'network-watcher');
}

/** A log says that it deletes an SA on a line of its own; the message has a number. */
function kindOf(known: NegotiationStep, witness: Seen['fact']['witness']): JoinedMessage['kind'] {
  const { step, flow, direction, messageId } = known;
  if (step === 'esp' || (flow !== null && flow !== undefined)) return 'data';
  if (direction !== 'sent' && direction !== 'received') return 'statement';
  const isMessage =
    step === 'message' || step === 'retransmission' || (step === 'deleted' && messageId !== null) || isRefusal(known, witness);
  return isMessage ? 'message' : 'statement';
}

function itemsOf({ fact, localEnd }: Seen): Item[] {
  const counts = new Map<string, number>();
  return fact.steps.map((step): Item => {
    const kind = kindOf(step, fact.witness);
    const isFromPeer = step.direction === 'received' && kind !== 'statement';
    const from = isFromPeer ? otherEnd(localEnd) : localEnd;
    const key = `${step.exchange} ${from} ${step.isResponse}`;
    const ordinal = counts.get(key) ?? 0;
    if (kind === 'message') counts.set(key, ordinal + 1);
    return { kind, from, step, ordinal };
  });
}

/** IKEv2 numbers its exchanges (RFC 7296, 2.2); in IKEv1, and in logs that leave the number out, the order tells. */
function isSame(a: Item, b: Item, version: 1 | 2 | null): boolean {
  if (a.kind !== b.kind || a.kind === 'statement' || a.from !== b.from) return false;
  if (a.kind === 'data') return a.step.flow?.spi === b.step.flow?.spi;
  if (a.step.exchange !== b.step.exchange) return false;
  if (a.step.isResponse !== null && b.step.isResponse !== null && a.step.isResponse !== b.step.isResponse) return false;
  const isNumbered = version === 2 && a.step.messageId !== null && b.step.messageId !== null;
  return isNumbered ? a.step.messageId === b.step.messageId : a.ordinal === b.ordinal;
}

function insert(drafts: Draft[], seen: Seen, version: 1 | 2 | null): void {
  const items = itemsOf(seen);
  const find = (item: Item): number =>
    drafts.findIndex((d) => isSame(d.item, item, version) && d.seen.every((s) => s.witness !== seen.sourceId));
  // A witness that tells only how it ended has no message to stand beside.
  let after = items.some((item) => find(item) >= 0) ? -1 : drafts.length - 1;
  for (const item of items) {
    const sight: Sight = { witness: seen.sourceId, step: item.step };
    const at = find(item);
    if (at >= 0) {
      drafts[at]!.seen.push(sight);
      after = Math.max(after, at);
    } else {
      after += 1;
      drafts.splice(after, 0, { item, seen: [sight] });
    }
  }
}

/** As many files of one bundle may hold the same log; what the most trusted of them saw is told. */
const mostMerged = 12;

/** The messages of all witnesses in one order: that of the first witness, with what only others saw after what they saw before it. */
export function mergeMessages(members: readonly Seen[]): JoinedMessage[] {
  const version = members.find((m) => m.fact.version !== null)?.fact.version ?? null;
  const drafts: Draft[] = [];
  for (const member of members.slice(0, mostMerged)) insert(drafts, member, version);
  return drafts.map(({ item, seen }): JoinedMessage => ({ kind: item.kind, from: item.from, seen }));
}
