import { describe, expect, it } from 'vitest';
import { writeProbeText } from '#core/probes/write-probe-text.ts';
import type { ClockProbeData, DnsProbeData, HealthProbeData, PathMtuData, ProbeData } from '#shared/model/probe.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const startedMs = Date.UTC(2026, 10, 28, 7, 30);
const health: HealthProbeData = {
  kind: 'health-probe',
  host: '198.51.100.20',
  address: '198.51.100.20',
  port: 8081,
  startedMs,
  result: 'up',
  status: 200,
  body: '<string>Primary Instance: GatewayTenantWorker_IN_1</string>',
  certificate: null,
  roundTripMs: 12.5,
};
const dns: DnsProbeData = {
  kind: 'dns-probe',
  name: 'app.contoso.example',
  startedMs,
  answers: [
    { server: 'system', type: 'any', result: 'answered', values: ['203.0.113.7'], roundTripMs: 3 },
    { server: '10.20.0.10', type: 'A', result: 'answered', values: ['10.20.1.4'], roundTripMs: 8 },
  ],
  result: 'different',
};
const size: PathMtuData = {
  kind: 'path-mtu-probe',
  host: '10.20.1.4',
  address: '10.20.1.4',
  startedMs,
  result: 'measured',
  mtu: 1300,
  cipher: null,
  innerMtu: null,
  packetsSent: 12,
};
const clock: ClockProbeData = {
  kind: 'clock-probe',
  host: '192.0.2.123',
  address: '192.0.2.123',
  port: 123,
  startedMs,
  result: 'answered',
  offsetMs: -1234.5,
  roundTripMs: 20,
  stratum: 2,
};

describe('results of probes as facts', () => {
  it.each<[string, ProbeData, readonly string[]]>([
    ['the health page', health, ['Result: up', 'Body: <string>Primary Instance: GatewayTenantWorker_IN_1</string>']],
    ['a name', dns, ['Answer: system any answered 3.00 203.0.113.7', 'Answer: 10.20.0.10 A answered 8.00 10.20.1.4']],
    ['a path MTU', size, ['Path MTU: 1300']],
    ['a clock', clock, ['Offset: -1234.50 ms']],
  ])('%s: the whole result, citing what decides', (_, data, quotes) => {
    const { source, facts } = factsOfText('probe.txt', Buffer.from(writeProbeText(data)), knowledge);
    expect(source).toMatchObject({ format: 'tunnel-triage-probe', rejected: 0 });
    expect(facts).toHaveLength(1);
    const { citations, ...body } = facts[0]!;
    expect(body).toEqual(data);
    expect(citations.map((c) => c.quote)).toEqual(quotes);
  });
});
