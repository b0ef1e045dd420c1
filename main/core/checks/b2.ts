import type { FactOf } from '#shared/model/fact.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { overlaps, parseRanges } from '#shared/net/address-range.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { blocksByDefault, firewalls, isOff, lacksPorts, matchRule } from './support/firewall.ts';
import type { Firewall, Flow, Rule } from './support/firewall.ts';
import { judgeProbes } from './support/ike-probes.ts';
import { judgeLinuxHosts } from './support/linux-firewall.ts';
import { citationsOf, lostOnNatPort, tunnelNegotiations } from './support/negotiations.ts';
import type { Read } from './support/negotiations.ts';
import { gatewayAddresses } from './support/network.ts';
import { judgePeerAddress } from './support/peer-address.ts';
import { decided, gather, undecided, unknown, worstOf } from './support/result.ts';
import { vpnHosts } from './support/vpn-host.ts';

const all = 'UDP 500, UDP 4500, ESP';
const order = [
  'rule-blocks',
  'blocked-500',
  'blocked-4500',
  'esp-blocked',
  'not-the-gateway',
  'name-unknown',
  'alive-silent',
  'forwarding-off',
  'forward-dropped',
  'translated',
  'no-answer',
  'no-allow-rule',
  'open',
  'ports-open',
  'cannot-tell',
];
const missing = ['windows-firewall-rules', 'packet-capture', 'ike-probe'];
const linuxVendors: ReadonlySet<string> = new Set(['strongswan', 'libreswan']);

/** A Linux device has no Windows Firewall; what its own packet filter says is there or would be worth getting. */
function missingOf(view: FactView): readonly string[] {
  const hosts = vpnHosts(view);
  const isLinux = hosts.length > 0 || [...view.of('device-tunnel'), ...view.of('device-sa')].some((d) => linuxVendors.has(d.vendor));
  if (!isLinux) return missing;
  const isShown = hosts.some((host) => host.rulesets.length > 0);
  return ['device-packet-filter', 'packet-capture', 'ike-probe'].filter((id) => !isShown || id !== 'device-packet-filter');
}

function flowsOf(what: '500' | '4500' | 'ESP', peers: readonly AddressRange[]): Flow[] {
  const protocol = what === 'ESP' ? 'ESP' : 'UDP';
  const port = what === 'ESP' ? null : Number(what);
  return (['Inbound', 'Outbound'] as const).map((direction) => ({ direction, protocol, port, peers }));
}

/** Windows lets a block rule win over any allow rule, so one that matches decides (Microsoft, rule precedence). */
function blockersOf(firewall: Firewall, flows: readonly Flow[]): Rule[] {
  return firewall.rules.filter((r) => r.action === 'Block' && flows.some((f) => matchRule(r, f) === 'yes'));
}

function showsPorts(rule: Rule): boolean {
  return rule.protocol !== null && (rule.localPorts !== null || rule.remotePorts !== null);
}

/** An allow rule limited to addresses counts while the gateway's address is not known: it was written for somebody. */
function isAllowed(firewall: Firewall, flow: Flow): boolean {
  if (!blocksByDefault(firewall, flow.direction)) return true;
  return firewall.rules.some(
    (r) =>
      r.action === 'Allow' &&
      (matchRule(r, flow) === 'yes' || (showsPorts(r) && flow.peers.length === 0 && matchRule(r, flow) === 'unknown')),
  );
}

function blocked(outcome: string, rules: readonly Rule[], ports: string): CheckResult {
  return decided(outcome, { rule: rules[0]?.name ?? unknown, ports }, gather(...rules.map((r) => r.citations)));
}

function judge(firewall: Firewall, peers: readonly AddressRange[]): CheckResult {
  const profiles = firewall.profiles.flatMap((p) => p.citations);
  if (isOff(firewall)) return decided('open', { rule: unknown, ports: all }, profiles);
  const [b500, b4500, bEsp] = (['500', '4500', 'ESP'] as const).map((what) => blockersOf(firewall, flowsOf(what, peers)));
  if (b500?.length && b4500?.length) return blocked('rule-blocks', [...b500, ...b4500], 'UDP 500, UDP 4500');
  if (b500?.length) return blocked('blocked-500', b500, `UDP 500: ${b500[0]?.name ?? unknown}`);
  if (b4500?.length) return blocked('blocked-4500', b4500, `UDP 4500: ${b4500[0]?.name ?? unknown}`);
  if (bEsp?.length) return blocked('esp-blocked', bEsp, `ESP: ${bEsp[0]?.name ?? unknown}`);
  if (lacksPorts(firewall))
    return undecided({ rule: unknown, ports: all }, missing, firewall.rules.flatMap((r) => r.citations).slice(0, 3));
  const shut = (['500', '4500'] as const).filter((what) => flowsOf(what, peers).some((flow) => !isAllowed(firewall, flow)));
  if (shut.length > 0)
    return decided('no-allow-rule', { rule: unknown, ports: shut.map((p) => `UDP ${p}`).join(', ') }, [
      ...profiles,
      ...firewall.rules.flatMap((r) => r.citations).slice(0, 1),
    ]);
  const allowing = firewall.rules.filter(
    (r) => r.action === 'Allow' && (['500', '4500'] as const).some((what) => flowsOf(what, peers).some((f) => matchRule(r, f) !== 'no')),
  );
  return decided('open', { rule: allowing[0]?.name ?? unknown, ports: all }, gather(...allowing.map((r) => r.citations), profiles));
}

