import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeClock, readNtpTime, readSntp, writeNtpTime } from '#core/probes/clock-probe.ts';
import { compareAnswers, probeDns } from '#core/probes/dns-probe.ts';
import { probeHealth } from '#core/probes/health-probe.ts';
import { pingArguments, probePathMtu } from '#core/probes/path-mtu.ts';
import type { HealthPage, Platform } from '#core/probes/ports.ts';
import { runProbe } from '#core/probes/run-probe.ts';
import { targetsOf } from '#shared/model/probe-words.ts';
import { traceArguments } from '#core/probes/trace-probe.ts';
import type { DnsAnswer, ProbeRequest } from '#shared/model/probe.ts';
import { fakeWorld, type FakePeer } from '../../../helpers/fake-probe-ports.ts';

const signal = new AbortController().signal;
const watch = { signal, sample: () => undefined, step: () => undefined };

/** A server whose clock is ahead by `aheadMs`; it takes 4 ms to answer and the way takes 10 ms in each direction. */
function ntpServer(aheadMs: number, change: (answer: Buffer) => void = () => undefined): FakePeer {
  return (bytes) => {
    const sentMs = readNtpTime(bytes.subarray(40, 48));
    const answer = Buffer.alloc(48);
    answer.set([0x24, 2]);
    bytes.copy(answer, 24, 40, 48);
    writeNtpTime(sentMs + 10 + aheadMs).copy(answer, 32);
    writeNtpTime(sentMs + 14 + aheadMs).copy(answer, 40);
    change(answer);
    return { answer, afterMs: 24 };
  };
}

const clock = { kind: 'clock', host: '192.0.2.123', port: 123 } as const;

describe('a clock probe', () => {
  it.each([0, 5000, -90_000, 400_000])('finds an offset of %i ms and the way there and back', async (aheadMs) => {
    const data = await probeClock(clock, fakeWorld({ peer: ntpServer(aheadMs) }).ports, signal);
    expect(data).toMatchObject({ result: 'answered', stratum: 2 });
    expect(data.offsetMs).toBeCloseTo(aheadMs, 1);
    expect(data.roundTripMs).toBeCloseTo(20, 1);
  });

  it.each([
    { name: 'a kiss of death', change: (b: Buffer) => void (b[1] = 0), result: 'kiss-of-death' },
    { name: 'an alarm', change: (b: Buffer) => void (b[0] = 0xe4), result: 'unsynchronised' },
    { name: 'stratum 16', change: (b: Buffer) => void (b[1] = 16), result: 'unsynchronised' },
    { name: 'no time at all', change: (b: Buffer) => void b.fill(0, 40, 48), result: 'unsynchronised' },
    { name: 'the answer to somebody else', change: (b: Buffer) => void (b[25] = b[25]! ^ 1), result: 'silent' },
    { name: 'a client', change: (b: Buffer) => void (b[0] = 0x23), result: 'silent' },
  ])('$name: $result', async ({ change, result }) => {
    expect(await probeClock(clock, fakeWorld({ peer: ntpServer(0, change) }).ports, signal)).toMatchObject({ result, offsetMs: null });
  });

  it('asks three times, two seconds apart, and says that nobody listens', async () => {
    const world = fakeWorld({ peer: () => ({ answer: 'refused', afterMs: 1 }) });
    expect(await probeClock(clock, world.ports, signal)).toMatchObject({ result: 'refused' });
    expect(world.sent.map((s) => s.atMs)).toEqual([0, 2000, 4000]);
  });

  it('timestamps survive 2036', () => {
    for (const at of ['1990-01-01', '2026-11-28', '2036-02-08', '2050-01-01'])
      expect(readNtpTime(writeNtpTime(Date.parse(at)))).toBeCloseTo(Date.parse(at), 2);
  });

  it('any bytes are no throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void readSntp(Buffer.from(bytes), Buffer.alloc(48), 0, 1)));
  });
});

