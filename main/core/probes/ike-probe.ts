import { randomBytes } from 'node:crypto';
import type { IkeProbeData, IkeProbeResult, ProbeRequestOf } from '#shared/model/probe.ts';
import { knownGroups, publicValue } from '../ike/key-exchange.ts';
import { detectNat } from '../ike/nat-detection.ts';
import { chosenText, parseSuites, suitesText, type IkeSuite } from '../ike/offer.ts';
import { addressBytes, writeMainMode, writeSaInit } from '../ike/write-message.ts';
import { nonEspMarker, readIkeAnswer, type IkeAnswer } from './ike-answer.ts';
import type { ProbeEnd, ProbePorts, UdpAnswer, UdpChannel } from './ports.ts';
import { resolveTarget } from './resolve-target.ts';

/** Three messages at most, never two within a second: as an initiator would do it, and slower than any (RFC 7296, 2.4). */
const tries = 3;
const waitMs = [1500, 2500, 4000];
const betweenMs = 1000;
const natTraversalPort = 4500;

export type ProbeContext = {
  readonly signal: AbortSignal;
  /** Told after each message or attempt: what came of it. */
  readonly step: (done: number, total: number) => void;
};

type Asked = { readonly write: (cookie: Buffer | null) => Buffer; readonly spi: Buffer; readonly version: 1 | 2; readonly marked: boolean };
type Heard = {
  readonly result: IkeProbeResult;
  readonly answer: IkeAnswer | null;
  readonly cookie: boolean;
  sent: number;
  ms: number | null;
};

/** The message to send, made once: it is repeated as it is (RFC 7296, 2.1). Null when it cannot be written. */
function askFor(request: ProbeRequestOf<'ike'>, suites: readonly IkeSuite[], local: ProbeEnd, remote: ProbeEnd): Asked | null {
  const spi = randomBytes(8);
  const marked = request.port === natTraversalPort;
  const framed = (bytes: Buffer): Buffer => (marked ? Buffer.concat([nonEspMarker, bytes]) : bytes);
  if (request.version === 1) {
    const message = writeMainMode(spi, suites);
    return message === null ? null : { write: () => framed(message), spi, version: 1, marked };
  }
  const group = suites[0]!.groups[0]!;
  const value = publicValue(group);
  if (value === null) return null;
  const init = { spi, nonce: randomBytes(32), suites, ke: { group, value }, local, remote };
  return { write: (cookie) => framed(writeSaInit(init, cookie)), spi, version: 2, marked };
}

async function awaitAnswer(
  channel: UdpChannel,
  asked: Asked,
  until: { readonly ms: number; readonly elapsed: () => number },
  signal: AbortSignal,
) {
  const endMs = until.elapsed() + until.ms;
  for (;;) {
    const heard: UdpAnswer = await channel.receive(Math.max(1, endMs - until.elapsed()), signal);
    if (heard.kind !== 'message') return heard;
    const answer = readIkeAnswer(heard.bytes, asked);
    if (answer !== null) return { kind: 'answer', answer, atMs: heard.atMs } as const;
    if (until.elapsed() >= endMs || signal.aborted) return { kind: 'silent' } as const;
  }
}

/** Sends, repeats while it is silent, answers a cookie once, and goes no further. */
async function converse(channel: UdpChannel, asked: Asked, ports: ProbePorts, signal: AbortSignal): Promise<Heard> {
  let cookie: Buffer | null = null;
  let sent = 0;
  let repeated = 0;
  let icmp: 'refused' | 'unreachable' | null = null;
  while (repeated < tries && !signal.aborted) {
    const startedMs = ports.elapsedMs();
    channel.send(asked.write(cookie));
    sent += 1;
    const heard = await awaitAnswer(channel, asked, { ms: waitMs[repeated] ?? waitMs[0]!, elapsed: ports.elapsedMs }, signal);
    repeated += 1;
    if (heard.kind === 'answer') {
      const ms = repeated === 1 ? heard.atMs - startedMs : null;
      if (heard.answer.cookie === null || cookie !== null)
        return { result: heard.answer.result, answer: heard.answer, cookie: cookie !== null, sent, ms };
      cookie = heard.answer.cookie;
      repeated = 0;
    } else if (heard.kind !== 'silent') icmp = heard.kind;
    const spentMs = ports.elapsedMs() - startedMs;
    if (repeated < tries) await ports.wait(Math.max(0, betweenMs - spentMs), signal);
  }
  return { result: cookie === null ? (icmp ?? 'silent') : 'cookie', answer: null, cookie: cookie !== null, sent, ms: null };
}

