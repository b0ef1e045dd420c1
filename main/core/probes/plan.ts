import type { ProbeRequest } from '#shared/model/probe.ts';
import { ProbeHost } from '#shared/model/probe.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { rangeText } from '#shared/net/address-range.ts';
import type { FactView } from '../checks/check.ts';
import { gatewayAddresses, tunnelProbes } from '../checks/support/network.ts';
import { parseSuites, suitesText } from '../ike/offer.ts';

const mostPeers = 4;
const mostTargets = 6;

/** Names of the case that can be a target; evidence is hostile, so anything else is left out. */
function hosts(texts: readonly string[], most: number): string[] {
  return [...new Set(texts.flatMap((text) => ProbeHost.safeParse(text).data ?? []))].slice(0, most);
}

/** What a custom policy of the connection allows is what has to be offered; null offers Azure's defaults. */
function offerOf(view: FactView): string | null {
  const policies = view.of('azure-connection').flatMap((connection) => connection.ipsecPolicies);
  const texts = policies.map((p) => `${p.ikeEncryption ?? ''}/${p.ikeIntegrity ?? ''}/${p.dhGroup ?? ''}`);
  const suites = texts.flatMap((text) => parseSuites(text) ?? []);
  return suites.length === 0 ? null : suitesText(suites.slice(0, 4));
}

function ikeRequests(view: FactView): ProbeRequest[] {
  const dialled = view.of('rras-interface').flatMap((i) => i.destinations);
  const configured = view.of('device-tunnel').flatMap((tunnel) => tunnel.peers);
  const peers = hosts([...gatewayAddresses(view).map(rangeText), ...dialled, ...configured], mostPeers);
  const version = view.of('azure-connection').some((c) => c.protocol === 'IKEv1') ? 1 : 2;
  const offer = offerOf(view);
  return peers.flatMap((host) => [500, 4500].map((port): ProbeRequest => ({ kind: 'ike', host, port, version, offer, groups: false })));
}

function tcpRequests(view: FactView): ProbeRequest[] {
  const tested = tunnelProbes(view).flatMap((p) => (p.kind === 'tcp-probe' && p.port !== null ? [`${p.port} ${p.host}`] : []));
  return [...new Set(tested)].slice(0, mostTargets).flatMap((text): ProbeRequest[] => {
    const [port, host] = text.split(' ');
    const [valid] = hosts([host ?? ''], 1);
    if (valid === undefined) return [];
    return [{ kind: 'tcp', host: valid, port: Number(port), count: 20, warmups: 1, intervalMs: 1000, timeoutMs: 5000, family: 'any' }];
  });
}

/** What this computer could send to answer a check, to names that the case holds. The user may change it, and has to confirm it. */
export function planProbes(view: FactView, check: CheckId): ProbeRequest[] {
  if (check === 'B1') return tcpRequests(view);
  return check === 'B2' ? ikeRequests(view) : [];
}
