import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import { contains, isPrivate, overlaps, parseRange, rangeText } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { CheckResult, FactView } from '../check.ts';
import { workloadTarget } from './network.ts';
import { dropOf, translationOf } from './packet-filter.ts';
import type { Outcome, PacketFlow, Ruleset } from './packet-filter.ts';
import { decided, gather, unknown } from './result.ts';
import { peerAddresses, routeRange, tunnelNetworks, tunnelsOf, vpnHosts } from './vpn-host.ts';
import type { LinuxHost, Networks } from './vpn-host.ts';

const blank: PacketFlow = {
  hook: 'input',
  protocol: null,
  sourcePort: null,
  destinationPort: null,
  source: null,
  destination: null,
  incoming: null,
  outgoing: null,
  state: 'new',
  // Packets of IKE and ESP themselves are never in IPsec.
  ipsecIn: false,
  ipsecOut: false,
};

type Kind = { readonly name: string; readonly outcome: string; readonly protocol: string; readonly port: number | null };
const ike: readonly Kind[] = [
  { name: 'UDP 500', outcome: 'blocked-500', protocol: 'udp', port: 500 },
  { name: 'UDP 4500', outcome: 'blocked-4500', protocol: 'udp', port: 4500 },
  { name: 'ESP', outcome: 'esp-blocked', protocol: 'esp', port: null },
];

const maxRuleText = 160;
/** Networks of one side that are judged pair by pair; more of them are judged by the first. */
const maxNetworks = 8;

/** The rule as the listing has it. */
function textOf({ by }: Outcome): string {
  const text = by.citations[0]?.quote.slice(0, maxRuleText) ?? unknown;
  return text.includes(by.chain) ? text : `${by.chain}: ${text}`;
}

function ikeFlows(
  kind: Kind,
  peer: AddressRange | null,
  state: PacketFlow['state'],
): { readonly input: PacketFlow; readonly output: PacketFlow } {
  // Both ends use the same port (RFC 7296, 2.23), unless a NAT on the way changes one.
  const common = { ...blank, protocol: kind.protocol, sourcePort: kind.port, destinationPort: kind.port, state };
  return { input: { ...common, hook: 'input', source: peer }, output: { ...common, hook: 'output', destination: peer } };
}

/** A port is closed when what this end sends, or the answers to it, are dropped; half closed when only what the peer begins is. */
function judgeIkePort(
  ruleset: Ruleset,
  kind: Kind,
  peer: AddressRange | null,
): { readonly isClosed: boolean; readonly drop: Outcome } | null {
  const [fresh, known] = [ikeFlows(kind, peer, 'new'), ikeFlows(kind, peer, 'established')];
  const sent = dropOf(ruleset, fresh.output);
  if (sent !== null) return { isClosed: true, drop: sent };
  const begun = dropOf(ruleset, fresh.input);
  if (begun === null) return null;
  return { isClosed: dropOf(ruleset, known.input) !== null, drop: begun };
}

function citesOf(list: readonly { readonly drop: Outcome }[]): Citation[] {
  return gather(...list.map(({ drop }) => drop.by.citations));
}

/** An open filter of this host is no statement: what stands before it may still be closed. */
function judgeIke(host: LinuxHost, ruleset: Ruleset, peer: AddressRange | null): CheckResult[] {
  // ESP in UDP needs no way for ESP itself.
  const needed = ike.filter(({ port }) => port !== null || host.sas.every((sa) => !sa.isEncapsulated));
  const judged = needed.flatMap((kind) => {
    const found = judgeIkePort(ruleset, kind, peer);
    return found === null ? [] : [{ kind, ...found }];
  });
  const closed = judged.filter((j) => j.isClosed);
  // Without IKE there is no ESP: a closed port goes first.
  const first = closed.find((j) => j.kind.port !== null) ?? closed[0];
  if (first !== undefined) {
    const isBoth = closed.filter((j) => j.kind.port !== null).length > 1;
    const ports = isBoth ? 'UDP 500, UDP 4500' : `${first.kind.name}: ${textOf(first.drop)}`;
    return [decided(isBoth ? 'rule-blocks' : first.kind.outcome, { rule: textOf(first.drop), ports }, citesOf(closed))];
  }
  const half = judged.filter((j) => j.kind.port !== null);
  if (half.length > 0) return [decided('no-allow-rule', { rule: unknown, ports: half.map((j) => j.kind.name).join(', ') }, citesOf(half))];
  return [];
}

/** Interface behind which a network lies, by the routes of the host; null when none of them tells. */
function interfaceOf(host: LinuxHost, range: AddressRange): string | null {
  let best: { readonly name: string | null; readonly size: bigint } | null = null;
  for (const route of host.routes) {
    const own = route.table === undefined && route.fate === undefined ? routeRange(route) : null;
    if (own === null || !contains(own, range)) continue;
    const size = own.last - own.first;
    if (best === null || size < best.size) best = { name: route.interfaceName, size };
  }
  return best?.name ?? null;
}

