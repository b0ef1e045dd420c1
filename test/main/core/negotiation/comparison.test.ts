import { describe, expect, it } from 'vitest';
import type { DeviceVendor } from '#shared/model/device-config.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { compareEnds } from '#core/negotiation/comparison.ts';
import { findDrops } from '#core/negotiation/drops.ts';
import { compareSelectors } from '#core/negotiation/selectors.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { citation, fact, span } from '../../../helpers/fact-builders.ts';

const { knowledge } = loadAssets();
const view = (...facts: Fact[]) => createFactView(facts, knowledge);

function proposal(protocol: 'ike' | 'esp', encryption: string, integrity: string | null, group: number | null): IkeProposal {
  const of = (type: IkeTransform['type'], name: string): IkeTransform => ({ type, name, id: null });
  const transforms = [
    of('encryption', encryption),
    ...(integrity === null ? [] : [of('integrity', integrity)]),
    ...(group === null ? [] : [of('dh-group', String(group))]),
  ];
  return { protocol, number: 1, transforms };
}

const tunnel = (ike: IkeProposal, child: IkeProposal, vendor: DeviceVendor = 'strongswan') =>
  fact('device-tunnel', { vendor, ikeProposals: [ike], childProposals: [child] });
const policy = (over: Record<string, string | number> = {}) =>
  fact('azure-connection', {
    protocol: 'IKEv2',
    ipsecPolicies: [
      {
        ikeEncryption: 'AES256',
        ikeIntegrity: 'SHA256',
        dhGroup: 'DHGroup14',
        ipsecEncryption: 'GCMAES256',
        ipsecIntegrity: 'GCMAES256',
        pfsGroup: 'None',
        saLifeTimeSeconds: 27_000,
        saDataSizeKilobytes: 102_400_000,
        ...over,
      },
    ],
  });
const ikeOk = proposal('ike', 'AES-CBC-256', 'SHA2-256', 14);
const childOk = proposal('esp', 'AES-GCM-16-256', null, null);

