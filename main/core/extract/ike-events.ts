import { gatewayProvider } from '#shared/model/fact.ts';
import type { Fact, SignalClass } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { AzureGatewayLogData } from '#shared/model/record-data.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';
import { maintenanceOf, tunnelChange } from './gateway-log.ts';
import { providerOf, signalOf } from './ike-signal.ts';
import type { LogProvider } from './ike-signal.ts';

type Failures = {
  readonly peer: Peer;
  readonly signal: SignalClass;
  readonly code: number | null;
  readonly answered: boolean | null;
  readonly fold: Fold;
};

/** One remote end as one side saw it. */
type Peer = {
  readonly provider: LogProvider;
  readonly address: string | null;
  connection: string | null;
  readonly sent: Fold;
  received: number;
  failures: number;
  /** The peer answered since the last attempt began. */
  answered: boolean;
  /** Answers to IKE_SA_INIT after which nothing more of the peer was read. */
  halfOpen: Fold;
  readonly successes: Fold;
};

/** Hostile logs name a new peer or code in every line; beyond this many they are counted together. */
const maxPeers = 2000;
const maxGroups = 5000;
/** So many unanswered requests are silence; a log may end between a request and its answer. */
const silenceAfter = 3;
/** One attempt may be cut off by the end of the log; a peer that opens again this soon did not get on. */
const halfOpenAttempts = 2;
const againWithinMs = 300_000;

function isFailure(event: IkeEventData): boolean {
  return event.step === 'failed' || event.step === 'peer-silent' || event.step === 'peer-lost';
}

function peers() {
  const known = new Map<string, Peer>();
  const of = (provider: LogProvider, address: string | null): Peer => {
    const full = JSON.stringify([provider, address]);
    const named = known.has(full) || known.size < maxPeers;
    const key = named ? full : JSON.stringify([provider, null]);
    const peer = known.get(key) ?? {
      provider,
      address: named ? address : null,
      connection: null,
      sent: fold(),
      received: 0,
      failures: 0,
      answered: false,
      halfOpen: fold(),
      successes: fold(),
    };
    known.set(key, peer);
    return peer;
  };
  return { of, all: () => [...known.values()] };
}

/** The name that people know the tunnel by: the connection's on a device, the remote address on the gateway. */
function nameOf(peer: Peer): string | null {
  return peer.provider === gatewayProvider ? (peer.address ?? peer.connection) : (peer.connection ?? peer.address);
}

function failureFact(group: Omit<Failures, 'fold'>, folded: Fold, { cite }: ExtractContext): Fact {
  const { signal, code, answered } = group;
  return {
    kind: 'dial-failures',
    provider: group.peer.provider,
    eventId: 0,
    interfaceName: nameOf(group.peer),
    code,
    signal,
    count: folded.count(),
    span: folded.span(),
    ...(signal === 'no-answer' && answered !== null ? { answered } : {}),
    citations: folded.citations(cite),
  };
}

/** Requests without one answer and without a word about it: the gateway's log states no failure then. */
function isSilent(peer: Peer): boolean {
  return peer.received === 0 && peer.failures === 0 && peer.successes.count() === 0 && peer.sent.count() >= silenceAfter;
}

/** The peer opens IKE SAs again and again, and its IKE_AUTH, which moves to UDP 4500 behind NAT, never comes. */
function staysHalfOpen({ provider, failures, successes, halfOpen }: Peer): boolean {
  const { firstMs, lastMs } = halfOpen.span();
  if (provider === gatewayProvider || failures + successes.count() > 0 || halfOpen.count() < halfOpenAttempts) return false;
  return firstMs !== null && lastMs !== null && (lastMs - firstMs) / (halfOpen.count() - 1) <= againWithinMs;
}

function silenceOf(peer: Peer, isTunnelUp: boolean, context: ExtractContext): Fact[] {
  const group = { peer, signal: 'no-answer', code: null } as const;
  if (isSilent(peer)) return [failureFact({ ...group, answered: false }, peer.sent, context)];
  // Beside a tunnel that works, SAs that stay half open are what scanners of the internet leave.
  return !isTunnelUp && staysHalfOpen(peer) ? [failureFact({ ...group, answered: true }, peer.halfOpen, context)] : [];
}

