import type { Negotiation, NegotiationMessage, Sighting, Witness } from '#shared/model/negotiation.ts';

/** The negotiation to show at first: the latest that failed, else the latest; opened at the message that failed. */
export function firstChoice(all: readonly Negotiation[]): { readonly chosen: string | null; readonly message: number | null } {
  const negotiation = all.findLast((n) => n.result === 'failed' || n.result === 'silent') ?? all.at(-1);
  return { chosen: negotiation?.id ?? null, message: negotiation?.failedAt ?? null };
}

const foldedAbove = 24;
const shownFirst = 14;
const shownLast = 6;

/** Rows of a long session that are folded away: from the first index to before the second. Null when all are shown. */
export function foldOf(messages: readonly NegotiationMessage[], failedAt: number | null): readonly [number, number] | null {
  if (messages.length <= foldedAbove) return null;
  const from = shownFirst;
  const to = messages.length - shownLast;
  if (failedAt === null || failedAt < from || failedAt >= to) return [from, to];
  // What failed is never hidden: the shorter part before it stays.
  return failedAt - 3 > from ? [from, failedAt - 3] : null;
}

/** A witness's time on the clock of the reference. Null when the source tells no instant. */
export function timeOf(sighting: Sighting, witnesses: readonly Witness[], isAligned: boolean): number | null {
  if (sighting.utcMs === null) return null;
  const offset = witnesses.find((w) => w.id === sighting.witness)?.offset ?? null;
  return isAligned && offset !== null ? sighting.utcMs - offset.medianMs : sighting.utcMs;
}

/** Letters for the witnesses, in their order: A, B, C … */
export function letterOf(witness: string, witnesses: readonly Witness[]): string {
  const at = witnesses.findIndex((w) => w.id === witness);
  return at < 0 ? '?' : String.fromCodePoint(65 + (at % 26));
}
