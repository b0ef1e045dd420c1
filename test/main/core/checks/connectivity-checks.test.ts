import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import type { IkeProbeResult } from '#shared/model/probe.ts';
import type { IpsecPolicy } from '#shared/model/record-data.ts';
import { fact, span } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

const lost = { received: 0, minMs: null, maxMs: null, averageMs: null };

describe('B1, reachability', () => {
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['a TCP target that answers', [fact('tcp-probe')], 'reachable'],
    ['a TCP target that does not', [fact('tcp-probe', lost)], 'unreachable'],
    ['one target of two', [fact('tcp-probe'), fact('tcp-probe', { ...lost, host: '10.20.1.6' })], 'partial'],
    ['a host that refuses', [fact('tcp-probe', { ...lost, refused: 4 })], 'refused'],
    ['5 of 100 lost', [fact('tcp-probe', { sent: 100, received: 95 })], 'lossy'],
    ['1 of 200 lost', [fact('tcp-probe', { sent: 200, received: 199 })], 'reachable'],
    ['200 ms', [fact('tcp-probe', { averageMs: 200 })], 'slow'],
    ['ping alone', [fact('icmp-probe')], 'reachable'],
    ['ping without an answer', [fact('icmp-probe', lost)], 'unreachable'],
    ['ping filtered by a host whose TCP port answers', [fact('icmp-probe', lost), fact('tcp-probe')], 'reachable'],
    ['a host that answers ping and not TCP', [fact('icmp-probe'), fact('tcp-probe', lost)], 'partial'],
    ['a trace that arrives', [fact('traceroute')], 'reachable'],
    ['a trace that does not', [fact('traceroute', { reached: false })], 'unreachable'],
    ['a trace that does not, to a host that answers', [fact('traceroute', { reached: false }), fact('icmp-probe')], 'reachable'],
    ['a target by name', [fact('tcp-probe', { host: 'app01.corp.example' })], 'reachable'],
  ])('%s', (_, facts, outcome) => expect(evaluate('B1', facts).outcome).toBe(outcome));

  it.each<[string, Fact[]]>([
    [
      'the public address of the gateway',
      [fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }), fact('tcp-probe', { host: '20.50.60.70' })],
    ],
    [
      'the address that RRAS dials',
      [fact('rras-interface', { destinations: ['20.50.60.70'] }), fact('icmp-probe', { host: '20.50.60.70' })],
    ],
    ['any other public address', [fact('tcp-probe', { host: '13.77.160.237' })]],
    ['this machine', [fact('tcp-probe', { host: '127.0.0.1' })]],
    [
      'a neighbour on premises',
      [
        fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] }),
        fact('tcp-probe', { host: '192.168.1.9', sourceAddress: '192.168.1.5' }),
      ],
    ],
  ])('%s says nothing about the tunnel', (_, facts) => expect(evaluate('B1', facts).outcome).toBe('cannot-tell'));

  it('a public address that the VNet uses is behind the tunnel', () => {
    const facts = [fact('azure-vnet', { prefixes: ['13.77.0.0/16'] }), fact('tcp-probe', { host: '13.77.160.237' })];
    expect(evaluate('B1', facts).outcome).toBe('reachable');
  });

  it('names the worst target and counts the reached ones', () => {
    const facts = [fact('tcp-probe', {}, 'a.txt'), fact('tcp-probe', { ...lost, host: '10.20.1.6', port: 80, sent: 3 }, 'b.txt')];
    const result = evaluate('B1', facts);
    expect(result.params).toMatchObject({
      target: '10.20.1.6:80',
      sent: 3,
      received: 0,
      lostPercent: 100,
      averageMs: '–',
      reached: 1,
      total: 2,
    });
    expect(result.citations.map((c) => c.path)).toEqual(['b.txt', 'a.txt']);
  });

  it('adds up the runs against one target', () => {
    const facts = [fact('tcp-probe', { sent: 3, received: 3, averageMs: 10 }), fact('tcp-probe', { sent: 1, received: 1, averageMs: 30 })];
    expect(evaluate('B1', facts).params).toMatchObject({ sent: 4, received: 4, averageMs: 15, total: 1 });
  });
});

