import { describe, expect, it } from 'vitest';
import { createModel } from '#core/analysis/likelihood.ts';
import { rankCauses } from '#core/analysis/rank.ts';
import type { Ranking } from '#core/analysis/rank.ts';
import type { CheckFile } from '#core/knowledge/knowledge.ts';
import type { Finding } from '#shared/model/analysis.ts';
import { checkIds } from '#shared/model/verdict.ts';
import type { CheckId, Verdict } from '#shared/model/verdict.ts';
import { readCauses, readChecks } from './read-knowledge.ts';

/** What priors and likelihoods must make of typical findings: the behaviour that the figures were chosen for. */
type Findings = Partial<Record<CheckId, string>>;
type Ranked = Ranking['causes'];

const causes = readCauses().filter((c) => c.status !== 'retired');
const checkFiles = readChecks();
const checks = new Map(checkFiles.map((c): [CheckId, CheckFile] => [c.id, c]));
const model = createModel(causes, checkFiles);

function verdictOf(check: CheckId, outcome: string): Verdict {
  const verdict = checks.get(check)?.outcomes[outcome]?.verdict;
  if (verdict === undefined) throw new Error(`${check} has no outcome '${outcome}'`);
  return verdict;
}

function finding(check: CheckId, outcome: string): Finding {
  return { check, outcome, verdict: verdictOf(check, outcome), params: {}, citations: [], missing: [], byHand: false };
}

function rank(findings: Findings): Ranked {
  const found = checkIds.flatMap((check) => (findings[check] === undefined ? [] : [finding(check, findings[check])]));
  return rankCauses(found, [], model).causes;
}

const place = (ranked: Ranked, id: string): number => ranked.findIndex((r) => r.id === id);
const probability = (ranked: Ranked, id: string): number => ranked.find((r) => r.id === id)?.probability ?? 0;

