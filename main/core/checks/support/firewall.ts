import type { FactOf } from '#shared/model/fact.ts';
import { contains, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { anyPort, holdsPort, parsePortList } from '#shared/net/port-range.ts';
import type { FactView } from '../check.ts';

export type Rule = FactOf<'firewall-rule'>;
export type Profile = FactOf<'firewall-profile'>;

/** The firewall of one machine, as far as one source tells. */
export type Firewall = { readonly rules: readonly Rule[]; readonly profiles: readonly Profile[] };

export type Match = 'yes' | 'no' | 'unknown';

/** Names of the rules that Windows ships for RRAS and that people give to VPN rules. Only enabled rules count as a mark. */
const vpnName = /routing and remote access|\brras\b|\bikev?[12]?\b|\bipsec\b|\bnat-t\b|\besp\b/i;

function isUdp(protocol: string | null): boolean {
  return protocol !== null && /^(udp|17)$/i.test(protocol);
}

export function isEsp(protocol: string | null): boolean {
  return protocol !== null && /^(esp|50)$/i.test(protocol);
}

/** A rule written for IKE: it names UDP 500 or 4500 itself (not "any"), or ESP. */
function namesIke(rule: Rule): boolean {
  const lists = [rule.localPorts, rule.remotePorts].map((ports) => (ports === null ? null : parsePortList(ports)));
  const exact = lists.flatMap((l) => l ?? []).filter((r) => r !== anyPort && r.last - r.first < 10_000);
  return isEsp(rule.protocol) || (isUdp(rule.protocol) && (holdsPort(exact, 500) || holdsPort(exact, 4500)));
}

/**
 * Two kinds of machine export the same listing: the RRAS host (its rules decide about UDP 500, 4500 and ESP) and the VM
 * behind the tunnel. Enabled rules about IKE or RRAS mark the host; every other listing is taken for the VM's.
 */
function isVpnHost(rules: readonly Rule[]): boolean {
  return rules.some((r) => r.enabled !== false && (namesIke(r) || vpnName.test(r.name)));
}

function commonPrefix(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}

type Source = { readonly id: string; readonly path: string; readonly rules: Rule[]; readonly profiles: Profile[] };

function bySource(view: FactView): Source[] {
  const sources = new Map<string, Source>();
  for (const fact of [...view.of('firewall-rule'), ...view.of('firewall-profile')]) {
    const id = fact.citations[0]?.sourceId ?? '';
    const source = sources.get(id) ?? { id, path: fact.citations[0]?.path ?? '', rules: [], profiles: [] };
    sources.set(id, source);
    if (fact.kind === 'firewall-rule') source.rules.push(fact);
    else source.profiles.push(fact);
  }
  return [...sources.values()].toSorted((a, b) => (a.path + a.id < b.path + b.id ? -1 : 1));
}

/**
 * Firewalls of the case, parted into VPN host and VM. Profiles usually come in a file of their own: they join the rules
 * whose path is most alike; profiles without any rules are taken for the VM's.
 */
export function firewalls(view: FactView): { readonly hosts: readonly Firewall[]; readonly guests: readonly Firewall[] } {
  const sources = bySource(view);
  const withRules = sources.filter((s) => s.rules.length > 0);
  const loose = sources.filter((s) => s.rules.length === 0);
  if (withRules.length === 0) return { hosts: [], guests: loose };
  for (const source of loose) {
    const nearest = withRules.toSorted((a, b) => commonPrefix(b.path, source.path) - commonPrefix(a.path, source.path))[0];
    nearest?.profiles.push(...source.profiles);
  }
  return { hosts: withRules.filter((s) => isVpnHost(s.rules)), guests: withRules.filter((s) => !isVpnHost(s.rules)) };
}

/** True when every profile that the source shows is turned off: then no rule applies. */
export function isOff(firewall: Firewall): boolean {
  return firewall.profiles.length > 0 && firewall.profiles.every((p) => p.enabled === false);
}

/** Windows blocks inbound and allows outbound connections unless a profile says otherwise (Microsoft, Windows Firewall overview). */
export function blocksByDefault(firewall: Firewall, direction: 'Inbound' | 'Outbound'): boolean {
  const stated = firewall.profiles
    .filter((p) => p.enabled !== false)
    .map((p) => (direction === 'Inbound' ? p.defaultInbound : p.defaultOutbound));
  if (direction === 'Outbound') return stated.some((s) => s !== null && /block/i.test(s));
  return stated.length === 0 || stated.some((s) => s === null || !/allow/i.test(s));
}

/** Whether the rule lets its addresses reach as far as all the peers. `LocalSubnet` and its like never name the far end of a tunnel. */
function matchesPeers(rule: Rule, peers: readonly AddressRange[]): Match {
  const texts = rule.remoteAddresses;
  if (texts === null) return 'unknown';
  if (texts.length === 0 || texts.some((t) => /^(any|\*)$/i.test(t.trim()))) return 'yes';
  if (texts.every((t) => /^(localsubnet[46]?|dns|dhcp|wins|defaultgateway)$/i.test(t.trim()))) return 'no';
  const ranges = parseRanges(texts);
  if (peers.length === 0 || ranges.length === 0) return 'unknown';
  return peers.some((peer) => ranges.some((r) => contains(r, peer))) ? 'yes' : 'no';
}

export type Flow = {
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'TCP' | 'UDP' | 'ESP';
  readonly port: number | null;
  readonly peers: readonly AddressRange[];
};

function matchesProtocol(rule: Rule, flow: Flow): Match {
  if (rule.protocol === null) return 'unknown';
  const wanted = { TCP: /^(tcp|6)$/i, UDP: /^(udp|17)$/i, ESP: /^(esp|50)$/i }[flow.protocol];
  return /^(any|\*|256)$/i.test(rule.protocol) || wanted.test(rule.protocol) ? 'yes' : 'no';
}

function matchesPort(rule: Rule, flow: Flow): Match {
  if (flow.port === null) return 'yes';
  const texts = flow.direction === 'Inbound' ? rule.localPorts : rule.remotePorts;
  if (texts === null) return 'unknown';
  if (texts.length === 0) return 'yes';
  const ranges = parsePortList(texts);
  // A list with a named port (RPC, IPHTTPSIn) may still hold the number itself.
  const readable = ranges ?? texts.flatMap((t) => parsePortList([t]) ?? []);
  return holdsPort(readable, flow.port) ? 'yes' : 'no';
}

/** Whether an enabled rule applies to a flow; 'unknown' when the listing lacks what decides (plain Get-NetFirewallRule has no ports). */
export function matchRule(rule: Rule, flow: Flow): Match {
  if (rule.enabled === false || rule.action === null || (rule.direction !== null && rule.direction !== flow.direction)) return 'no';
  const parts = [matchesProtocol(rule, flow), matchesPort(rule, flow), matchesPeers(rule, flow.peers)];
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') || rule.direction === null ? 'unknown' : 'yes';
}

/** True when no rule of the listing shows ports: then no flow can be judged from it. */
export function lacksPorts(firewall: Firewall): boolean {
  return firewall.rules.every((r) => r.localPorts === null && r.remotePorts === null);
}
