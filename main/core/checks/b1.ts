import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { misledNames } from './support/names-inside.ts';
import { tunnelProbes } from './support/network.ts';
import type { Probe } from './support/network.ts';
import { clampedPacketBytes, headerBytes } from './support/path-sizes.ts';
import { decided, gather, undecided, unknown } from './support/result.ts';
import { routedWays } from './support/routing.ts';

/** Above this share of lost packets TCP throughput falls visibly; single losses in long runs are normal. Our estimate. */
const lossyShare = 0.01;
/** One-way delay above 150 ms is what ITU-T G.114 calls noticeable; the same figure as a round trip is our estimate. */
export const slowMs = 150;

type Run = { readonly sent: number; readonly received: number; readonly refused: number; readonly averageMs: number | null };

type Target = Run & {
  readonly host: string;
  readonly label: string;
  readonly weak: boolean;
  readonly state: State;
  /** Largest packet that gets through the tunnel in one piece, where it was measured. */
  readonly largest: number | null;
  readonly citations: readonly Citation[];
};
type State = 'unreachable' | 'refused' | 'small-mtu' | 'lossy' | 'slow' | 'reachable';

function runOf(probe: Probe): Run {
  if (probe.kind === 'path-mtu-probe') {
    // A host that does not answer pings of any size has no size; tests that ask for an answer say whether it is there.
    const answered = probe.result === 'measured' ? 1 : 0;
    return { sent: answered, received: answered, refused: 0, averageMs: null };
  }
  if (probe.kind !== 'traceroute') {
    const refused = probe.kind === 'tcp-probe' ? (probe.refused ?? 0) : 0;
    return { sent: probe.sent, received: probe.received, refused, averageMs: probe.received > 0 ? probe.averageMs : null };
  }
  const times = probe.hops.at(-1)?.roundTripMs.filter((ms) => ms !== null) ?? [];
  const averageMs = probe.reached && times.length > 0 ? times.reduce((a, b) => a + b, 0) / times.length : null;
  return { sent: 1, received: probe.reached ? 1 : 0, refused: 0, averageMs };
}

function stateOf(run: Run, largest: number | null): State {
  if (run.received === 0) return run.refused > 0 ? 'refused' : 'unreachable';
  if (largest !== null && largest < clampedPacketBytes) return 'small-mtu';
  if ((run.sent - run.received) / run.sent > lossyShare) return 'lossy';
  return run.averageMs !== null && run.averageMs > slowMs ? 'slow' : 'reachable';
}

function labelOf(probe: Probe): string {
  if (probe.kind !== 'tcp-probe' || probe.port === null) return probe.host;
  return probe.host.includes(':') ? `[${probe.host}]:${probe.port}` : `${probe.host}:${probe.port}`;
}

function combine(runs: readonly Run[]): Run {
  const sum = (pick: (r: Run) => number): number => runs.reduce((total, r) => total + pick(r), 0);
  const timed = runs.filter((r) => r.averageMs !== null);
  const weight = timed.reduce((total, r) => total + r.received, 0);
  const averageMs = weight > 0 ? timed.reduce((total, r) => total + (r.averageMs ?? 0) * r.received, 0) / weight : null;
  return { sent: sum((r) => r.sent), received: sum((r) => r.received), refused: sum((r) => r.refused), averageMs };
}

/** All runs against the same host and port, or the same host by ICMP, are one target. */
function targetsOf(probes: readonly Probe[]): Target[] {
  const groups = new Map<string, Probe[]>();
  for (const probe of probes) {
    const key = `${probe.kind === 'tcp-probe' ? 'tcp' : probe.kind} ${labelOf(probe).toLowerCase()}`;
    groups.set(key, [...(groups.get(key) ?? []), probe]);
  }
  const targets = [...groups]
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .flatMap(([, runs]): Target[] => {
      const first = runs[0];
      const run = combine(runs.map(runOf));
      if (first === undefined || run.sent <= 0) return [];
      const weak = first.kind !== 'tcp-probe';
      const largest = first.kind === 'path-mtu-probe' && first.result === 'measured' ? first.mtu : null;
      return [
        {
          ...run,
          host: first.host.toLowerCase(),
          label: labelOf(first),
          weak,
          state: stateOf(run, largest),
          largest,
          citations: gather(...runs.map((r) => r.citations)),
        },
      ];
    });
  return targets.filter((t) => !isFilteredPing(t, targets));
}

