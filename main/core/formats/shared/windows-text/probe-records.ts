import { message } from '#shared/model/message.ts';
import type { IcmpProbeData, TcpProbeData, TracerouteData } from '#shared/model/record-data.ts';
import type { Parsed } from '../../format.ts';
import { recordOf, type Unit } from '../parsed.ts';

export function icmpRecord(unit: Unit, probe: Omit<IcmpProbeData, 'kind'>): Parsed {
  const { host, received, sent } = probe;
  return recordOf(unit, { kind: 'icmp-probe', ...probe }, { what: message('record.icmp-probe', { host, received, sent }), who: host });
}

export function tcpRecord(unit: Unit, probe: Omit<TcpProbeData, 'kind'>): Parsed {
  const { host, received, sent } = probe;
  const who = probe.port === null ? host : `${host}:${probe.port}`;
  const port = probe.port === null ? '?' : String(probe.port);
  const params = { host, port, received, sent };
  const what =
    probe.mode === 'bandwidth' && probe.megabytesPerSecond !== null
      ? message('record.bandwidth-test', { host, port, rate: probe.megabytesPerSecond })
      : probe.mode === 'latency' && probe.averageMs !== null
        ? message('record.latency-test', { host, port, average: probe.averageMs })
        : message('record.tcp-probe', params);
  return recordOf(unit, { kind: 'tcp-probe', ...probe }, { what, who });
}

export function traceRecord(unit: Unit, trace: Omit<TracerouteData, 'kind'>): Parsed {
  const key = trace.reached ? 'record.traceroute-reached' : 'record.traceroute-stopped';
  const what = message(key, { host: trace.host, hops: trace.hops.length });
  return recordOf(unit, { kind: 'traceroute', ...trace }, { what, who: trace.host });
}

/** Minimum, maximum and average over single results; all null when nothing came back. */
export type Latencies = {
  readonly add: (ms: number) => void;
  readonly summary: () => { minMs: number | null; maxMs: number | null; averageMs: number | null };
};

export function latencies(): Latencies {
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const add = (ms: number): void => {
    count += 1;
    sum += ms;
    min = Math.min(min, ms);
    max = Math.max(max, ms);
  };
  const summary = (): ReturnType<Latencies['summary']> =>
    count === 0
      ? { minMs: null, maxMs: null, averageMs: null }
      : { minMs: min, maxMs: max, averageMs: Math.round((sum / count) * 100) / 100 };
  return { add, summary };
}
