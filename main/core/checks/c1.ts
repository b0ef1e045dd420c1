import { overlaps, parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { isGatewayProvider, judgeDials } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';

/**
 * Fault types of Network Watcher VPN troubleshoot (Microsoft, 2024-02-22), in lower case without separators. The
 * phase-two names are those of the same results in other tools.
 */
const faults: Readonly<Record<string, string>> = {
  nofault: 'no-fault',
  connectionmarkedstandby: 'no-fault',
  authentication: 'authentication',
  ikepolicymismatch: 'ike-policy',
  ipsecpolicymismatch: 'ipsec-policy',
  quickmodepolicymismatch: 'ipsec-policy',
  trafficselectormismatch: 'traffic-selectors',
  trafficselectorsmismatch: 'traffic-selectors',
  peerreachability: 'peer-unreachable',
  gatewaynotfound: 'gateway-unhealthy',
  vipunresponsive: 'gateway-unhealthy',
  platforminactive: 'gateway-unhealthy',
  servicenotrunning: 'gateway-unhealthy',
  gatewaycpuusageexceeded: 'gateway-unhealthy',
  plannedmaintenance: 'maintenance',
  userdrivenupdate: 'maintenance',
  noconnectionsfoundforgateway: 'connection-down',
  connectionsnotconnected: 'connection-down',
  connectionentitynotfound: 'connection-down',
  connectionismarkeddisconnected: 'connection-down',
  connectionnotconfiguredongateway: 'connection-down',
};

/** What the gateway's own logs say. An identity that Azure does not know fails like a wrong key, another IKE version like another policy. */
const logged = {
  'no-answer': 'peer-unreachable',
  authentication: 'authentication',
  certificate: 'authentication',
  'ike-policy': 'ike-policy',
  'ipsec-policy': 'ipsec-policy',
  pfs: 'ipsec-policy',
  'traffic-selectors': 'traffic-selectors',
  'ike-version': 'ike-policy',
  'peer-identity': 'authentication',
  'peer-closed': 'connection-down',
  'peer-lost': 'peer-unreachable',
  rekey: 'connection-down',
  'interface-unreachable': 'connection-down',
  'local-configuration': 'connection-down',
  'service-down': 'gateway-unhealthy',
  'name-resolution': 'connection-down',
  'user-action': 'connection-down',
  refused: 'connection-down',
  other: 'connection-down',
  recovered: 'ok',
  ok: 'ok',
} as const satisfies Record<DialVerdict['what'], string>;

/** Network Watcher reports GatewayCPUUsageExceeded from this load on (Microsoft, 2024-02-22). */
const overloadedPercent = 95;

/**
 * Strangers knock at every gateway, and its log tells of them like of a peer: what they fail at means nothing. Where the addresses of the
 * on-premises ends are known, only those count.
 */
function isTunnelPeer(view: FactView, address: string | null): boolean {
  const peers = parseRanges(view.of('azure-local-gateway').flatMap((g) => g.gatewayAddress ?? []));
  const peer = parseRange(address ?? '');
  return peers.length === 0 || peer === null || peers.some((p) => overlaps(p, peer));
}

/** `203.0.113.10, 13801 (ERROR_IPSEC_IKE_AUTH_FAIL)`: the other end, and the code with the name that no language changes. */
function reasonOf(view: FactView, verdict: DialVerdict): string {
  const reason = verdict.interfaceName ?? unknown;
  if (verdict.code === null) return reason;
  const symbol = view.knowledge.tables.errorCodes.rows.find((row) => row.code === verdict.code)?.symbol;
  return symbol === undefined ? `${reason}, ${verdict.code}` : `${reason}, ${verdict.code} (${symbol})`;
}

function fromLogs(view: FactView): CheckResult[] {
  const verdicts = judgeDials(view, isGatewayProvider)
    .filter((v) => isTunnelPeer(view, v.interfaceName))
    .map((v) => decided(logged[v.what], { reason: reasonOf(view, v) }, v.citations));
  const connected = view
    .of('dial-successes')
    .filter((s) => isGatewayProvider(s.provider))
    .map((s) => decided('ok', { reason: s.interfaceName ?? unknown }, s.citations));
  const busy = view
    .of('gateway-load')
    .filter((l) => l.cpuPercent !== null && l.cpuPercent >= overloadedPercent)
    .map((l) => decided('gateway-unhealthy', { reason: `CPU ${l.cpuPercent} %` }, l.citations));
  const maintenance = view.of('gateway-maintenance').map((m) => decided('maintenance', { reason: m.operation }, m.citations));
  return [...verdicts, ...busy, ...connected, ...maintenance];
}

/** A named reason stands before "down": the gateway's result says that a connection is down, the connection's result says why. */
const order = [
  'authentication',
  'ike-policy',
  'ipsec-policy',
  'traffic-selectors',
  'peer-unreachable',
  'gateway-unhealthy',
  'connection-down',
  'maintenance',
  'no-fault',
  'ok',
  'cannot-tell',
];
const missing = ['azure-ike-diagnostic-log', 'network-watcher-troubleshoot'];

/** C1: what the Azure VPN gateway itself reports. An IKE SA with child SAs is the gateway's statement that a tunnel stands. */
export const check: Check = {
  id: 'C1',
  evaluate: (view): CheckResult => {
    const results = view.of('troubleshoot-result').map((fact): CheckResult => {
      const outcome = faults[fact.reason.toLowerCase().replaceAll(/[^a-z]/g, '')] ?? (fact.healthy === true ? 'no-fault' : null);
      const params = { reason: fact.reason || unknown };
      return outcome === null ? undecided(params, missing, fact.citations) : decided(outcome, params, fact.citations);
    });
    const established = view
      .of('azure-ike-sa')
      .filter((sa) => sa.childCount > 0)
      .map((sa) => decided('ok', { reason: sa.remoteEndpoint ?? unknown }, sa.citations));
    return worstOf(order, [...results, ...established, ...fromLogs(view)]) ?? undecided({ reason: unknown }, missing);
  },
};
