import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import type { DnsAnswer, IkeProbeResult } from '#shared/model/probe.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { cause, run } from '../analysis/run.ts';
import { evaluate } from './evaluate.ts';

const later = { startedMs: Date.UTC(2026, 10, 18, 13) };
const gateway = fact('azure-gateway', { publicAddresses: ['198.51.100.20'] });
const vnet = fact('azure-vnet', { prefixes: ['10.20.0.0/16'] });
const calls = (...destinations: string[]): Fact => fact('rras-interface', { destinations }, 'rras.txt');
const said = (server: string, ...values: string[]): DnsAnswer => ({
  server,
  type: server === 'system' ? 'any' : 'A',
  result: values.length > 0 ? 'answered' : 'no-such-name',
  values,
  roundTripMs: 1,
});
const named = (name: string, ...answers: DnsAnswer[]): Fact => fact('dns-probe', { name, answers }, 'dns.txt');
const silent = (server: string): DnsAnswer => ({ ...said(server), result: 'silent' });

describe('B1, size of packets through the tunnel', () => {
  const size = (mtu: number | null, more = {}): Fact =>
    fact('path-mtu-probe', { mtu, result: mtu === null ? 'silent' : 'measured', ...more }, 'mtu.txt');

  it.each<[string, Fact[], string]>([
    ['1400 bytes, as a tunnel interface is set up', [size(1400)], 'reachable'],
    ['1390 bytes: a clamped segment fits to the byte', [size(1390)], 'reachable'],
    ['1389 bytes: it does not', [size(1389)], 'small-mtu'],
    ['small, while TCP connects', [fact('tcp-probe'), size(1300)], 'small-mtu'],
    ['mended since', [size(1300), size(1400, later)], 'reachable'],
    ['broken since', [size(1400), size(1300, later)], 'small-mtu'],
    ['a host that answers no ping of any size says nothing', [size(null)], 'cannot-tell'],
    ['a computer without ping says nothing', [size(null, { result: 'cannot-tell' })], 'cannot-tell'],
    [
      'the path to the gateway is not the path through the tunnel',
      [gateway, size(1300, { host: 'vpn', address: '198.51.100.20' })],
      'cannot-tell',
    ],
    [
      'a host that does not answer TCP is the greater trouble',
      [fact('tcp-probe', { received: 0, averageMs: null }), size(1300)],
      'partial',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('B1', facts).outcome).toBe(outcome));

  it('names the size and the segment that fits', () =>
    expect(evaluate('B1', [size(1300)]).params).toMatchObject({ target: '10.20.1.4', largest: 1300, segment: 1260 }));

  it('leads to the cause, and a size that fits does not', () => {
    expect(run([size(1300)]).causes[0]).toMatchObject({ id: 'mtu-mss' });
    expect(run([fact('tcp-probe'), size(1400)]).causes[0]).toMatchObject({ id: 'none' });
  });
});

describe('the path outside the tunnel, against the overhead of its cipher', () => {
  const outer = (mtu: number, cipher: string | null = null): Fact =>
    fact('path-mtu-probe', { host: '198.51.100.20', address: '198.51.100.20', mtu, cipher });
  const policy = {
    ikeEncryption: 'AES256',
    ikeIntegrity: 'SHA256',
    dhGroup: 'DHGroup14',
    ipsecEncryption: 'AES256',
    ipsecIntegrity: 'SHA256',
    pfsGroup: 'None',
    saLifeTimeSeconds: 27_000,
    saDataSizeKilobytes: 102_400_000,
  };
  const reasons = (facts: Fact[]) => cause(run(facts), 'mtu-mss').reasonsFor.map((r) => r.outcome);

  it.each<[string, Fact[], boolean]>([
    ['1500 bytes carry any cipher', [gateway, outer(1500, 'AES256/SHA256')], false],
    ['1452 bytes just carry AES-256 with SHA-256', [gateway, outer(1452, 'AES256/SHA256')], false],
    ['1451 bytes do not', [gateway, outer(1451, 'AES256/SHA256')], true],
    ['1451 bytes carry AES-GCM, which is taken where no cipher is known', [gateway, outer(1451)], false],
    ["the connection's own policy counts", [gateway, fact('azure-connection', { ipsecPolicies: [policy] }), outer(1451)], true],
    ['1400 bytes carry none', [gateway, outer(1400)], true],
    ['what the device calls counts where the gateway is not known', [calls('198.51.100.20'), outer(1400)], true],
    ['the path to somebody else says nothing', [fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }), outer(1400)], false],
  ])('%s', (_, facts, isSmall) => expect(reasons(facts).includes('outer-path-small')).toBe(isSmall));
});