describe('both ends, parameter by parameter', () => {
  it('names what would be chosen when they agree, and asks for no change', () => {
    const result = compareEnds(view(tunnel(ikeOk, childOk), policy()))!;
    expect(result.agreed).toEqual([
      { phase: 'ike', text: 'AES256 / SHA256 / DH 14' },
      { phase: 'child', text: 'GCMAES256 / PFS None' },
    ]);
    expect([result.nearest, result.changes]).toEqual([[], []]);
    expect(result.rows.filter((r) => r.result === 'different')).toEqual([]);
  });

  it('takes a lifetime that differs as harmless', () => {
    const device = fact('device-tunnel', { ikeProposals: [ikeOk], childProposals: [childOk], childLifetimeSeconds: 3600 });
    expect(compareEnds(view(device, policy()))!.rows).toContainEqual({
      phase: 'child',
      parameter: 'lifetime',
      onPremises: ['3600 s'],
      azure: ['27000 s'],
      result: 'harmless',
    });
  });

  it.each([
    ['the group', proposal('ike', 'AES-CBC-256', 'SHA2-256', 2), childOk, 'ike', ['dh-group']],
    ['cipher and hash', proposal('ike', 'AES-CBC-128', 'SHA1', 14), childOk, 'ike', ['encryption', 'integrity']],
    ['PFS', ikeOk, proposal('esp', 'AES-GCM-16-256', null, 14), 'child', ['pfs-group']],
  ] as const)('names %s', (_name, ike, child, phase, differs) => {
    expect(compareEnds(view(tunnel(ike, child), policy()))!.nearest).toMatchObject([{ phase, differs }]);
  });

  it.each([
    ['strongswan', 'proposals = aes256-sha256-modp2048'],
    ['fortigate', 'set dhgrp 14'],
    ['cisco-ios', 'crypto ikev2 proposal azure-proposal\n encryption aes-cbc-256\n integrity sha256\n group 14'],
    ['cisco-asa', 'crypto ikev2 policy <number>\n encryption aes-256\n integrity sha256\n group 14\n prf sha256'],
    ['libreswan', 'ike=aes256-sha2_256;modp2048'],
    ['vyos', 'set vpn ipsec ike-group <ike-group> proposal 1 hash sha256\nset vpn ipsec ike-group <ike-group> proposal 1 dh-group 14'],
  ] as const)('offers the change at either end: %s', (vendor, line) => {
    const { changes } = compareEnds(view(tunnel(proposal('ike', 'AES-CBC-256', 'SHA2-256', 2), childOk, vendor), policy()))!;
    expect(changes.map((c) => c.at)).toEqual(['azure', 'on-premises']);
    expect(changes[0]!.command).toContain(
      '--ike-encryption AES256 --ike-integrity SHA256 --dh-group DHGroup2 --ipsec-encryption GCMAES256',
    );
    expect(changes[1]!.command).toContain(line);
  });

  it.each([
    [
      'cisco-ios',
      1,
      'crypto isakmp policy <number>\n encryption aes 256\n hash sha256\n group 14\ncrypto ipsec transform-set azure-set esp-gcm 256',
    ],
    [
      'cisco-asa',
      1,
      'crypto ikev1 policy <number>\n encryption aes-256\n hash sha256\n group 14\ncrypto ipsec ikev1 transform-set azure-set',
    ],
    [
      'cisco-asa',
      2,
      'crypto ipsec ikev2 ipsec-proposal azure-proposal\n protocol esp encryption aes-gcm-256\n protocol esp integrity null',
    ],
    ['libreswan', 2, 'esp=aes_gcm256\npfs=no'],
    ['vyos', 2, 'set vpn ipsec esp-group <esp-group> proposal 1 encryption aes256gcm128\nset vpn ipsec esp-group <esp-group> pfs disable'],
  ] as const)('writes both phases in the syntax of the device and its version of IKE: %s, IKEv%i', (vendor, version, lines) => {
    const weak = { ikeProposals: [proposal('ike', '3DES', 'SHA1', 2)], childProposals: [proposal('esp', '3DES', 'SHA1', null)] };
    const { changes } = compareEnds(view(fact('device-tunnel', { ...weak, vendor, version }), policy()))!;
    expect(changes.find((c) => c.at === 'on-premises')!.command).toContain(lines);
  });

  it('offers no policy that Azure does not have, and no command in a syntax it does not know', () => {
    const { changes } = compareEnds(view(tunnel(proposal('ike', 'CAMELLIA-CBC-256', 'SHA2-256', 31), childOk, 'other'), policy()))!;
    expect(changes.map((c) => [c.at, c.command])).toEqual([['on-premises', null]]);
  });

  it('takes the defaults of the role that the gateway had', () => {
    const gateway = fact('azure-gateway', { vpnType: 'RouteBased' });
    const groups = (isInitiator: boolean) =>
      compareEnds(view(gateway, tunnel(ikeOk, childOk), fact('ike-negotiation', { isInitiator })))!.rows.find(
        (r) => r.parameter === 'pfs-group',
      )!.azure;
    expect(groups(false)).toEqual(['None']);
    expect(groups(true).length).toBeGreaterThan(1);
  });
});

