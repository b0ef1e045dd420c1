import type { Seen } from './joined.ts';

/** Attempts that begin this close together, clocks aligned, are the same attempt. */
export const sameAttemptMs = 2_000;
/** A clock that nobody set may be off by this much; more is believed only when several attempts agree on it. */
const plainOffsetMs = 120_000;
/** Time zones are multiples of a quarter of an hour. */
const zoneStepMs = 900_000;
const widestZoneMs = 14 * 3_600_000;
const mostStartsOfOne = 60;
/** Starts of each side that are compared with each other: their number squared is what it costs. */
const mostStarts = 200;

export type Start = { readonly ms: number; readonly spi: string | null; readonly clock: string; readonly seen: Seen };

export function startsOf(seen: Seen): Start[] {
  const clock = clockOf(seen);
  return seen.fact.attempts.flatMap(({ ms, spi }) => (ms === null ? [] : [{ ms, spi, clock, seen }])).slice(0, mostStartsOfOne);
}

export function newestFirst(starts: readonly Start[]): readonly Start[] {
  return starts.toSorted((a, b) => b.ms - a.ms);
}

/** Logs of one end tell the time of the same clock; a capture may have been taken anywhere. */
export function clockOf({ fact, sourceId }: Seen): string {
  return fact.side === null ? sourceId : `${fact.side} ${fact.local?.address ?? sourceId}`;
}

/** The newest starts, of those that lie within the time of the others, give or take so much. Both come newest first. */
function comparable(own: readonly Start[], others: readonly Start[], widthMs: number): Start[] {
  const [from, to] = [(others.at(-1)?.ms ?? 0) - widthMs, (others[0]?.ms ?? 0) + widthMs];
  const found: Start[] = [];
  for (const start of own) {
    if (found.length >= mostStarts || start.ms < from) break;
    if (start.ms <= to) found.push(start);
  }
  return found;
}

/** How far a clock is ahead by attempts that both know by the same SPI; null without any. */
function offsetBySpi(own: readonly Start[], others: readonly Start[]): number | null {
  const known = new Map(others.flatMap((s) => (s.spi === null ? [] : [[s.spi, s.ms]])));
  const distances = own.flatMap((s) => {
    const ms = s.spi === null ? undefined : known.get(s.spi);
    return ms === undefined ? [] : [s.ms - ms];
  });
  return distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? null;
}

/** `votes`: distances that this offset makes the same attempt; `close`: those of them that it meets almost exactly. */
type Candidate = { readonly offset: number; readonly votes: number; readonly close: number };

/** Starts of one attempt lie this close together when both witnesses note them at once. */
const closeMs = 250;

function isPlain(offset: number, isZoneUnknown: boolean): boolean {
  if (Math.abs(offset) <= plainOffsetMs) return true;
  if (!isZoneUnknown || Math.abs(offset) > widestZoneMs) return false;
  return Math.abs(offset - Math.round(offset / zoneStepMs) * zoneStepMs) <= plainOffsetMs;
}

/** For each of the sorted distances how many of them lie at most so far from it. */
function within(sorted: readonly number[], ms: number): number[] {
  let [from, to] = [0, 0];
  return sorted.map((d) => {
    while (d - sorted[from]! > ms) from += 1;
    while (to < sorted.length && sorted[to]! - d <= ms) to += 1;
    return to - from;
  });
}

/** Each distance votes for the clock offset that would make two starts one; the least offset first. */
function candidatesOf(distances: readonly number[]): Candidate[] {
  const sorted = distances.toSorted((a, b) => a - b);
  const [votes, close] = [within(sorted, sameAttemptMs), within(sorted, closeMs)];
  const candidates = sorted.map((offset, i) => ({ offset, votes: votes[i]!, close: close[i]! }));
  return candidates.toSorted((a, b) => Math.abs(a.offset) - Math.abs(b.offset));
}

/** Attempts that follow each other quickly vote for their neighbours too: among equals the one that is met most exactly. */
function mostVotes(candidates: readonly Candidate[]): Candidate | null {
  const isBetter = (a: Candidate, b: Candidate): boolean => a.votes > b.votes || (a.votes === b.votes && a.close > b.close);
  return candidates.reduce<Candidate | null>((best, c) => (best === null || isBetter(c, best) ? c : best), null);
}

/**
 * The offset of a clock that makes most attempts of two witnesses one. A far one is believed only when several attempts agree on it and
 * nothing else comes near: attempts that a timer begins fit at every multiple of its period.
 */
function bestOffset(own: readonly Start[], others: readonly Start[], isSame: (a: Seen, b: Seen) => boolean): number | null {
  const isZoneUnknown = [...own, ...others].some((s) => !s.seen.fact.utc);
  // Where the two tell of the same time, that is what is compared; else a clock or a zone is wrong, by whatever it is.
  const width = [isZoneUnknown ? widestZoneMs : plainOffsetMs, Infinity].find((ms) => comparable(own, others, ms).length > 0) ?? Infinity;
  const near = comparable(others, own, width);
  const distances = comparable(own, others, width).flatMap((a) => near.filter((b) => isSame(a.seen, b.seen)).map((b) => a.ms - b.ms));
  const candidates = candidatesOf(distances);
  const plain = mostVotes(candidates.filter((c) => isPlain(c.offset, isZoneUnknown)));
  const far = mostVotes(candidates.filter((c) => !isPlain(c.offset, isZoneUnknown)));
  if (far === null || far.votes < 2 || far.votes <= (plain?.votes ?? 0)) return plain?.offset ?? null;
  const isAlone = candidates.every((c) => Math.abs(c.offset - far.offset) <= 2 * sameAttemptMs || c.votes * 2 <= far.votes);
  return isAlone ? far.offset : (plain?.offset ?? null);
}

/**
 * How far the clock of one witness's starts is ahead of the others', in milliseconds; null when nothing tells it. `isSame` says which two
 * can be of the same negotiation. Both lists come newest first.
 */
export function aheadOfStarts(own: readonly Start[], others: readonly Start[], isSame: (a: Seen, b: Seen) => boolean): number | null {
  return offsetBySpi(own, others) ?? bestOffset(own, others, isSame);
}
