import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import { overlaps, parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { FactView } from '../checks/check.ts';
import { azurePrefixes, tunnelProbes } from '../checks/support/network.ts';
import { segmentSizeRules } from '../checks/support/packet-filter.ts';
import { unknown } from '../checks/support/result.ts';
import { routedWays } from '../checks/support/routing.ts';
import type { Way } from '../checks/support/routing.ts';
import { stoppedBgpServices } from '../checks/support/services.ts';
import { tunnelNetworks, tunnelsOf, vpnHosts } from '../checks/support/vpn-host.ts';
import type { Discriminator } from './discriminators.ts';

/** What a route that does not lead into the tunnel points at. Our estimates. */
const astray: Readonly<Record<Exclude<Way['kind'], 'tunnel'>, Discriminator['special']>> = {
  'on-link': { 'address-overlap': 0.9, 'nat-rule-wrong': 0.3, 'missing-onprem-route': 0.1 },
  missing: { 'missing-onprem-route': 0.9, 'bgp-down': 0.5 },
  discarded: { 'missing-onprem-route': 0.8, 'bgp-down': 0.5 },
  elsewhere: { 'missing-onprem-route': 0.9, 'bgp-down': 0.5, 'asymmetric-routing': 0.4 },
};

/** "Does the device send it into the tunnel?" B1 says it itself where nothing was probed. */
function routing(view: FactView): Discriminator[] {
  const ways = routedWays(view);
  const [worst] = ways;
  if (worst === undefined) return [];
  const params = { prefix: worst.prefix, via: worst.via };
  if (worst.kind === 'tunnel')
    return [{ check: 'B1', outcome: 'routed', special: { 'missing-onprem-route': 0.1 }, others: 0.95, params, citations: worst.citations }];
  const outcome = `way-${worst.kind}`;
  const others = tunnelProbes(view).length === 0 ? 0.2 : 0.03;
  return [{ check: 'B1', outcome, special: astray[worst.kind], others, params, citations: worst.citations }];
}

/**
 * Several tunnels, one of them with the route, and the strict form of reverse path filtering (RFC 3704): what comes in by another tunnel is
 * dropped. The kernel takes the stricter of the setting for all and the interface's own (ip-sysctl).
 */
function reversePath(view: FactView): Discriminator[] {
  return vpnHosts(view).flatMap((host): Discriminator[] => {
    const tunnels = tunnelsOf(host, view);
    const { remote } = tunnelNetworks(view, host);
    const towards = host.routes.filter(
      (r) => tunnels.some((t) => t.name === r.interfaceName) && parseRanges([r.prefix]).some((p) => remote.some((to) => overlaps(p, to))),
    );
    const used = new Set(towards.map((r) => r.interfaceName));
    const idle = tunnels.filter((t) => !used.has(t.name));
    if (used.size !== 1 || idle.length === 0) return [];
    const strict = host.settings.filter(
      (s) => s.value === '1' && ['all', ...idle.map((t) => t.name)].some((name) => s.name === `net.ipv4.conf.${name}.rp_filter`),
    );
    // 2 is the loose form, and wins as the greater of both.
    const loose = host.settings.some((s) => s.value === '2' && s.name === 'net.ipv4.conf.all.rp_filter');
    if (strict.length === 0 || loose) return [];
    const params = { setting: strict.map((s) => s.name).join(', '), tunnel: idle.map((t) => t.name).join(', ') };
    const citations = [...strict, ...towards.slice(0, 1)].flatMap((f) => f.citations.slice(0, 1));
    return [
      {
        check: 'B1',
        outcome: 'strict-reverse-path',
        special: { 'asymmetric-routing': 0.7, 'redundancy-lost': 0.3 },
        others: 0.1,
        params,
        citations,
      },
    ];
  });
}

/** Rulesets that show every table there is: `iptables-save` and `nft list ruleset` do, a list of one table does not. */
function isWhole(chains: readonly FactOf<'filter-chain'>[]): boolean {
  return new Set(chains.map((c) => c.table)).size > 1 || chains.some((c) => c.family === 'inet');
}

/** What fits into a tunnel to Azure with room for ESP (Microsoft, VPN devices: MSS 1350 or MTU 1400). */
const fittingMtu = 1400;

/** MTU of the interfaces of the tunnel: an interface of its own makes the host cut segments, or say that they are too large. */
function tunnelMtus(view: FactView): FactOf<'network-interface'>[] {
  const rras = new Set(view.of('rras-interface').map((i) => i.name.toLowerCase()));
  const windows = view.of('network-interface').filter((i) => i.system === 'windows' && rras.has(i.name.toLowerCase()));
  return [...vpnHosts(view).flatMap((host) => tunnelsOf(host, view)), ...windows].filter((i) => i.mtu !== null);
}

type Odds = Pick<Discriminator, 'special' | 'others'>;

function aboutSize(outcome: string, odds: Odds, params: MessageParams, citations: readonly Citation[]): Discriminator[] {
  return [{ check: 'B2', outcome, ...odds, params, citations }];
}

/** "Are TCP segments made to fit?" Our estimates. */
function segmentSize(view: FactView): Discriminator[] {
  const rulesets = vpnHosts(view).flatMap((host) => host.rulesets);
  const [rule] = rulesets.flatMap(segmentSizeRules);
  if (rule !== undefined)
    return aboutSize('segment-size-set', { special: { 'mtu-mss': 0.15 }, others: 0.9 }, { size: rule.to ?? unknown }, rule.citations);
  const mtus = tunnelMtus(view);
  const [large] = mtus.filter((i) => (i.mtu ?? 0) > fittingMtu);
  if (large !== undefined)
    return aboutSize(
      'tunnel-mtu-large',
      { special: { 'mtu-mss': 0.7 }, others: 0.35 },
      { tunnel: large.name, mtu: large.mtu ?? 0 },
      large.citations,
    );
  const [fitting] = mtus;
  if (fitting !== undefined)
    return aboutSize(
      'tunnel-mtu-fits',
      { special: { 'mtu-mss': 0.3 }, others: 0.65 },
      { tunnel: fitting.name, mtu: fitting.mtu ?? 0 },
      fitting.citations,
    );
  const whole = rulesets.filter(({ chains }) => isWhole(chains) && chains.some((c) => c.hook === 'forward'));
  if (whole.length === 0) return [];
  const citations = whole.flatMap(({ chains }) => chains.filter((c) => c.hook === 'forward').flatMap((c) => c.citations.slice(0, 1)));
  return aboutSize('segment-size-not-set', { special: { 'mtu-mss': 0.85 }, others: 0.5 }, {}, citations);
}

type Peer = FactOf<'device-bgp-peer'>;

/** ASN that an Azure VPN gateway has unless it is given another one (Microsoft, About BGP with VPN Gateway). */
const azureAsn = 65_515;

/** Neighbours that are the Azure gateway: by its ASN or address; all of them where nothing tells. */
function azureNeighbours(view: FactView): Peer[] {
  const peers = view.of('device-bgp-peer');
  const asns = new Set([azureAsn, ...view.of('azure-gateway').flatMap((g) => g.asn ?? [])]);
  const prefixes = azurePrefixes(view);
  const own = peers.filter((p) => {
    const address = parseRange(p.neighbor);
    return (p.asn !== null && asns.has(p.asn)) || (address !== null && prefixes.some((r) => overlaps(r, address)));
  });
  return own.length > 0 ? own : [...peers];
}

function shownPeers(peers: readonly Peer[]): Pick<Discriminator, 'check' | 'params' | 'citations'> {
  const peer = [...new Set(peers.map((p) => p.neighbor))].join(', ');
  const [first] = peers;
  return { check: 'C5', params: { peer, state: first?.stateText ?? unknown }, citations: citesOf(peers) };
}

function citesOf(peers: readonly Peer[]): Citation[] {
  return peers.flatMap((p) => p.citations.slice(0, 1));
}

/** What the device itself says of its BGP sessions with Azure. Our estimates. */
function deviceBgp(view: FactView): Discriminator[] {
  const peers = azureNeighbours(view);
  if (peers.length === 0) {
    const units = stoppedBgpServices(view);
    const params = { service: units.map((s) => s.service).join(', ') };
    const citations = units.flatMap((s) => s.citations);
    return units.length === 0
      ? []
      : [{ check: 'C5', outcome: 'device-bgp-not-running', special: { 'bgp-down': 0.8, none: 0.05 }, others: 0.2, params, citations }];
  }
  const down = peers.filter((p) => !p.isEstablished);
  // Of two sessions to an active-active gateway one is enough for its routes.
  if (down.length === peers.length)
    return [{ ...shownPeers(down), outcome: 'device-bgp-down', special: { 'bgp-down': 0.95, none: 0.01 }, others: 0.2 }];
  const up = peers.filter((p) => p.isEstablished);
  const held = up.filter((p) => p.lacksPolicy !== null);
  if (held.length === up.length)
    return [
      {
        ...shownPeers(held),
        outcome: 'device-bgp-no-policy',
        special: { 'bgp-down': 0.9, 'missing-onprem-route': 0.3, 'missing-prefix': 0.3 },
        others: 0.03,
      },
    ];
  const empty = up.every((p) => p.prefixesReceived === 0);
  if (empty)
    return [
      { ...shownPeers(up), outcome: 'device-bgp-no-prefixes', special: { 'bgp-down': 0.7, 'missing-onprem-route': 0.6 }, others: 0.05 },
    ];
  return [{ ...shownPeers(up), outcome: 'device-bgp-up', special: { 'bgp-down': 0.05 }, others: 0.95 }];
}

/** Comparisons over what a VPN device says about its own network. */
export function compareHosts(view: FactView): Discriminator[] {
  return [...routing(view), ...reversePath(view), ...segmentSize(view), ...deviceBgp(view)];
}