describe('B1, names', () => {
  it.each<[string, Fact[], string]>([
    [
      'the resolver of this computer knows the address inside',
      [vnet, named('app', said('system', '10.20.1.4'), said('9.9.9.9'))],
      'cannot-tell',
    ],
    [
      'it knows a public one, another server the one inside',
      [vnet, named('app', said('system', '203.0.113.7'), said('10.20.0.10', '10.20.1.4'))],
      'name-unresolved',
    ],
    [
      'it knows no such name, another server does',
      [vnet, named('app', said('system'), said('10.20.0.10', '10.20.1.4'))],
      'name-unresolved',
    ],
    [
      'without a known network a private address is inside',
      [named('app', said('system', '203.0.113.7'), said('10.20.0.10', '10.20.1.4'))],
      'name-unresolved',
    ],
    ['both outside', [vnet, named('www', said('system', '203.0.113.7'), said('10.20.0.10', '203.0.113.8'))], 'cannot-tell'],
    ['inside of another network', [vnet, named('nas', said('system', '203.0.113.7'), said('192.168.1.1', '192.168.1.9'))], 'cannot-tell'],
    [
      'a resolver that is silent says nothing of the name',
      [vnet, named('app', silent('system'), said('10.20.0.10', '10.20.1.4'))],
      'cannot-tell',
    ],
    ['a name that nobody knows may be misspelt', [vnet, named('ap', said('system'), said('10.20.0.10'))], 'cannot-tell'],
    [
      'a host that does not answer comes first',
      [vnet, fact('tcp-probe', { received: 0, averageMs: null }), named('app', said('system'), said('10.20.0.10', '10.20.1.4'))],
      'unreachable',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('B1', facts).outcome).toBe(outcome));

  it('the last answer counts, and leads to the cause', () => {
    const wrong = named('app', said('system', '203.0.113.7'), said('10.20.0.10', '10.20.1.4'));
    const right = fact('dns-probe', { name: 'APP', answers: [said('system', '10.20.1.4')], ...later });
    expect(run([vnet, wrong]).causes[0]).toMatchObject({ id: 'dns-failure' });
    expect(evaluate('B1', [vnet, wrong, right]).outcome).toBe('cannot-tell');
    expect(evaluate('B1', [vnet, wrong]).params).toMatchObject({ target: 'app', answer: '203.0.113.7', inside: '10.20.1.4' });
  });
});

describe('B1, where a trace ends', () => {
  const hop = (ttl: number, address: string | null) => ({ ttl, address, roundTripMs: address === null ? [null] : [1] });
  const trace = (...hops: (string | null)[]): Fact =>
    fact('traceroute', { host: '10.20.1.4', address: '10.20.1.4', reached: false, hops: hops.map((a, i) => hop(i + 1, a)) }, 'trace.txt');
  const lost = fact('tcp-probe', { received: 0, averageMs: null });
  const leaves = (facts: Fact[]) =>
    run(facts).causes.some((c) => [...c.reasonsFor, ...c.reasonsAgainst].some((r) => r.outcome === 'trace-leaves'));

  it('the last router that answered is named and cited', () => {
    const result = evaluate('B1', [lost, trace('10.1.0.1', '10.1.0.254', null, null)]);
    expect(result).toMatchObject({ outcome: 'unreachable', params: { target: '10.20.1.4:443', lastHop: '10.1.0.254', hops: 2 } });
    expect(result.citations.map((c) => c.path)).toContain('trace.txt');
  });

  it.each<[string, Fact[]]>([
    ['no trace', [lost]],
    ['a trace to another host', [lost, fact('traceroute', { host: '10.20.1.9', reached: false, hops: [hop(1, '10.1.0.1')] })]],
    ['a trace on which nobody answers', [lost, trace(null, null)]],
  ])('nothing is named: %s', (_, facts) => expect(evaluate('B1', facts).params).toMatchObject({ hops: 0 }));

  it.each<[string, Fact[], boolean]>([
    ['a router of the Internet', [lost, trace('10.1.0.1', '203.0.113.1', null)], true],
    ['routers of the own network only', [lost, trace('10.1.0.1', '10.1.0.254', null)], false],
    ["a provider's shared addresses", [lost, trace('10.1.0.1', '100.64.0.1', null)], false],
    [
      'a network that uses public addresses itself',
      [fact('azure-local-gateway', { prefixes: ['203.0.113.0/24'] }), lost, trace('203.0.113.1', null)],
      false,
    ],
    ['a trace that arrives', [fact('traceroute', { hops: [hop(1, '203.0.113.1'), hop(2, '10.20.1.4')] })], false],
  ])('the packet goes to the Internet: %s', (_, facts, isLeaving) => expect(leaves(facts)).toBe(isLeaving));

  it('speaks for a missing route, and against what leaves the tunnel standing', () => {
    const [before, after] = [run([lost]), run([lost, trace('10.1.0.1', '203.0.113.1', null)])];
    expect(cause(after, 'missing-onprem-route').probability).toBeGreaterThan(cause(before, 'missing-onprem-route').probability * 1.5);
    expect(cause(after, 'nsg-blocks-workload').probability).toBeLessThan(cause(before, 'nsg-blocks-workload').probability / 3);
  });
});

describe('B2, silence of IKE and the health page', () => {
  const ike = (port: number, result: IkeProbeResult): Fact => fact('ike-probe', { port, result }, `ike-${port}.txt`);
  const page = (more = {}): Fact => fact('health-probe', more, 'health.txt');
  const [dumb, half] = [
    [ike(500, 'silent'), ike(4500, 'silent')],
    [ike(500, 'silent'), ike(4500, 'answered')],
  ];

  it.each<[string, Fact[], string]>([
    ['the page answers', [...dumb, page()], 'alive-silent'],
    ['the page of the second instance', [...dumb, page({ result: 'silent' }), page({ port: 8083 })], 'alive-silent'],
    ['the page is silent too', [...dumb, page({ result: 'silent' })], 'no-answer'],
    ['another page', [...dumb, page({ result: 'other-answer' })], 'no-answer'],
    ['the page of another address', [...dumb, page({ address: '198.51.100.21' })], 'no-answer'],
    ['the page answered once and does no more', [...dumb, page(), page({ result: 'silent', ...later })], 'no-answer'],
    ['one port answers: the page adds nothing', [...half, page()], 'blocked-500'],
    ['the page alone', [page()], 'cannot-tell'],
  ])('%s', (_, facts, outcome) => expect(evaluate('B2', facts).outcome).toBe(outcome));

  it('cites the page, and points at the ports or at a peer that is not known, no more at the address', () => {
    expect(evaluate('B2', [...dumb, page()]).citations.map((c) => c.path)).toEqual(['ike-500.txt', 'ike-4500.txt', 'health.txt']);
    const alive = run([gateway, ...dumb, page()]);
    expect(alive.causes.slice(0, 2).map((c) => c.id)).toEqual(['udp-500-blocked', 'peer-address-changed']);
    expect(cause(alive, 'wrong-gateway-ip').probability).toBeLessThan(cause(run([gateway, ...dumb]), 'wrong-gateway-ip').probability / 3);
  });

  it.each<[string, Fact[], boolean]>([
    ['of the gateway', [gateway, page()], true],
    ['of what the device calls', [calls('198.51.100.20'), page()], true],
    ['of what the device calls by name', [calls('vpn.example.net'), page({ host: 'vpn.example.net' })], true],
    ['of somebody else', [fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }), page()], false],
    ['of nobody that the case knows', [page()], false],
    ['that does not answer', [gateway, page({ result: 'silent' })], false],
  ])('a page %s speaks against a fault of the gateway: %s', (_, facts, speaks) => {
    const against = cause(run(facts), 'gateway-unhealthy').reasonsAgainst.map((r) => r.outcome);
    expect(against.includes('health-page-up')).toBe(speaks);
  });
});

