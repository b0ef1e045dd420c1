import { deviceProvider } from '#shared/model/fact.ts';
import type { CapturedPath, Fact, SignalClass } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

/** One local and one remote address, and what passed between them. */
type Path = {
  readonly local: string;
  readonly remote: string;
  readonly sent500: Fold;
  readonly sent4500: Fold;
  received500: number;
  received4500: number;
  /** The local end's last message went to UDP 4500. A new attempt begins on UDP 500 again, and is answered there. */
  hasMoved: boolean;
  /** Anything of IKE that came back once the negotiation had moved to UDP 4500. */
  receivedAfterMove: number;
  /** The local end sent a message that names the SPI of the remote one, which it has from an answer, captured or not. */
  knowsResponder: boolean;
  /** Initiator's SPIs of IKE SAs that one end opened and the other one answered, and of which nothing more was seen. */
  readonly halfOpen: Set<string>;
  readonly answers: Fold;
  readonly faults: Map<SignalClass, Fold>;
  readonly espSent: Direction;
  readonly espReceived: Direction;
};
type Direction = { packets: number; readonly fold: Fold };

const natPort = 4500;
/** Hostile captures name a new pair of ends in every packet. */
const maxPaths = 2000;
/** A capture may end between a request and its answer, or within the first packets of an SA. */
const silenceAfter = 3;
/** A capture may end after the first message of an attempt; two attempts that stop there do so for a reason. */
const halfOpenAttempts = 2;
const againWithinMs = 300_000;
const maxHalfOpen = 100;

function newPath(local: string, remote: string): Path {
  return {
    local,
    remote,
    sent500: fold(),
    sent4500: fold(),
    received500: 0,
    received4500: 0,
    hasMoved: false,
    receivedAfterMove: 0,
    knowsResponder: false,
    halfOpen: new Set(),
    answers: fold(),
    faults: new Map(),
    espSent: { packets: 0, fold: fold() },
    espReceived: { packets: 0, fold: fold() },
  };
}

function noteEsp(path: Path, event: IkeEventData, record: PlacedRecord): void {
  const direction = event.direction === 'sent' ? path.espSent : path.espReceived;
  direction.packets += event.flow?.packets ?? 0;
  direction.fold.add(record);
}

function noteHalfOpen(path: Path, event: IkeEventData, record: PlacedRecord): void {
  const { exchange, isResponse, initiatorSpi, responderSpi, fault } = event;
  if (initiatorSpi === null) return;
  const isAnswer = exchange === 'IKE_SA_INIT' && isResponse === true && responderSpi !== null && (fault ?? null) === null;
  if (!isAnswer) path.halfOpen.delete(initiatorSpi);
  else if (path.halfOpen.size < maxHalfOpen) path.halfOpen.add(initiatorSpi);
  if (isAnswer) path.answers.add(record);
}

function noteIke(path: Path, event: IkeEventData, record: PlacedRecord): void {
  const onNat = event.remote?.port === natPort;
  if (event.direction === 'sent') {
    (onNat ? path.sent4500 : path.sent500).add(record);
    path.hasMoved = onNat;
    path.knowsResponder ||= event.responderSpi !== null;
  } else {
    if (onNat) path.received4500 += 1;
    else path.received500 += 1;
    if (path.hasMoved) path.receivedAfterMove += 1;
  }
  noteHalfOpen(path, event, record);
  if (event.fault === undefined || event.fault === null) return;
  const group = path.faults.get(event.fault) ?? fold();
  path.faults.set(event.fault, group);
  group.add(record);
}

/** First requests that nothing ever answered. A capture of one direction alone looks alike but for the SPI of the other end. */
function neverAnswered({ sent500, sent4500, received500, received4500, knowsResponder }: Path): boolean {
  return !knowsResponder && sent500.count() + sent4500.count() >= silenceAfter && received500 + received4500 === 0;
}

/** A peer that cannot read a message still answers, be it on UDP 500 (a wrong key in IKEv1): that is no silence. */
function silentAfterMove({ sent4500, received500, received4500, receivedAfterMove }: Path): boolean {
  return sent4500.count() >= silenceAfter && received500 > 0 && received4500 + receivedAfterMove === 0;
}