function peerFacts(peer: Peer, isTunnelUp: boolean, context: ExtractContext): Fact[] {
  const silence = silenceOf(peer, isTunnelUp, context);
  if (peer.successes.count() === 0) return silence;
  const folded = peer.successes;
  return [
    {
      kind: 'dial-successes',
      provider: peer.provider,
      interfaceName: nameOf(peer),
      count: folded.count(),
      span: folded.span(),
      citations: folded.citations(context.cite),
    },
  ];
}

function noteHalfOpen(peer: Peer, { step, direction, exchange, isResponse, notifies }: IkeEventData, record: PlacedRecord): void {
  if (step !== 'message' || exchange === null) return;
  const isRefusal = notifies.some((n) => /^(?:NO_PROPOSAL|INVALID_|COOKIE|UNSUPPORTED)/.test(n.name));
  if (exchange !== 'IKE_SA_INIT') peer.halfOpen = fold();
  else if (direction === 'sent' && isResponse === true && !isRefusal) peer.halfOpen.add(record);
}

function note(peer: Peer, event: IkeEventData, record: PlacedRecord): void {
  peer.connection = event.connection ?? peer.connection;
  const isFirst = (event.messageId ?? 0) === 0 && event.isResponse === false;
  if (event.step === 'message' && event.direction === 'sent' && isFirst && event.exchange === 'IKE_SA_INIT') peer.answered = false;
  noteHalfOpen(peer, event, record);
  if (event.direction === 'received') {
    peer.received += 1;
    peer.answered = true;
  } else if (event.direction === 'sent' && (event.step === 'message' || event.step === 'retransmission')) peer.sent.add(record);
  // An IKE SA carries nothing yet; the tunnel stands when a child SA does.
  if (event.step === 'established' && event.sa === 'child') peer.successes.add(record);
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const known = peers();
  const groups = new Map<string, Failures>();
  const maintenance = new Map<string, Fold>();

  const fail = (record: PlacedRecord, failure: Omit<Failures, 'fold'>): void => {
    const { peer, signal, code, answered } = failure;
    const full = JSON.stringify([peer.provider, peer.address, signal, code, answered]);
    const key = groups.has(full) || groups.size < maxGroups ? full : JSON.stringify([peer.provider, null, signal, null, null]);
    const group = groups.get(key) ?? { ...failure, fold: fold() };
    groups.set(key, group);
    group.fold.add(record);
    peer.failures += 1;
  };
  const addIke = (event: IkeEventData, record: PlacedRecord): void => {
    const provider = providerOf(event);
    if (provider === null) return;
    const peer = known.of(provider, event.remote?.address ?? null);
    note(peer, event, record);
    if (!isFailure(event)) return;
    const signal = signalOf(event);
    fail(record, { peer, signal, code: event.code, answered: signal === 'no-answer' ? peer.answered : null });
  };
  const addRow = (row: AzureGatewayLogData, record: PlacedRecord): void => {
    const operation = maintenanceOf(row);
    if (operation !== null) {
      const folded = maintenance.get(operation) ?? fold();
      maintenance.set(operation, folded);
      folded.add(record);
    }
    const change = tunnelChange(row);
    if (change === null) return;
    const peer = known.of(gatewayProvider, row.remoteAddress);
    if (change === 'connected') peer.successes.add(record);
    else fail(record, { peer, signal: change, code: null, answered: null });
  };
  const add = (record: PlacedRecord): void => {
    if (record.data.kind === 'ike-event') addIke(record.data, record);
    else if (record.data.kind === 'azure-gateway-log') addRow(record.data, record);
  };
  const peersFacts = (): Fact[] => {
    const all = known.all();
    const isTunnelUp = all.some((peer) => peer.successes.count() > 0);
    return all.flatMap((peer) => peerFacts(peer, isTunnelUp, context));
  };
  const finish = (): Fact[] => [
    ...[...groups.values()].map(({ fold: folded, ...group }) => failureFact(group, folded, context)),
    ...peersFacts(),
    ...[...maintenance].map(([operation, folded]): Fact => ({
      kind: 'gateway-maintenance',
      operation,
      count: folded.count(),
      span: folded.span(),
      citations: folded.citations(context.cite),
    })),
  ];
  return { add, finish };
}

/** Logs of VPN devices and of the Azure VPN gateway: negotiations that failed or succeeded, tunnels that came and went, maintenance. */
export const extractor: Extractor = { id: 'ike-events', kinds: ['ike-event', 'azure-gateway-log'], start: collector };