function hashedEnd({ address, port }: ProbeEnd): { readonly address: Buffer; readonly port: number } {
  return { address: addressBytes(address), port };
}

/** What the hashes in the answer say of the way back; IKEv1 sends them in its third and fourth message only. */
function natOf(heard: Heard, local: ProbeEnd, remote: ProbeEnd): IkeProbeData['nat'] {
  if (heard.answer === null || heard.answer.message.natHashes.length === 0) return null;
  const found = detectNat(heard.answer.message, hashedEnd(remote), hashedEnd(local));
  return { local: found.destination, remote: found.source };
}

type Blank = Pick<IkeProbeData, 'kind' | 'host' | 'port' | 'version' | 'startedMs' | 'offered'>;

function dataOf(blank: Blank, heard: Heard, local: ProbeEnd, remote: ProbeEnd): IkeProbeData {
  const message = heard.answer?.message ?? null;
  const chosen = heard.result === 'answered' ? (message?.proposals[0] ?? null) : null;
  const chosenGroup = chosen?.transforms.find((t) => t.type === 'dh-group')?.id ?? null;
  return {
    ...blank,
    address: remote.address,
    from: `${local.address.includes(':') ? `[${local.address}]` : local.address}:${local.port}`,
    result: heard.result,
    chosen: chosen === null ? null : chosenText(chosen),
    group: chosenGroup ?? message?.wantedGroup ?? null,
    cookie: heard.cookie,
    nat: natOf(heard, local, remote),
    notifies: [...new Set(message?.notifies.map(({ name }) => name))],
    vendorIds: [...new Set(message?.vendorIds)],
    messagesSent: heard.sent,
    roundTripMs: heard.ms,
    groups: [],
  };
}

async function once(
  request: ProbeRequestOf<'ike'>,
  suites: readonly IkeSuite[],
  address: string | null,
  ports: ProbePorts,
  signal: AbortSignal,
) {
  const blank: Blank = {
    kind: 'ike-probe',
    host: request.host,
    port: request.port,
    version: request.version,
    startedMs: ports.clock.nowMs(),
    offered: suitesText(suites),
  };
  const remote = { address: address ?? '', port: request.port };
  const channel = address === null ? null : await ports.openUdp(remote);
  if (channel === null) {
    const nobody: Heard = { result: 'unreachable', answer: null, cookie: false, sent: 0, ms: null };
    return { ...dataOf(blank, nobody, { address: '', port: 0 }, remote), address, from: null };
  }
  try {
    const asked = askFor(request, suites, channel.local, remote);
    const heard = asked === null ? null : await converse(channel, asked, ports, signal);
    return heard === null ? null : dataOf(blank, heard, channel.local, remote);
  } finally {
    channel.close();
  }
}

/** Each group by itself, with every cipher and hash of the offer, a second apart; stops where the peer no longer answers. */
async function askGroups(
  request: ProbeRequestOf<'ike'>,
  suites: readonly IkeSuite[],
  address: string | null,
  ports: ProbePorts,
  context: ProbeContext,
): Promise<IkeProbeData['groups']> {
  const found: { group: number; result: IkeProbeResult }[] = [];
  for (const [i, group] of knownGroups.entries()) {
    context.step(i + 1, knownGroups.length + 1);
    await ports.wait(betweenMs, context.signal);
    if (context.signal.aborted) break;
    const alone = suites.map((suite) => ({ ...suite, groups: [group] }));
    const data = await once(request, alone, address, ports, context.signal);
    if (data === null) continue;
    found.push({ group, result: data.result });
    if (data.result === 'silent' || data.result === 'unreachable' || data.result === 'refused') break;
  }
  return found;
}

/**
 * Knocks at an IKE peer with the first message of IKEv2 (IKE_SA_INIT) or IKEv1 (main mode) and reads what comes back. No second
 * exchange follows, whatever the answer; the peer forgets the half-open SA by itself. `defaults` is offered when the
 * request names nothing. Null when the offer cannot be read or said in this version.
 */
export async function probeIke(
  request: ProbeRequestOf<'ike'>,
  defaults: readonly IkeSuite[],
  ports: ProbePorts,
  context: ProbeContext,
): Promise<IkeProbeData | null> {
  const suites = request.offer === null ? defaults : parseSuites(request.offer);
  if (suites === null || suites.length === 0) return null;
  const { address } = await resolveTarget(request.host, 'any', ports, context.signal);
  context.step(0, request.groups ? knownGroups.length + 1 : 1);
  const data = await once(request, suites, address, ports, context.signal);
  if (data === null || !request.groups || data.messagesSent === 0) return data;
  return { ...data, groups: await askGroups(request, suites, address, ports, context) };
}
