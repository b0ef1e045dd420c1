import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NsgRule } from '#shared/model/record-data.ts';
import { parseRange } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { chain, defaultRules, evaluateNsg } from '#core/checks/support/nsg.ts';
import type { Flows, Side } from '#core/checks/support/nsg.ts';
import { fact, nsgRule } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

function range(text: string): AddressRange {
  const read = parseRange(text);
  if (read === null) throw new Error(`not a range: ${text}`);
  return read;
}

function side(text: string, virtualNetwork: Side['virtualNetwork'] = true): Side {
  return { range: range(text), virtualNetwork };
}

/** One client on premises to one VM, one port. */
function flow(port: number, source: Side = side('192.168.1.10'), destination: Side = side('10.20.1.4')): Flows {
  return { source, destination, ports: { first: port, last: port } };
}

function decide(rules: readonly NsgRule[], flows: Flows, direction: NsgRule['direction'] = 'Inbound'): string {
  const decisions = evaluateNsg(rules, direction, [flows]);
  return decisions.map((d) => `${d.access} ${d.rule.name}`).join(', ');
}

describe('the default rules (Microsoft, Network security groups overview)', () => {
  it.each<[string, Flows, NsgRule['direction'], string]>([
    ['on-premises prefix of the local network gateway', flow(443), 'Inbound', 'Allow AllowVnetInBound'],
    ['on-premises address outside of every known prefix', flow(443, side('192.168.1.10', false)), 'Inbound', 'Deny DenyAllInBound'],
    ['the Internet', flow(443, side('8.8.8.8', false)), 'Inbound', 'Deny DenyAllInBound'],
    ['back to the on-premises prefix', flow(443, side('10.20.1.4'), side('192.168.1.10')), 'Outbound', 'Allow AllowVnetOutBound'],
    ['out to the Internet', flow(443, side('10.20.1.4'), side('8.8.8.8', false)), 'Outbound', 'Allow AllowInternetOutBound'],
    [
      'out to a private address that no route knows',
      flow(443, side('10.20.1.4'), side('172.16.0.1', false)),
      'Outbound',
      'Deny DenyAllOutBound',
    ],
  ])('%s', (_, flows, direction, expected) => expect(decide([], flows, direction)).toBe(expected));

  it('stand at the documented priorities', () => {
    expect(defaultRules.map((r) => [r.direction, r.priority, r.name, r.access])).toEqual([
      ['Inbound', 65_000, 'AllowVnetInBound', 'Allow'],
      ['Inbound', 65_001, 'AllowAzureLoadBalancerInBound', 'Allow'],
      ['Inbound', 65_500, 'DenyAllInBound', 'Deny'],
      ['Outbound', 65_000, 'AllowVnetOutBound', 'Allow'],
      ['Outbound', 65_001, 'AllowInternetOutBound', 'Allow'],
      ['Outbound', 65_500, 'DenyAllOutBound', 'Deny'],
    ]);
  });

  it('are added only where a listing leaves them out', () => {
    const listed = defaultRules.filter((r) => r.direction === 'Inbound').map((r) => ({ ...r, line: 7 }));
    expect(chain(listed, 'Inbound')).toEqual(listed);
    expect(chain([nsgRule(100, 'Allow')], 'Inbound').map((r) => r.priority)).toEqual([100, 65_000, 65_001, 65_500]);
  });
});

