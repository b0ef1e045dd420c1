import type { CaseNames, Finding, Topology } from '#shared/model/analysis.ts';
import type { CheckId, Verdict } from '#shared/model/verdict.ts';
import { rangeText } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { FactView } from '../checks/check.ts';
import { isGatewaySubnet, onPremisesPrefixes, vnetPrefixes } from '../checks/support/network.ts';

const worstFirst: readonly Verdict[] = ['problem', 'warning', 'healthy', 'cannot-tell'];
const maxDetails = 6;

function verdictOf(checks: readonly CheckId[], findings: readonly Finding[]): Verdict {
  const verdicts = findings.filter((f) => checks.includes(f.check)).map((f) => f.verdict);
  return worstFirst.find((v) => verdicts.includes(v)) ?? 'cannot-tell';
}

function texts(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((v) => v !== null && v !== ''))].filter((v) => v !== null).slice(0, maxDetails);
}

function prefixes(ranges: readonly AddressRange[]): string[] {
  return texts(ranges.map(rangeText));
}

/** Which checks speak about which part of the picture. */
const nodeChecks = {
  lan: [],
  device: ['A1', 'A2', 'A3', 'B2'],
  internet: [],
  gateway: ['C1', 'C3', 'D2'],
  vnet: ['C4'],
  workload: ['B1', 'D1', 'D3', 'D4'],
} as const satisfies Record<string, readonly CheckId[]>;

const linkChecks = [
  { from: 'lan', to: 'device', checks: [] },
  { from: 'device', to: 'internet', checks: ['B2'] },
  { from: 'internet', to: 'gateway', checks: ['A1', 'A2', 'A3', 'B3', 'C1', 'C2', 'C5'] },
  { from: 'gateway', to: 'vnet', checks: ['C3', 'C5'] },
  { from: 'vnet', to: 'workload', checks: ['B1', 'C4', 'D1'] },
] as const satisfies readonly { from: string; to: string; checks: readonly CheckId[] }[];

function details(
  view: FactView,
  names: CaseNames,
): Record<keyof typeof nodeChecks, { readonly name: string | null; readonly details: string[] }> {
  const gateways = view.of('azure-gateway');
  const gatewaySubnets = view.of('azure-subnet').filter((s) => isGatewaySubnet(s.name));
  const subnets = view.of('azure-subnet').filter((s) => !isGatewaySubnet(s.name));
  const port = names.targetPort === null ? null : `TCP ${names.targetPort}`;
  const probed = view.of('tcp-probe').flatMap((p) => p.sourceAddress ?? []);
  return {
    lan: { name: null, details: [...prefixes(onPremisesPrefixes(view)), ...texts(probed)].slice(0, maxDetails) },
    device: {
      name: names.interfaceName,
      details: texts([names.deviceAddress, ...view.of('rras-interface').flatMap((i) => [i.protocol, i.connectionState])]),
    },
    internet: { name: null, details: [] },
    gateway: {
      name: names.gateway,
      details: texts([
        names.gatewayAddress,
        ...gateways.flatMap((g) => [g.sku, g.vpnType]),
        ...gatewaySubnets.flatMap((s) => s.prefixes),
        ...view.of('azure-connection').map((c) => c.status),
      ]),
    },
    vnet: { name: names.vnet, details: prefixes(vnetPrefixes(view)) },
    workload: {
      name: names.targetHost,
      details: texts([port, ...subnets.map((s) => (s.name === null ? null : [s.name, ...s.prefixes].join(' ')))]),
    },
  };
}

/** The picture of the case: six places from left to right and the links between them. */
export function drawTopology(view: FactView, findings: readonly Finding[], names: CaseNames): Topology {
  const shown = details(view, names);
  const ids = ['lan', 'device', 'internet', 'gateway', 'vnet', 'workload'] as const;
  return {
    nodes: ids.map((id) => ({ id, ...shown[id], verdict: verdictOf(nodeChecks[id], findings), checks: [...nodeChecks[id]] })),
    links: linkChecks.map((l) => ({ from: l.from, to: l.to, verdict: verdictOf(l.checks, findings), checks: [...l.checks] })),
  };
}