const udp = (port: string, said = {}): Fact =>
  fact('firewall-rule', { name: `IKE ${port}`, protocol: 'UDP', localPorts: [port], ...said }, 'rras-firewall.txt');

describe('B2, the firewall of the VPN host', () => {
  const block = (port: string): Fact[] => [udp(port, { action: 'Block' }), udp('500'), udp('4500')];
  const esp = fact('firewall-rule', { name: 'no ESP', protocol: '50', action: 'Block', localPorts: [] }, 'rras-firewall.txt');
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['rules of a VM', [fact('firewall-rule', { localPorts: ['443'] })], 'cannot-tell'],
    ['UDP 500 and 4500 allowed', [udp('500'), udp('4500')], 'open'],
    ['one rule for both', [udp('500', { localPorts: ['500', '4500'] })], 'open'],
    ['the firewall turned off', [udp('500'), fact('firewall-profile', { enabled: false }, 'rras-firewall.txt')], 'open'],
    ['UDP 500 alone allowed', [udp('500')], 'no-allow-rule'],
    ['inbound allowed by default', [udp('500'), fact('firewall-profile', { defaultInbound: 'AllowInbound' }, 'rras-firewall.txt')], 'open'],
    ['UDP 500 blocked', block('500'), 'blocked-500'],
    ['UDP 4500 blocked', block('4500'), 'blocked-4500'],
    ['both blocked', [...block('500'), ...block('4500')], 'rule-blocks'],
    ['ESP blocked', [udp('500'), udp('4500'), esp], 'esp-blocked'],
    ['a block rule that is turned off', [udp('500'), udp('4500'), udp('500', { action: 'Block', enabled: false })], 'open'],
    [
      'outbound UDP 500 blocked',
      [udp('500'), udp('4500'), udp('500', { direction: 'Outbound', action: 'Block', localPorts: ['Any'], remotePorts: ['500'] })],
      'blocked-500',
    ],
    [
      'a listing without ports',
      [
        fact('firewall-rule', {
          name: 'Routing and Remote Access (IKE-In)',
          protocol: null,
          localPorts: null,
          remotePorts: null,
          remoteAddresses: null,
        }),
      ],
      'cannot-tell',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('B2', facts).outcome).toBe(outcome));

  it('a block rule for other addresses does not concern the gateway', () => {
    const facts = [
      fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }),
      udp('500'),
      udp('4500'),
      udp('500', { action: 'Block', remoteAddresses: ['203.0.113.0/24'] }),
    ];
    expect(evaluate('B2', facts).outcome).toBe('open');
  });

  it('an allow rule for another address admits nothing', () => {
    const facts = [
      fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }),
      udp('500', { remoteAddresses: ['203.0.113.1'] }),
      udp('4500', { remoteAddresses: ['203.0.113.1'] }),
    ];
    expect(evaluate('B2', facts)).toMatchObject({ outcome: 'no-allow-rule', params: { ports: 'UDP 500, UDP 4500' } });
  });
});

