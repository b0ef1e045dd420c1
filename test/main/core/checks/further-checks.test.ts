import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

const rule = (said: Parameters<typeof fact<'firewall-rule'>>[1]): Fact =>
  fact('firewall-rule', { name: 'web', localPorts: ['443'], ...said }, 'vm-firewall.txt');

const profile = (said = {}): Fact => fact('firewall-profile', said, 'vm-profiles.txt');

describe('D1, the firewall of the VM', () => {
  const probe = fact('tcp-probe', { port: 443, received: 0, averageMs: null });
  const onPremises = fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] });
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['rules and no port that anybody asked for', [rule({})], 'cannot-tell'],
    ['rules of the VPN host', [probe, fact('firewall-rule', { name: 'IKE', protocol: 'UDP', localPorts: ['500'] })], 'cannot-tell'],
    ['an allow rule', [probe, rule({})], 'admits'],
    ['an allow rule with a range', [probe, rule({ localPorts: ['400-500'] })], 'admits'],
    ['an allow rule for another port', [probe, rule({ localPorts: ['80'] })], 'no-rule'],
    ['an allow rule for UDP', [probe, rule({ protocol: 'UDP' })], 'no-rule'],
    ['an outbound rule', [probe, rule({ direction: 'Outbound' })], 'no-rule'],
    ['a rule that is turned off', [probe, rule({ enabled: false })], 'no-rule'],
    ['an allow rule for the local subnet only', [probe, rule({ remoteAddresses: ['LocalSubnet'] })], 'no-rule'],
    ['an allow rule for the on-premises prefix', [probe, onPremises, rule({ remoteAddresses: ['192.168.0.0/255.255.0.0'] })], 'admits'],
    ['an allow rule for another prefix', [probe, onPremises, rule({ remoteAddresses: ['172.16.0.0/12'] })], 'no-rule'],
    ['an allow rule for a prefix, on-premises prefixes not known', [probe, rule({ remoteAddresses: ['172.16.0.0/12'] })], 'cannot-tell'],
    ['a block rule beside an allow rule', [probe, rule({}), rule({ action: 'Block' })], 'blocks'],
    [
      'a listing without ports',
      [probe, rule({ protocol: null, localPorts: null, remotePorts: null, remoteAddresses: null })],
      'cannot-tell',
    ],
    ['every profile off', [probe, rule({ localPorts: ['80'] }), profile({ enabled: false })], 'firewall-off'],
    [
      'one of two profiles off',
      [probe, rule({ localPorts: ['80'] }), profile({ enabled: false }), profile({ profile: 'Public' })],
      'no-rule',
    ],
    ['inbound allowed by default', [probe, rule({ localPorts: ['80'] }), profile({ defaultInbound: 'AllowInbound' })], 'admits'],
  ])('%s', (_, facts, outcome) => expect(evaluate('D1', facts).outcome).toBe(outcome));

  it('names the rule, the port and its profiles', () => {
    const result = evaluate('D1', [probe, rule({ action: 'Block', name: 'no web', profiles: ['Domain', 'Private'] })]);
    expect(result.params).toEqual({ rule: 'no web', port: 443, profile: 'Domain, Private' });
  });
});

/** 95th percentile of one direction in megabits per second. */
const load = (counter: string, megabits: number): Fact =>
  fact('counter-summary', { counter, p95: (megabits * 1e6) / 8, maximum: 1e9 }, 'perf.csv');

