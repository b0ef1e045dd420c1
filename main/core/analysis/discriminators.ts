import type { FactKind } from '#shared/model/fact.ts';
import { overlaps, parseRanges, rangeText } from '#shared/net/address-range.ts';
import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import type { FactView } from '../checks/check.ts';
import { isDeviceProvider, isGatewayProvider, judgeDials } from '../checks/support/dials.ts';
import { kernelTunnels } from '../checks/support/kernel-sas.ts';
import { gatewayAddresses, overlappingPrefixes } from '../checks/support/network.ts';
import { compareHosts } from './host-comparisons.ts';

/**
 * A comparison of facts that tells causes apart but is no check of the playbook. It takes part in the ranking like an
 * outcome: `special` gives P(this result | cause) for the causes that it is about, `others` for all the rest. Its words
 * are `check.<check>.outcome.<outcome>` in the message catalogue, under the check that it is shown with.
 */
export type Discriminator = {
  readonly check: CheckId;
  readonly outcome: string;
  readonly special: Readonly<Record<string, number>>;
  readonly others: number;
  readonly params: MessageParams;
  readonly citations: readonly Citation[];
};

/** The citations whose line shows one of the values; the first one when none does. */
function citing(fact: { readonly citations: readonly Citation[] }, values: readonly string[]): readonly Citation[] {
  const found = fact.citations.filter((c) => values.some((value) => c.quote.includes(value)));
  return (found.length > 0 ? found : fact.citations).slice(0, 1);
}

/** "Address or firewall?": does the device dial an address of the gateway. Our estimates. */
function destination(view: FactView): Discriminator[] {
  const gateways = gatewayAddresses(view);
  const dialled = parseRanges(view.of('rras-interface').flatMap((i) => i.destinations));
  if (gateways.length === 0 || dialled.length === 0) return [];
  const equal = dialled.some((d) => gateways.some((g) => overlaps(d, g)));
  const interfaces = view.of('rras-interface');
  const azure = [...view.of('azure-public-ip'), ...view.of('azure-gateway')];
  const shown = {
    params: { dialled: interfaces.flatMap((i) => i.destinations).join(', '), gateway: [...new Set(gateways.map(rangeText))].join(', ') },
    citations: [...interfaces.flatMap((i) => citing(i, i.destinations)), ...azure.flatMap((g) => citing(g, gateways.map(rangeText)))],
  };
  return equal
    ? [{ check: 'B3', outcome: 'address-equal', special: { 'wrong-gateway-ip': 0.03 }, others: 0.97, ...shown }]
    : [{ check: 'B3', outcome: 'address-differs', special: { 'wrong-gateway-ip': 0.97 }, others: 0.03, ...shown }];
}

/** Prefixes that stand on both sides never enter the tunnel. NAT rules may make this work, hence not a certainty. */
function overlap(view: FactView): Discriminator[] {
  const overlapping = overlappingPrefixes(view);
  if (overlapping.length === 0) return [];
  const citations = [...view.of('azure-local-gateway'), ...view.of('azure-vnet')].flatMap((f) => f.citations.slice(0, 1));
  const shown = { params: { prefixes: [...new Set(overlapping.map(rangeText))].join(', ') }, citations };
  return [
    { check: 'B3', outcome: 'prefixes-overlap', special: { 'address-overlap': 0.95, 'nat-rule-wrong': 0.5 }, others: 0.02, ...shown },
  ];
}

/** A session that ends with its tunnel says nothing about BGP; both are logged within a minute of each other. Our estimate. */
const sameMomentMs = 60_000;

function isClose(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= sameMomentMs;
}

function fellWithTunnel({ since }: FactOf<'bgp-session'>, view: FactView): boolean {
  return view.of('tunnel-changes').some(({ changes }) => {
    const last = changes.findLast((c) => c.to !== 'connecting');
    return last?.to === 'disconnected' || changes.some((c) => c.to === 'disconnected' && isClose(c.ms, since.lastMs));
  });
}

