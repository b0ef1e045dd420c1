import type { FactOf } from '#shared/model/fact.ts';
import type { NsgRule } from '#shared/model/record-data.ts';
import type { MessageParams } from '#shared/model/message.ts';
import { isLocalOnly, merge, parseRange, parseRanges, privateRanges, rangeText, subtract } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { sameResource } from '#shared/net/arm-id.ts';
import { anyPort, portText } from '#shared/net/port-range.ts';
import type { PortRange } from '#shared/net/port-range.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { azurePrefixes, isGatewaySubnet, onPremisesPrefixes, tunnelProbes, vnetPrefixes, workloadTarget } from './support/network.ts';
import { evaluateNsg, liesIn } from './support/nsg.ts';
import type { Decision, Side } from './support/nsg.ts';
import { decided, gather, undecided, unknown, worstOf } from './support/result.ts';
import { astrayRoutes } from './support/routes.ts';

type Nsg = FactOf<'azure-nsg'>;
type Subnet = FactOf<'azure-subnet'>;

const order = ['blocked', 'route-diverted', 'route-missing', 'partly-blocked', 'cannot-tell', 'allowed', 'not-attached'];
const missing = ['azure-nsg', 'azure-effective-nsg'];
const nothing: MessageParams = {
  rule: unknown,
  nsg: unknown,
  source: unknown,
  destination: unknown,
  port: unknown,
  priority: unknown,
  nextHop: unknown,
};

/** Subnets of the case that carry this NSG, other than GatewaySubnet (that one is C3's). */
function carriers(view: FactView, nsg: Nsg): Subnet[] {
  return view.of('azure-subnet').filter((s) => {
    if (s.name === null || isGatewaySubnet(s.name)) return false;
    const name = s.name;
    return (s.nsg !== null && nsg.name !== null && sameResource(s.nsg, nsg.name)) || nsg.subnets.some((id) => sameResource(id, name));
  });
}

/** True when all that is known about the NSG ties it to GatewaySubnet alone. */
function isOnGatewaySubnetOnly(view: FactView, nsg: Nsg): boolean {
  const onGateway =
    nsg.subnets.some(isGatewaySubnet) ||
    view.of('azure-subnet').some((s) => isGatewaySubnet(s.name) && s.nsg !== null && nsg.name !== null && sameResource(s.nsg, nsg.name));
  return onGateway && nsg.nics.length === 0 && nsg.subnets.every(isGatewaySubnet) && carriers(view, nsg).length === 0;
}

/** Known: every address is real. Assumed: all private addresses stand for an unknown one, so a mixed result decides nothing. */
type Addresses = { readonly sides: readonly Side[]; readonly known: boolean; readonly text: string };

function textOf(ranges: readonly AddressRange[]): string {
  return ranges.slice(0, 4).map(rangeText).join(', ') || unknown;
}

/** Private IPv4 addresses outside the given ones. */
function anywhereElse(taken: readonly AddressRange[]): Side[] {
  const free = taken.reduce((ranges, t) => ranges.flatMap((r) => subtract(r, t)), privateRanges.slice(0, 3));
  return free.map((range) => ({ range, virtualNetwork: true }));
}

/**
 * On-premises ranges: the tag VirtualNetwork holds the prefixes of the local network gateway. A probe's own address
 * outside of them is not in the tag, unless BGP may have taught it.
 */
function sourcesOf(view: FactView): Addresses {
  const prefixes = onPremisesPrefixes(view);
  const bgp = view.of('azure-connection').some((c) => c.enableBgp === true) || view.of('azure-bgp-peer').length > 0;
  const probing = tunnelProbes(view).flatMap((p) =>
    p.kind === 'tcp-probe' && p.sourceAddress !== null ? (parseRange(p.sourceAddress) ?? []) : [],
  );
  const known = merge([...prefixes, ...vnetPrefixes(view)]);
  // PsPing prints 0.0.0.0 when it does not know its own address.
  const outside = probing.filter((r) => !isLocalOnly(r) && !liesIn(r, known));
  if (prefixes.length === 0 && outside.length === 0) {
    return { sides: anywhereElse(azurePrefixes(view)), known: false, text: unknown };
  }
  const tagged: boolean | 'unknown' = prefixes.length === 0 ? true : bgp ? 'unknown' : false;
  const sides: Side[] = [
    ...merge(prefixes).map((range): Side => ({ range, virtualNetwork: true })),
    ...merge(outside).map((range): Side => ({ range, virtualNetwork: tagged })),
  ];
  return { sides, known: true, text: textOf([...prefixes, ...outside]) };
}

/** What is the same for every NSG of the case. */
type Scene = { readonly view: FactView; readonly from: Addresses; readonly host: AddressRange | null; readonly port: number | null };

function sceneOf(view: FactView): Scene {
  const target = workloadTarget(view);
  return { view, from: sourcesOf(view), host: parseRange(target?.host ?? ''), port: target?.port ?? null };
}

/** The addresses behind an NSG: the probed host when it lies there, else its subnets, else the VNet. */
function destinationsOf({ view, host }: Scene, subnets: readonly Subnet[]): Addresses {
  const within = parseRanges(subnets.flatMap((s) => s.prefixes));
  const area = within.length > 0 ? within : vnetPrefixes(view);
  const chosen = host !== null && (area.length === 0 || liesIn(host, area)) ? [host] : area;
  if (chosen.length === 0) return { sides: anywhereElse([]), known: false, text: unknown };
  return { sides: merge(chosen).map((range) => ({ range, virtualNetwork: true })), known: true, text: textOf(chosen) };
}