describe('networks through the tunnel', () => {
  const gateway = fact('azure-local-gateway', { prefixes: ['10.1.0.0/16'] });
  const vnet = fact('azure-vnet', { prefixes: ['10.20.0.0/16'] });

  it.each([
    ['10.1.0.0/16', 'equal', [], []],
    ['10.1.5.0/24', 'on-premises-inside', [], ['10.1.0.0-10.1.4.255', '10.1.6.0-10.1.255.255']],
    ['10.0.0.0/8', 'azure-inside', ['10.0.0.0/16', '10.2.0.0-10.255.255.255'], []],
    ['192.168.0.0/24', 'disjoint', ['192.168.0.0/24'], ['10.1.0.0/16']],
  ] as const)('%s on the device: %s', (prefix, relation, onlyOnPremises, onlyAzure) => {
    const device = fact('device-tunnel', { selectors: [{ local: [prefix], remote: ['10.20.0.0/16'] }] });
    const [here, there] = compareSelectors(view(gateway, vnet, device));
    expect(here).toMatchObject({ network: 'on-premises', relation, onlyOnPremises, onlyAzure });
    expect(there).toMatchObject({ network: 'azure', relation: 'equal' });
  });

  it('any-to-any does not meet a policy-based end', () => {
    const device = fact('device-tunnel', { selectors: [{ local: ['0.0.0.0/0'], remote: ['0.0.0.0/0'] }] });
    const connection = fact('azure-connection', { usePolicyBasedTrafficSelectors: true });
    expect(compareSelectors(view(gateway, vnet, device, connection)).map((s) => s.relation)).toEqual([
      'any-to-any-against-policy',
      'any-to-any-against-policy',
    ]);
  });
});

describe('drops', () => {
  const second = 1000;
  const start = Date.UTC(2026, 10, 18, 12);
  const change = (seconds: number, to: 'connected' | 'disconnected', over: object = {}) => ({
    ms: start + seconds * second,
    text: `+${seconds} s`,
    to,
    signal: null,
    reason: null,
    by: null,
    citation: 0,
    ...over,
  });
  const series = (changes: ReturnType<typeof change>[], instance: string | null = 'GatewayTenantWorker_IN_0') =>
    ({
      ...fact('tunnel-changes', { provider: 'Azure VPN gateway', peer: '203.0.113.10', instance, changes, omitted: 0, span: span(0) }),
      citations: [citation()],
    }) as Fact;
  const classes = (...facts: Fact[]) => findDrops(view(...facts)).map((d) => d.class);

  it('by another instance that takes over', () => {
    const other = series([change(9020, 'connected')], 'GatewayTenantWorker_IN_1');
    expect(classes(series([change(0, 'connected'), change(9000, 'disconnected')]), other)).toEqual(['failover']);
  });

  it('not by a tunnel of which no instance is told: that may be the same one, coming back', () => {
    const same = series([change(9020, 'connected')], null);
    expect(classes(series([change(0, 'connected'), change(9000, 'disconnected')]), same)).toEqual(['unknown']);
  });

  it('by the age of the SA, by the peer that stopped answering, by the peer that deleted it, or by nothing', () => {
    const drop = (seconds: number, over = {}) => classes(series([change(0, 'connected'), change(seconds, 'disconnected', over)]));
    expect(drop(27_000)).toEqual(['rekey']);
    expect(drop(9000, { signal: 'peer-lost' })).toEqual(['dpd']);
    expect(drop(9000, { signal: 'peer-closed', by: 'peer' })).toEqual(['peer-delete']);
    expect(drop(9000, { signal: 'pfs' })).toEqual(['pfs-at-rekey']);
    expect(drop(9000)).toEqual(['unknown']);
  });

  it('by a change of the gateway shortly before, with both lines cited', () => {
    const changed = (what: 'configuration' | 'maintenance') =>
      ({
        ...fact('gateway-changes', {
          changes: [
            {
              ms: start + 8950 * second,
              text: '',
              operation: 'SetConnectionConfiguration',
              what,
              status: null,
              resource: null,
              instance: null,
              citation: 0,
            },
          ],
          omitted: 0,
          span: span(0),
        }),
        citations: [citation('gateway.json')],
      }) as Fact;
    const down = series([change(0, 'connected'), change(9000, 'disconnected'), change(9030, 'connected')]);
    expect(classes(down, changed('configuration'))).toEqual(['configuration-change']);
    expect(classes(down, changed('maintenance'))).toEqual(['maintenance']);
    expect(findDrops(view(down, changed('configuration')))[0]).toMatchObject({
      backMs: start + 9030 * second,
      citations: [{}, { path: 'gateway.json' }],
    });
  });
});
