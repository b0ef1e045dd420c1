import { message, type Message } from '#shared/model/message.ts';
import type { ProbeData, ProbeRequest, ProbeRequestOf } from '#shared/model/probe.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import type { IkeSuite } from '../ike/offer.ts';
import { probeIke } from './ike-probe.ts';
import { summarise } from './latency.ts';
import type { ProbePorts } from './ports.ts';
import { countedTimes, probeTcp, type TcpRun, type TcpSample } from './tcp-probe.ts';
import { writeProbeText } from './write-probe-text.ts';
import { writePsping } from './write-psping.ts';

/** What a probe leaves: a text that is imported like any file, and what it means in one line. */
export type ProbeOutcome = {
  readonly request: ProbeRequest;
  readonly fileName: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly summary: Message;
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
  if (sent === 0) return run.resolved.address === null ? 'problem' : 'cannot-tell';
  if (received > 0) return received === sent ? 'healthy' : 'warning';
  return run.samples.some((s) => s.outcome === 'refused') ? 'warning' : 'problem';
}

function tcpOutcome(run: TcpRun, version: string): ProbeOutcome {
  const { request, resolved } = run;
  const { sent, received } = summarise(countedTimes(run.samples));
  const host = resolved.address ?? request.host;
  return {
    request,
    fileName: fileNameOf('tcp', `${request.host}-${request.port}`, run.startedMs),
    text: writePsping(run, version),
    verdict: tcpVerdict(run),
    summary: message('record.tcp-probe', { host, port: String(request.port), received, sent }),
    data: null,
  };
}

async function ikeOutcome(request: ProbeRequestOf<'ike'>, tools: ProbeTools, watch: ProbeWatch): Promise<ProbeOutcome | null> {
  const data = await probeIke(request, tools.defaults, tools.ports, watch);
  if (data === null) return null;
  const isDead = data.result === 'silent' || data.result === 'unreachable' || data.result === 'refused';
  const verdict = isDead ? 'problem' : data.result === 'answered' || data.result === 'cookie' ? 'healthy' : 'warning';
  return {
    request,
    fileName: fileNameOf('ike', `${request.host}-${request.port}`, data.startedMs),
    text: writeProbeText(data),
    verdict,
    summary: message(`record.ike-probe.${data.result}`, { port: data.port, version: data.version, group: data.group ?? 0 }),
    data,
  };
}

/** Does one probe to its end, or until it is stopped. Null when what was asked cannot be sent at all (an offer that makes no sense). */
export async function runProbe(request: ProbeRequest, tools: ProbeTools, watch: ProbeWatch): Promise<ProbeOutcome | null> {
  switch (request.kind) {
    case 'tcp':
      return tcpOutcome(await probeTcp(request, tools.ports, watch), tools.version);
    case 'ike':
      return ikeOutcome(request, tools, watch);
    default:
      return null;
  }
}

/** Everything that a request sends packets to, as the user wrote it: what a confirmation has to name. */
export function targetsOf(requests: readonly ProbeRequest[]): string[] {
  const named = requests.map((request) => (request.kind === 'dns' ? request.server : request.host));
  return [...new Set(named.filter((target) => target !== null))];
}
