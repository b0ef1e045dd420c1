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
  type PathMtuData,
  type ProbeData,
} from '#shared/model/probe.ts';
import type { FactKind } from '#shared/model/fact.ts';
import { createTranslate } from '#shared/text/translate.ts';
import { fact } from '../../../helpers/fact-builders.ts';

function data<T extends ProbeData>(kind: T['kind'] & FactKind, said: Partial<T>): T {
  return { ...(fact(kind) as unknown as T), ...said };
}
const size = (said: Partial<PathMtuData>) => meaningOf(data<PathMtuData>('path-mtu-probe', said));
const clock = (said: Partial<ClockProbeData>) => meaningOf(data<ClockProbeData>('clock-probe', said));
const latency = { minMs: 1, maxMs: 1, averageMs: 1, percentiles: [], histogram: [] };

const every: readonly ProbeData[] = [
  ...ikeProbeResults.map((result) => data('ike-probe', { result })),
  ...healthResults.map((result) => data('health-probe', { result, body: 'GatewayTenant', certificate: 'vpn.test' })),
  ...(['same', 'different', 'none', 'failed'] as const).map((result) => data<DnsProbeData>('dns-probe', { result })),
  ...pathMtuResults.map((result) => data<PathMtuData>('path-mtu-probe', { result, cipher: 'GCMAES256', innerMtu: 1300 })),
  ...clockResults.map((result) => data<ClockProbeData>('clock-probe', { result })),
  data<DnsProbeData>('dns-probe', {
    answers: dnsResults.map((result) => ({ server: '10.0.0.53', type: 'A', result, values: [], roundTripMs: 1 })),
  }),
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