describe('one flow through a chain', () => {
  const deny = nsgRule(4096, 'Deny', { name: 'deny-all' });
  it.each<[string, NsgRule[], Flows, string]>([
    [
      'the lower number wins, in whatever order the rules are listed',
      [nsgRule(200, 'Deny'), nsgRule(100, 'Allow')],
      flow(443),
      'Allow rule-100',
    ],
    [
      'a broad deny before a narrow allow',
      [nsgRule(100, 'Deny'), nsgRule(200, 'Allow', { destinationPorts: ['443'] })],
      flow(443),
      'Deny rule-100',
    ],
    ['a narrow allow before a broad deny', [nsgRule(100, 'Allow', { destinationPorts: ['443'] }), deny], flow(443), 'Allow rule-100'],
    ['another port falls through to the deny', [nsgRule(100, 'Allow', { destinationPorts: ['443'] }), deny], flow(3389), 'Deny deny-all'],
    ['a port range', [nsgRule(100, 'Allow', { destinationPorts: ['400-500', '8080'] }), deny], flow(443), 'Allow rule-100'],
    ['a source prefix that holds the client', [nsgRule(100, 'Allow', { sources: ['192.168.0.0/16'] }), deny], flow(443), 'Allow rule-100'],
    ['a source prefix that does not', [nsgRule(100, 'Allow', { sources: ['172.16.0.0/12'] }), deny], flow(443), 'Deny deny-all'],
    [
      'one of several prefixes',
      [nsgRule(100, 'Allow', { sources: ['172.16.0.0/12', '192.168.1.0/24'] }), deny],
      flow(443),
      'Allow rule-100',
    ],
    ['another destination', [nsgRule(100, 'Allow', { destinations: ['10.20.2.0/24'] }), deny], flow(443), 'Deny deny-all'],
    ['UDP rules do not concern TCP', [nsgRule(100, 'Allow', { protocol: 'Udp' }), deny], flow(443), 'Deny deny-all'],
    ['TCP in any case of letters', [nsgRule(100, 'Allow', { protocol: 'TCP' }), deny], flow(443), 'Allow rule-100'],
    [
      'VirtualNetwork holds the on-premises prefixes',
      [nsgRule(100, 'Allow', { sources: ['VirtualNetwork'] }), deny],
      flow(443),
      'Allow rule-100',
    ],
    [
      'VirtualNetwork does not hold other addresses',
      [nsgRule(100, 'Allow', { sources: ['VirtualNetwork'] }), deny],
      flow(443, side('192.168.1.10', false)),
      'Deny deny-all',
    ],
    [
      'Internet does not hold private addresses',
      [nsgRule(100, 'Deny', { sources: ['Internet'] }), nsgRule(200, 'Allow')],
      flow(443),
      'Allow rule-200',
    ],
    [
      'AzureLoadBalancer is not the client',
      [nsgRule(100, 'Deny', { sources: ['AzureLoadBalancer'] }), nsgRule(200, 'Allow')],
      flow(443),
      'Allow rule-200',
    ],
    [
      'a service tag does not hold a private address',
      [nsgRule(100, 'Deny', { sources: ['AzureCloud.westeurope'] }), nsgRule(200, 'Allow')],
      flow(443),
      'Allow rule-200',
    ],
    [
      'a rule for source port 53 does not meet a client',
      [nsgRule(100, 'Deny', { sourcePorts: ['53'] }), nsgRule(200, 'Allow')],
      flow(443),
      'Allow rule-200',
    ],
    ['0.0.0.0/0 is everything', [nsgRule(100, 'Deny', { sources: ['0.0.0.0/0'] })], flow(443), 'Deny rule-100'],
    ['outbound rules do not concern inbound flows', [nsgRule(100, 'Deny', { direction: 'Outbound' })], flow(443), 'Allow AllowVnetInBound'],
    [
      'an application security group that would deny leaves it open',
      [nsgRule(100, 'Deny', { sources: [] }), nsgRule(200, 'Allow')],
      flow(443),
      'undecided rule-100',
    ],
    [
      'an application security group that would allow what is allowed anyway',
      [nsgRule(100, 'Allow', { destinations: [] }), nsgRule(200, 'Allow')],
      flow(443),
      'Allow rule-200',
    ],
    [
      'an application security group behind the deciding rule',
      [nsgRule(100, 'Allow'), nsgRule(200, 'Deny', { sources: [] })],
      flow(443),
      'Allow rule-100',
    ],
    [
      'a tag whose members BGP decides',
      [nsgRule(100, 'Allow', { sources: ['VirtualNetwork'] }), deny],
      flow(443, side('192.168.1.10', 'unknown')),
      'undecided rule-100',
    ],
  ])('%s', (_, rules, flows, expected) => expect(decide(rules, flows)).toBe(expected));

  it('cuts a prefix where rules differ', () => {
    const rules = [nsgRule(100, 'Deny', { sources: ['192.168.1.0/24'] }), nsgRule(200, 'Allow')];
    expect(decide(rules, flow(443, side('192.168.0.0/23')))).toBe('Deny rule-100, Allow rule-200');
  });
});