describe('a DNS comparison', () => {
  const answer = (server: string, type: DnsAnswer['type'], ...values: string[]): DnsAnswer => ({
    server,
    type,
    result: values.length > 0 ? 'answered' : 'no-data',
    values,
    roundTripMs: 1,
  });

  it.each<[string, DnsAnswer[], string]>([
    [
      'the same addresses in any order',
      [answer('system', 'any', '10.0.0.1', '10.0.0.2'), answer('10.0.0.53', 'A', '10.0.0.2', '10.0.0.1')],
      'same',
    ],
    ['inside and outside', [answer('system', 'any', '10.0.0.1'), answer('9.9.9.9', 'A', '203.0.113.7')], 'different'],
    ['one server knows nothing', [answer('system', 'any', '10.0.0.1'), answer('10.0.0.53', 'A')], 'different'],
    [
      'a system without IPv6 leaves it out',
      [answer('system', 'any', '10.0.0.1'), answer('s', 'A', '10.0.0.1'), answer('s', 'AAAA', '2001:db8::1')],
      'same',
    ],
    ['two servers differ in IPv6', [answer('a', 'AAAA', '2001:db8::1'), answer('b', 'AAAA', '2001:db8::2')], 'different'],
    [
      'names with and without the final dot',
      [answer('system', 'PTR', 'Host.example.net'), answer('s', 'PTR', 'host.example.net.')],
      'same',
    ],
    ['nobody knows it', [answer('system', 'any'), answer('s', 'A')], 'none'],
    ['nobody answers', [{ ...answer('s', 'A'), result: 'silent' }], 'failed'],
    ['a silent server is no difference', [answer('system', 'any', '10.0.0.1'), { ...answer('s', 'A'), result: 'silent' }], 'same'],
  ])('%s', (_, answers, result) => expect(compareAnswers(answers)).toBe(result));

  it('asks the system, the first configured server and the named one; an address for its name', async () => {
    const asked: string[] = [];
    const more = {
      nameServers: () => ['10.0.0.53', '10.0.0.54'],
      queryDns: async (server: string | null, name: string, type: string) => {
        asked.push(`${server} ${type} ${name}`);
        return { result: 'answered' as const, values: ['10.0.0.1'], ms: 1 };
      },
    };
    await probeDns({ kind: 'dns', name: 'app.example.net', server: '192.0.2.53' }, fakeWorld({ more }).ports, signal);
    await probeDns({ kind: 'dns', name: '10.0.0.1', server: null }, fakeWorld({ more }).ports, signal);
    expect(asked).toEqual([
      'null any app.example.net',
      '10.0.0.53 A app.example.net',
      '10.0.0.53 AAAA app.example.net',
      '192.0.2.53 A app.example.net',
      '192.0.2.53 AAAA app.example.net',
      'null PTR 10.0.0.1',
      '10.0.0.53 PTR 10.0.0.1',
    ]);
    expect(await probeDns({ kind: 'dns', name: 'a', server: 'dns.example.net' }, fakeWorld({ more }).ports, signal)).toBeNull();
  });
});

describe('a health probe', () => {
  const page = (said: Partial<HealthPage>): HealthPage => ({
    outcome: 'answered',
    status: 200,
    body: '',
    certificate: null,
    ms: 12,
    ...said,
  });
  const up = '<?xml version="1.0"?>\r\n<string>Primary Instance: GatewayTenantWorker_IN_1 GatewayTenantVersion: 14.7.24.6</string>';

  it.each([
    { name: 'the page of a gateway', said: { body: up }, result: 'up' },
    { name: 'another page', said: { body: '<h1>router login</h1>' }, result: 'other-answer' },
    { name: 'an error with the right words', said: { status: 503, body: up }, result: 'other-answer' },
    { name: 'nobody', said: { outcome: 'timeout' as const }, result: 'silent' },
    { name: 'a refusal', said: { outcome: 'refused' as const }, result: 'refused' },
    { name: 'no TLS', said: { outcome: 'failed' as const }, result: 'failed' },
  ])('$name: $result', async ({ said, result }) => {
    const request = { kind: 'gateway-health', host: '198.51.100.20', port: 8081 } as const;
    const data = await probeHealth(request, fakeWorld({ more: { getHealthPage: async () => page(said) } }).ports, signal);
    expect(data).toMatchObject({ result, address: '198.51.100.20' });
    expect(data.body ?? '').not.toMatch(/[\r\n]/);
  });
});

