import { describe, expect, it } from 'vitest';
import { createFactView } from '#core/analysis/fact-view.ts';
import { planProbes } from '#core/probes/plan.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const plan = (check: CheckId, ...facts: Fact[]) => planProbes(createFactView(facts, knowledge), check);
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

describe('what could be probed', () => {
  it('for B2: both ports of the gateway and of what the device dials, each once', () => {
    const requests = plan(
      'B2',
      fact('azure-gateway', { publicAddresses: ['198.51.100.20'] }),
      fact('rras-interface', { destinations: ['198.51.100.20', 'gw.example.net'] }),
    );
    expect(requests.map((r) => (r.kind === 'ike' ? `${r.host} ${r.port} v${r.version} ${r.offer}` : r.kind))).toEqual([
      '198.51.100.20 500 v2 null',
      '198.51.100.20 4500 v2 null',
      'gw.example.net 500 v2 null',
      'gw.example.net 4500 v2 null',
    ]);
    expect(requests.every((r) => r.kind === 'ike' && !r.groups)).toBe(true);
  });

  it('for B2 with a custom policy: what it allows is offered, in the version of the connection', () => {
    const connection = fact('azure-connection', { protocol: 'IKEv1', ipsecPolicies: [policy] });
    expect(plan('B2', fact('rras-interface', { destinations: ['198.51.100.20'] }), connection)[0]).toMatchObject({
      version: 1,
      offer: 'AES256/SHA384/20',
    });
  });

  it('for B1: hosts and ports across the tunnel that were tested before', () => {
    const requests = plan(
      'B1',
      fact('tcp-probe'),
      fact('tcp-probe'),
      fact('tcp-probe', { host: '10.20.1.9', port: 22 }),
      fact('tcp-probe', { host: '198.51.100.20', port: 443 }),
    );
    expect(requests).toMatchObject([
      { kind: 'tcp', host: '10.20.1.4', port: 443, count: 20 },
      { kind: 'tcp', host: '10.20.1.9', port: 22 },
    ]);
  });

  it('never what is no host: evidence is hostile', () => {
    expect(plan('B2', fact('rras-interface', { destinations: ['-f', 'a b', '$(id)', '10.0.0.0/8', ''] }))).toEqual([]);
  });

  it('for other checks, or without names, nothing', () => {
    expect([plan('B1'), plan('B2'), plan('C5', fact('tcp-probe'))]).toEqual([[], [], []]);
  });
});
