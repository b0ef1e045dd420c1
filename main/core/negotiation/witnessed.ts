import type { Endpoint, IkeEventData, IkeProposal } from '#shared/model/ike.ts';
import type { IkeNegotiation, NegotiationStep, Offers } from '#shared/model/negotiation-fact.ts';
import type { Cite, PlacedRecord } from '../extract/extractor.ts';
import { stepList, stepOf } from './steps.ts';
import type { Draft } from './steps.ts';

type Identity = Omit<
  IkeNegotiation,
  'kind' | 'steps' | 'omitted' | 'attempts' | 'attemptCount' | 'lastMs' | 'lastText' | 'localOffers' | 'remoteOffers' | 'chosen'
>;
type MutableOffers = { -readonly [K in keyof Offers]: IkeProposal[] };

export type Witnessed = {
  readonly add: (event: IkeEventData, record: PlacedRecord, cite: Cite) => void;
  readonly isOver: () => boolean;
  readonly awaitsRetry: () => boolean;
  readonly startMs: () => number | null;
  readonly spi: () => string | null;
  readonly result: () => Pick<IkeNegotiation, 'steps' | 'omitted' | 'localOffers' | 'remoteOffers' | 'chosen' | 'lastMs' | 'lastText'> &
    Identity;
};

const mostProposals = 24;
const ends: ReadonlySet<NegotiationStep['step']> = new Set(['failed', 'peer-silent', 'peer-lost', 'deleted']);
/** The initiator sends the first message again, with what the answer asked for (RFC 7296, 1.2 and 2.6). */
const retryNotifies: ReadonlySet<string> = new Set(['COOKIE', 'INVALID_KE_PAYLOAD']);

function noOffers(): MutableOffers {
  return { ike: [], child: [] };
}

function take(into: MutableOffers, proposals: readonly IkeProposal[]): void {
  for (const proposal of proposals) {
    const list = proposal.protocol === 'ike' ? into.ike : into.child;
    const text = JSON.stringify(proposal.transforms);
    if (list.length < mostProposals && !list.some((known) => JSON.stringify(known.transforms) === text)) list.push(proposal);
  }
}

/** Statements that belong to a message: a log writes them on lines of their own, before what it sends and after what it receives. */
function isAside(event: IkeEventData): boolean {
  if (event.step === 'proposals') return true;
  return event.step === 'other' && (event.flow ?? null) === null && (event.unreachable ?? null) === null;
}

type Aside = Pick<NegotiationStep, 'proposals' | 'chosen' | 'identities' | 'selectors' | 'nat'>;
const noAside: Aside = { proposals: [], chosen: null, identities: [], selectors: [], nat: null };

function joined(a: Aside, b: Aside): Aside {
  return {
    proposals: a.proposals.length > 0 ? a.proposals : b.proposals,
    chosen: a.chosen ?? b.chosen,
    identities: a.identities.length > 0 ? a.identities : b.identities,
    selectors: a.selectors.length > 0 ? a.selectors : b.selectors,
    nat: a.nat ?? b.nat,
  };
}

function endpoint(known: Endpoint | null, told: Endpoint | null): Endpoint | null {
  if (known === null || (known.port === null && told?.address === known.address)) return told ?? known;
  return known;
}

/** A negotiation as one witness tells it, put together from its records in their order. */
export function witnessed(first: IkeEventData, isUtc: boolean): Witnessed {
  const list = stepList();
  const id = {
    witness: first.witness,
    side: first.side,
    local: first.local,
    remote: first.remote,
    version: first.version,
    isInitiator: first.isInitiator,
    initiatorSpi: first.initiatorSpi,
    responderSpi: first.responderSpi,
    connection: first.connection ?? null,
    utc: isUtc,
  };
  const [localOffers, remoteOffers, chosen] = [noOffers(), noOffers(), noOffers()];
  let pending: Aside = noAside;
  let latest: Draft | null = null;
  let [startMs, lastMs, lastText]: [number | null, number | null, string] = [null, null, ''];
  let isOver = false;
  let awaitsRetry = false;

  const learn = (event: IkeEventData): void => {
    id.local = endpoint(id.local, event.local);
    id.remote = endpoint(id.remote, event.remote);
    id.version ??= event.version;
    id.isInitiator ??= event.isInitiator;
    id.initiatorSpi ??= event.initiatorSpi;
    id.responderSpi ??= event.responderSpi;
    id.connection ??= event.connection ?? null;
    if (event.chosen !== null) take(chosen, [event.chosen]);
    // A response repeats what was chosen; it is no offer.
    if (event.isResponse === true) return;
    if (event.direction === 'received') {
      const isAnswer = event.step === 'proposals' && event.isInitiator === true && event.exchange !== 'CREATE_CHILD_SA';
      take(isAnswer ? chosen : remoteOffers, event.proposals);
    } else take(localOffers, event.proposals);
  };

  const addAside = (event: IkeEventData): void => {
    const isAboutReceived = latest?.direction === 'received' && event.direction !== 'local' && event.identities[0]?.whose !== 'local';
    if (isAboutReceived && latest !== null) Object.assign(latest, joined(latest, event));
    else pending = joined(event, pending);
  };

  const addStep = (event: IkeEventData, record: PlacedRecord, cite: Cite): void => {
    const base = stepOf(event, record, cite);
    const isSent = event.direction === 'sent' && event.step === 'message';
    // What an end is set to is what it offers in a request; a response carries only what was chosen.
    const aside = event.isResponse === true ? { ...pending, proposals: [] } : pending;
    const step = isSent ? { ...base, ...joined(base, aside) } : base;
    if (step !== base) pending = noAside;
    latest = list.add(step);
    startMs ??= step.ms;
    if (step.ms !== null && (lastMs === null || step.ms >= lastMs)) [lastMs, lastText] = [step.ms, step.timeText];
    isOver ||= ends.has(step.step) && step.sa !== 'child';
    if (event.step === 'message') awaitsRetry = event.isResponse === true && step.notifies.some((n) => retryNotifies.has(n));
  };

  return {
    add: (event, record, cite) => {
      learn(event);
      if (isAside(event)) addAside(event);
      else addStep(event, record, cite);
    },
    isOver: () => isOver,
    awaitsRetry: () => awaitsRetry,
    startMs: () => startMs,
    spi: () => id.initiatorSpi,
    result: () => ({ ...id, steps: list.all(), omitted: list.omitted(), localOffers, remoteOffers, chosen, lastMs, lastText }),
  };
}