describe('B2, IKE probes of both ports', () => {
  const probe = (port: number, result: IkeProbeResult, said: object = {}) =>
    fact('ike-probe', { port, result, ...said }, `probe-${port}.txt`);
  const gateway = fact('azure-gateway', { publicAddresses: ['198.51.100.20'] });
  const later = { startedMs: Date.UTC(2026, 10, 18, 13) };

  it.each<[string, Fact[], string]>([
    ['both answer', [probe(500, 'answered'), probe(4500, 'answered')], 'ports-open'],
    ['both refuse the offer: they live all the same', [probe(500, 'no-proposal'), probe(4500, 'invalid-ke')], 'ports-open'],
    ['a cookie and an error are answers too', [probe(500, 'cookie'), probe(4500, 'other-answer')], 'ports-open'],
    ['4500 is silent', [probe(500, 'answered'), probe(4500, 'silent')], 'blocked-4500'],
    ['4500 is rejected on the way', [probe(500, 'no-proposal'), probe(4500, 'unreachable')], 'blocked-4500'],
    ['500 is silent', [probe(500, 'silent'), probe(4500, 'answered')], 'blocked-500'],
    ['500 is refused by ICMP', [probe(500, 'refused'), probe(4500, 'cookie')], 'blocked-500'],
    ['neither answers', [probe(500, 'silent'), probe(4500, 'silent')], 'no-answer'],
    ['one port alone, alive', [probe(500, 'answered')], 'cannot-tell'],
    ['one port alone, dead', [probe(4500, 'silent')], 'cannot-tell'],
    ['the last run of a port counts', [probe(500, 'silent'), probe(4500, 'answered'), probe(500, 'answered', later)], 'ports-open'],
    ['an earlier run does not', [probe(500, 'answered', later), probe(4500, 'answered'), probe(500, 'silent')], 'ports-open'],
    ['to the known gateway', [gateway, probe(500, 'silent'), probe(4500, 'answered')], 'blocked-500'],
    [
      'to somebody else',
      [gateway, probe(500, 'silent', { address: '192.0.2.9' }), probe(4500, 'answered', { address: '192.0.2.9' })],
      'cannot-tell',
    ],
    [
      'to a name that has no address',
      [probe(500, 'unreachable', { address: null }), probe(4500, 'unreachable', { address: null })],
      'cannot-tell',
    ],
    [
      'two gateways, one of them blocked',
      [
        probe(500, 'answered'),
        probe(4500, 'answered'),
        probe(500, 'answered', { address: '198.51.100.21' }),
        probe(4500, 'silent', { address: '198.51.100.21' }),
      ],
      'blocked-4500',
    ],
    ['a capture that shows ESP tells more', [probe(500, 'answered'), probe(4500, 'answered'), fact('captured-path')], 'open'],
  ])('%s', (_, facts, outcome) => expect(evaluate('B2', facts).outcome).toBe(outcome));

  it('names the ports and the peer, and cites both results', () => {
    const found = evaluate('B2', [probe(500, 'silent'), probe(4500, 'silent')]);
    expect(found.params).toMatchObject({ ports: 'UDP 500, UDP 4500: 198.51.100.20' });
    expect(found.citations.map((c) => c.path)).toEqual(['probe-500.txt', 'probe-4500.txt']);
  });
});