describe('C4, the workload', () => {
  const probe = fact('tcp-probe', { host: '10.20.1.4', port: 443 });
  const onPremises = fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] });
  const deny = nsgRule(4096, 'Deny', { name: 'deny-all', line: 40 });
  const web = nsgRule(100, 'Allow', { name: 'web', destinationPorts: ['443'], line: 10 });

  it('allowed by a rule', () => {
    expect(evaluate('C4', [probe, onPremises, fact('azure-nsg', { rules: [web, deny] })])).toMatchObject({
      outcome: 'allowed',
      params: { rule: 'web', nsg: 'nsg-web', source: '192.168.0.0/16', destination: '10.20.1.4', port: '443', priority: 100 },
    });
  });

  it('blocked, with the rule that decides', () => {
    const result = evaluate('C4', [probe, onPremises, fact('azure-nsg', { rules: [{ ...web, destinationPorts: ['80'] }, deny] })]);
    expect(result).toMatchObject({ outcome: 'blocked', params: { rule: 'deny-all', priority: 4096 } });
  });

  it('allowed by the default rule when nothing else is said', () =>
    expect(evaluate('C4', [probe, onPremises, fact('azure-nsg')])).toMatchObject({
      outcome: 'allowed',
      params: { rule: 'AllowVnetInBound' },
    }));

  it('partly blocked when a part of the on-premises ranges is denied', () => {
    const rules = [nsgRule(100, 'Deny', { sources: ['192.168.5.0/24'] })];
    expect(evaluate('C4', [probe, onPremises, fact('azure-nsg', { rules })])).toMatchObject({
      outcome: 'partly-blocked',
      params: { rule: 'rule-100' },
    });
  });

  it('partly blocked when only connections from Azure are denied', () => {
    const rules = [nsgRule(100, 'Deny', { direction: 'Outbound' })];
    expect(evaluate('C4', [probe, onPremises, fact('azure-nsg', { rules })]).outcome).toBe('partly-blocked');
  });

  it('a probing address that the local network gateway does not name meets the default deny', () => {
    const facts = [
      fact('tcp-probe', { sourceAddress: '172.16.9.9' }),
      fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] }),
      fact('azure-nsg'),
    ];
    expect(evaluate('C4', facts)).toMatchObject({ outcome: 'partly-blocked', params: { rule: 'DenyAllInBound' } });
  });

  it('the unspecified address that PsPing prints is no address of the network', () => {
    const facts = [fact('tcp-probe', { sourceAddress: '0.0.0.0' }), onPremises, fact('azure-nsg')];
    expect(evaluate('C4', facts)).toMatchObject({ outcome: 'allowed', params: { source: '192.168.0.0/16' } });
  });

  it('cannot tell while an application security group may decide', () => {
    const rules = [nsgRule(100, 'Deny', { sources: [] })];
    expect(evaluate('C4', [probe, onPremises, fact('azure-nsg', { rules })])).toMatchObject({
      outcome: 'cannot-tell',
      missing: ['azure-effective-nsg'],
      params: { rule: 'rule-100' },
    });
  });

  it('without on-premises prefixes decides only what holds for every private address', () => {
    const some = nsgRule(100, 'Allow', { sources: ['192.168.0.0/16'] });
    expect(evaluate('C4', [probe, fact('azure-nsg', { rules: [deny] })]).outcome).toBe('blocked');
    expect(evaluate('C4', [probe, fact('azure-nsg')]).outcome).toBe('allowed');
    expect(evaluate('C4', [probe, fact('azure-nsg', { rules: [some, deny] })])).toMatchObject({
      outcome: 'cannot-tell',
      missing: ['azure-local-gateway'],
    });
  });

  it('an NSG attached to nothing stands in no way', () =>
    expect(evaluate('C4', [probe, fact('azure-nsg', { attachmentsKnown: true, rules: [deny] })]).outcome).toBe('not-attached'));

  it('workload subnets without an NSG are a statement', () => {
    const bare = fact('azure-subnet', { name: 'web', prefixes: ['10.20.1.0/24'] });
    expect(evaluate('C4', [bare])).toMatchObject({ outcome: 'not-attached', params: { destination: '10.20.1.0/24' } });
    expect(evaluate('C4', [fact('azure-subnet', { name: 'web', nsg: 'nsg-web' })]).outcome).toBe('cannot-tell');
  });

  it('an NSG on GatewaySubnet is left to C3', () => {
    const id = '/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/GatewaySubnet';
    expect(evaluate('C4', [probe, fact('azure-nsg', { subnets: [id], attachmentsKnown: true, rules: [deny] })]).outcome).toBe(
      'cannot-tell',
    );
    expect(evaluate('C4', [probe, fact('azure-subnet', { nsg: 'nsg-web' }), fact('azure-nsg', { rules: [deny] })]).outcome).toBe(
      'cannot-tell',
    );
  });

  it('subnet and network interface must both allow', () => {
    const subnet = fact('azure-nsg', { name: 'subnet-nsg', rules: [web] });
    const nic = fact('azure-nsg', { name: 'nic-nsg', nics: ['vm-nic'], rules: [deny] });
    expect(evaluate('C4', [probe, onPremises, subnet, nic])).toMatchObject({ outcome: 'blocked', params: { nsg: 'nic-nsg' } });
  });

  it('an NSG of another subnet does not concern the probed host', () => {
    const facts = [
      probe,
      onPremises,
      fact('azure-subnet', { name: 'web', prefixes: ['10.20.1.0/24'], nsg: 'nsg-web' }),
      fact('azure-subnet', { name: 'data', prefixes: ['10.20.2.0/24'], nsg: 'nsg-data' }),
      fact('azure-nsg', { rules: [web] }),
      fact('azure-nsg', { name: 'nsg-data', rules: [deny] }),
    ];
    expect(evaluate('C4', facts)).toMatchObject({ outcome: 'allowed', params: { nsg: 'nsg-web' } });
  });

  it('nothing', () => expect(evaluate('C4', [])).toMatchObject({ outcome: 'cannot-tell', missing: ['azure-nsg', 'azure-effective-nsg'] }));
});

