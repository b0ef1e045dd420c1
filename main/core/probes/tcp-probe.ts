import type { ProbeRequestOf } from '#shared/model/probe.ts';
import type { ProbePorts, TcpAttempt } from './ports.ts';
import { resolveTarget, type Resolved } from './resolve-target.ts';

export type TcpSample = TcpAttempt & { readonly warmup: boolean; readonly atMs: number };

/** Everything that a run of connection attempts saw. */
export type TcpRun = {
  readonly request: ProbeRequestOf<'tcp'>;
  readonly startedMs: number;
  readonly resolved: Resolved;
  readonly samples: readonly TcpSample[];
};

export type TcpContext = {
  /** Ends the run; what was measured until then stays. */
  readonly signal: AbortSignal;
  /** Each attempt as it ends. */
  readonly sample: (sample: TcpSample) => void;
};

/** A run until somebody stops it ends after this many attempts: more than a day at one a second. */
export const mostSamples = 100_000;

/** Connects again and again, one attempt every `intervalMs` from start to start, never two at once. */
export async function probeTcp(request: ProbeRequestOf<'tcp'>, ports: ProbePorts, context: TcpContext): Promise<TcpRun> {
  const startedMs = ports.clock.nowMs();
  const resolved = await resolveTarget(request.host, request.family, ports, context.signal);
  const samples: TcpSample[] = [];
  const { address } = resolved;
  if (address === null) return { request, startedMs, resolved, samples };
  const total = request.count === 0 ? mostSamples : request.warmups + request.count;
  for (let i = 0; i < total && !context.signal.aborted; i += 1) {
    const beganMs = ports.elapsedMs();
    const attempt = await ports.connectTcp({ address, port: request.port }, request.timeoutMs, context.signal);
    // An attempt that the user cut short says nothing.
    if (context.signal.aborted && attempt.outcome !== 'connected') break;
    const sample = { ...attempt, warmup: i < request.warmups, atMs: ports.clock.nowMs() };
    samples.push(sample);
    context.sample(sample);
    const spentMs = ports.elapsedMs() - beganMs;
    if (i + 1 < total) await ports.wait(Math.max(0, request.intervalMs - spentMs), context.signal);
  }
  return { request, startedMs, resolved, samples };
}

/** Times of the attempts that count, null for one without a connection. */
export function countedTimes(samples: readonly TcpSample[]): (number | null)[] {
  return samples.filter((s) => !s.warmup).map((s) => (s.outcome === 'connected' ? s.ms : null));
}
