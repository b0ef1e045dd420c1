import { isPrivate, parseRanges } from '#shared/net/address-range.ts';
import type { Endpoint } from '#shared/model/ike.ts';
import type { End } from '#shared/model/negotiation.ts';
import { otherEnd } from './joined.ts';
import type { Seen } from './joined.ts';
import { aheadOfStarts, clockOf, newestFirst, sameAttemptMs, startsOf } from './start-offset.ts';
import type { Start } from './start-offset.ts';

export type Group = { readonly members: Seen[] };
/** `aheadMs`: how far the clock of a source is ahead of those before it, where attempts tell it. */
export type Paired = { readonly groups: readonly Group[]; readonly aheadMs: ReadonlyMap<string, number | null> };

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

/** Whether two can be the same negotiation, asked many times of the same few: by what they say of their ends, once for each. */
function compatibility(): (a: Seen, b: Seen) => boolean {
  const ids = new Map<string, number>();
  const idOf = new Map<Seen, number>();
  const known = new Map<string, boolean>();
  const id = (seen: Seen): number => {
    const found = idOf.get(seen);
    if (found !== undefined) return found;
    const told = [initiatorOf(seen), seen.fact.version, endpointAt(seen, 'azure')?.address, endpointAt(seen, 'on-premises')?.address];
    const key = JSON.stringify(told);
    const own = ids.get(key) ?? ids.size;
    ids.set(key, own);
    idOf.set(seen, own);
    return own;
  };
  return (a, b) => {
    const key = `${id(a)} ${id(b)}`;
    const answer = known.get(key) ?? compatible(a, b);
    known.set(key, answer);
    return answer;
  };
}

/** What is known of the groups so far, by what a further witness can be told to belong to them. */
type Known = {
  starts: readonly Start[];
  readonly ofSpi: Map<string, number>;
  /** Groups that began an attempt in a stretch of time as long as the attempts of one may lie apart. */
  readonly ofStretch: Map<number, Set<number>>;
};

function stretchOf(ms: number): number {
  return Math.floor(ms / sameAttemptMs);
}

function learn(known: Known, number: number, seen: Seen): void {
  for (const spi of spisOf(seen)) known.ofSpi.set(spi, Math.min(number, known.ofSpi.get(spi) ?? number));
  for (const stretch of startsOf(seen).map((s) => stretchOf(s.ms)))
    known.ofStretch.set(stretch, (known.ofStretch.get(stretch) ?? new Set()).add(number));
}

/** Puts what the witnesses of one source saw to the groups of the sources before it: by SPI where both tell it, else by ends and time. */
function assign(groups: Group[], known: Known, own: readonly Seen[], isSame: (a: Seen, b: Seen) => boolean): number | null {
  const clocks = new Set(own.map(clockOf));
  const [starts, others] = [newestFirst(own.flatMap(startsOf)), known.starts.filter((s) => !clocks.has(s.clock))];
  const offset = aheadOfStarts(starts, others, isSame);
  const aheadOf = (other: Seen): number | null => (clocks.has(clockOf(other)) ? 0 : offset);
  const taken = new Set<number>();
  const bySpi = (seen: Seen): number | undefined =>
    spisOf(seen)
      .flatMap((spi) => known.ofSpi.get(spi) ?? [])
      .toSorted((a, b) => a - b)[0];
  const byTime = (seen: Seen): number | undefined => {
    const began = startsOf(seen).map((s) => s.ms);
    const isNear = (other: Seen): boolean => {
      const ahead = aheadOf(other);
      return ahead !== null && startsOf(other).some((y) => began.some((x) => Math.abs(x - ahead - y.ms) <= sameAttemptMs));
    };
    const stretches = new Set([0, offset ?? 0].flatMap((ahead) => began.map((ms) => stretchOf(ms - ahead))));
    const near = new Set([...stretches].flatMap((at) => [at - 1, at, at + 1].flatMap((s) => [...(known.ofStretch.get(s) ?? [])])));
    const fits = (number: number): boolean => {
      const { members } = groups[number]!;
      return !taken.has(number) && members.every((m) => isSame(seen, m)) && members.some(isNear);
    };
    return [...near].toSorted((a, b) => a - b).find(fits);
  };
  const placed = own.map((seen): readonly [number, Seen] => {
    const number = bySpi(seen) ?? byTime(seen);
    if (number === undefined) return [groups.push({ members: [seen] }) - 1, seen];
    groups[number]!.members.push(seen);
    taken.add(number);
    return [number, seen];
  });
  const isKnownClock = known.starts.length > others.length;
  for (const [number, seen] of placed) learn(known, number, seen);
  known.starts = newestFirst([...known.starts, ...starts]);
  return offset ?? (isKnownClock ? 0 : null);
}

/** Which of the witnesses' negotiations are the same one. `sources` in the order of trust; the first of a group is its reference. */
export function pairUp(sources: readonly (readonly Seen[])[]): Paired {
  const groups: Group[] = [];
  const known: Known = { starts: [], ofSpi: new Map(), ofStretch: new Map() };
  const isSame = compatibility();
  const aheadMs = new Map(sources.map((own) => [own[0]?.sourceId ?? '', assign(groups, known, own, isSame)]));
  return { groups, aheadMs };
}
