import type { FactOf } from '#shared/model/fact.ts';
import { contains, intersect, isLocalOnly, isPrivate, merge, overlaps, parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { sameResource } from '#shared/net/arm-id.ts';
import type { Facts } from '../check.ts';
import { newest } from './newest.ts';

/** Azure compares names without case; a VPN gateway works only in a subnet of this name (Microsoft, VPN Gateway settings). */
export function isGatewaySubnet(nameOrId: string | null): boolean {
  return nameOrId !== null && sameResource(nameOrId, 'GatewaySubnet');
}

/** Public addresses of the Azure VPN gateway, from the gateway itself or the address resources that it uses. */
export function gatewayAddresses(view: Facts): AddressRange[] {
  const gateways = view.of('azure-gateway');
  const used = view
    .of('azure-public-ip')
    .filter(
      (ip) => ip.usedByGateway !== null || gateways.some((g) => g.publicIpNames.some((n) => ip.name !== null && sameResource(n, ip.name))),
    );
  return parseRanges([...gateways.flatMap((g) => g.publicAddresses), ...used.flatMap((ip) => ip.address ?? [])]);
}

/** What Azure believes to lie on premises. */
export function onPremisesPrefixes(view: Facts): AddressRange[] {
  return parseRanges(view.of('azure-local-gateway').flatMap((g) => g.prefixes));
}

export function vnetPrefixes(view: Facts): AddressRange[] {
  return parseRanges(view.of('azure-vnet').flatMap((v) => v.prefixes));
}

/** Prefixes known to be in Azure: VNets and their subnets. */
export function azurePrefixes(view: Facts): AddressRange[] {
  return [...vnetPrefixes(view), ...parseRanges(view.of('azure-subnet').flatMap((s) => s.prefixes))];
}

export type Probe = FactOf<'tcp-probe'> | FactOf<'icmp-probe'> | FactOf<'traceroute'> | FactOf<'path-mtu-probe'>;

function sourceOf(probe: Probe): AddressRange | null {
  return probe.kind === 'tcp-probe' && probe.sourceAddress !== null ? parseRange(probe.sourceAddress) : null;
}

/**
 * True when a probe went through the tunnel: its target is in Azure, private, or given by name. Public addresses
 * (the gateway's own among them) and neighbours in the same on-premises network are reached without the tunnel.
 */
function crossesTunnel(
  probe: Probe,
  gateways: readonly AddressRange[],
  azure: readonly AddressRange[],
  onPremises: readonly AddressRange[],
): boolean {
  const resolved = 'address' in probe && probe.address !== null ? parseRange(probe.address) : null;
  const target = parseRange(probe.host) ?? resolved;
  if (target === null) return probe.host !== '' && probe.host.toLowerCase() !== 'localhost';
  if (isLocalOnly(target) || gateways.some((g) => overlaps(g, target))) return false;
  if (azure.some((r) => contains(r, target))) return true;
  const source = sourceOf(probe);
  const neighbours = source !== null && onPremises.some((r) => contains(r, target)) && onPremises.some((r) => contains(r, source));
  return isPrivate(target) && !neighbours;
}

/** Probes that say something about the path through the tunnel, in the order of their targets. */
export function tunnelProbes(view: Facts): Probe[] {
  const gateways = [...gatewayAddresses(view), ...parseRanges(view.of('rras-interface').flatMap((i) => i.destinations))];
  const [azure, onPremises] = [merge(azurePrefixes(view)), merge(onPremisesPrefixes(view))];
  const sizes = newest(view.of('path-mtu-probe'), (probe) => probe.host.toLowerCase());
  const all: Probe[] = [...view.of('tcp-probe'), ...view.of('icmp-probe'), ...view.of('traceroute'), ...sizes];
  return all.filter((p) => crossesTunnel(p, gateways, azure, onPremises));
}

/** The host and port that the user cares about: a TCP target that did not answer first, then any TCP target, then any host. */
export function workloadTarget(view: Facts): { readonly host: string; readonly port: number | null } | null {
  const probes = tunnelProbes(view);
  const tcp = probes.filter((p) => p.kind === 'tcp-probe');
  const chosen = tcp.find((p) => p.received === 0) ?? tcp[0];
  if (chosen !== undefined) return { host: chosen.host, port: chosen.port };
  const other = probes.find((p) => (p.kind === 'icmp-probe' ? p.received === 0 : p.kind === 'traceroute' && !p.reached)) ?? probes[0];
  return other === undefined ? null : { host: other.host, port: null };
}

/** Local network gateway prefixes that lie inside a VNet, or the other way round: traffic for them never enters the tunnel. */
export function overlappingPrefixes(view: Facts): AddressRange[] {
  const vnets = vnetPrefixes(view);
  return onPremisesPrefixes(view).flatMap((p) => vnets.flatMap((v) => intersect(p, v) ?? []));
}
