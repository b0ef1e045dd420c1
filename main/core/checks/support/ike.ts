import type { FactOf } from '#shared/model/fact.ts';
import { overlaps, parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { FactView } from '../check.ts';
import type { DialVerdict } from './dials.ts';
import { gatewayAddresses } from './network.ts';
import { unknown } from './result.ts';

type Failure = FactOf<'ike-failures'>;

/**
 * Failed negotiations that speak about the tunnel: with the peer of the tunnel where its address is known, else those
 * that this host began itself. A public VPN server answers scanners all day; what they fail at means nothing. AuthIP's
 * extended mode has no part in a tunnel to Azure.
 */
function tunnelFailures(view: FactView): Failure[] {
  const peers = [...gatewayAddresses(view), ...parseRanges(view.of('rras-interface').flatMap((i) => i.destinations))];
  return view.of('ike-failures').filter((failure) => {
    if (failure.phase === 'extended') return false;
    if (peers.length === 0) return failure.role === 'initiator';
    const peer = failure.remoteAddress === null ? null : parseRange(failure.remoteAddress);
    return peer !== null && peers.some((p) => overlaps(p, peer));
  });
}

function endedBefore(failure: Failure, success: FactOf<'dial-successes'>): boolean {
  const [failed, worked] = [failure.span, success.span];
  return failed.utc === worked.utc && failed.lastMs !== null && worked.lastMs !== null && failed.lastMs <= worked.lastMs;
}

/** The interface that dials the peer of the negotiation; the Security log names the peer only, which stands in for it. */
function interfaceOf(view: FactView, remote: string | null): string | null {
  const peer = remote === null ? null : parseRange(remote);
  if (peer === null) return null;
  const dialling = view.of('rras-interface').find((i) => parseRanges(i.destinations).some((to) => overlaps(to, peer)));
  return dialling?.name ?? `${unknown} (${remote})`;
}

/** What the Security log tells of the tunnel's negotiations after the last success, one verdict per meaning. */
export function judgeIke(view: FactView): DialVerdict[] {
  const successes = view.of('dial-successes');
  return tunnelFailures(view)
    .filter((failure) => !successes.some((success) => endedBefore(failure, success)))
    .map((failure) => ({
      what: failure.signal,
      interfaceName: interfaceOf(view, failure.remoteAddress),
      code: failure.code,
      count: failure.count,
      span: failure.span,
      citations: failure.citations,
    }));
}
