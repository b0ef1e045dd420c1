import type { ProbeRequestOf } from '#shared/model/probe.ts';
import { readTraceroute } from '../formats/shared/windows-text/traceroute.ts';
import type { Platform, ProbePorts } from './ports.ts';

const mostHops = 30;
/** Thirty hops that never answer, two seconds each, and some to spare. */
const limitMs = 200_000;

export type Trace = {
  readonly startedMs: number;
  readonly text: string;
  /** Null when the tool's output cannot be read. */
  readonly reached: boolean | null;
  /** The farthest router that answered, and its place on the way. */
  readonly lastHop: string | null;
  readonly hops: number;
};

/** Addresses only: names would send queries to servers that nobody confirmed. */
export function traceArguments(platform: Platform, host: string): readonly string[] {
  if (platform === 'windows') return ['-d', '-h', String(mostHops), '-w', '2000', host];
  return ['-n', '-q', '2', '-w', '2', '-m', String(mostHops), host];
}

function read(text: string): Pick<Trace, 'reached' | 'lastHop' | 'hops'> {
  const lines = text.split(/\r\n|\r|\n/).map((line, i) => ({ number: i + 1, offset: 0, text: line }));
  for (const parsed of readTraceroute(lines)) {
    if (parsed.type !== 'record' || parsed.record.data.kind !== 'traceroute') continue;
    const { reached, hops } = parsed.record.data;
    const last = hops.findLast((hop) => hop.address !== null);
    return { reached, lastHop: last?.address ?? null, hops: last?.ttl ?? 0 };
  }
  return { reached: null, lastHop: null, hops: 0 };
}

/** The system's own traceroute and its own words, which the format of the same name reads. Null where it is not installed. */
export async function probeTrace({ host }: ProbeRequestOf<'traceroute'>, ports: ProbePorts, signal: AbortSignal): Promise<Trace | null> {
  const startedMs = ports.clock.nowMs();
  const run = await ports.runTool('traceroute', traceArguments(ports.platform, host), limitMs, signal);
  return run === null ? null : { startedMs, text: run.text, ...read(run.text) };
}