function failure(path: Path, signal: SignalClass, folded: Fold, context: ExtractContext, answered?: boolean): Fact {
  return {
    kind: 'dial-failures',
    provider: deviceProvider,
    eventId: 0,
    interfaceName: path.remote,
    code: null,
    signal,
    count: folded.count(),
    span: folded.span(),
    ...(answered === undefined ? {} : { answered }),
    citations: folded.citations(context.cite),
  };
}

function pathFact(path: Path, result: CapturedPath['result'], by: readonly Fold[], { cite }: ExtractContext): Fact {
  const isEsp = result !== 'silent-4500';
  return {
    kind: 'captured-path',
    localAddress: path.local,
    remoteAddress: path.remote,
    result,
    sent: isEsp ? path.espSent.packets : path.sent4500.count(),
    received: isEsp ? path.espReceived.packets : path.received4500,
    span: by[0]!.span(),
    citations: by.flatMap((folded) => folded.citations(cite)),
  };
}

/** ESP says something about the way only beside IKE in both directions: without it the capture may have been filtered. */
function espFacts(path: Path, context: ExtractContext): Fact[] {
  const { espSent, espReceived, sent500, sent4500, received500, received4500 } = path;
  if (received500 + received4500 === 0 || sent500.count() + sent4500.count() === 0) return [];
  if (hasEspBothWays(path)) {
    const { fold: folded } = espReceived;
    return [
      pathFact(path, 'open', [espSent.fold, folded], context),
      {
        kind: 'dial-successes',
        provider: deviceProvider,
        interfaceName: path.remote,
        count: folded.count(),
        span: folded.span(),
        citations: folded.citations(context.cite),
      },
    ];
  }
  const only = espSent.packets > 0 ? espSent : espReceived;
  return only.packets >= silenceAfter ? [pathFact(path, 'esp-one-way', [only.fold], context)] : [];
}

/**
 * One end opens IKE SAs again and again and never goes on to IKE_AUTH, which moves to UDP 4500 behind NAT; the capture stands at the other
 * end. The opener heard the answers, or it would repeat its first message. A capture of UDP 500 alone looks alike, so this is no proof
 * that UDP 4500 is shut.
 */
function staysHalfOpen({ halfOpen, answers, sent4500, received4500 }: Path): boolean {
  const { firstMs, lastMs } = answers.span();
  const isAgainSoon = firstMs !== null && lastMs !== null && (lastMs - firstMs) / (answers.count() - 1) <= againWithinMs;
  return halfOpen.size >= halfOpenAttempts && isAgainSoon && sent4500.count() + received4500 === 0;
}

function hasEspBothWays({ espSent, espReceived }: Path): boolean {
  return espSent.packets > 0 && espReceived.packets > 0;
}

/** Beside a tunnel that works, SAs that stay half open are what scanners of the internet leave. */
function factsOf(path: Path, isTunnelUp: boolean, context: ExtractContext): Fact[] {
  if (!isTunnelUp && staysHalfOpen(path)) return [failure(path, 'no-answer', path.answers, context, true)];
  if (neverAnswered(path)) {
    const requests = path.sent500.count() > 0 ? path.sent500 : path.sent4500;
    return [failure(path, 'no-answer', requests, context, false)];
  }
  const faults = [...path.faults].map(([signal, folded]) => failure(path, signal, folded, context));
  if (!silentAfterMove(path)) return [...faults, ...espFacts(path, context)];
  return [...faults, failure(path, 'no-answer', path.sent4500, context, true), pathFact(path, 'silent-4500', [path.sent4500], context)];
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const paths = new Map<string, Path>();
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    if (event.kind !== 'ike-event' || event.witness !== 'capture' || event.local === null || event.remote === null) return;
    const key = `${event.local.address} ${event.remote.address}`;
    const path = paths.get(key) ?? newPath(event.local.address, event.remote.address);
    if (!paths.has(key) && paths.size >= maxPaths) return;
    paths.set(key, path);
    if (event.step === 'esp') noteEsp(path, event, record);
    else if (event.exchange !== null) noteIke(path, event, record);
  };
  const finish = (): Fact[] => {
    const all = [...paths.values()];
    const isTunnelUp = all.some(hasEspBothWays);
    return all.flatMap((path) => factsOf(path, isTunnelUp, context));
  };
  return { add, finish };
}

/** Packet captures: requests that nothing answers, refusals in clear, UDP 4500 or ESP that does not pass, and a way that is open. */
export const extractor: Extractor = { id: 'capture-events', kinds: ['ike-event'], start: collector };
