import type { Citation } from '#shared/model/analysis.ts';
import { gatewayProvider } from '#shared/model/fact.ts';
import type { FactOf, SignalClass, Span } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { FactView } from '../check.ts';
import { countOnce } from './count-once.ts';
import { gather, unknown } from './result.ts';

type Failure = FactOf<'dial-failures'>;
type Trouble = FactOf<'host-trouble'>;
type Success = FactOf<'dial-successes'>;

/** What went wrong: a signal class, or the back-off of an interface, which no error code says. */
export type What = SignalClass | 'interface-unreachable';

/** How the attempts of one interface ended. */
export type DialVerdict = {
  readonly what: What | 'recovered' | 'ok';
  readonly interfaceName: string | null;
  readonly code: number | null;
  readonly count: number;
  readonly span: Span | null;
  readonly citations: readonly Citation[];
};

/** Zones lie between UTC-12 and UTC+14: beyond this a local time of unknown zone can be compared with a UTC time. */
const widestZoneMs = 14 * 3_600_000;

/** RRAS marks an interface as unreachable with these events and then retries less and less often (Microsoft KB 193834). */
const unreachableEvents = new Set([20177, 20180]);
/** An administrator or a schedule, no fault: interface disabled, service paused, outside dial-out hours. */
const plannedEvents = new Set([20181, 20182, 20183]);

/** True when `a` ended after `b`, or when nothing shows that it did not. */
function endsAfter(a: Span, b: Span): boolean {
  if (a.lastMs === null || b.lastMs === null) return true;
  return a.utc === b.utc ? a.lastMs > b.lastMs : a.lastMs > b.lastMs - widestZoneMs;
}

function signalOf(fact: Failure | Trouble): What {
  return fact.kind === 'host-trouble' && unreachableEvents.has(fact.eventId) ? 'interface-unreachable' : fact.signal;
}

