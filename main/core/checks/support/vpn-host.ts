import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import { merge, overlaps, parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { deviceNets, isEverything } from '../../negotiation/selectors.ts';
import type { FactView } from '../check.ts';
import { azurePrefixes, gatewayAddresses, onPremisesPrefixes, workloadTarget } from './network.ts';
import type { Ruleset } from './packet-filter.ts';

export type Interface = FactOf<'network-interface'>;
export type Route = FactOf<'route'>;
type Policy = FactOf<'ipsec-policy'>;

const readPrefixes = new WeakMap<Route, { readonly range: AddressRange | null }>();

/** Tables of a thousand routes are asked about many networks; their prefixes are read once. */
export function routeRange(route: Route): AddressRange | null {
  const known = readPrefixes.get(route) ?? { range: parseRange(route.prefix) };
  readPrefixes.set(route, known);
  return known.range;
}

/** A Linux host as far as the case shows it. */
export type LinuxHost = {
  readonly key: string;
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
  readonly rules: readonly FactOf<'routing-rule'>[];
  readonly policies: readonly Policy[];
  readonly sas: readonly FactOf<'kernel-sa'>[];
  readonly settings: readonly FactOf<'kernel-setting'>[];
  /** One for each file: `nft list ruleset` often shows the rules of iptables once more. */
  readonly rulesets: readonly Ruleset[];
};

/** Folders in which collectors put what is of one host; its other parts stand in folders beside it. */
const partOfHost = /\/(?:network|host|strongswan|frr|ipsec|rras)$/;

/** Files of one folder, or of one collection, are of one host. */
export function hostKey({ path }: Pick<Citation, 'path'>): string {
  const folder = `/${path.slice(0, Math.max(0, path.lastIndexOf('/')))}`;
  return folder.replace(/\/strongswan\/etc(?:\/.*)?$/, '').replace(partOfHost, '');
}

const kinds = ['route', 'routing-rule', 'ipsec-policy', 'kernel-sa', 'kernel-setting', 'filter-chain', 'filter-rule'] as const;

type Cited = { readonly citations: readonly Citation[] };

function keyOf(fact: Cited): string {
  return fact.citations[0] === undefined ? '' : hostKey(fact.citations[0]);
}

function sourceOf(fact: Cited): string {
  return fact.citations[0]?.sourceId ?? '';
}

/** iptables counts for its chains, and says a rule in the words in which it was written: it goes before nftables. */
function isCounted({ chains }: Ruleset): boolean {
  return chains.some((c) => c.packets !== null);
}

function rulesetsOf(chains: readonly FactOf<'filter-chain'>[], rules: readonly FactOf<'filter-rule'>[]): Ruleset[] {
  const bySource = Map.groupBy(rules, sourceOf);
  const rulesets = [...Map.groupBy(chains, sourceOf)].map(([id, own]) => ({ chains: own, rules: bySource.get(id) ?? [] }));
  return rulesets.toSorted((a, b) => Number(isCounted(b)) - Number(isCounted(a)));
}

function linuxHosts(view: FactView): LinuxHost[] {
  const interfaces = view.of('network-interface');
  const linux = interfaces.filter((i) => i.system === 'linux');
  const windows = new Set([...view.of('rras-interface'), ...interfaces.filter((i) => i.system === 'windows')].map(keyOf));
  const keys = new Set([...linux.map(keyOf), ...kinds.flatMap((kind) => view.of(kind).map(keyOf))]);
  const by = <F extends Cited>(facts: readonly F[]): ((key: string) => F[]) => {
    const grouped = Map.groupBy(facts, keyOf);
    return (key) => grouped.get(key) ?? [];
  };
  const [links, routes, rules, policies] = [by(linux), by(view.of('route')), by(view.of('routing-rule')), by(view.of('ipsec-policy'))];
  const [sas, settings, chains, filters] = [
    by(view.of('kernel-sa')),
    by(view.of('kernel-setting')),
    by(view.of('filter-chain')),
    by(view.of('filter-rule')),
  ];
  return [...keys]
    .filter((key) => !windows.has(key))
    .toSorted()
    .map((key) => ({
      key,
      interfaces: links(key),
      routes: routes(key),
      rules: rules(key).toSorted((a, b) => a.priority - b.priority),
      policies: policies(key),
      sas: sas(key),
      settings: settings(key),
      rulesets: rulesetsOf(chains(key), filters(key)),
    }));
}

/** Rules that somebody wrote for IKE or IPsec. */
function namesIpsec({ rulesets }: LinuxHost): boolean {
  return rulesets.some(({ rules }) =>
    rules.some(
      (r) =>
        r.ipsec !== null ||
        r.protocols?.values.includes('esp') === true ||
        (r.protocols?.values.includes('udp') === true && r.destinationPorts?.values.some((p) => p === '500' || p === '4500') === true),
    ),
  );
}

/** The tunnels of a host to the gateway. A `tun` device is another program's unless strongSwan made it (kernel-libipsec: `ipsec0`). */
export function tunnelsOf(host: LinuxHost, view: FactView): Interface[] {
  const gateways = gatewayAddresses(view);
  return host.interfaces.filter(({ tunnel, name, remote }) => {
    if (tunnel === null || (tunnel === 'tun' && !/^ipsec\d{1,3}$/.test(name))) return false;
    const end = parseRange(remote ?? '');
    if (end === null || isEverything(end)) return tunnel !== 'gre' && tunnel !== 'ipip';
    return gateways.length === 0 || gateways.some((g) => overlaps(g, end));
  });
}

/**
 * Hosts on which the tunnel ends: IPsec shows in their kernel, their interfaces or rules, or in what else was collected of them. The only
 * Linux host of a case is taken for it when the case knows a VPN device at all.
 */
export function vpnHosts(view: FactView): readonly LinuxHost[] {
  const found = known.get(view) ?? findHosts(view);
  known.set(view, found);
  return found;
}

/** Several checks ask about the same case; its hosts are put together once. */
const known = new WeakMap<FactView, readonly LinuxHost[]>();

function findHosts(view: FactView): LinuxHost[] {
  const hosts = linuxHosts(view);
  const device = [...view.of('device-tunnel'), ...view.of('device-sa'), ...view.of('ike-negotiation')].filter(
    (f) => f.kind !== 'device-sa' || f.vendor !== 'windows',
  );
  const keys = new Set(device.map(keyOf));
  return hosts.filter(
    (h) =>
      h.policies.length + h.sas.length > 0 ||
      tunnelsOf(h, view).length > 0 ||
      namesIpsec(h) ||
      keys.has(h.key) ||
      (hosts.length === 1 && device.length > 0),
  );
}

export type Networks = { readonly local: readonly AddressRange[]; readonly remote: readonly AddressRange[] };

function specific(ranges: readonly AddressRange[]): AddressRange[] {
  return merge(ranges.filter((r) => !isEverything(r)));
}

function firstOf(...lists: readonly (readonly AddressRange[])[]): AddressRange[] {
  return specific(lists.find((list) => specific(list).length > 0) ?? []);
}

/** Which networks the tunnel is to join: by Azure, by the settings of the device, by the policies of its kernel, by what was probed. */
export function tunnelNetworks(view: FactView, host: Pick<LinuxHost, 'policies'> | null): Networks {
  const nets = deviceNets(view);
  const out = (host?.policies ?? []).filter((p) => p.direction === 'out' && p.local !== null);
  const target = workloadTarget(view)?.host ?? '';
  return {
    local: firstOf(onPremisesPrefixes(view), nets['on-premises'], parseRanges(out.map((p) => p.source))),
    remote: firstOf(azurePrefixes(view), nets.azure, parseRanges(out.map((p) => p.destination)), parseRanges([target])),
  };
}

/** Addresses of the other end: of the gateway where Azure tells them, else what the device is set to. */
export function peerAddresses(view: FactView, host: LinuxHost): AddressRange[] {
  const gateways = gatewayAddresses(view);
  if (gateways.length > 0) return gateways;
  const ends = [
    ...view.of('device-tunnel').flatMap((t) => t.peers),
    ...view.of('device-sa').flatMap((s) => s.peer ?? []),
    ...host.policies.flatMap((p) => p.remote ?? []),
  ];
  return merge(parseRanges(ends).filter((r) => r.first === r.last));
}