describe('B2, whom the device calls', () => {
  const name = 'vpn.example.net';
  const other = fact('health-probe', { address: '203.0.113.9', host: '203.0.113.9', result: 'other-answer' });

  it.each<[string, Fact[], string]>([
    ['a name of the gateway', [gateway, calls(name), named(name, said('system', '198.51.100.20'))], 'cannot-tell'],
    ['a name of somebody else', [gateway, calls(name), named(name, said('system', '203.0.113.9'))], 'not-the-gateway'],
    ['in other letters', [gateway, calls('VPN.example.net'), named(name, said('system', '203.0.113.9'))], 'not-the-gateway'],
    [
      'of a device that is not Windows',
      [gateway, fact('device-tunnel', { peers: [name] }), named(name, said('system', '203.0.113.9'))],
      'not-the-gateway',
    ],
    [
      'an IKE probe looked the name up',
      [gateway, calls(name), fact('ike-probe', { host: name, address: '203.0.113.9' })],
      'not-the-gateway',
    ],
    [
      'one address of several is the gateway',
      [gateway, calls(name), named(name, said('system', '203.0.113.9', '198.51.100.20'))],
      'cannot-tell',
    ],
    [
      'another interface calls the gateway',
      [gateway, calls('198.51.100.20'), calls(name), named(name, said('system', '203.0.113.9'))],
      'cannot-tell',
    ],
    ['another name was not looked up', [gateway, calls(name, 'hq.example.net'), named(name, said('system', '203.0.113.9'))], 'cannot-tell'],
    ["the gateway's address is not known", [calls(name), named(name, said('system', '203.0.113.9'))], 'cannot-tell'],
    ['nobody calls the name', [gateway, named(name, said('system', '203.0.113.9'))], 'cannot-tell'],
    ['only another server says so', [gateway, calls(name), named(name, silent('system'), said('9.9.9.9', '203.0.113.9'))], 'cannot-tell'],
    ['the name is not known', [calls(name), named(name, said('system'))], 'name-unknown'],
    [
      'one of two names is not known, and the other may be the gateway',
      [calls(name, '203.0.113.9'), named(name, said('system'))],
      'cannot-tell',
    ],
    [
      'one of two is not known, and the other is not the gateway',
      [gateway, calls(name, '203.0.113.9'), named(name, said('system'))],
      'name-unknown',
    ],
    ['a page of something else', [calls('203.0.113.9'), other], 'not-the-gateway'],
    ['a page of something else that nobody calls', [calls('203.0.113.8'), other], 'cannot-tell'],
    [
      'a page of something else at a gateway',
      [calls('203.0.113.9'), fact('azure-gateway', { publicAddresses: ['203.0.113.9'] }), other],
      'cannot-tell',
    ],
    ['%any calls nobody', [gateway, fact('device-tunnel', { peers: ['%any'] })], 'cannot-tell'],
  ])('%s', (_, facts, outcome) => expect(evaluate('B2', facts).outcome).toBe(outcome));

  it('says who, where and instead of what, citing both', () => {
    const result = evaluate('B2', [gateway, calls(name), named(name, said('system', '203.0.113.9'))]);
    expect(result.params).toMatchObject({ peer: name, answer: '203.0.113.9 ≠ 198.51.100.20' });
    expect(result.citations.map((c) => c.path)).toEqual(['dns.txt']);
  });

  it.each<[string, Fact[], string]>([
    ['elsewhere', [gateway, calls(name), named(name, said('system', '203.0.113.9'))], 'wrong-gateway-ip'],
    ['another page', [calls('203.0.113.9'), other], 'wrong-gateway-ip'],
    ['nowhere', [calls(name), named(name, said('system'))], 'dns-failure'],
  ])('%s leads to the cause', (_, facts, id) => {
    const [leading] = run(facts).causes;
    expect(leading?.id).toBe(id);
    expect(leading?.probability).toBeGreaterThan(0.5);
  });
});

