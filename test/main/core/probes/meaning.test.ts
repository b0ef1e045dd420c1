import { describe, expect, it } from 'vitest';
import { figuresOf, traceFigures } from '#core/probes/probe-figures.ts';
import { meaningOf, tcpMeaning } from '#core/probes/probe-meaning.ts';
import { loadAssets } from '#host/assets.ts';
import {
  clockResults,
  dnsResults,
  healthResults,
  ikeProbeResults,
  pathMtuResults,
  type ClockProbeData,
  type DnsProbeData,
  type HealthProbeData,
  type IkeProbeData,
  type PathMtuData,
  type ProbeData,
} from '#shared/model/probe.ts';
import { createTranslate } from '#shared/text/translate.ts';

/** A result of each kind as far as a test does not say otherwise. */
const health: HealthProbeData = {
  kind: 'health-probe',
  host: '198.51.100.20',
  address: '198.51.100.20',
  port: 8081,
  startedMs: 0,
  result: 'up',
  status: 200,
  body: 'GatewayTenant',
  certificate: 'vpn.test',
  roundTripMs: 10,
};
const ike: IkeProbeData = {
  kind: 'ike-probe',
  host: '198.51.100.20',
  address: '198.51.100.20',
  port: 500,
  version: 2,
  startedMs: 0,
  from: null,
  offered: 'AES256/SHA1/2',
  result: 'answered',
  chosen: 'AES256/SHA1/2',
  group: 2,
  cookie: false,
  nat: null,
  notifies: ['NO_PROPOSAL_CHOSEN'],
  vendorIds: [],
  messagesSent: 1,
  roundTripMs: 10,
  groups: [],
};
const dns: DnsProbeData = { kind: 'dns-probe', name: 'app.example.net', startedMs: 0, answers: [], result: 'same' };
const path: PathMtuData = {
  kind: 'path-mtu-probe',
  host: '10.20.1.4',
  address: '10.20.1.4',
  startedMs: 0,
  result: 'measured',
  mtu: 1400,
  cipher: null,
  innerMtu: null,
  packetsSent: 12,
};
const time: ClockProbeData = {
  kind: 'clock-probe',
  host: '192.0.2.123',
  address: '192.0.2.123',
  port: 123,
  startedMs: 0,
  result: 'answered',
  offsetMs: 0,
  roundTripMs: 10,
  stratum: 2,
};
const size = (said: Partial<PathMtuData>) => meaningOf({ ...path, ...said });
const clock = (said: Partial<ClockProbeData>) => meaningOf({ ...time, ...said });
const latency = { minMs: 1, maxMs: 1, averageMs: 1, percentiles: [], histogram: [] };

const every: readonly ProbeData[] = [
  ...ikeProbeResults.map((result) => ({ ...ike, result })),
  ...healthResults.map((result) => ({ ...health, result })),
  ...(['same', 'different', 'none', 'failed'] as const).map((result) => ({ ...dns, result })),
  ...pathMtuResults.map((result) => ({ ...path, result, cipher: 'GCMAES256', innerMtu: 1300 })),
  ...clockResults.map((result) => ({ ...time, result })),
  { ...dns, answers: dnsResults.map((result) => ({ server: '10.0.0.53', type: 'A', result, values: [], roundTripMs: 1 })) },
];

describe('what a result means', () => {
  it.each<[Partial<PathMtuData>, string, number | undefined]>([
    [{ mtu: 1390 }, 'depends', undefined],
    [{ mtu: 1459 }, 'depends', undefined],
    [{ mtu: 1460 }, 'enough', 1420],
    [{ mtu: 1389 }, 'small', 1349],
    [{ mtu: 1500, innerMtu: 1389 }, 'small', 1349],
    [{ mtu: 1454, innerMtu: 1398 }, 'enough', 1358],
    [{ result: 'silent', mtu: null }, 'silent', undefined],
  ])('a path of %o: %s', (said, word, segment) =>
    expect(size(said)).toMatchObject({ key: `probe.means.path-mtu.${word}`, params: segment === undefined ? {} : { segment } }),
  );

  it.each<[Partial<ClockProbeData>, string]>([
    [{ offsetMs: 29_999 }, 'right'],
    [{ offsetMs: -30_000 }, 'off'],
    [{ offsetMs: 299_999 }, 'off'],
    [{ offsetMs: -300_000 }, 'far'],
    [{ result: 'silent', offsetMs: null }, 'unknown'],
  ])('a clock of %o: %s', (said, word) => expect(clock(said).key).toBe(`probe.means.clock.${word}`));

  it.each([
    [10, 10, false, 'all'],
    [10, 9, false, 'some'],
    [10, 0, false, 'none'],
    [10, 0, true, 'refused'],
    [0, 0, false, 'unknown'],
  ])('of %i attempts %i answered, refused %s: %s', (sent, received, isRefused, word) =>
    expect(tcpMeaning({ sent, received, ...latency }, isRefused).key).toBe(`probe.means.tcp.${word}`),
  );

  it.each(['en', 'ja'] as const)('every meaning and figure has its words (%s)', (language) => {
    const t = createTranslate(loadAssets().catalogues, language);
    for (const one of every) {
      const messages = [
        meaningOf(one),
        ...figuresOf(one).flatMap(({ name, value }) => [name, value]),
        ...traceFigures('10.1.0.1', 3).map((f) => f.name),
      ];
      for (const said of messages) expect(t.message(said)).not.toMatch(/^probe\.|\{/);
    }
  });
});