/** Hosts often drop ICMP while TCP answers; a trace that does not arrive says less than any other test of the host. */
function isFilteredPing(target: Target, all: readonly Target[]): boolean {
  if (!target.weak || target.received > 0) return false;
  return all.some((t) => t !== target && t.host === target.host && (t.received > 0 || t.refused > 0 || !t.weak));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

type Trace = FactOf<'traceroute'>;

/** The last router that answered traces which did not arrive: where the way ends, as far as it shows. */
function endOf(traces: readonly Trace[]): MessageParams {
  const last = traces.flatMap((trace) => trace.hops.findLast((hop) => hop.address !== null) ?? [])[0];
  return { lastHop: last?.address ?? unknown, hops: last?.ttl ?? 0 };
}

const nothing: MessageParams = {
  target: unknown,
  sent: 0,
  received: 0,
  lostPercent: unknown,
  averageMs: unknown,
  reached: 0,
  total: 0,
  lastHop: unknown,
  hops: 0,
  largest: unknown,
  segment: unknown,
  answer: unknown,
  inside: unknown,
  known: 0,
};

function paramsOf(target: Target, reached: number, total: number): MessageParams {
  return {
    ...nothing,
    target: target.label,
    sent: target.sent,
    received: target.received,
    lostPercent: round(Math.min(100, Math.max(0, ((target.sent - target.received) / target.sent) * 100))),
    averageMs: target.averageMs === null ? unknown : round(target.averageMs),
    reached,
    total,
    largest: target.largest ?? unknown,
    segment: target.largest === null ? unknown : target.largest - headerBytes,
  };
}

function tracesTo(host: string, view: FactView): Trace[] {
  return view.of('traceroute').filter((trace) => !trace.reached && trace.host.toLowerCase() === host);
}

function judgeNames(view: FactView): CheckResult[] {
  return misledNames(view).map(({ fact, outside, inside }) => {
    const answer = [...new Set(outside)].join(', ') || unknown;
    return decided(
      'name-unresolved',
      { ...nothing, target: fact.name, answer, known: outside.length, inside: inside.join(', ') },
      fact.citations,
    );
  });
}

const order: readonly State[] = ['unreachable', 'refused', 'small-mtu', 'lossy', 'slow', 'reachable'];

/** What was never probed cannot answer all the same when the device sends it elsewhere. */
function withoutProbes(view: FactView): CheckResult {
  const astray = routedWays(view).find((way) => way.kind !== 'tunnel');
  if (astray === undefined) return undecided(nothing, ['psping', 'ping', 'traceroute']);
  return decided('not-routed', { ...nothing, target: astray.prefix }, astray.citations);
}

/** B1: do hosts on the other side answer, and how fast. Reachable only if every target is; the worst target is named. */
export const check: Check = {
  id: 'B1',
  evaluate: (view): CheckResult => {
    const targets = targetsOf(tunnelProbes(view)).toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    const [worst, misled] = [targets[0], judgeNames(view)[0]];
    // A host that does not answer by its address is the greater trouble than a name that leads elsewhere.
    if (worst?.state !== 'unreachable' && misled !== undefined) return misled;
    if (worst === undefined) return withoutProbes(view);
    const reached = targets.filter((t) => t.state !== 'unreachable').length;
    const outcome = worst.state === 'unreachable' && reached > 0 ? 'partial' : worst.state;
    const stopped = worst.state === 'unreachable' ? tracesTo(worst.host, view) : [];
    const citations = gather(...targets.map((t) => t.citations), ...stopped.map((trace) => trace.citations));
    return decided(outcome, { ...paramsOf(worst, reached, targets.length), ...endOf(stopped) }, citations);
  },
};
