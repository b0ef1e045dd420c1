import type { FactOf } from '#shared/model/fact.ts';
import { parseRange, overlaps } from '#shared/net/address-range.ts';
import { espCipher, innerMtu } from '../../probes/esp-overhead.ts';
import type { Facts } from '../check.ts';
import { dialledEnds } from './dialled.ts';
import { gatewayAddresses } from './network.ts';
import { newest } from './newest.ts';

type PathMtu = FactOf<'path-mtu-probe'>;

/**
 * Largest packet that hosts send when the device clamps the TCP segment size to 1350 bytes, as Microsoft asks for (About VPN devices),
 * with 40 bytes of headers. A path that carries less loses full segments even where the device is set up as documented.
 */
export const clampedPacketBytes = 1390;
/** IPv4 and TCP headers without options: what a segment leaves of a packet. */
export const headerBytes = 40;
/** The cipher of Azure's proposals that adds least, for a tunnel whose cipher is not known. */
const leastCipher = 'GCMAES256';

/** Of the tunnel, as Azure's custom policy or the probe itself names it. */
function ciphersOf(probe: PathMtu, view: Facts): string[] {
  if (probe.cipher !== null) return [probe.cipher];
  const policies = view.of('azure-connection').flatMap((connection) => connection.ipsecPolicies);
  const named = policies.map((policy) => `${policy.ipsecEncryption ?? ''}/${policy.ipsecIntegrity ?? ''}`);
  const readable = [...new Set(named)].filter((cipher) => espCipher(cipher) !== null);
  return readable.length > 0 ? readable : [leastCipher];
}

export type OuterPath = { readonly probe: PathMtu; readonly cipher: string; readonly mtu: number; readonly innerMtu: number };

/**
 * Paths to the gateway outside the tunnel, with what a tunnel carries over each in one piece: reckoned with the cipher that adds least of
 * those that come into question, and without UDP around it, so that a path that is called too small is too small.
 */
export function outerPaths(view: Facts): OuterPath[] {
  const ends = [...gatewayAddresses(view), ...dialledEnds(view).flatMap((end) => end.addresses ?? [])];
  return newest(view.of('path-mtu-probe'), (probe) => probe.address ?? probe.host).flatMap((probe): OuterPath[] => {
    const address = parseRange(probe.address ?? '');
    const { mtu } = probe;
    if (mtu === null || probe.result !== 'measured' || address === null || !ends.some((end) => overlaps(end, address))) return [];
    const path = { ipVersion: address.version === 6 ? 6 : 4, inUdp: false } as const;
    const carried = ciphersOf(probe, view).flatMap((cipher) => {
      const shape = espCipher(cipher);
      return shape === null ? [] : [{ cipher, innerMtu: innerMtu(mtu, shape, path) }];
    });
    const best = carried.toSorted((a, b) => b.innerMtu - a.innerMtu)[0];
    return best === undefined ? [] : [{ probe, mtu, ...best }];
  });
}
