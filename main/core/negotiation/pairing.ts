import { isPrivate, parseRanges } from '#shared/net/address-range.ts';
import type { Endpoint } from '#shared/model/ike.ts';
import type { End } from '#shared/model/negotiation.ts';
import { otherEnd } from './joined.ts';
import type { Seen } from './joined.ts';

/** Attempts that begin this close together, clocks aligned, are the same attempt. */
const sameAttemptMs = 2_000;
/** A clock that nobody set may be off by this much; more is believed only when several attempts agree on it. */
const plainOffsetMs = 120_000;
/** Time zones are multiples of a quarter of an hour. */
const zoneStepMs = 900_000;
const widestZoneMs = 14 * 3_600_000;
const mostCompared = 60;

export type Group = { readonly members: Seen[] };

export function endpointAt({ fact, localEnd }: Seen, end: End): Endpoint | null {
  return localEnd === end ? fact.local : fact.remote;
}

function initiatorOf({ fact, localEnd }: Seen): End | null {
  if (fact.isInitiator === null) return null;
  return fact.isInitiator ? localEnd : otherEnd(localEnd);
}

/** Behind NAT the device knows itself by a private address, and Azure sees the address of the NAT. */
function sameEnd(a: Endpoint | null, b: Endpoint | null): boolean {
  if (a === null || b === null || a.address === b.address) return true;
  const [first, second] = parseRanges([a.address, b.address]);
  return first !== undefined && second !== undefined && isPrivate(first) !== isPrivate(second);
}

/** Nothing that both tell speaks against it being the same negotiation. */
function compatible(a: Seen, b: Seen): boolean {
  const [ia, ib] = [initiatorOf(a), initiatorOf(b)];
  if (ia !== null && ib !== null && ia !== ib) return false;
  if (a.fact.version !== null && b.fact.version !== null && a.fact.version !== b.fact.version) return false;
  return sameEnd(endpointAt(a, 'azure'), endpointAt(b, 'azure')) && sameEnd(endpointAt(a, 'on-premises'), endpointAt(b, 'on-premises'));
}

function spisOf({ fact }: Seen): string[] {
  return [fact.initiatorSpi, ...fact.attempts.map((a) => a.spi)].filter((spi) => spi !== null);
}

function startsOf({ fact }: Seen): number[] {
  return fact.attempts.flatMap((a) => a.ms ?? []).slice(0, mostCompared);
}

/** Distances between the starts of two witnesses' attempts; each attempt votes for the clock offset that would make them one. */
function bestOffset(own: readonly Seen[], others: readonly Seen[], isZoneUnknown: boolean): number | null {
  const distances = own.flatMap((a) =>
    others.filter((b) => compatible(a, b)).flatMap((b) => startsOf(a).flatMap((x) => startsOf(b).map((y) => x - y))),
  );
  const candidates = distances.toSorted((a, b) => Math.abs(a) - Math.abs(b)).slice(0, mostCompared * mostCompared);
  const isPlain = (offset: number): boolean => {
    if (Math.abs(offset) <= plainOffsetMs) return true;
    return (
      isZoneUnknown && Math.abs(offset) <= widestZoneMs && Math.abs(offset - Math.round(offset / zoneStepMs) * zoneStepMs) <= plainOffsetMs
    );
  };
  const buckets = new Map<number, number>();
  for (const d of candidates) buckets.set(Math.round(d / sameAttemptMs), (buckets.get(Math.round(d / sameAttemptMs)) ?? 0) + 1);
  const votes = (d: number): number => {
    const at = Math.round(d / sameAttemptMs);
    return (buckets.get(at - 1) ?? 0) + (buckets.get(at) ?? 0) + (buckets.get(at + 1) ?? 0);
  };
  let best: { readonly offset: number; readonly votes: number } | null = null;
  for (const offset of candidates) {
    const count = votes(offset);
    if (count < 2 && !isPlain(offset)) continue;
    if (best === null || count > best.votes) best = { offset, votes: count };
  }
  return best?.offset ?? null;
}

function sameTime(a: Seen, b: Seen, offset: number): boolean {
  const starts = startsOf(b);
  return startsOf(a).some((x) => starts.some((y) => Math.abs(x - offset - y) <= sameAttemptMs));
}

/** Puts what the witnesses of one source saw to the groups of the sources before it: by SPI where both tell it, else by ends and time. */
function assign(groups: Group[], own: readonly Seen[]): void {
  const sourceId = own[0]?.sourceId;
  const bySpi = (seen: Seen): Group | undefined => {
    const spis = new Set(spisOf(seen));
    return groups.find((g) => g.members.some((m) => m.sourceId !== sourceId && spisOf(m).some((spi) => spis.has(spi))));
  };
  const others = groups.flatMap((g) => g.members);
  const offset = bestOffset(own, others, own.some((s) => !s.fact.utc) || others.some((s) => !s.fact.utc));
  const byTime = (seen: Seen): Group | undefined => {
    if (offset === null) return undefined;
    return groups.find(
      (g) => g.members.every((m) => m.sourceId !== sourceId && compatible(seen, m)) && g.members.some((m) => sameTime(seen, m, offset)),
    );
  };
  for (const seen of own) {
    const group = bySpi(seen) ?? byTime(seen);
    if (group === undefined) groups.push({ members: [seen] });
    else group.members.push(seen);
  }
}

/** Which of the witnesses' negotiations are the same one. `sources` in the order of trust; the first of a group is its reference. */
export function pairUp(sources: readonly (readonly Seen[])[]): Group[] {
  const groups: Group[] = [];
  for (const own of sources) assign(groups, own);
  return groups;
}