function peersOf(view: FactView): AddressRange[] {
  const known = gatewayAddresses(view);
  return known.length > 0 ? known : parseRanges(view.of('rras-interface').flatMap((i) => i.destinations));
}

const capturedOutcomes = { 'silent-4500': 'blocked-4500', 'esp-one-way': 'esp-blocked', open: 'open' } as const;

/** Captures hold the tunnels of others too: only the way to a known gateway counts, any way while no gateway is known. */
function concerns(
  { localAddress, remoteAddress }: { readonly localAddress: string; readonly remoteAddress: string },
  peers: readonly AddressRange[],
): boolean {
  return peers.length === 0 || parseRanges([localAddress, remoteAddress]).some((end) => peers.some((peer) => overlaps(end, peer)));
}

function judgeCaptured(path: FactOf<'captured-path'>): CheckResult {
  const { result, localAddress, remoteAddress, citations } = path;
  const protocol = result === 'silent-4500' ? 'UDP 4500' : 'ESP';
  const ports = result === 'open' ? all : `${protocol}: ${localAddress} ↔ ${remoteAddress}`;
  return decided(capturedOutcomes[result], { rule: unknown, ports }, citations);
}

const droppedOutcomes = { 'udp-500': 'blocked-500', 'udp-4500': 'blocked-4500', esp: 'esp-blocked' } as const;

/** Packets that the host's own filter dropped, or that a router on the way said it may not pass (ICMP, administratively prohibited). */
function judgeUndelivered(fact: FactOf<'undelivered-packets'>): CheckResult[] {
  const { protocol, reason, by, remoteAddress, citations } = fact;
  if ((reason !== 'own-filter' && reason !== 'prohibited') || protocol === null || protocol === 'ah') return [];
  const name = { 'udp-500': 'UDP 500', 'udp-4500': 'UDP 4500', esp: 'ESP' }[protocol];
  return [decided(droppedOutcomes[protocol], { rule: by ?? unknown, ports: `${name}: ${by ?? remoteAddress}` }, citations)];
}

function judgeLost(read: Read): CheckResult {
  const { onPremises, azure } = read.joined;
  const ports = `UDP 4500: ${onPremises?.address ?? unknown} ↔ ${azure?.address ?? unknown}`;
  return decided('blocked-4500', { rule: unknown, ports }, citationsOf(read));
}

/** A text may use what only some of the judgements know. */
function withAllParams(result: CheckResult): CheckResult {
  return { ...result, params: { rule: unknown, ports: all, peer: unknown, answer: unknown, ...result.params } };
}

/**
 * B2: does the firewall of the VPN host let IKE, ESP and what the tunnel carries pass, and is what the device calls the gateway at all. A
 * perimeter firewall shows only in logs, captures or probes, and a wrong address looks like one.
 */
export const check: Check = {
  id: 'B2',
  evaluate: (view): CheckResult => {
    const peers = peersOf(view);
    const undelivered = view
      .of('undelivered-packets')
      .filter((u) => concerns({ ...u, localAddress: u.localAddress ?? u.remoteAddress }, peers));
    const judged = [
      ...firewalls(view).hosts.map((firewall) => judge(firewall, peers)),
      ...judgeLinuxHosts(view),
      ...view
        .of('captured-path')
        .filter((path) => concerns(path, peers))
        .map(judgeCaptured),
      ...undelivered.flatMap(judgeUndelivered),
      ...lostOnNatPort(tunnelNegotiations(view)).map(judgeLost),
      ...judgeProbes(view.of('ike-probe'), view.of('health-probe'), peers, missingOf(view)),
      ...judgePeerAddress(view),
    ];
    return withAllParams(worstOf(order, judged) ?? undecided({}, missingOf(view)));
  },
};
