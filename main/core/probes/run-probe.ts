import { message, type Message } from '#shared/model/message.ts';
import type { ProbeData, ProbeFigure, ProbeRequest, ProbeRequestOf } from '#shared/model/probe.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import type { IkeSuite } from '../ike/offer.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import { probeClock } from './clock-probe.ts';
import { describeProbe } from './describe-probe.ts';
import { probeDns } from './dns-probe.ts';
import { probeHealth } from './health-probe.ts';
import { probeIke } from './ike-probe.ts';
import { summarise } from './latency.ts';
import { probePathMtu } from './path-mtu.ts';
import { figuresOf, traceFigures } from './probe-figures.ts';
import { meaningOf, tcpMeaning } from './probe-meaning.ts';
import type { ProbePorts } from './ports.ts';
import { countedTimes, probeTcp, type TcpRun, type TcpSample } from './tcp-probe.ts';
import { probeTrace } from './trace-probe.ts';
import { writeProbeText } from './write-probe-text.ts';
import { writePsping } from './write-psping.ts';

/** What a probe leaves: a text that is imported like any file, and what it means in one line. */
export type ProbeOutcome = {
  readonly request: ProbeRequest;
  readonly fileName: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly summary: Message;
  /** What that says about the tunnel. */
  readonly means: Message;
  readonly figures: readonly ProbeFigure[];
  readonly data: ProbeData | null;
};

export type ProbeTools = {
  readonly ports: ProbePorts;
  /** What an Azure gateway offers by default, for IKE probes that name no offer. */
  readonly defaults: readonly IkeSuite[];
  readonly version: string;
};

export type ProbeWatch = {
  /** Ends the probe; what was measured stays. */
  readonly signal: AbortSignal;
  readonly sample: (sample: TcpSample) => void;
  readonly step: (done: number, total: number) => void;
};

/** `probe-tcp-10.20.1.4-443-20261128T073000Z.txt`: safe on every file system. */
function fileNameOf(kind: string, target: string, startedMs: number): string {
  const time = new Date(startedMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `probe-${kind}-${target.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}-${time}.txt`;
}

function tcpVerdict(run: TcpRun): Verdict {
  const { sent, received } = summarise(countedTimes(run.samples));
  // A name that nobody waited for is not one that does not exist.
  if (sent === 0) return run.resolved.address === null && run.resolved.resolveMs !== null ? 'problem' : 'cannot-tell';
  if (received > 0) return received === sent ? 'healthy' : 'warning';
  return run.samples.some((s) => s.outcome === 'refused') ? 'warning' : 'problem';
}

function tcpOutcome(run: TcpRun, version: string): ProbeOutcome {
  const { request, resolved } = run;
  const summary = summarise(countedTimes(run.samples));
  const { sent, received } = summary;
  const host = resolved.address ?? request.host;
  return {
    request,
    fileName: fileNameOf('tcp', `${request.host}-${request.port}`, run.startedMs),
    text: writePsping(run, version),
    verdict: tcpVerdict(run),
    summary: message('record.tcp-probe', { host, port: String(request.port), received, sent }),
    means: tcpMeaning(
      summary,
      run.samples.some((s) => s.outcome === 'refused'),
    ),
    figures: [],
    data: null,
  };
}

const verdicts = { error: 'problem', warning: 'warning', information: 'healthy' } as const;

function dataOutcome(request: ProbeRequest, data: ProbeData): ProbeOutcome {
  const { what, level } = describeProbe(data);
  const host = data.kind === 'dns-probe' ? data.name : data.host;
  const target = 'port' in data ? `${host}-${data.port}` : host;
  // A search that is not possible here found nothing wrong.
  const isUntold = data.kind === 'path-mtu-probe' && (data.result === 'cannot-tell' || data.result === 'silent');
  return {
    request,
    fileName: fileNameOf(data.kind.replace(/-probe$/, ''), target, data.startedMs),
    text: writeProbeText(data),
    verdict: isUntold ? 'cannot-tell' : verdicts[level],
    summary: what,
    means: meaningOf(data),
    figures: figuresOf(data),
    data,
  };
}

async function traceOutcome(request: ProbeRequestOf<'traceroute'>, tools: ProbeTools, watch: ProbeWatch): Promise<ProbeOutcome> {
  const trace = await probeTrace(request, tools.ports, watch.signal);
  const told = trace === null ? 'no-tool' : trace.reached === null ? 'not-read' : trace.reached ? 'reached' : 'not-reached';
  const words = {
    request,
    summary: message(`probe.trace.${told}`, { host: request.host }),
    means: message(`probe.means.trace.${told}`, { lastHop: trace?.lastHop ?? '–', hops: trace?.hops ?? 0 }),
    data: null,
  };
  if (trace === null) return { ...words, fileName: '', text: '', verdict: 'cannot-tell', figures: [] };
  return {
    ...words,
    fileName: fileNameOf('trace', request.host, trace.startedMs),
    text: trace.text,
    verdict: trace.reached === null ? 'cannot-tell' : trace.reached ? 'healthy' : 'warning',
    figures: traceFigures(trace.lastHop, trace.hops),
  };
}

function measure(
  request: Exclude<ProbeRequest, { kind: 'tcp' | 'traceroute' }>,
  tools: ProbeTools,
  watch: ProbeWatch,
): Promise<ProbeData | null> {
  switch (request.kind) {
    case 'ike':
      return probeIke(request, tools.defaults, tools.ports, watch);
    case 'gateway-health':
      return probeHealth(request, tools.ports, watch.signal);
    case 'dns':
      return probeDns(request, tools.ports, watch.signal);
    case 'path-mtu':
      return probePathMtu(request, tools.ports, watch);
    case 'clock':
      return probeClock(request, tools.ports, watch.signal);
    default:
      return assertNever(request, 'every kind of probe is measured');
  }
}

/**
 * Whether a result tells what it says. A run of connections that was stopped has what it measured; any other probe that was cut short would
 * call a peer silent, or a path small, that nobody asked to the end.
 */
export function isWhole(request: ProbeRequest, signal: AbortSignal): boolean {
  return request.kind === 'tcp' || !signal.aborted;
}

/** Does one probe to its end, or until it is stopped. Null when what was asked cannot be sent at all (an offer that makes no sense). */
export async function runProbe(request: ProbeRequest, tools: ProbeTools, watch: ProbeWatch): Promise<ProbeOutcome | null> {
  if (request.kind === 'tcp') return tcpOutcome(await probeTcp(request, tools.ports, watch), tools.version);
  if (request.kind === 'traceroute') return traceOutcome(request, tools, watch);
  const data = await measure(request, tools, watch);
  return data === null ? null : dataOutcome(request, data);
}
