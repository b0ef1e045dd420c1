import type { Check, CheckResult } from './check.ts';
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
    return worstOf(order, [...results, ...established]) ?? undecided({ reason: unknown }, missing);
  },
};