/** Where packets to Azure leave the host: the interface of the tunnel, or, with policies of the kernel, that of their route. */
function leavingBy(
  host: LinuxHost,
  view: FactView,
  remote: AddressRange,
): { readonly name: string | null; readonly isInterface: boolean | null } {
  const tunnels = tunnelsOf(host, view);
  const hasPolicies = host.policies.some((p) => p.direction === 'out' && p.interfaceId === null && p.local !== null);
  if (tunnels.length > 0 && !hasPolicies) return { name: tunnels.length === 1 ? tunnels[0]!.name : null, isInterface: true };
  return hasPolicies ? { name: interfaceOf(host, remote), isInterface: false } : { name: null, isInterface: null };
}

/** What hosts behind the device send to Azure, before IPsec, and whether IPsec shows at it on this host: each network to each. */
function outwardFlows(host: LinuxHost, view: FactView, { local, remote }: Networks): PacketFlow[] {
  const port = workloadTarget(view)?.port ?? null;
  const protocol = port === null ? null : 'tcp';
  const sources = local.slice(0, maxNetworks).map((source) => ({ source, incoming: interfaceOf(host, source) }));
  const targets = remote.slice(0, maxNetworks).map((destination) => ({ destination, by: leavingBy(host, view, destination) }));
  return sources.flatMap((from) =>
    targets
      .filter(({ destination }) => destination.version === from.source.version)
      .map(({ destination, by }): PacketFlow => {
        const ipsecOut = by.isInterface === null ? null : !by.isInterface;
        return { ...blank, hook: 'forward', protocol, destinationPort: port, ...from, destination, outgoing: by.name, ipsecOut };
      }),
  );
}

function waysText(from: AddressRange | null, to: AddressRange | null): string {
  return [from, to].map((range) => (range === null ? unknown : rangeText(range))).join(' → ');
}

function judgeForwarding(ruleset: Ruleset, flows: readonly PacketFlow[], local: readonly AddressRange[]): CheckResult[] {
  return flows.flatMap((flow): CheckResult[] => {
    const { source, destination } = flow;
    const ports = waysText(source, destination);
    const dropped = dropOf(ruleset, flow);
    if (dropped !== null) return [decided('forward-dropped', { rule: textOf(dropped), ports }, dropped.by.citations)];
    const back: PacketFlow = {
      ...blank,
      hook: 'forward',
      source: destination,
      destination: source,
      incoming: flow.outgoing,
      outgoing: flow.incoming,
      state: 'established',
      ipsecIn: flow.ipsecOut,
    };
    const returning = dropOf(ruleset, back);
    if (returning !== null)
      return [decided('forward-dropped', { rule: textOf(returning), ports: waysText(destination, source) }, returning.by.citations)];
    const translated = translationOf(ruleset, { ...flow, hook: 'postrouting', incoming: null });
    if (translated === null || isNegotiated(translated.to, local)) return [];
    return [decided('translated', { rule: textOf({ fate: 'translate', by: translated }), ports }, translated.citations)];
  });
}

/** Some tunnels are built for translated addresses, because both ends use the same ones. */
function isNegotiated(to: string | null, local: readonly AddressRange[]): boolean {
  const range = parseRange(to ?? '');
  return range !== null && local.some((l) => contains(l, range));
}

/**
 * Whether the host stands between the tunnel and a network of its own: a route to a local network that is no address of itself, or, when
 * the networks are not known, two networks of which one is private.
 */
function isRouter(host: LinuxHost, view: FactView, local: readonly AddressRange[]): boolean {
  const tunnels = new Set(tunnelsOf(host, view).map((t) => t.name));
  const outer = host.routes.filter(
    (r) => r.fate === undefined && r.table === undefined && r.interfaceName !== 'lo' && !tunnels.has(r.interfaceName ?? ''),
  );
  const nets = outer.flatMap((route) => {
    const range = routeRange(route);
    return range === null || range.version === 6 || /\/(?:0|32)$/.test(route.prefix) ? [] : [{ range, name: route.interfaceName }];
  });
  if (local.length > 0) return nets.some(({ range }) => local.some((l) => overlaps(l, range)));
  return new Set(nets.map((n) => n.name)).size > 1 && nets.some((n) => isPrivate(n.range));
}

function judgeSettings(host: LinuxHost, view: FactView, { local }: Networks): CheckResult[] {
  const value = (name: string): FactOf<'kernel-setting'> | undefined => host.settings.find((s) => s.name === name);
  const setting = value('net.ipv4.ip_forward') ?? value('net.ipv4.conf.all.forwarding');
  const off = setting?.value === '0' ? setting : undefined;
  if (off === undefined || !isRouter(host, view, local)) return [];
  return [
    decided('forwarding-off', { rule: `${off.name} = ${off.value}`, ports: local.map(rangeText).join(', ') || unknown }, off.citations),
  ];
}

/** Does the packet filter of a Linux device let IKE, ESP and the traffic of the tunnel pass, and does the device forward at all. */
export function judgeLinuxHosts(view: FactView): CheckResult[] {
  return vpnHosts(view).flatMap((host) => {
    const networks = tunnelNetworks(view, host);
    const flows = outwardFlows(host, view, networks);
    const peer = peerAddresses(view, host)[0] ?? null;
    const filters = host.rulesets.flatMap((ruleset) => [
      ...judgeIke(host, ruleset, peer),
      ...judgeForwarding(ruleset, flows, networks.local),
    ]);
    return [...judgeSettings(host, view, networks), ...filters];
  });
}