function isFault(fact: Failure | Trouble): boolean {
  return fact.signal !== 'user-action' && !plannedEvents.has(fact.eventId);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** First and last of several spans; texts follow the times. */
function join(spans: readonly Span[]): Span | null {
  const first = spans[0];
  if (first === undefined) return null;
  const timed = spans.filter((s) => s.firstMs !== null && s.lastMs !== null);
  const start = timed.toSorted((a, b) => (a.firstMs ?? 0) - (b.firstMs ?? 0))[0] ?? first;
  const end = timed.toSorted((a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0))[0] ?? first;
  return { firstMs: start.firstMs, firstText: start.firstText, lastMs: end.lastMs, lastText: end.lastText, utc: spans.every((s) => s.utc) };
}

/**
 * The class that dominates now. A class that ended before the latest one began is history (first no answer, then, with
 * the address corrected, a refused key); among those still going on the most frequent one counts.
 */
function dominant<F extends Failure | Trouble>(facts: readonly F[]): readonly F[] {
  const latest = facts.toSorted(
    (a, b) => (b.span.lastMs ?? -Infinity) - (a.span.lastMs ?? -Infinity) || byText(signalOf(a), signalOf(b)),
  )[0];
  if (latest === undefined) return [];
  const start = latest.span.firstMs;
  const current = facts.filter((f) => start === null || f.span.lastMs === null || f.span.utc !== latest.span.utc || f.span.lastMs >= start);
  const best = [...Map.groupBy(current, signalOf)]
    .map(([what, same]) => [what, countOnce(same)] as const)
    .toSorted((a, b) => b[1] - a[1] || Number(b[0] === signalOf(latest)) - Number(a[0] === signalOf(latest)) || byText(a[0], b[0]))[0];
  return current.filter((f) => signalOf(f) === best?.[0]);
}

function verdictOf(facts: readonly (Failure | Trouble)[], what: DialVerdict['what']): DialVerdict {
  const ordered = facts.toSorted((a, b) => b.count - a.count || a.eventId - b.eventId || codeOf(a) - codeOf(b));
  const leading = ordered[0];
  return {
    what,
    interfaceName: leading?.interfaceName ?? null,
    code: ordered.map((f) => (f.kind === 'dial-failures' ? f.code : null)).find((c) => c !== null) ?? null,
    count: countOnce(ordered),
    span: join(ordered.map((f) => f.span)),
    citations: gather(...ordered.map((f) => f.citations)),
  };
}

function codeOf(fact: Failure | Trouble): number {
  return fact.kind === 'dial-failures' ? (fact.code ?? -1) : -1;
}

function judgeFaults(failures: readonly Failure[], troubles: readonly Trouble[], successes: readonly Success[]): DialVerdict | null {
  const since = <F extends Failure | Trouble>(facts: readonly F[]): F[] =>
    facts.filter((f) => successes.every((s) => endsAfter(f.span, s.span)));
  const [dials, host] = [since(failures), since(troubles)];
  const chosen = dials.length > 0 ? dominant(dials) : dominant(host);
  const first = chosen[0];
  if (first !== undefined) return verdictOf(chosen, signalOf(first));
  const past = [...failures, ...troubles];
  return past.length === 0 ? null : verdictOf(past, 'recovered');
}

/** A stopped service counts while no later event shows that somebody dialled again. */
function serviceDown(troubles: readonly Trouble[], dials: readonly (Failure | Success)[]): DialVerdict | null {
  const down = troubles.filter(
    (t) => t.signal === 'service-down' && dials.every((d) => t.span.lastMs === null || d.span.lastMs === null || endsAfter(t.span, d.span)),
  );
  return down.length === 0 ? null : verdictOf(down, 'service-down');
}

/** By interface, without case; events of no interface under the empty name. */
function groupBy<F extends Failure | Trouble | Success>(facts: readonly F[]): Map<string, F[]> {
  return Map.groupBy(facts, (f) => (f.interfaceName ?? '').toLowerCase());
}

/**
 * Judges the attempts seen by the given providers, one verdict per interface, a stopped service first. Only what
 * happened after the last success of an interface counts as a fault; successes of every provider are considered,
 * because RasClient and RemoteAccess write about the same tunnel into different logs.
 */
export function judgeDials(view: FactView, ownProvider: (provider: string) => boolean): DialVerdict[] {
  const failures = view.of('dial-failures').filter((f) => ownProvider(f.provider) && isFault(f));
  const troubles = view.of('host-trouble').filter((f) => ownProvider(f.provider) && isFault(f));
  const successes = view.of('dial-successes');
  const down = serviceDown(troubles, [...view.of('dial-failures'), ...successes]);
  const [failed, troubled, succeeded] = [groupBy(failures), groupBy(troubles), groupBy(successes)];
  const keys = [...new Set([...failed.keys(), ...troubled.keys()])].toSorted(byText);
  const verdicts = keys.flatMap((key) => {
    const mine = key === '' ? successes : (succeeded.get(key) ?? []);
    const other = (troubled.get(key) ?? []).filter((t) => t.signal !== 'service-down');
    const verdict = judgeFaults(failed.get(key) ?? [], other, mine);
    return verdict === null ? [] : [verdict];
  });
  const stopped = troubles.filter((t) => t.signal === 'service-down');
  if (down !== null) return [down, ...verdicts];
  return stopped.length > 0 && verdicts.length === 0 ? [verdictOf(stopped, 'recovered')] : verdicts;
}

export const noDial: MessageParams = { interface: unknown, code: unknown, count: 0, first: unknown, last: unknown, service: unknown };

export function dialParams(verdict: DialVerdict): MessageParams {
  return {
    interface: verdict.interfaceName ?? unknown,
    code: verdict.code ?? unknown,
    count: verdict.count,
    first: verdict.span?.firstText || unknown,
    last: verdict.span?.lastText || unknown,
    service: unknown,
  };
}

/** Providers of the Windows server itself; RasClient has a check of its own. */
export function isWindowsServerProvider(provider: string): boolean {
  return /^(remoteaccess|rasman|ipmgm|service control manager|microsoft-windows-.+)$/i.test(provider) && !isRasClient(provider);
}

export function isRasClient(provider: string): boolean {
  return /^(microsoft-windows-)?rasclient$/i.test(provider);
}

export function isDeviceProvider(provider: string): boolean {
  return !isWindowsServerProvider(provider) && !isRasClient(provider) && !isGatewayProvider(provider);
}

/** Logs of the Azure VPN gateway, the other end of the tunnel. */
export function isGatewayProvider(provider: string): boolean {
  return provider === gatewayProvider;
}
