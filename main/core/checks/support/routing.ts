import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import { contains, covers, overlaps, parseRange, parseRanges, rangeText } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { FactView } from '../check.ts';
import { isDeviceProvider, judgeDials } from './dials.ts';
import { vnetPrefixes } from './network.ts';
import { gather, unknown } from './result.ts';
import { hostKey, routeRange, tunnelNetworks, tunnelsOf, vpnHosts } from './vpn-host.ts';
import type { LinuxHost, Route } from './vpn-host.ts';

/**
 * Where a device sends what is for a network in Azure: into the tunnel; another way; to a network of its own with the same addresses
 * (`on-link`); away (`discarded`); or nowhere, for want of a route.
 */
export type Way = {
  readonly kind: 'tunnel' | 'elsewhere' | 'on-link' | 'discarded' | 'missing';
  readonly prefix: string;
  /** Interface or next hop that it is sent to instead. */
  readonly via: string;
  readonly citations: readonly Citation[];
};

type Sized = { readonly route: Route; readonly range: AddressRange };

function sizeOf({ range }: Sized): bigint {
  return range.last - range.first;
}

/** The route that holds all of the range, the narrowest and cheapest first. */
function bestRoute(routes: readonly Route[], range: AddressRange): Route | null {
  const holding = routes.flatMap((route): Sized[] => {
    const own = routeRange(route);
    return own !== null && contains(own, range) && route.fate !== 'broadcast' ? [{ route, range: own }] : [];
  });
  const sorted = holding.toSorted((a, b) => {
    const [x, y] = [sizeOf(a), sizeOf(b)];
    return x < y ? -1 : x > y ? 1 : (a.route.metric ?? 0) - (b.route.metric ?? 0);
  });
  return sorted[0]?.route ?? null;
}

function tableOf(route: Route): string {
  return route.table ?? 'main';
}

/** The rules that Linux begins with; strongSwan adds one for the table in which it puts its routes. */
const usualTables = ['local', '220', 'main', 'default'];

export type Found = { readonly route: Route | null; readonly isCertain: boolean };

type Match = 'yes' | 'no' | 'maybe';

/** Whether the prefix that a rule asks for holds the ranges. */
function meets(prefix: string | null, ranges: readonly AddressRange[]): Match {
  if (prefix === null) return 'yes';
  const own = parseRange(prefix);
  if (own === null || ranges.length === 0) return 'maybe';
  if (ranges.every((r) => contains(own, r))) return 'yes';
  return ranges.some((r) => overlaps(own, r)) ? 'maybe' : 'no';
}

function matchRule(rule: LinuxHost['rules'][number], from: readonly AddressRange[], to: AddressRange): Match {
  const matches = [meets(rule.from, from), meets(rule.to, [to])];
  if (rule.isNegated) return 'maybe';
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') || rule.incoming !== null || rule.outgoing !== null || rule.hasOther ? 'maybe' : 'yes';
}

/** Actions of a rule that end the search without a route. */
const ending: ReadonlySet<string> = new Set(['unreachable', 'blackhole', 'prohibit']);

/** What the kernel finds for packets from one network to another (ip-rule(8)); not certain where a rule may or may not apply. */
export function lookUp(host: LinuxHost, from: readonly AddressRange[], to: AddressRange): Found {
  const inTable = (table: string | null): Route | null =>
    bestRoute(
      host.routes.filter((r) => tableOf(r) === table),
      to,
    );
  if (host.rules.length === 0) return { route: usualTables.map(inTable).find((r) => r !== null) ?? null, isCertain: true };
  let isCertain = true;
  for (const rule of host.rules) {
    const match = matchRule(rule, from, to);
    const route = match !== 'no' && rule.action === 'lookup' ? inTable(rule.table) : null;
    if (match === 'no' || (route === null && !ending.has(rule.action))) continue;
    // A rule that discards is told as no certain route: its own words are not a route's.
    if (match === 'yes') return { route, isCertain: isCertain && route !== null };
    isCertain = false;
  }
  return { route: null, isCertain };
}

/** Policies of the kernel take packets whatever their route is, those with a number only on the interface that has it. */
function isTakenByPolicy(host: LinuxHost, local: readonly AddressRange[], remote: AddressRange): boolean {
  return host.policies.some((p) => {
    if (p.direction !== 'out' || p.action !== 'allow' || p.local === null || p.interfaceId !== null) return false;
    const [source, destination] = [parseRange(p.source), parseRange(p.destination)];
    return (
      source !== null &&
      destination !== null &&
      overlaps(destination, remote) &&
      (local.length === 0 || local.some((l) => overlaps(source, l)))
    );
  });
}

function citesOf(routes: readonly Route[]): Citation[] {
  return gather(...routes.map((r) => r.citations));
}

/** A network of the host's own in which addresses of Azure lie: its neighbours answer for them, and no packet comes to the tunnel. */
function onLink(host: LinuxHost, tunnels: ReadonlySet<string>, to: AddressRange): Route | null {
  const own = host.routes.filter((r) => r.isConnected === true && tableOf(r) === 'main' && !tunnels.has(r.interfaceName ?? ''));
  return (
    own.find((r) => {
      const range = routeRange(r);
      return range !== null && range.first < range.last && overlaps(range, to);
    }) ?? null
  );
}

