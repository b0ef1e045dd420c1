import { describe, expect, it } from 'vitest';
import { createFactView } from '#core/analysis/fact-view.ts';
import { planProbes } from '#core/probes/plan.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { ProbeKind, ProbeRequest, ProbeRequestOf } from '#shared/model/probe.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const all = (...facts: Fact[]) => planProbes(createFactView(facts, knowledge));

function isOf<K extends ProbeKind>(request: ProbeRequest, kind: K): request is ProbeRequestOf<K> {
  return request.kind === kind;
}

function plan<K extends ProbeKind>(kind: K, ...facts: Fact[]): readonly ProbeRequestOf<K>[] {
  return all(...facts).flatMap(({ request }) => (isOf(request, kind) ? [request] : []));
}
const hostsOf = (kind: 'gateway-health' | 'path-mtu' | 'traceroute', ...facts: Fact[]) =>
  plan(kind, ...facts).map((request) => request.host);

const policy = {
  ikeEncryption: 'AES256',
  ikeIntegrity: 'SHA384',
  dhGroup: 'ECP384',
  ipsecEncryption: null,
  ipsecIntegrity: null,
  pfsGroup: null,
  saLifeTimeSeconds: null,
  saDataSizeKilobytes: null,
};

const gateway = fact('azure-gateway', { publicAddresses: ['198.51.100.20'] });

describe('what could be probed', () => {
  it('IKE: both ports of the gateway and of what the device calls, each once', () => {
    const requests = plan('ike', gateway, fact('rras-interface', { destinations: ['198.51.100.20', 'gw.example.net'] }));
    expect(requests.map((r) => `${r.host} ${r.port} v${r.version} ${r.offer}`)).toEqual([
      '198.51.100.20 500 v2 null',
      '198.51.100.20 4500 v2 null',
      'gw.example.net 500 v2 null',
      'gw.example.net 4500 v2 null',
    ]);
    expect(requests.every((r) => !r.groups)).toBe(true);
  });

  it('IKE with a custom policy: what it allows is offered, in the version of the connection', () => {
    const connection = fact('azure-connection', { protocol: 'IKEv1', ipsecPolicies: [policy] });
    expect(plan('ike', fact('rras-interface', { destinations: ['198.51.100.20'] }), connection)[0]).toMatchObject({
      version: 1,
      offer: 'AES256/SHA384/20',
    });
  });

  it('TCP: hosts and ports across the tunnel that were tested before', () => {
    const requests = plan(
      'tcp',
      fact('tcp-probe'),
      fact('tcp-probe'),
      fact('tcp-probe', { host: '10.20.1.9', port: 22 }),
      fact('tcp-probe', { host: '198.51.100.20', port: 443 }),
    );
    expect(requests).toMatchObject([
      { host: '10.20.1.4', port: 443, count: 20 },
      { host: '10.20.1.9', port: 22 },
    ]);
  });

  it('the health page: of the gateway, and of what the device calls instead', () => {
    expect(hostsOf('gateway-health', gateway, fact('device-tunnel', { peers: ['203.0.113.9'] }))).toEqual(['198.51.100.20', '203.0.113.9']);
  });

  it('names: what stands for the gateway, for the device and for hosts, and no address', () => {
    const facts = [
      fact('rras-interface', { destinations: ['gw.example.net', '198.51.100.20'] }),
      fact('azure-local-gateway', { fqdn: 'hq.example.net' }),
      fact('tcp-probe', { host: 'app.example.net' }),
      fact('icmp-probe', { host: 'app01' }),
    ];
    expect(plan('dns', ...facts)).toEqual(
      ['gw.example.net', 'hq.example.net', 'app.example.net'].map((name) => ({ kind: 'dns', name, server: null })),
    );
    expect(all(...facts).flatMap(({ role, request }) => (request.kind === 'dns' ? [role] : []))).toEqual(['dialled', 'device', 'host']);
  });

  it('sizes and traces: hosts behind the tunnel before the gateway, with the cipher of the policy', () => {
    const facts = [
      gateway,
      fact('icmp-probe'),
      fact('azure-connection', { ipsecPolicies: [{ ...policy, ipsecEncryption: 'AES256', ipsecIntegrity: 'SHA256' }] }),
    ];
    expect(hostsOf('path-mtu', ...facts)).toEqual(['10.20.1.4', '198.51.100.20']);
    expect(hostsOf('traceroute', ...facts)).toEqual(['10.20.1.4', '198.51.100.20']);
    expect(plan('path-mtu', ...facts).map((r) => r.cipher)).toEqual(['AES256/SHA256', 'AES256/SHA256']);
    const gcm = fact('azure-connection', { ipsecPolicies: [{ ...policy, ipsecEncryption: 'GCMAES256', ipsecIntegrity: 'GCMAES256' }] });
    expect(plan('path-mtu', gateway, gcm)[0]?.cipher).toBe('GCMAES256');
    expect(plan('path-mtu', gateway)[0]?.cipher).toBeNull();
  });

  it('never what is no host: evidence is hostile', () => {
    expect(all(fact('rras-interface', { destinations: ['-f', 'a b', '$(id)', '10.0.0.0/8', ''] }))).toEqual([]);
  });

  it('without names, nothing', () => expect(all()).toEqual([]));
});