/** More prefixes than this on one side are judged by the first of them, so that a hostile listing costs no minutes. */
const maxSides = 64;

function decisions(nsg: Nsg, direction: NsgRule['direction'], from: Addresses, to: Addresses, ports: PortRange): Decision[] {
  const flows = from.sides
    .slice(0, maxSides)
    .flatMap((source) =>
      to.sides
        .slice(0, maxSides)
        .flatMap((destination) => (destination.range.version === source.range.version ? [{ source, destination, ports }] : [])),
    );
  return evaluateNsg(nsg.rules, direction, flows);
}

/** The citation of the rule itself: at its place, or at the line behind it that names it. */
function citeRule(nsg: Nsg, rule: NsgRule): CheckResult['citations'] {
  const from = rule.line;
  const own = from === null ? [] : nsg.citations.filter((c) => c.line === from || (c.line > from && c.quote.includes(rule.name)));
  return gather(own.toSorted((a, b) => a.line - b.line).slice(0, 1), nsg.citations.slice(0, 1));
}

function judge(scene: Scene, nsg: Nsg): CheckResult {
  const { view, from, port } = scene;
  const subnets = carriers(view, nsg);
  const to = destinationsOf(scene, subnets);
  const ports = port === null ? anyPort : { first: port, last: port };
  const params = { ...nothing, nsg: nsg.name ?? unknown, source: from.text, destination: to.text, port: portText(ports) };
  if (nsg.attachmentsKnown && nsg.subnets.length === 0 && nsg.nics.length === 0 && subnets.length === 0)
    return decided('not-attached', params, nsg.citations.slice(0, 1));
  const inbound = decisions(nsg, 'Inbound', from, to, ports);
  const by = (d: Decision): MessageParams => ({ ...params, rule: d.rule.name, priority: d.rule.priority });
  const denied = inbound.filter((d) => d.access === 'Deny');
  const doubtful = inbound.find((d) => d.access === 'undecided');
  const [deny, allow] = [denied[0], inbound.find((d) => d.access === 'Allow')];
  if (deny !== undefined && denied.length === inbound.length) return decided('blocked', by(deny), citeRule(nsg, deny.rule));
  if (deny !== undefined && from.known && to.known) return decided('partly-blocked', by(deny), citeRule(nsg, deny.rule));
  if (deny !== undefined)
    return undecided(
      by(deny),
      [...(from.known ? [] : ['azure-local-gateway']), ...(to.known ? [] : ['azure-vnet', 'psping'])],
      citeRule(nsg, deny.rule),
    );
  if (doubtful !== undefined) return undecided(by(doubtful), ['azure-effective-nsg'], citeRule(nsg, doubtful.rule));
  // Replies pass without a rule; the outbound chain matters to connections that the workload opens itself.
  const outbound = decisions(nsg, 'Outbound', to, from, anyPort);
  const shut = outbound.length > 0 && outbound.every((d) => d.access === 'Deny') ? outbound[0] : undefined;
  if (shut !== undefined)
    return decided('partly-blocked', { ...by(shut), source: to.text, destination: from.text, port: '*' }, citeRule(nsg, shut.rule));
  return allow === undefined
    ? undecided(params, missing, nsg.citations.slice(0, 1))
    : decided('allowed', by(allow), citeRule(nsg, allow.rule));
}

/** An NSG whose subnets do not hold the probed host says nothing about the failing flow while another one does. */
function relevant({ view, host }: Scene, nsgs: readonly Nsg[]): readonly Nsg[] {
  if (host === null) return nsgs;
  const around = nsgs.filter((n) => n.nics.length > 0 || liesIn(host, parseRanges(carriers(view, n).flatMap((s) => s.prefixes))));
  return around.some((n) => carriers(view, n).length > 0) ? around : nsgs;
}

/** Workload subnets that show no NSG, when no NSG is in the evidence: a statement, as far as the subnet goes. */
function bareSubnets(view: FactView): CheckResult[] {
  const workload = view.of('azure-subnet').filter((s) => s.name !== null && !isGatewaySubnet(s.name));
  if (workload.length === 0 || workload.some((s) => s.nsg !== null)) return [];
  const destination = textOf(parseRanges(workload.flatMap((s) => s.prefixes)));
  return [decided('not-attached', { ...nothing, destination }, gather(...workload.map((s) => s.citations)))];
}

/** An interface whose effective routes lead elsewhere: what comes in through the tunnel gets no answer through it. */
function lostRoutes(view: FactView): CheckResult[] {
  return astrayRoutes(view).map(({ diverted, destination, nextHop, citations }) =>
    decided(diverted ? 'route-diverted' : 'route-missing', { ...nothing, destination, nextHop }, citations),
  );
}

/**
 * C4: do the NSGs of the workload let on-premises traffic in, and do its routes lead back. Every NSG of the case is judged over its
 * whole chain in priority order; subnet and network interface must both allow, so the worst verdict counts.
 */
export const check: Check = {
  id: 'C4',
  evaluate: (view): CheckResult => {
    const nsgs = view.of('azure-nsg').filter((n) => !isOnGatewaySubnetOnly(view, n));
    const scene = sceneOf(view);
    const results = nsgs.length > 0 ? relevant(scene, nsgs).map((n) => judge(scene, n)) : bareSubnets(view);
    return worstOf(order, [...results, ...lostRoutes(view)]) ?? undecided(nothing, missing);
  },
};
