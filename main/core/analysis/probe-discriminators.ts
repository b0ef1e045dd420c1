import type { FactOf } from '#shared/model/fact.ts';
import { contains, isLocalOnly, isPrivate, overlaps, parseRange } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { FactView } from '../checks/check.ts';
import { dialledEnds } from '../checks/support/dialled.ts';
import { azurePrefixes, gatewayAddresses, onPremisesPrefixes, tunnelProbes } from '../checks/support/network.ts';
import { newest } from '../checks/support/newest.ts';
import { clampedPacketBytes, outerPaths } from '../checks/support/path-sizes.ts';
import { clockLimitMs } from '../probes/describe-probe.ts';
import type { Discriminator } from './discriminators.ts';

/** Causes that leave the tunnel standing: a packet for Azure is taken into it, whatever becomes of it there. */
const tunnelStands = [
  'nsg-blocks-workload',
  'guest-firewall-blocks',
  'app-not-listening',
  'app-inefficient',
  'vm-overloaded',
  'peering-transit',
  'forced-tunnelling',
  'mtu-mss',
  'sku-bandwidth-saturated',
  'tunnel-throughput-limit',
  'none',
];

/** A hop that no tunnel shows: a public address, of neither end's own networks. */
function strayHop({ hops }: FactOf<'traceroute'>, own: readonly AddressRange[]): string | null {
  const found = hops.find(({ address }) => {
    const range = parseRange(address ?? '');
    return range !== null && !isPrivate(range) && !isLocalOnly(range) && !own.some((prefix) => contains(prefix, range));
  });
  return found?.address ?? null;
}

/** "Does the packet enter the tunnel?": on its way to Azure a trace must not show a router of the Internet. Our estimates. */
function traceLeaves(view: FactView): Discriminator[] {
  const own = [...onPremisesPrefixes(view), ...azurePrefixes(view)];
  const traces = tunnelProbes(view).flatMap((probe) => (probe.kind === 'traceroute' && !probe.reached ? [probe] : []));
  const stray = traces.flatMap((trace) => {
    const target = parseRange(trace.address ?? trace.host);
    const hop = target !== null && isPrivate(target) ? strayHop(trace, own) : null;
    return hop === null ? [] : [{ trace, hop }];
  })[0];
  if (stray === undefined) return [];
  const special = { ...Object.fromEntries(tunnelStands.map((id) => [id, 0.02])), 'missing-onprem-route': 0.6 };
  const { trace, hop } = stray;
  return [{ check: 'B1', outcome: 'trace-leaves', special, others: 0.3, params: { target: trace.host, hop }, citations: trace.citations }];
}

/** "Does a full segment fit?": what the path outside carries, less what the tunnel adds. Our estimates. */
function outerPath(view: FactView): Discriminator[] {
  const narrow = outerPaths(view).toSorted((a, b) => a.innerMtu - b.innerMtu)[0];
  if (narrow === undefined || narrow.innerMtu >= clampedPacketBytes) return [];
  const { probe, cipher, mtu, innerMtu } = narrow;
  const params = { peer: probe.address ?? probe.host, cipher, mtu, inner: innerMtu };
  return [{ check: 'B1', outcome: 'outer-path-small', special: { 'mtu-mss': 0.5 }, others: 0.04, params, citations: probe.citations }];
}

function isOneOf(address: string | null, ranges: readonly AddressRange[]): boolean {
  const range = parseRange(address ?? '');
  return range !== null && ranges.some((other) => overlaps(other, range));
}

/**
 * "Does the gateway live?": only of an address that is the gateway's, or that the device calls while the gateway's is not known. Where IKE
 * was probed too, check B2 has taken the page into account. Our estimates.
 */
function healthPage(view: FactView): Discriminator[] {
  const gateways = gatewayAddresses(view);
  const called = dialledEnds(view).flatMap((end) => end.addresses ?? []);
  const up = newest(view.of('health-probe'), (page) => `${page.address} ${page.port}`).find(
    (page) => page.result === 'up' && isOneOf(page.address, gateways.length > 0 ? gateways : called),
  );
  if (up === undefined || view.of('ike-probe').some((probe) => probe.address === up.address)) return [];
  const address = isOneOf(up.address, called) ? { 'wrong-gateway-ip': 0.1 } : {};
  const params = { peer: up.address ?? up.host };
  return [
    {
      check: 'C1',
      outcome: 'health-page-up',
      special: { 'gateway-unhealthy': 0.15, ...address },
      others: 0.9,
      params,
      citations: up.citations,
    },
  ];
}

function usesCertificates(view: FactView): boolean {
  return (
    view.of('rras-interface').some((i) => /certificate/i.test(i.authenticationMethod ?? '')) ||
    view.of('device-tunnel').some((tunnel) => tunnel.authentication === 'certificate') ||
    view.of('azure-connection').some((c) => /certificate/i.test(c.authenticationType ?? ''))
  );
}

/** "Is it still that day?": a clock that is far off finds certificates not yet valid, or expired. Our estimates. */
function clock(view: FactView): Discriminator[] {
  if (!usesCertificates(view)) return [];
  const measured = [
    ...newest(view.of('clock-probe'), () => 'this computer').map((fact) => ({ fact, offsetMs: fact.offsetMs })),
    ...view.of('collection-run').map((fact) => ({ fact, offsetMs: fact.clockOffsetMs })),
  ];
  const wrong = measured.find(({ offsetMs }) => offsetMs !== null && Math.abs(offsetMs) >= clockLimitMs);
  if (wrong === undefined) return [];
  const params = { seconds: Math.round(Math.abs(wrong.offsetMs ?? 0) / 1000) };
  return [
    { check: 'A1', outcome: 'clock-wrong', special: { 'certificate-problem': 0.3 }, others: 0.03, params, citations: wrong.fact.citations },
  ];
}

/** What probes of this computer tell apart beyond the outcomes of checks. */
export function discriminateProbes(view: FactView): Discriminator[] {
  return [...traceLeaves(view), ...outerPath(view), ...healthPage(view), ...clock(view)];
}
