import type { FactOf } from '#shared/model/fact.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { overlaps, parseRange } from '#shared/net/address-range.ts';
import type { CheckResult } from '../check.ts';
import { decided, gather, undecided, unknown } from './result.ts';

type Probe = FactOf<'ike-probe'>;

/** Any answer, a refusal of the offer too, came over the port from a peer that lives. */
function isAlive({ result }: Probe): boolean {
  return result !== 'silent' && result !== 'unreachable' && result !== 'refused';
}

/** The path may have been mended between two runs, so the last word of each port counts. */
function lastOf(probes: readonly Probe[], port: number): Probe | null {
  return probes.filter((p) => p.port === port).toSorted((a, b) => b.startedMs - a.startedMs)[0] ?? null;
}

function judgePeer(address: string, probes: readonly Probe[], missing: readonly string[]): CheckResult {
  const [first, second] = [lastOf(probes, 500), lastOf(probes, 4500)];
  const citations = gather(first?.citations ?? [], second?.citations ?? []);
  const result = (outcome: string, ports: string): CheckResult =>
    decided(outcome, { rule: unknown, ports: `${ports}: ${address}` }, citations);
  if (first === null || second === null) return undecided({ rule: unknown, ports: unknown }, missing, citations);
  if (isAlive(first)) return isAlive(second) ? result('ports-open', 'UDP 500, UDP 4500') : result('blocked-4500', 'UDP 4500');
  return isAlive(second) ? result('blocked-500', 'UDP 500') : result('no-answer', 'UDP 500, UDP 4500');
}

/**
 * What IKE probes of both ports say of the way to a peer; probes of other addresses than the gateway's, where that is known, do not
 * count. A single port tells nothing: the peer may be down, or not speak IKE there.
 */
export function judgeProbes(all: readonly Probe[], peers: readonly AddressRange[], missing: readonly string[]): CheckResult[] {
  const byPeer = Map.groupBy(
    all.filter((p) => p.address !== null),
    (p) => p.address ?? '',
  );
  const concerned = [...byPeer].filter(([address]) => {
    const range = parseRange(address);
    return peers.length === 0 || (range !== null && peers.some((peer) => overlaps(range, peer)));
  });
  return concerned.map(([address, probes]) => judgePeer(address, probes, missing));
}