describe('a path MTU probe', () => {
  /** A path that carries `mtu` bytes, as the ping of a system would show it. */
  function path(mtu: number, platform: Platform) {
    return {
      platform,
      runTool: async (_: string, args: readonly string[]) => {
        const bytes = Number(args[args.indexOf(platform === 'windows' ? '-l' : '-s') + 1]) + 28;
        if (bytes <= mtu) return { code: 0, text: 'Reply from 10.20.1.4: bytes=32 time=12ms TTL=119' };
        return platform === 'windows'
          ? { code: 0, text: 'Reply from 10.1.0.1: Packet needs to be fragmented but DF set.' }
          : { code: 1, text: '' };
      },
    };
  }
  const request = { kind: 'path-mtu', host: '10.20.1.4', cipher: 'AES256/SHA256' } as const;

  it.each<[number, Platform]>([
    [1500, 'linux'],
    [1400, 'linux'],
    [1399, 'windows'],
    [577, 'macos'],
    [576, 'windows'],
  ])('finds %i on %s', async (mtu, platform) => {
    const data = await probePathMtu(request, fakeWorld({ more: path(mtu, platform) }).ports, watch);
    expect(data).toMatchObject({ result: 'measured', mtu });
    expect(data!.packetsSent).toBeLessThan(30);
  });

  it('says what a tunnel in UDP carries over it', async () => {
    expect(await probePathMtu(request, fakeWorld({ more: path(1500, 'linux') }).ports, watch)).toMatchObject({ innerMtu: 1422 });
  });

  it('a host that does not answer has no MTU, and a computer without ping cannot tell', async () => {
    expect(await probePathMtu(request, fakeWorld({ more: path(0, 'linux') }).ports, watch)).toMatchObject({ result: 'silent', mtu: null });
    const without = { platform: 'linux' as const, runTool: async () => null };
    expect(await probePathMtu(request, fakeWorld({ more: without }).ports, watch)).toMatchObject({
      result: 'cannot-tell',
      packetsSent: 0,
    });
    expect(await probePathMtu({ ...request, cipher: 'ROT13' }, fakeWorld({ more: without }).ports, watch)).toBeNull();
  });

  it('never lets the host be read as an option', () => {
    for (const platform of ['linux', 'windows', 'macos'] as const) {
      expect(pingArguments(platform, '10.20.1.4', 1400).at(-1)).toBe('10.20.1.4');
      expect(traceArguments(platform, '10.20.1.4').at(-1)).toBe('10.20.1.4');
    }
  });
});

describe('a trace', () => {
  const request: ProbeRequest = { kind: 'traceroute', host: '10.20.1.4' };
  const tools = (more: object) => ({ ports: fakeWorld({ more: { platform: 'linux', ...more } }).ports, defaults: [], version: '0.1.0' });

  it.each([
    { last: '10.20.1.4  12.1 ms  12.3 ms', verdict: 'healthy', says: 'probe.trace.reached' },
    { last: '* *', verdict: 'warning', says: 'probe.trace.not-reached' },
  ])('that ends in $last: $verdict', async ({ last, verdict, says }) => {
    const text = `traceroute to 10.20.1.4 (10.20.1.4), 30 hops max, 60 byte packets\n 1  10.1.0.1  0.4 ms  0.5 ms\n 2  ${last}\n`;
    expect(await runProbe(request, tools({ runTool: async () => ({ code: 0, text }) }), watch)).toMatchObject({
      verdict,
      summary: { key: says },
      text,
    });
  });

  it('without a tool cannot tell, and leaves no text', async () => {
    expect(await runProbe(request, tools({ runTool: async () => null }), watch)).toMatchObject({
      verdict: 'cannot-tell',
      text: '',
      summary: { key: 'probe.trace.no-tool' },
    });
  });
});

it('a confirmation names each target once, and the named server of a DNS probe', () => {
  const requests: ProbeRequest[] = [
    { kind: 'clock', host: 'ntp.example.net', port: 123 },
    { kind: 'traceroute', host: '10.20.1.4' },
    { kind: 'path-mtu', host: '10.20.1.4', cipher: null },
    { kind: 'dns', name: 'app.example.net', server: '10.0.0.53' },
    { kind: 'dns', name: 'app.example.net', server: null },
  ];
  expect(targetsOf(requests)).toEqual(['ntp.example.net', '10.20.1.4', '10.0.0.53']);
});
