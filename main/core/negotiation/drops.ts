import { message } from '#shared/model/message.ts';
import type { FactOf, TunnelChange } from '#shared/model/fact.ts';
import type { Drop } from '#shared/model/negotiation.ts';
import type { FactView } from '../checks/check.ts';
import { azureSettings, deviceSettings } from './settings.ts';

type Series = FactOf<'tunnel-changes'>;
type Cause = {
  readonly class: Drop['class'];
  readonly params: Readonly<Record<string, string | number>>;
  readonly at?: FactOf<'gateway-changes'>;
  readonly citation?: number;
};

/** A tunnel goes down within minutes of what took it down; the change itself is logged when it begins. */
const afterChangeMs = 600_000;
/** Another instance of the gateway takes over within this time (Microsoft, highly available connectivity: 10 to 15 s planned, 1 to 3 min unplanned). */
const failoverMs = 180_000;
/** Ends renew somewhat before the lifetime ends, each at a moment of its own. */
const nearLifetime = 0.12;
const mostDrops = 200;

/** What an SA's end by age looks like: the configured lifetimes, else those that Azure and most devices have by default. */
function lifetimes(view: FactView): number[] {
  const told = [deviceSettings(view), azureSettings(view)].flatMap((s) => [s?.ikeLifetimeSeconds ?? null, s?.childLifetimeSeconds ?? null]);
  const known = told.filter((seconds) => seconds !== null);
  return known.length > 0 ? known : [3600, 27_000, 28_800];
}

/** What was changed on the gateway shortly before, if anything; a configuration change before maintenance, as a person can undo it. */
function changeBefore(view: FactView, drop: TunnelChange, utc: boolean): Cause | null {
  if (drop.ms === null) return null;
  for (const what of ['configuration', 'maintenance'] as const) {
    for (const fact of view.of('gateway-changes').filter((f) => f.span.utc === utc)) {
      const change = fact.changes.findLast((c) => c.what === what && c.ms !== null && c.ms <= drop.ms! && drop.ms! - c.ms <= afterChangeMs);
      if (change === undefined) continue;
      const params = { operation: change.operation, seconds: Math.round((drop.ms - (change.ms ?? drop.ms)) / 1000) };
      return { class: what === 'configuration' ? 'configuration-change' : 'maintenance', params, at: fact, citation: change.citation };
    }
  }
  return null;
}

function isSameTunnel(a: Series, b: Series): boolean {
  return a.provider === b.provider && a.peer === b.peer && a.interfaceName === b.interfaceName && a.span.utc === b.span.utc;
}

function failover(view: FactView, series: Series, drop: TunnelChange): Cause | null {
  if (drop.ms === null || series.instance === null) return null;
  for (const other of view
    .of('tunnel-changes')
    .filter((s) => s.instance !== null && s.instance !== series.instance && isSameTunnel(s, series))) {
    const taken = other.changes.find((c) => c.to === 'connected' && c.ms !== null && Math.abs(c.ms - drop.ms!) <= failoverMs);
    if (taken !== undefined)
      return {
        class: 'failover',
        params: { instance: other.instance ?? '–', seconds: Math.round(Math.abs((taken.ms ?? drop.ms) - drop.ms) / 1000) },
      };
  }
  return null;
}

function byAge(series: Series, index: number, seconds: readonly number[]): Cause | null {
  const drop = series.changes[index]!;
  const up = series.changes.slice(0, index).findLast((c) => c.to === 'connected' && c.ms !== null);
  if (drop.ms === null || up === undefined || up.ms === null) return null;
  const age = (drop.ms - up.ms) / 1000;
  const near = seconds.find((s) => Math.abs(age - s) <= s * nearLifetime);
  return near === undefined ? null : { class: 'rekey', params: { seconds: Math.round(age), lifetime: near } };
}

function bySignal({ signal, by, reason }: TunnelChange): Cause | null {
  const params = { reason: reason ?? '–' };
  if (signal === 'pfs') return { class: 'pfs-at-rekey', params };
  if (signal === 'rekey') return { class: 'rekey', params: { ...params, seconds: 0, lifetime: 0 } };
  if (signal === 'peer-lost' || signal === 'no-answer') return { class: 'dpd', params };
  return signal === 'peer-closed' || by === 'peer' ? { class: 'peer-delete', params } : null;
}

function classify(view: FactView, series: Series, index: number, seconds: readonly number[]): Cause {
  const drop = series.changes[index]!;
  const stated = bySignal(drop);
  if (stated?.class === 'pfs-at-rekey') return stated;
  return (
    changeBefore(view, drop, series.span.utc) ??
    failover(view, series, drop) ??
    (stated?.class === 'rekey' ? stated : null) ??
    byAge(series, index, seconds) ??
    stated ?? { class: 'unknown', params: {} }
  );
}

function backAt(series: Series, index: number): number | null {
  return series.changes.slice(index + 1).find((c) => c.to === 'connected')?.ms ?? null;
}

function dropsOf(view: FactView, series: Series, seconds: readonly number[]): Drop[] {
  return series.changes.flatMap((change, i): Drop[] => {
    const wasUp = i === 0 || series.changes[i - 1]!.to === 'connected';
    if (change.to !== 'disconnected' || !wasUp) return [];
    const cause = classify(view, series, i, seconds);
    const own = series.citations[change.citation];
    const other = cause.at?.citations[cause.citation ?? -1];
    return [
      {
        utcMs: series.span.utc ? change.ms : null,
        timeText: change.text,
        backMs: series.span.utc ? backAt(series, i) : null,
        class: cause.class,
        reason: message(`negotiation.drop.${cause.class}`, { ...cause.params, peer: series.interfaceName ?? series.peer ?? '–' }),
        citations: [own, other].filter((c) => c !== undefined),
      },
    ];
  });
}

/** Each time a standing tunnel went away, and what it is put down to. The newest first in doubt: at most 200. */
export function findDrops(view: FactView): Drop[] {
  const seconds = lifetimes(view);
  return view
    .of('tunnel-changes')
    .flatMap((series) => dropsOf(view, series, seconds))
    .toSorted((a, b) => (a.utcMs ?? 0) - (b.utcMs ?? 0) || (a.timeText < b.timeText ? -1 : a.timeText > b.timeText ? 1 : 0))
    .slice(-mostDrops);
}
