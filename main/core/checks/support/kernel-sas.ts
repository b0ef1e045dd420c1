import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import { overlaps, parseRanges } from '#shared/net/address-range.ts';
import type { FactView } from '../check.ts';
import { vpnHosts } from './vpn-host.ts';
import type { LinuxHost } from './vpn-host.ts';

/** Both directions of the tunnel to one peer, as the kernel counts them. */
export type KernelTunnel = {
  readonly peer: string;
  readonly packetsOut: number | null;
  readonly packetsIn: number | null;
  readonly citations: readonly Citation[];
};

type Sa = FactOf<'kernel-sa'>;

function sum(sas: readonly Sa[]): number | null {
  return sas.some((s) => s.packets === null) || sas.length === 0 ? null : sas.reduce((total, s) => total + (s.packets ?? 0), 0);
}

/** A pair of SAs is a tunnel; which of them is outwards, the addresses of the host tell. */
function tunnelsOf(host: LinuxHost): KernelTunnel[] {
  const own = parseRanges([
    ...host.interfaces.flatMap((i) => i.addresses.map((a) => a.split('/', 1)[0]!)),
    ...host.policies.flatMap((p) => p.local ?? []),
  ]);
  const isOwn = (address: string): boolean => parseRanges([address]).some((a) => own.some((o) => overlaps(o, a)));
  const sent = host.sas.filter((s) => isOwn(s.source));
  return [...Map.groupBy(sent, (s) => s.destination)].flatMap(([peer, out]) => {
    const back = host.sas.filter((s) => s.source === peer && isOwn(s.destination));
    const citations = [...out, ...back].flatMap((s) => s.citations);
    return back.length === 0 ? [] : [{ peer, packetsOut: sum(out), packetsIn: sum(back), citations }];
  });
}

/** Tunnels that stand in the kernels of the case's VPN devices. */
export function kernelTunnels(view: FactView): KernelTunnel[] {
  return vpnHosts(view).flatMap(tunnelsOf);
}
