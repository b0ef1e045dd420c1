import type { FactOf, Span } from '#shared/model/fact.ts';

type Counted = FactOf<'dial-failures'> | FactOf<'host-trouble'>;

/** Clocks of exports show whole seconds at least. */
const nearMs = 1500;
const quarterMs = 15 * 60_000;
const widestZoneMs = 14 * 3_600_000;

function isNear(ms: number, of: number): boolean {
  const off = Math.abs(ms) % of;
  return Math.min(off, of - off) <= nearMs;
}

/**
 * True when two spans can be those of one log: they overlap, or, where one is in a local time of unknown zone, are the same but for
 * the zone.
 */
function canBeOneLog(a: Span, b: Span): boolean {
  if (a.firstMs === null || a.lastMs === null || b.firstMs === null || b.lastMs === null) return false;
  if (a.utc === b.utc) return a.firstMs <= b.lastMs + nearMs && b.firstMs <= a.lastMs + nearMs;
  const shift = a.firstMs - b.firstMs;
  return Math.abs(shift - (a.lastMs - b.lastMs)) <= nearMs && Math.abs(shift) <= widestZoneMs && isNear(shift, quarterMs);
}

/** What was counted; the same in two sources is the same log exported twice where their times allow it. */
function kindOf(fact: Counted): string {
  const { provider, eventId, interfaceName, signal } = fact;
  return JSON.stringify([
    provider,
    eventId,
    interfaceName?.toLowerCase() ?? null,
    signal,
    fact.kind === 'dial-failures' ? fact.code : null,
  ]);
}

function sourceOf(fact: Counted): string {
  return fact.citations[0]?.sourceId ?? '';
}

/**
 * How many events the facts tell of. A support bundle often holds one Windows log in two exports (`.evtx` and text): what both tell is
 * counted once, by the fuller one. Parts of a log that follow each other are added up, and so are logs of devices, whose instances
 * write one each.
 */
export function countOnce(facts: readonly Counted[]): number {
  const logs = new Map<string, Counted[][]>();
  for (const fact of facts) {
    const kind = kindOf(fact);
    const known = logs.get(kind) ?? [];
    logs.set(kind, known);
    const same = fact.eventId === 0 ? undefined : known.find((log) => log.some((m) => isOtherExport(m, fact)));
    if (same) same.push(fact);
    else known.push([fact]);
  }
  return [...logs.values()].flat().reduce((sum, log) => sum + Math.max(...log.map((fact) => fact.count)), 0);
}

function isOtherExport(a: Counted, b: Counted): boolean {
  return sourceOf(a) !== sourceOf(b) && canBeOneLog(a.span, b.span);
}
