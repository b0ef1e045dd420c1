import type { ProbeRequest, ProbeSuggestion } from '#shared/model/probe.ts';
import { ProbeHost } from '#shared/model/probe.ts';
import { parseRange, rangeText } from '#shared/net/address-range.ts';
import type { FactView } from '../checks/check.ts';
import { gatewayAddresses, tunnelProbes } from '../checks/support/network.ts';
import { parseSuites, suitesText } from '../ike/offer.ts';
import { espCipher } from './esp-overhead.ts';

const mostPeers = 4;
const mostHosts = 6;
const healthPort = 8081;

type Target = { readonly role: ProbeSuggestion['role']; readonly host: string };

/** Names of the case that can be a target, each once; evidence is hostile, so anything else is left out. */
function targets(named: readonly Target[], most: number): Target[] {
  const known = new Map<string, Target>();
  for (const { role, host } of named) {
    const valid = ProbeHost.safeParse(host).data;
    if (valid !== undefined && !known.has(valid.toLowerCase())) known.set(valid.toLowerCase(), { role, host: valid });
  }
  return [...known.values()].slice(0, most);
}

/** The gateway first, then what the device calls where that is something else. */
function peersOf(view: FactView): Target[] {
  const dialled = [...view.of('rras-interface').flatMap((i) => i.destinations), ...view.of('device-tunnel').flatMap((t) => t.peers)];
  return targets(
    [
      ...gatewayAddresses(view).map((range): Target => ({ role: 'gateway', host: rangeText(range) })),
      ...dialled.map((host): Target => ({ role: 'dialled', host })),
    ],
    mostPeers,
  );
}

/** Hosts behind the tunnel that were tested before. */
function hostsOf(view: FactView): Target[] {
  return targets(
    tunnelProbes(view).map(({ host }) => ({ role: 'host', host })),
    mostHosts,
  );
}

function isName({ host }: Target): boolean {
  return parseRange(host) === null && host.includes('.');
}

/** What a custom policy of the connection allows is what has to be offered; null offers Azure's defaults. */
function offerOf(view: FactView): string | null {
  const policies = view.of('azure-connection').flatMap((connection) => connection.ipsecPolicies);
  const texts = policies.map((p) => `${p.ikeEncryption ?? ''}/${p.ikeIntegrity ?? ''}/${p.dhGroup ?? ''}`);
  const suites = texts.flatMap((text) => parseSuites(text) ?? []);
  return suites.length === 0 ? null : suitesText(suites.slice(0, 4));
}

/** Of the tunnel, where a custom policy names one. */
function cipherOf(view: FactView): string | null {
  const policies = view.of('azure-connection').flatMap((connection) => connection.ipsecPolicies);
  const named = policies.map(({ ipsecEncryption: encryption, ipsecIntegrity: integrity }) =>
    encryption === integrity || integrity === null ? (encryption ?? '') : `${encryption ?? ''}/${integrity}`,
  );
  return named.find((cipher) => espCipher(cipher) !== null) ?? null;
}

function tcpTargets(view: FactView): readonly (Target & { readonly port: number })[] {
  const tested = tunnelProbes(view).flatMap((p) => (p.kind === 'tcp-probe' && p.port !== null ? [{ host: p.host, port: p.port }] : []));
  const unique = new Map(tested.map((end) => [`${end.host} ${end.port}`, end]));
  return [...unique.values()]
    .slice(0, mostHosts)
    .flatMap(({ host, port }) => targets([{ role: 'host', host }], 1).map((target) => ({ ...target, port })));
}

function suggest(targeted: readonly Target[], make: (host: string) => ProbeRequest | readonly ProbeRequest[]): ProbeSuggestion[] {
  return targeted.flatMap(({ role, host }) => [make(host)].flat().map((request) => ({ role, request })));
}

/**
 * What this computer could send, kind by kind, to names that the case holds; within a kind the likeliest first. The user may change it,
 * and has to confirm it.
 */
export function planProbes(view: FactView): ProbeSuggestion[] {
  const [peers, hosts, cipher] = [peersOf(view), hostsOf(view), cipherOf(view)];
  const version = view.of('azure-connection').some((c) => c.protocol === 'IKEv1') ? 1 : 2;
  const offer = offerOf(view);
  const devices = view.of('azure-local-gateway').flatMap(({ fqdn }) => (fqdn === null ? [] : [{ role: 'device' as const, host: fqdn }]));
  const tcp = { kind: 'tcp', count: 20, warmups: 1, intervalMs: 1000, timeoutMs: 5000, family: 'any' } as const;
  return [
    ...tcpTargets(view).map(({ role, host, port }): ProbeSuggestion => ({ role, request: { ...tcp, host, port } })),
    ...suggest(peers, (host) => [500, 4500].map((port) => ({ kind: 'ike', host, port, version, offer, groups: false }))),
    ...suggest(peers, (host) => ({ kind: 'gateway-health', host, port: healthPort })),
    ...suggest(targets([...peers, ...devices, ...hosts].filter(isName), mostHosts), (name) => ({ kind: 'dns', name, server: null })),
    ...suggest([...hosts, ...peers], (host) => ({ kind: 'path-mtu', host, cipher })),
    ...suggest([...hosts, ...peers], (host) => ({ kind: 'traceroute', host })),
  ];
}