/** What the route log says of each session at its end; a list of peers, which is newer, goes before it. */
function loggedBgp(view: FactView): Discriminator[] {
  const sessions = view.of('bgp-session').filter((s) => s.state === 'up' || !fellWithTunnel(s, view));
  const down = sessions.filter((s) => s.state === 'down');
  const told = down.length > 0 ? down : sessions;
  if (told.length === 0) return [];
  const peers = [...new Set(told.map((s) => s.peer ?? '–'))].join(', ');
  const shown = { check: 'C5' as const, params: { peer: peers }, citations: told.flatMap((s) => s.citations.slice(0, 1)) };
  return down.length > 0
    ? [{ ...shown, outcome: 'bgp-session-down', special: { 'bgp-down': 0.9, none: 0.005 }, others: 0.1 }]
    : [{ ...shown, outcome: 'bgp-connected', special: { 'bgp-down': 0.05 }, others: 0.95 }];
}

function bgp(view: FactView): Discriminator[] {
  const listed = view.of('azure-bgp-peer').filter((p) => p.state !== null);
  if (listed.length === 0) return loggedBgp(view);
  const shown = { params: {}, citations: listed.flatMap((p) => p.citations.slice(0, 1)) };
  const up = listed.some((p) => /^connected$/i.test(p.state ?? ''));
  return up
    ? [{ check: 'C5', outcome: 'bgp-connected', special: { 'bgp-down': 0.05 }, others: 0.95, ...shown }]
    : [{ check: 'C5', outcome: 'bgp-not-connected', special: { 'bgp-down': 0.95 }, others: 0.2, ...shown }];
}

/**
 * "Address, UDP 500 or UDP 4500?": a peer that answers IKE_SA_INIT is there and reachable on UDP 500; what follows goes to
 * UDP 4500 (RFC 7296, 2.23). Only while silence is what the device's log ends with. Our estimates.
 */
function silence(view: FactView): Discriminator[] {
  if (!judgeDials(view, isDeviceProvider).some((v) => v.what === 'no-answer')) return [];
  const told = view.of('dial-failures').filter((f) => isDeviceProvider(f.provider) && f.signal === 'no-answer' && f.answered !== undefined);
  const last = told.toSorted((a, b) => (b.span.lastMs ?? 0) - (a.span.lastMs ?? 0))[0];
  if (last === undefined) return [];
  const shown = { params: {}, citations: last.citations };
  return last.answered === true
    ? [
        {
          check: 'A3',
          outcome: 'answered-first',
          special: { 'wrong-gateway-ip': 0.01, 'udp-500-blocked': 0.02, 'udp-4500-blocked': 0.95 },
          others: 0.3,
          ...shown,
        },
      ]
    : [{ check: 'A3', outcome: 'never-answered', special: { 'udp-4500-blocked': 0.05 }, others: 0.9, ...shown }];
}

/** Faults that a gateway's log names and C1 judges together with others; the cause that each one is about. */
const named: Readonly<Record<string, { readonly outcome: string; readonly cause: string }>> = {
  'peer-identity': { outcome: 'identity-unknown', cause: 'peer-id-mismatch' },
  'ike-version': { outcome: 'version-unknown', cause: 'ike-version-mismatch' },
  pfs: { outcome: 'pfs-refused', cause: 'pfs-mismatch' },
};

/** The gateway's own words, where they say more than the outcome of C1 can. Our estimates. */
function gatewayWords(view: FactView): Discriminator[] {
  return judgeDials(view, isGatewayProvider).flatMap((v): Discriminator[] => {
    const found = named[v.what];
    if (found === undefined) return [];
    const { outcome, cause } = found;
    return [
      { check: 'C1', outcome, special: { [cause]: 0.9 }, others: 0.02, params: { peer: v.interfaceName ?? '–' }, citations: v.citations },
    ];
  });
}

/**
 * Packets through a standing child SA as the device counts them (`encaps` and `decaps` of Cisco, `bytes_i` and `bytes_o` of strongSwan), or,
 * where no daemon lists them, as its kernel does.
 */
const enoughPackets = 10;
const silentReturn: Readonly<Record<string, number>> = {
  'esp-blocked': 0.7,
  'asymmetric-routing': 0.6,
  'missing-prefix': 0.5,
  'gateway-subnet-route': 0.5,
  'nsg-blocks-workload': 0.4,
  'guest-firewall-blocks': 0.4,
  'peering-transit': 0.4,
  'address-overlap': 0.3,
  'selector-limit': 0.2,
};

