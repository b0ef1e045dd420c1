import type { FactOf } from '#shared/model/fact.ts';
import type { Endpoint } from '#shared/model/ike.ts';
import type { ClockOffset, End } from '#shared/model/negotiation.ts';
import type { NegotiationStep, Offers } from '#shared/model/negotiation-fact.ts';

/** A negotiation as one witness tells it, with the end that "local" stands for. */
export type Seen = { readonly fact: FactOf<'ike-negotiation'>; readonly sourceId: string; readonly path: string; readonly localEnd: End };

/** What one witness saw of a message; `witness` is the id of its source. */
export type Sight = { readonly witness: string; readonly step: NegotiationStep };

/** A message that crossed the line, what one end says of itself, or data (ESP) that flowed; seen by one witness or by several. */
export type JoinedMessage = {
  readonly kind: 'message' | 'statement' | 'data';
  readonly from: End | null;
  readonly seen: readonly [Sight, ...Sight[]];
};

/** One IKE SA, or attempts at one that went the same way, from everything that saw it. */
export type Joined = {
  readonly members: readonly Seen[];
  readonly onPremises: Endpoint | null;
  readonly azure: Endpoint | null;
  readonly version: 1 | 2 | null;
  readonly initiator: End | null;
  readonly initiatorSpi: string | null;
  readonly responderSpi: string | null;
  readonly connection: string | null;
  readonly messages: readonly JoinedMessage[];
  readonly omitted: number;
  readonly offers: Readonly<Record<End, Offers>>;
  readonly chosen: Offers;
  readonly attempts: number;
  /** Usual distance between attempts, start to start. */
  readonly periodMs: number | null;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly firstText: string;
  readonly lastText: string;
};

export type JoinedWitness = {
  readonly id: string;
  readonly path: string;
  readonly kind: Seen['fact']['witness'];
  readonly side: End | null;
  readonly zoneKnown: boolean;
  readonly offset: ClockOffset | null;
};

export type JoinedNegotiations = { readonly witnesses: readonly JoinedWitness[]; readonly negotiations: readonly Joined[] };

export function otherEnd(end: End): End {
  return end === 'azure' ? 'on-premises' : 'azure';
}
