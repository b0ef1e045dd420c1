import type { LatencySummary } from '#shared/model/probe.ts';
import { summarise } from './latency.ts';
import type { ProbeEnd } from './ports.ts';
import { countedTimes, type TcpRun, type TcpSample } from './tcp-probe.ts';

/** Texts of Windows as PsPing prints them behind an attempt that failed. */
const failures: Readonly<Record<TcpSample['outcome'], string>> = {
  connected: '',
  refused: 'The remote computer refused the network connection.',
  timeout: 'This operation returned because the timeout period expired.',
  unreachable: 'The network location cannot be reached.',
  failed: 'The connection attempt failed.',
};

function endText({ address, port }: ProbeEnd): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function ms(value: number): string {
  return `${value.toFixed(2)}ms`;
}

function attemptLines(target: string, sample: TcpSample): string[] {
  const from = sample.outcome === 'connected' && sample.local !== null ? endText(sample.local) : '0.0.0.0:0';
  const head = `Connecting to ${target}${sample.warmup ? ' (warmup)' : ''}: from ${from}:`;
  return sample.outcome === 'connected' ? [`${head} ${ms(sample.ms)}`] : [head, failures[sample.outcome]];
}

function statisticsLines(target: string, summary: LatencySummary): string[] {
  const { sent, received, minMs, maxMs, averageMs } = summary;
  const lost = sent - received;
  const percent = sent === 0 ? 0 : Math.round((lost / sent) * 100);
  return [
    '',
    `TCP connect statistics for ${target}:`,
    `  Sent = ${sent}, Received = ${received}, Lost = ${lost} (${percent}% loss),`,
    `  Minimum = ${ms(minMs ?? 0)}, Maximum = ${ms(maxMs ?? 0)}, Average = ${ms(averageMs ?? 0)}`,
    ...(summary.percentiles.length === 0
      ? []
      : [
          `  Percentiles: ${summary.percentiles.map(({ percent: p, ms: value }) => `${p}% = ${ms(value)}`).join(', ')}`,
          '',
          'Latency\tCount',
        ]),
    ...summary.histogram.map(({ toMs, count }) => `${toMs.toFixed(2)}\t${count}`),
  ];
}

/**
 * A run as text in the shape of PsPing 2.10, so that people and the `psping` format read it like PsPing's own; the first lines
 * say whose it is, when it began, and how long the name took to resolve.
 */
export function writePsping({ request, startedMs, resolved, samples }: TcpRun, version: string): string {
  const address = resolved.address ?? request.host;
  const target = endText({ address, port: request.port });
  const count = request.count === 0 ? 'Infinite' : String(request.count + request.warmups);
  const lines = [
    `Tunnel Triage ${version}: TCP connect latency, in the form of PsPing`,
    `Started ${new Date(startedMs).toISOString()}`,
    ...(resolved.resolveMs === null
      ? []
      : resolved.address === null
        ? [`${request.host} could not be resolved`]
        : [`Resolved ${request.host} to ${resolved.addresses.join(', ')} in ${ms(resolved.resolveMs)}`]),
    '',
    `TCP connect to ${target}:`,
    `${count} iterations (warmup ${request.warmups}) ping test:`,
    ...samples.flatMap((sample) => attemptLines(target, sample)),
    ...statisticsLines(target, summarise(countedTimes(samples))),
  ];
  return `${lines.join('\n')}\n`;
}