const holds = (texts: readonly string[], address: bigint): boolean =>
  texts.some((t) => {
    const read = parseRange(t);
    return read === null ? t === '*' || t === 'VirtualNetwork' : read.first <= address && address <= read.last;
  });

/** The same question for one packet, asked rule by rule. */
function oracle(rules: readonly NsgRule[], source: bigint, destination: bigint, port: number): string {
  const inPorts = (texts: readonly string[]): boolean =>
    texts.some((t) => {
      const [low, high] = t.split('-').map(Number);
      return t === '*' || (low !== undefined && low <= port && port <= (high ?? low));
    });
  const sorted = chain(rules, 'Inbound');
  const first = sorted.find(
    (r) =>
      ['*', 'Tcp'].includes(r.protocol) && holds(r.sources, source) && holds(r.destinations, destination) && inPorts(r.destinationPorts),
  );
  return `${first?.access} ${first?.name}`;
}

const prefix = (base: string): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 })).map(([host, length]) => `${base}.${host}/${length}`);

describe('sets of flows against single packets', () => {
  const ports = fc.oneof(
    fc.constant('*'),
    fc.integer({ min: 1, max: 8 }).map(String),
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 4, max: 8 })).map(([a, b]) => `${a}-${b}`),
  );
  const rule = fc
    .record({
      priority: fc.integer({ min: 100, max: 4096 }),
      access: fc.constantFrom<NsgRule['access']>('Allow', 'Deny'),
      protocol: fc.constantFrom('*', 'Tcp', 'Udp'),
      sources: fc.array(fc.oneof(prefix('192.168.1'), fc.constantFrom('*', 'VirtualNetwork')), { minLength: 1, maxLength: 3 }),
      destinations: fc.array(fc.oneof(prefix('10.20.1'), fc.constant('*')), { minLength: 1, maxLength: 3 }),
      destinationPorts: fc.array(ports, { minLength: 1, maxLength: 2 }),
    })
    .map(({ priority, access, ...said }) => nsgRule(priority, access, { ...said, name: `rule-${priority}-${access}` }));
  const rules = fc.uniqueArray(rule, { maxLength: 6, selector: (r) => r.priority });

  it('agree on every packet, and every packet is decided exactly once', () => {
    const [source, destination] = [side('192.168.1.0/28'), side('10.20.1.0/28')];
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 1, max: 9 }),
        (chosen, s, d, port) => {
          const decisions = evaluateNsg(chosen, 'Inbound', [{ source, destination, ports: { first: 1, last: 9 } }]);
          const [from, to] = [source.range.first + BigInt(s), destination.range.first + BigInt(d)];
          const hits = decisions.filter(
            (x) =>
              x.source.range.first <= from &&
              from <= x.source.range.last &&
              x.destination.range.first <= to &&
              to <= x.destination.range.last &&
              x.ports.first <= port &&
              port <= x.ports.last,
          );
          expect(hits.map((h) => `${h.access} ${h.rule.name}`)).toEqual([oracle(chosen, from, to, port)]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