describe('B3, settings of both ends', () => {
  const policy: IpsecPolicy = {
    ikeEncryption: 'AES256',
    ikeIntegrity: 'SHA384',
    dhGroup: 'DHGroup24',
    ipsecEncryption: 'GCMAES256',
    ipsecIntegrity: 'GCMAES256',
    pfsGroup: 'PFS24',
    saLifeTimeSeconds: 27_000,
    saDataSizeKilobytes: 102_400_000,
  };
  const custom = (said: Partial<IpsecPolicy> = {}): Fact =>
    fact('rras-interface', { customPolicy: true, policy: { ...policy, dhGroup: 'Group24', ...said } });
  const azure = (said: Partial<IpsecPolicy> = {}): Fact =>
    fact('azure-connection', { protocol: 'IKEv2', ipsecPolicies: [{ ...policy, ...said }] });
  const defaults = [fact('azure-connection', { protocol: 'IKEv2' }), fact('azure-gateway', { vpnType: 'RouteBased' })];

  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['the device alone', [custom()], 'cannot-tell'],
    ['Azure alone', [azure()], 'cannot-tell'],
    ['defaults at both ends', [fact('rras-interface'), ...defaults], 'compatible'],
    ['the same custom policy in both vocabularies', [custom(), azure()], 'compatible'],
    ['group 14 as Group14 and DHGroup2048', [custom({ dhGroup: 'Group14' }), azure({ dhGroup: 'DHGroup2048' })], 'compatible'],
    ['PFS2048 and PFS14, both group 14', [custom({ pfsGroup: 'PFS2048' }), azure({ pfsGroup: 'PFS14' })], 'compatible'],
    ['RRAS defaults against a custom policy', [fact('rras-interface'), azure()], 'ike-policy-differs'],
    ['a custom RRAS policy with group 14 against Azure defaults', [custom({ dhGroup: 'Group14' }), ...defaults], 'ike-policy-differs'],
    ['other IKE encryption', [custom({ ikeEncryption: 'AES128' }), azure()], 'ike-policy-differs'],
    ['other IKE integrity', [custom({ ikeIntegrity: 'SHA1' }), azure()], 'ike-policy-differs'],
    ['other IPsec encryption', [custom({ ipsecEncryption: 'AES256', ipsecIntegrity: 'SHA256128' }), azure()], 'ipsec-policy-differs'],
    ['other PFS group', [custom({ pfsGroup: 'None' }), azure()], 'pfs-differs'],
    ['IKEv1 on the connection', [fact('rras-interface'), fact('azure-connection', { protocol: 'IKEv1' })], 'version-differs'],
    ['a policy-based gateway', [fact('rras-interface'), fact('azure-gateway', { vpnType: 'PolicyBased' })], 'version-differs'],
    ['an L2TP interface', [fact('rras-interface', { protocol: 'L2TP' }), ...defaults], 'version-differs'],
    [
      'policy-based selectors on the connection',
      [fact('rras-interface'), fact('azure-connection', { usePolicyBasedTrafficSelectors: true })],
      'selectors-differ',
    ],
    [
      'RRAS subnets that miss the VNet',
      [
        fact('rras-interface', { subnets: [{ prefix: '10.9.0.0/16', metric: 100 }] }),
        fact('azure-vnet', { prefixes: ['10.20.0.0/16'] }),
        ...defaults,
      ],
      'selectors-differ',
    ],
    ['rekeying after 100 MB', [fact('rras-interface', { saDataSizeKilobytes: 102_400 }), ...defaults], 'lifetime-risk'],
    ['rekeying after a minute', [fact('rras-interface', { saLifeTimeSeconds: 60 }), ...defaults], 'lifetime-risk'],
    ['the idle timer of RRAS', [fact('rras-interface', { idleDisconnectSeconds: 300 }), ...defaults], 'idle-disconnect'],
    ['a standing IKE SA alone', [fact('azure-ike-sa', { childCount: 1 })], 'compatible'],
    ['an IKE SA without child SAs', [fact('azure-ike-sa')], 'cannot-tell'],
    ['the gateway type not known', [fact('rras-interface'), fact('azure-connection')], 'cannot-tell'],
    ['a custom RRAS policy that is not shown', [fact('rras-interface', { customPolicy: true }), ...defaults], 'cannot-tell'],
  ])('%s: %#', (_, facts, outcome) => expect(evaluate('B3', facts).outcome).toBe(outcome));

  it('says which parameter differs and how', () => {
    expect(evaluate('B3', [custom({ dhGroup: 'Group14' }), azure()]).params).toEqual({ device: '14', azure: '24', parameter: 'DHGroup' });
  });

  it('a connection to another site does not count against the interface', () => {
    const other = fact('azure-connection', { name: 'to-branch', protocol: 'IKEv2', ipsecPolicies: [policy] });
    expect(evaluate('B3', [fact('rras-interface'), ...defaults, other]).outcome).toBe('compatible');
  });

  it('a listing without the policy does not hide the policy of the same connection', () => {
    expect(evaluate('B3', [fact('rras-interface'), fact('azure-connection', { protocol: 'IKEv2' }), azure()]).outcome).toBe(
      'ike-policy-differs',
    );
  });

  it('names only what is missing', () => {
    expect(evaluate('B3', [fact('rras-interface')]).missing).toEqual(['azure-connection-policy', 'azure-gateway']);
  });
});

describe('B2: packets that were not delivered', () => {
  const dropped = {
    localAddress: '203.0.113.10',
    remoteAddress: '198.51.100.20',
    direction: 'sent',
    by: '203.0.113.1',
    count: 3,
    span: span(0),
  } as const;

  it.each([
    ['udp-500', 'prohibited', 'blocked-500'],
    ['udp-4500', 'own-filter', 'blocked-4500'],
    ['esp', 'own-filter', 'esp-blocked'],
    ['udp-500', 'port', 'cannot-tell'],
    ['ah', 'prohibited', 'cannot-tell'],
  ] as const)('%s, %s: %s', (protocol, reason, outcome) => {
    expect(evaluate('B2', [fact('undelivered-packets', { ...dropped, protocol, reason })]).outcome).toBe(outcome);
  });
});