describe('the leading cause', () => {
  it.each<[string, Findings, string, number]>([
    ['RRAS gets no answer', { A1: 'no-answer' }, 'wrong-gateway-ip', 0.2],
    ['RasClient gets no answer', { A2: 'no-answer' }, 'wrong-gateway-ip', 0.2],
    ['both logs show no answer', { A1: 'no-answer', A2: 'no-answer' }, 'wrong-gateway-ip', 0.2],
    ['RRAS credentials refused', { A1: 'authentication' }, 'psk-mismatch', 0.6],
    ['RasClient credentials refused', { A2: 'authentication' }, 'psk-mismatch', 0.6],
    ['gateway log: authentication', { C1: 'authentication' }, 'psk-mismatch', 0.6],
    ['keys compared: different', { C2: 'different' }, 'psk-mismatch', 0.9],
    ['keys different and the tunnel down', { C2: 'different', C5: 'not-connected' }, 'psk-mismatch', 0.9],
    ['keys different and credentials refused', { C2: 'different', A1: 'authentication' }, 'psk-mismatch', 0.95],
    ['same key, yet credentials refused', { C2: 'same', A3: 'peer-identity' }, 'peer-id-mismatch', 0.4],
    ['certificate code', { A1: 'certificate' }, 'certificate-problem', 0.6],
    ['IKE policy code', { A1: 'ike-policy' }, 'ike-policy-mismatch', 0.5],
    ['IKE proposals differ', { B3: 'ike-policy-differs' }, 'ike-policy-mismatch', 0.8],
    ['IPsec proposals differ', { B3: 'ipsec-policy-differs' }, 'ipsec-policy-mismatch', 0.6],
    ['PFS groups differ', { B3: 'pfs-differs' }, 'pfs-mismatch', 0.6],
    ['IKE versions differ', { B3: 'version-differs' }, 'ike-version-mismatch', 0.7],
    ['selectors differ', { B3: 'selectors-differ' }, 'traffic-selector-mismatch', 0.4],
    ['selectors refused', { A1: 'traffic-selectors' }, 'traffic-selector-mismatch', 0.6],
    ['device log: child SA refused', { A3: 'ipsec-policy' }, 'ipsec-policy-mismatch', 0.5],
    ['NSG on GatewaySubnet', { C3: 'nsg-attached' }, 'gateway-subnet-nsg', 0.6],
    ['default route on GatewaySubnet', { C3: 'default-route' }, 'gateway-subnet-route', 0.5],
    ['service stopped', { A1: 'service-down' }, 'onprem-service-down', 0.8],
    ['firewall drops UDP 500', { B2: 'blocked-500' }, 'udp-500-blocked', 0.6],
    ['firewall drops UDP 4500', { B2: 'blocked-4500' }, 'udp-4500-blocked', 0.6],
    ['ESP dropped', { B2: 'esp-blocked' }, 'esp-blocked', 0.5],
    ['the gateway lives and IKE is silent', { B2: 'alive-silent' }, 'udp-500-blocked', 0.35],
    ['what is called is not the gateway', { B2: 'not-the-gateway' }, 'wrong-gateway-ip', 0.6],
    ['the name that is called is not known', { B2: 'name-unknown' }, 'dns-failure', 0.5],
    ['large packets do not pass', { B1: 'small-mtu' }, 'mtu-mss', 0.6],
    ['the name of a host leads elsewhere', { B1: 'name-unresolved' }, 'dns-failure', 0.5],
    ['connected, Azure sends and receives nothing', { C5: 'one-way-out', B1: 'unreachable' }, 'missing-onprem-route', 0.2],
    ['NSG denies, tunnel carries traffic', { C4: 'blocked', C5: 'traffic' }, 'nsg-blocks-workload', 0.7],
    ['guest firewall blocks', { D1: 'blocks' }, 'guest-firewall-blocks', 0.5],
    ['SKU at its limit', { D2: 'at-limit' }, 'sku-bandwidth-saturated', 0.5],
    ['machine overloaded', { D3: 'overloaded' }, 'vm-overloaded', 0.4],
    ['machine stopped, tunnel carries traffic', { D3: 'stopped', B1: 'unreachable', C5: 'traffic' }, 'vm-stopped', 0.5],
    ['a user route leads elsewhere', { C4: 'route-diverted', C5: 'one-way-in' }, 'asymmetric-routing', 0.5],
    ['no route to the gateway in the network of the machine', { C4: 'route-missing', C5: 'traffic' }, 'peering-transit', 0.3],
    ['connection refused by the host', { B1: 'refused' }, 'app-not-listening', 0.4],
    ['losses on the way', { B1: 'lossy' }, 'path-loss', 0.1],
    ['application slow, network well', { D4: 'slow', B1: 'reachable', C5: 'traffic' }, 'app-inefficient', 0.15],
    ['gateway under maintenance', { C1: 'maintenance' }, 'gateway-maintenance', 0.4],
    ['gateway has a fault', { C1: 'gateway-unhealthy' }, 'gateway-unhealthy', 0.25],
    ['connection not provisioned', { C5: 'not-provisioned' }, 'connection-disabled', 0.3],
    ['peer stops answering', { A3: 'peer-lost' }, 'peer-lost', 0.25],
    ['name not resolved', { A2: 'name-resolution' }, 'dns-failure', 0.6],
    ['code that is not known', { A1: 'other-error' }, 'other', 0.1],
    ['everything healthy', { A2: 'ok', B1: 'reachable', C3: 'clean', C5: 'traffic' }, 'none', 0.8],
    [
      'all that can be healthy is',
      {
        A1: 'ok',
        A2: 'ok',
        B1: 'reachable',
        B3: 'compatible',
        C2: 'same',
        C3: 'clean',
        C4: 'allowed',
        C5: 'traffic',
        D2: 'below',
        D3: 'fine',
      },
      'none',
      0.9,
    ],
  ])('%s', (_, findings, expected, atLeast) => {
    const ranked = rank(findings);
    expect(ranked[0]?.id).toBe(expected);
    expect(ranked[0]?.probability).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('causes that must stay in sight', () => {
  it('no answer: closed ports and an old peer address follow the wrong address closely', () => {
    const ranked = rank({ A1: 'no-answer' });
    expect(
      ranked
        .slice(0, 4)
        .map((r) => r.id)
        .toSorted(),
    ).toEqual(['peer-address-changed', 'udp-4500-blocked', 'udp-500-blocked', 'wrong-gateway-ip']);
    expect(probability(ranked, 'wrong-gateway-ip') / probability(ranked, 'udp-500-blocked')).toBeLessThan(1.6);
  });

  it('a connection that is not connected, and nothing else known, leaves several explanations', () => {
    const ranked = rank({ C5: 'not-connected' });
    expect(ranked[0]?.probability).toBeLessThan(0.25);
    for (const id of ['psk-mismatch', 'ike-policy-mismatch', 'wrong-gateway-ip', 'udp-500-blocked', 'peer-address-changed'])
      expect(place(ranked, id)).toBeLessThan(6);
  });

  it('unreachable while the connection carries traffic: the causes behind the tunnel come first', () => {
    const ranked = rank({ B1: 'unreachable', C5: 'traffic' });
    expect(
      ranked
        .slice(0, 3)
        .map((r) => r.id)
        .toSorted(),
    ).toEqual(['guest-firewall-blocks', 'missing-prefix', 'nsg-blocks-workload']);
    for (const id of ['psk-mismatch', 'wrong-gateway-ip', 'udp-500-blocked']) expect(place(ranked, id)).toBeGreaterThan(10);
  });

  it.each<[string, Findings, readonly string[]]>([
    [
      'refused credentials and an NSG on GatewaySubnet',
      { A1: 'authentication', C3: 'nsg-attached' },
      ['psk-mismatch', 'gateway-subnet-nsg'],
    ],
    [
      'different keys, an NSG on GatewaySubnet, tunnel down',
      { A1: 'authentication', A2: 'authentication', B1: 'unreachable', C2: 'different', C3: 'nsg-attached', C5: 'not-connected' },
      ['psk-mismatch', 'gateway-subnet-nsg'],
    ],
    [
      'no answer, and an NSG that blocks the workload',
      { A1: 'no-answer', A2: 'no-answer', C4: 'blocked' },
      ['wrong-gateway-ip', 'nsg-blocks-workload'],
    ],
    [
      'refused policy, and a guest firewall that blocks',
      { A1: 'ike-policy', B3: 'ike-policy-differs', D1: 'blocks' },
      ['ike-policy-mismatch', 'guest-firewall-blocks'],
    ],
  ])('%s: two faults are reported', (_, findings, expected) => {
    const ranked = rank(findings);
    expect([ranked[0]?.id, ...ranked.filter((r) => r.second).map((r) => r.id)]).toEqual(expected);
  });

  it.each<[string, Findings]>([
    ['a wrong address', { A1: 'no-answer', A2: 'no-answer', B1: 'unreachable', C5: 'not-connected' }],
    [
      'a wrong shared key',
      { A1: 'authentication', A2: 'authentication', B1: 'unreachable', C2: 'different', C5: 'not-connected', C1: 'authentication' },
    ],
    ['a refused policy', { A1: 'ike-policy', A2: 'ike-policy', B1: 'unreachable', B3: 'ike-policy-differs', C5: 'connecting' }],
    ['a blocked workload', { A1: 'ok', B1: 'unreachable', C4: 'blocked', C5: 'traffic' }],
    ['a stopped service', { A1: 'service-down', A2: 'dial-failed', B1: 'unreachable', C5: 'not-connected' }],
  ])('%s explains all it shows in: one fault is reported', (_, findings) => expect(rank(findings).filter((r) => r.second)).toEqual([]));

  it('a wrong shared key is not ruled out by a healthy subnet', () => {
    expect(rank({ A1: 'authentication', C3: 'clean', B1: 'unreachable' })[0]?.id).toBe('psk-mismatch');
  });
});

describe('problems found by a check', () => {
  const problems = [...checks.values()].flatMap((c) =>
    Object.entries(c.outcomes)
      .filter(([, o]) => o.verdict === 'problem')
      .map(([outcome]): [CheckId, string] => [c.id, outcome]),
  );

  it.each(problems)('%s %s makes "none" improbable', (check, outcome) => {
    expect(probability(rank({ [check]: outcome }), 'none')).toBeLessThan(0.15);
  });

  it.each(problems)('%s %s is explained by some cause', (check, outcome) => {
    const best = Math.max(...causes.filter((c) => c.id !== 'none').map((c) => model.probability(c, check, outcome)));
    expect(best).toBeGreaterThanOrEqual(0.05);
  });
});
