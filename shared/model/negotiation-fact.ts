import type { Citation } from './analysis.ts';
import type { Endpoint, IkeEventData, IkeProposal } from './ike.ts';

/**
 * One message or statement of a negotiation as one witness saw it: `direction` and "local" are the witness's. Equal ones that follow one
 * another (retransmissions, keep-alives, rekeys that go well) are one step with a count.
 */
export type NegotiationStep = Pick<
  IkeEventData,
  | 'direction'
  | 'exchange'
  | 'isResponse'
  | 'messageId'
  | 'step'
  | 'sa'
  | 'code'
  | 'proposals'
  | 'chosen'
  | 'keGroup'
  | 'identities'
  | 'selectors'
  | 'nat'
  | 'isEncrypted'
  | 'sealedBytes'
  | 'fault'
  | 'flow'
  | 'unreachable'
> & {
  readonly notifies: readonly string[];
  /** UDP port of the local or remote end, 500 or 4500 as a rule. */
  readonly port: number | null;
  /** Milliseconds UTC; of the source's own unknown zone when the negotiation's `utc` is false. */
  readonly ms: number | null;
  readonly lastMs: number | null;
  readonly timeText: string;
  readonly count: number;
  readonly citation: Citation;
};

/** Proposals by phase: of the IKE SA (phase 1) and of the child SAs (phase 2). */
export type Offers = { readonly ike: readonly IkeProposal[]; readonly child: readonly IkeProposal[] };

/** Negotiations of one pair of ends that one witness saw go the same way; the first one's steps stand for all. */
export type IkeNegotiation = {
  readonly kind: 'ike-negotiation';
  readonly witness: IkeEventData['witness'];
  readonly side: IkeEventData['side'];
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
  readonly version: 1 | 2 | null;
  /** True when the local end opened the IKE SA. */
  readonly isInitiator: boolean | null;
  readonly initiatorSpi: string | null;
  readonly responderSpi: string | null;
  readonly connection: string | null;
  readonly utc: boolean;
  /** What each end is set to or offered, as far as the witness tells; what was chosen of it. */
  readonly localOffers: Offers;
  readonly remoteOffers: Offers;
  readonly chosen: Offers;
  readonly steps: readonly NegotiationStep[];
  /** Steps between the first and the last kept ones that are not. */
  readonly omitted: number;
  /** The first attempts that went this way: when each began and its initiator's SPI. */
  readonly attempts: readonly { readonly ms: number | null; readonly spi: string | null }[];
  readonly attemptCount: number;
  readonly lastMs: number | null;
  readonly lastText: string;
};
