import type { FactOf } from '#shared/model/fact.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { overlaps, parseRange } from '#shared/net/address-range.ts';
import type { CheckResult } from '../check.ts';
import { newest } from './newest.ts';
import { decided, gather, undecided, unknown } from './result.ts';

type Probe = FactOf<'ike-probe'>;
type Page = FactOf<'health-probe'>;

/** Any answer, a refusal of the offer too, came over the port from a peer that lives. */
function isAlive({ result }: Probe): boolean {
  return result !== 'silent' && result !== 'unreachable' && result !== 'refused';
}

/** Its health page proves that a gateway lives at the address, and that packets of TCP get there. */
function livingPage(address: string, pages: readonly Page[]): Page | null {
  const own = newest(
    pages.filter((page) => page.address === address),
    (page) => String(page.port),
  );
  return own.find((page) => page.result === 'up') ?? null;
}

function judgePeer(address: string, probes: readonly Probe[], pages: readonly Page[], missing: readonly string[]): CheckResult {
  const last = newest(probes, (probe) => String(probe.port));
  const on = (port: number): Probe | null => last.find((probe) => probe.port === port) ?? null;
  const [first, second] = [on(500), on(4500)];
  const citations = gather(first?.citations ?? [], second?.citations ?? []);
  const result = (outcome: string, ports: string): CheckResult =>
    decided(outcome, { rule: unknown, ports: `${ports}: ${address}` }, citations);
  if (first === null || second === null) return undecided({ rule: unknown, ports: unknown }, missing, citations);
  if (isAlive(first)) return isAlive(second) ? result('ports-open', 'UDP 500, UDP 4500') : result('blocked-4500', 'UDP 4500');
  if (isAlive(second)) return result('blocked-500', 'UDP 500');
  const page = livingPage(address, pages);
  if (page === null) return result('no-answer', 'UDP 500, UDP 4500');
  return { ...result('alive-silent', 'UDP 500, UDP 4500'), citations: gather(citations, page.citations) };
}

/**
 * What IKE probes of both ports say of the way to a peer, and its health page when both are silent; probes of other addresses than the gateway's, where that is known, do not
 * count. A single port tells nothing: the peer may be down, or not speak IKE there.
 */
export function judgeProbes(
  all: readonly Probe[],
  pages: readonly Page[],
  peers: readonly AddressRange[],
  missing: readonly string[],
): CheckResult[] {
  const byPeer = Map.groupBy(
    all.filter((p) => p.address !== null),
    (p) => p.address ?? '',
  );
  const concerned = [...byPeer].filter(([address]) => {
    const range = parseRange(address);
    return peers.length === 0 || (range !== null && peers.some((peer) => overlaps(range, peer)));
  });
  return concerned.map(([address, probes]) => judgePeer(address, probes, pages, missing));
}