describe('D2, traffic against the SKU', () => {
  const basic = fact('azure-gateway', { sku: 'Basic' });
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['counters and no SKU', [load('ras.received', 10)], 'cannot-tell'],
    ['a SKU and no counters', [basic], 'cannot-tell'],
    ['a SKU that no table knows', [load('ras.received', 10), fact('azure-gateway', { sku: 'VpnGw99' })], 'cannot-tell'],
    ['20 of 100 Mbps', [basic, load('ras.received', 10), load('ras.transmitted', 10)], 'below'],
    ['75 of 100 Mbps', [basic, load('ras.received', 50), load('ras.transmitted', 25)], 'near-limit'],
    ['95 of 100 Mbps', [basic, load('ras.received', 90), load('ras.transmitted', 5)], 'at-limit'],
    ['a quiet network card', [basic, load('nic.received:Ethernet', 10)], 'below'],
    ['a busy network card, whose traffic may be another', [basic, load('nic.received:Ethernet', 99)], 'cannot-tell'],
    ['a busy network card beside quiet RAS counters', [basic, load('nic.received:Ethernet', 99), load('ras.received', 5)], 'below'],
  ])('%s', (_, facts, outcome) => expect(evaluate('D2', facts).outcome).toBe(outcome));

  it.each([
    [null, 1000],
    ['Generation1', 1000],
    ['Generation2', 1250],
  ])('VpnGw2AZ of generation %s carries %i Mbps', (generation, limitMbps) => {
    const facts = [fact('azure-gateway', { sku: 'VpnGw2AZ', generation }), load('ras.received', 100)];
    expect(evaluate('D2', facts).params).toMatchObject({ peakMbps: 100, limitMbps, sku: 'VpnGw2AZ', percent: 100 / (limitMbps / 100) });
  });

  it('asks for the gateway when the counters are there', () =>
    expect(evaluate('D2', [load('ras.received', 10)]).missing).toEqual(['azure-gateway']));
});

describe('D3, load of the machines', () => {
  it.each([
    [10, 'fine'],
    [74.9, 'fine'],
    [75, 'hot'],
    [89.9, 'hot'],
    [90, 'overloaded'],
    [100, 'overloaded'],
  ])('%f %% is %s', (p95, outcome) =>
    expect(evaluate('D3', [fact('counter-summary', { counter: 'cpu.total', p95 })]).outcome).toBe(outcome),
  );

  it('nothing', () => expect(evaluate('D3', [fact('counter-summary')]).outcome).toBe('cannot-tell'));
  it('the busiest machine counts', () => {
    const facts = [
      fact('counter-summary', { counter: 'cpu.total', p95: 5 }, 'a.csv'),
      fact('counter-summary', { counter: 'cpu.total', p95: 95 }, 'b.csv'),
    ];
    expect(evaluate('D3', facts)).toMatchObject({ outcome: 'overloaded', params: { percent: 95 } });
  });
});

describe('D3, whether the machines run', () => {
  it.each([
    ['running', 'cannot-tell'],
    ['starting', 'cannot-tell'],
    ['stopped', 'stopped'],
    ['stopping', 'stopped'],
    ['deallocated', 'stopped'],
    ['deallocating', 'stopped'],
  ])('%s: %s', (powerState, outcome) => expect(evaluate('D3', [fact('azure-machine', { powerState })]).outcome).toBe(outcome));

  it('names the machine that does not run, beside one that does and is idle', () => {
    const facts = [
      fact('azure-machine', { name: 'vm-a' }),
      fact('azure-machine', { name: 'vm-b', powerState: 'deallocated' }),
      fact('counter-summary', { counter: 'cpu.total', p95: 5 }),
    ];
    expect(evaluate('D3', facts)).toMatchObject({ outcome: 'stopped', params: { machine: 'vm-b', state: 'deallocated' } });
  });
});

describe('D4, the application', () => {
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['a short round trip, which says nothing about the application', [fact('tcp-probe', { averageMs: 12 })], 'cannot-tell'],
    ['a long round trip', [fact('tcp-probe', { averageMs: 180 })], 'slow'],
    ['no answer at all', [fact('tcp-probe', { received: 0, averageMs: null })], 'cannot-tell'],
  ])('%s', (_, facts, outcome) => expect(evaluate('D4', facts).outcome).toBe(outcome));
});
