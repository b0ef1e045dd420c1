import { Level } from '#shared/model/record.ts';
import type { RecordTime } from '#shared/model/record.ts';

/** Zones of a record's time as the flags column holds them; 0 means that the record has no time. */
export const zoneCodes = ['none', 'utc', 'offset', 'unknown'] as const;
export type ZoneName = (typeof zoneCodes)[number];
export const zoneCode = { none: 0, utc: 1, offset: 2, unknown: 3 } as const;

/** Set in the flags of a line that carries no time itself and took the one of the line before. */
export const inheritedFlag = 32;
const zoneShift = 3;
const levelMask = 7;
const zoneMask = 3;

/**
 * What the viewer must know of every record to order, filter and count it without reading it: one entry a record, in
 * the order of the source. Line sources add where each line starts; event sources add event id and provider.
 */
export type SourceColumns = {
  readonly count: number;
  /** Milliseconds to order by: UTC when the zone is known, else the local time read as if it were UTC; NaN without a time. */
  readonly time: Float64Array;
  /** Bits 0–2: level + 1, 0 for none. Bits 3–4: zone. Bit 5: time inherited. */
  readonly flags: Uint8Array;
  /** Minutes east of UTC of the written time; 0 when the zone is not known. */
  readonly zoneOffset: Int16Array;
  /** Byte offset of each line's start; null for sources held as records. */
  readonly offset: Float64Array | null;
  /** -1 for records without; null for line sources. */
  readonly eventId: Int32Array | null;
  /** Index into `providers` + 1, 0 for none; null for line sources. */
  readonly provider: Uint16Array | null;
  readonly providers: readonly string[];
};

const levelNames = Level.options;

export function packFlags(level: Level | null, zone: number, inherited: boolean): number {
  const number = level === null ? 0 : levelNames.indexOf(level) + 1;
  return number | (zone << zoneShift) | (inherited ? inheritedFlag : 0);
}

/** 0 for none, else the level's index in `Level.options` + 1. */
export function levelBits(flags: number): number {
  return flags & levelMask;
}

export function levelOf(flags: number): Level | null {
  return levelNames[(flags & levelMask) - 1] ?? null;
}

export function zoneOf(flags: number): ZoneName {
  return zoneCodes[(flags >> zoneShift) & zoneMask] ?? 'none';
}

/** The milliseconds a record is ordered by; see `SourceColumns.time` for the rule. */
export function orderMs(time: RecordTime | null): number {
  if (time === null) return Number.NaN;
  return time.utcMs ?? time.localMs;
}

/** Zone of a whole source from the zones its records use: one unknown time makes the source unknown. */
export function zoneOfSource(seen: ReadonlySet<ZoneName>): ZoneName {
  if (seen.has('unknown')) return 'unknown';
  if (seen.has('offset')) return 'offset';
  return seen.has('utc') ? 'utc' : 'none';
}