/** What keeps packets from the tunnel on premises while Azure sends. */
const silentSending: Readonly<Record<string, number>> = {
  'missing-onprem-route': 0.6,
  'forwarding-blocked': 0.6,
  'tunnel-traffic-translated': 0.6,
  'asymmetric-routing': 0.4,
  'address-overlap': 0.4,
  'bgp-down': 0.3,
};

/** "Does anything come back, does anything go out?": a child SA that stands and only sends says more than any log of the negotiation. Our estimates. */
function childTraffic(view: FactView): Discriminator[] {
  const listed = view.of('device-sa').filter((s) => s.sa === 'child' && s.state === 'up');
  const standing = listed.length > 0 ? listed : kernelTunnels(view);
  const moving = standing.filter((s) => Math.max(s.packetsOut ?? 0, s.packetsIn ?? 0) >= enoughPackets);
  if (moving.length === 0) return [];
  const count = (of: 'packetsOut' | 'packetsIn'): number => moving.reduce((sum, s) => sum + (s[of] ?? 0), 0);
  const shown = { check: 'A3' as const, citations: moving.flatMap((s) => s.citations.slice(0, 1)) };
  const [sent, received] = [{ count: count('packetsOut') }, { count: count('packetsIn') }];
  if (moving.every((s) => s.packetsIn === 0))
    return [{ ...shown, outcome: 'sa-one-way', special: silentReturn, others: 0.03, params: sent }];
  if (moving.every((s) => s.packetsOut === 0))
    return [{ ...shown, outcome: 'sa-nothing-out', special: silentSending, others: 0.05, params: received }];
  return moving.some((s) => (s.packetsOut ?? 0) > 0 && (s.packetsIn ?? 0) > 0)
    ? [{ ...shown, outcome: 'sa-both-ways', special: { 'esp-blocked': 0.02 }, others: 0.9, params: sent }]
    : [];
}

/** Facts that only speak about the tunnel itself: whoever gathers nothing else has a tunnel in doubt, not a workload. */
const tunnelKinds: ReadonlySet<FactKind> = new Set<FactKind>([
  'dial-failures',
  'dial-successes',
  'dial-attempts',
  'dial-onset',
  'host-trouble',
  'ike-failures',
  'ike-negotiation',
  'captured-path',
  'event-log-seen',
  'service-changes',
  'system-events',
  'gateway-maintenance',
  'tunnel-changes',
  'gateway-changes',
  'device-tunnel',
  'device-sa',
  'ipsec-policy',
  'kernel-sa',
  'service-state',
  'filter-chain',
  'filter-rule',
]);
const workloadCauses = [
  'nsg-blocks-workload',
  'guest-firewall-blocks',
  'app-not-listening',
  'app-inefficient',
  'vm-overloaded',
  'dns-failure',
  'missing-prefix',
  'missing-onprem-route',
  'peering-transit',
  'address-overlap',
  'asymmetric-routing',
  'forced-tunnelling',
  'mtu-mss',
  'sku-bandwidth-saturated',
  'tunnel-throughput-limit',
];

/** "Tunnel or workload?": what kind of evidence there is says what was in doubt. Our estimates. */
function onlyTunnel(view: FactView): Discriminator[] {
  const negotiation = view.of('ike-negotiation')[0];
  if (negotiation === undefined || view.all.some((f) => !tunnelKinds.has(f.kind))) return [];
  const special = Object.fromEntries(workloadCauses.map((id) => [id, 0.15]));
  return [{ check: 'A3', outcome: 'only-tunnel', special, others: 0.5, params: {}, citations: negotiation.citations }];
}

/** Comparisons that the facts allow; none of them says anything while one side is missing. */
export function discriminate(view: FactView): Discriminator[] {
  return [
    ...destination(view),
    ...overlap(view),
    ...bgp(view),
    ...silence(view),
    ...gatewayWords(view),
    ...childTraffic(view),
    ...compareHosts(view),
    ...onlyTunnel(view),
  ];
}