describe('a clock that is off', () => {
  const off = (seconds: number): Fact => fact('clock-probe', { offsetMs: seconds * 1000 }, 'clock.txt');
  const certificate = fact('rras-interface', { authenticationMethod: 'MachineCertificates' });
  const told = (facts: Fact[]) => cause(run(facts), 'certificate-problem').reasonsFor.map((r) => r.outcome);

  it.each<[string, Fact[], boolean]>([
    ['ten minutes, with certificates', [certificate, off(600)], true],
    ['ten minutes the other way', [certificate, off(-600)], true],
    ['as the collector measured it', [certificate, fact('collection-run', { clockOffsetMs: 600_000 })], true],
    ['ten minutes, with a shared key', [fact('rras-interface', { authenticationMethod: 'PSKOnly' }), off(600)], false],
    ['ten minutes, and nobody knows how they authenticate', [off(600)], false],
    ['a second, with certificates', [certificate, off(1)], false],
    ['set right since', [certificate, off(600), fact('clock-probe', { offsetMs: 1, ...later })], false],
  ])('%s', (_, facts, speaks) => expect(told(facts).includes('clock-wrong')).toBe(speaks));

  it.each([
    [31, ['timeline.probed-clock-behind']],
    [-31, ['timeline.probed-clock-ahead']],
    [29, []],
  ])('%i s stand on the timeline: %o', (seconds, keys) =>
    expect(run([off(seconds)]).timeline.map((e) => [e.what.key, e.what.params['seconds']])).toEqual(keys.map((key) => [key, 31])),
  );
});