/** A route of the same table for a part of the range that leads elsewhere than the route for all of it. */
function straying(host: LinuxHost, tunnels: ReadonlySet<string>, to: AddressRange, whole: Route): Route | null {
  return (
    host.routes.find((r) => {
      const range = routeRange(r);
      const isBeside = tableOf(r) === tableOf(whole) && r.fate !== 'local' && r.fate !== 'broadcast';
      return isBeside && range !== null && contains(to, range) && !contains(range, to) && !tunnels.has(r.interfaceName ?? '');
    }) ?? null
  );
}

function viaOf(route: Route): string {
  return [route.nextHop, route.interfaceName].filter((part) => part !== null).join(' ') || unknown;
}

function wayOf(host: LinuxHost, view: FactView, local: readonly AddressRange[], to: AddressRange): Way | null {
  const tunnels = new Set(tunnelsOf(host, view).map((t) => t.name));
  const prefix = rangeText(to);
  const way = (kind: Way['kind'], via: string, routes: readonly Route[]): Way => ({ kind, prefix, via, citations: citesOf(routes) });
  const connected = onLink(host, tunnels, to);
  if (connected !== null) return way('on-link', `${connected.prefix} ${connected.interfaceName ?? ''}`.trim(), [connected]);
  const { route, isCertain } = lookUp(host, local, to);
  if (!isCertain) return null;
  if (route === null) {
    const main = host.routes.filter((r) => r.table === undefined);
    return main.length === 0 ? null : way('missing', unknown, main.slice(0, 3));
  }
  if (route.fate === 'discarded') return way('discarded', viaOf(route), [route]);
  if (route.fate !== undefined) return null;
  if (isTakenByPolicy(host, local, to)) return way('tunnel', viaOf(route), [route]);
  if (tunnels.size === 0) return null;
  if (!tunnels.has(route.interfaceName ?? '')) return way('elsewhere', viaOf(route), [route]);
  const stray = straying(host, tunnels, to, route);
  return stray === null
    ? way('tunnel', viaOf(route), [route])
    : { ...way('elsewhere', viaOf(stray), [stray, route]), prefix: stray.prefix };
}

/** While no tunnel stands, routes that come and go with it say nothing. */
function isTunnelDown(view: FactView): boolean {
  if (view.of('device-sa').some((s) => s.sa === 'child' && s.state === 'up') || view.of('kernel-sa').length > 0) return false;
  const isFailing = judgeDials(view, isDeviceProvider).some((v) => v.what !== 'ok' && v.what !== 'recovered');
  const isListed = view.of('device-sa').length > 0;
  return isFailing || isListed;
}

function linuxWays(view: FactView): Way[] {
  if (isTunnelDown(view)) return [];
  return vpnHosts(view).flatMap((host) => {
    if (host.routes.length === 0) return [];
    const { local, remote } = tunnelNetworks(view, host);
    return remote.slice(0, 50).flatMap((to) => wayOf(host, view, local, to) ?? []);
  });
}

type RrasInterface = FactOf<'rras-interface'>;

/** RRAS sends into the tunnel what its interface lists; a narrower route of Windows itself goes before it. */
function windowsWay(interfaces: readonly RrasInterface[], routes: readonly Route[], to: AddressRange): Way {
  const listed = parseRanges(interfaces.flatMap((i) => i.subnets.map((s) => s.prefix)));
  const names = new Set(interfaces.map((i) => i.name.toLowerCase()));
  const isTunnel = (route: Route): boolean => names.has((route.interfaceName ?? '').toLowerCase());
  const prefix = rangeText(to);
  const stray = routes.find((r) => {
    const range = routeRange(r);
    // `route print` names the interface by an address, which does not tell whether it is the tunnel.
    const isNamed = r.interfaceName !== null && parseRange(r.interfaceName) === null && !/^\d+$/.test(r.interfaceName);
    return (
      isNamed &&
      range !== null &&
      range.first < range.last &&
      contains(to, range) &&
      !isTunnel(r) &&
      !listed.some((l) => contains(range, l))
    );
  });
  if (stray !== undefined)
    return { kind: stray.nextHop === null ? 'on-link' : 'elsewhere', prefix: stray.prefix, via: viaOf(stray), citations: stray.citations };
  const citations = gather(...interfaces.map((i) => i.citations));
  const added = parseRanges(routes.filter(isTunnel).map((r) => r.prefix));
  return { kind: covers([...listed, ...added], to) ? 'tunnel' : 'missing', prefix, via: unknown, citations };
}

function windowsWays(view: FactView): Way[] {
  const interfaces = view.of('rras-interface').filter((i) => i.subnets.length > 0);
  const vnets = vnetPrefixes(view);
  // Interfaces to several gateways share the networks of Azure among them in a way that nothing here tells.
  if (interfaces.length !== 1 || vnets.length === 0) return [];
  const keys = new Set(interfaces.flatMap((i) => i.citations.slice(0, 1).map(hostKey)));
  const routes = view.of('route').filter((r) => r.citations[0] !== undefined && keys.has(hostKey(r.citations[0])));
  return vnets.slice(0, 50).map((to) => windowsWay(interfaces, routes, to));
}

const worstFirst: readonly Way['kind'][] = ['on-link', 'missing', 'discarded', 'elsewhere', 'tunnel'];

/** How each VPN device of the case routes the networks of Azure, what is wrong first. Empty while the case does not tell. */
export function routedWays(view: FactView): Way[] {
  return [...linuxWays(view), ...windowsWays(view)].toSorted((a, b) => worstFirst.indexOf(a.kind) - worstFirst.indexOf(b.kind));
}
