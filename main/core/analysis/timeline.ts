import type { Citation, KeyEvent } from '#shared/model/analysis.ts';
import type { FactOf, Span } from '#shared/model/fact.ts';
import { message } from '#shared/model/message.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import type { FactView } from '../checks/check.ts';
import { unknown } from '../checks/support/result.ts';

const maxEvents = 60;

type Moment = { readonly span: Span; readonly end: 'first' | 'last' };

/** The citations of a fold are its first records and, at the end, the latest one. */
function citationAt(citations: readonly Citation[], end: Moment['end']): Citation | undefined {
  return end === 'first' ? citations[0] : citations.at(-1);
}

function keyEvent(
  { span, end }: Moment,
  what: KeyEvent['what'],
  verdict: Verdict | null,
  count: number,
  citations: readonly Citation[],
): KeyEvent[] {
  const citation = citationAt(citations, end);
  if (citation === undefined) return [];
  const ms = end === 'first' ? span.firstMs : span.lastMs;
  const timeText = end === 'first' ? span.firstText : span.lastText;
  return [{ utcMs: span.utc ? ms : null, localMs: ms, timeText, what, verdict, count, citation }];
}

function failureEvents(fact: FactOf<'dial-failures'>): KeyEvent[] {
  // A gateway's log names a failure without a code.
  const params: MessageParams = { interface: fact.interfaceName ?? unknown, code: fact.code ?? 'none' };
  const first = keyEvent({ span: fact.span, end: 'first' }, message('timeline.dial-failed', params), 'problem', 1, fact.citations);
  if (fact.count < 2) return first;
  return [
    ...first,
    ...keyEvent({ span: fact.span, end: 'last' }, message('timeline.dial-failed-last', params), 'problem', fact.count, fact.citations),
  ];
}

/** Of a long row of successes the last one before the first failure is what matters, and the last of all. */
function successEvents(fact: FactOf<'dial-successes'>): KeyEvent[] {
  const params: MessageParams = { interface: fact.interfaceName ?? unknown, count: fact.count };
  const last = keyEvent(
    { span: fact.span, end: 'last' },
    message('timeline.connected-last', params),
    'healthy',
    fact.count,
    fact.citations,
  );
  if (fact.count < 2)
    return keyEvent({ span: fact.span, end: 'last' }, message('timeline.connected', params), 'healthy', 1, fact.citations);
  return [...keyEvent({ span: fact.span, end: 'first' }, message('timeline.connected', params), 'healthy', 1, fact.citations), ...last];
}

function troubleEvents(fact: FactOf<'host-trouble'>): KeyEvent[] {
  const params: MessageParams = {
    interface: fact.interfaceName ?? unknown,
    event: fact.eventId,
    provider: fact.provider,
    count: fact.count,
  };
  const verdict: Verdict | null = fact.signal === 'user-action' ? null : 'warning';
  const key =
    fact.signal === 'service-down'
      ? 'timeline.service-down'
      : fact.signal === 'user-action'
        ? 'timeline.user-action'
        : 'timeline.host-trouble';
  return keyEvent({ span: fact.span, end: 'last' }, message(key, params), verdict, fact.count, fact.citations);
}

const systemKeys: Readonly<Record<FactOf<'system-events'>['what'], string>> = {
  started: 'timeline.system-started',
  'shut-down': 'timeline.system-shut-down',
  'unexpected-shutdown': 'timeline.system-unexpected-shutdown',
  'network-down': 'timeline.system-network-down',
  'network-up': 'timeline.system-network-up',
  update: 'timeline.system-update',
  'clock-changed': 'timeline.system-clock-changed',
};

/** What happened to the host tells why the tunnel changed; the last of each kind is what the end of the log rests on. */
function systemEvents(fact: FactOf<'system-events'>): KeyEvent[] {
  const params: MessageParams = { count: fact.count, seconds: Math.round((fact.clockStepMs ?? 0) / 1000) };
  const verdict: Verdict | null = fact.what === 'unexpected-shutdown' || fact.what === 'network-down' ? 'warning' : null;
  return keyEvent({ span: fact.span, end: 'last' }, message(systemKeys[fact.what], params), verdict, fact.count, fact.citations);
}

function serviceEvents(fact: FactOf<'service-changes'>): KeyEvent[] {
  const params: MessageParams = { service: fact.service, count: fact.count };
  const verdict: Verdict | null = fact.change === 'failed' ? 'warning' : null;
  return keyEvent(
    { span: fact.span, end: 'last' },
    message(`timeline.service-${fact.change}`, params),
    verdict,
    fact.count,
    fact.citations,
  );
}

function negotiationEvents(fact: FactOf<'ike-failures'>): KeyEvent[] {
  // Strangers fail at any public VPN server; only what this host began itself is an event of the case.
  if (fact.role !== 'initiator' || fact.phase === 'extended') return [];
  const params: MessageParams = { peer: fact.remoteAddress ?? unknown, code: fact.code ?? unknown, count: fact.count };
  return keyEvent(
    { span: fact.span, end: 'last' },
    message(`timeline.ike-${fact.phase}-failed`, params),
    'problem',
    fact.count,
    fact.citations,
  );
}

/** A clock that is wrong by this much makes times of different sources hard to compare. */
const wrongClockMs = 30_000;

/** When the evidence of a host was collected: nothing later is in it. Its clock as measured then. */
function collectionEvents(fact: FactOf<'collection-run'>): KeyEvent[] {
  const citation = fact.citations[0];
  if (citation === undefined || fact.startedMs === null) return [];
  const offset = fact.clockOffsetMs;
  const isWrong = offset !== null && Math.abs(offset) >= wrongClockMs;
  const params: MessageParams = { host: fact.host ?? unknown, seconds: Math.round(Math.abs(offset ?? 0) / 1000) };
  const key = isWrong ? (offset < 0 ? 'timeline.collected-clock-behind' : 'timeline.collected-clock-ahead') : 'timeline.collected';
  const timeText = new Date(fact.startedMs).toISOString();
  const what = message(key, params);
  return [{ utcMs: fact.startedMs, localMs: fact.startedMs, timeText, what, verdict: isWrong ? 'warning' : null, count: 1, citation }];
}

/** A clock that was asked about is right or not; only one that is not is an event. `offsetMs` is what has to be added to this computer's clock. */
function clockEvents({ startedMs, offsetMs, citations }: FactOf<'clock-probe'>): KeyEvent[] {
  const citation = citations[0];
  if (citation === undefined || offsetMs === null || Math.abs(offsetMs) < wrongClockMs) return [];
  const key = offsetMs > 0 ? 'timeline.probed-clock-behind' : 'timeline.probed-clock-ahead';
  const what = message(key, { seconds: Math.round(Math.abs(offsetMs) / 1000) });
  const timeText = new Date(startedMs).toISOString();
  return [{ utcMs: startedMs, localMs: startedMs, timeText, what, verdict: 'warning', count: 1, citation }];
}

const shownChanges = 20;

/** What somebody, or the platform, changed on the gateway: the newest, because trouble follows a change. */
function changeEvents(fact: FactOf<'gateway-changes'>): KeyEvent[] {
  return fact.changes.slice(-shownChanges).flatMap((change): KeyEvent[] => {
    const citation = fact.citations[change.citation];
    if (citation === undefined) return [];
    const what = message(`timeline.gateway-${change.what}`, { operation: change.operation, resource: change.resource ?? unknown });
    const verdict: Verdict | null = change.what === 'maintenance' ? 'warning' : null;
    return [{ utcMs: fact.span.utc ? change.ms : null, localMs: change.ms, timeText: change.text, what, verdict, count: 1, citation }];
  });
}

/** A listing has no time of its own: it stands after everything that has one. */
function statusEvents(view: FactView): KeyEvent[] {
  return view.of('azure-connection').flatMap((c): KeyEvent[] => {
    const citation = c.citations[0];
    if (c.status === null || citation === undefined) return [];
    const verdict: Verdict = c.status === 'Connected' ? 'healthy' : c.status === 'Unknown' ? 'cannot-tell' : 'problem';
    const what = message('timeline.connection-status', { connection: c.name ?? unknown, status: c.status });
    return [{ utcMs: null, localMs: null, timeText: '', what, verdict, count: 1, citation }];
  });
}

function sortKey(event: KeyEvent): string {
  return `${event.what.key} ${JSON.stringify(event.what.params)} ${event.citation.path} ${event.citation.seq}`;
}

function order(a: KeyEvent, b: KeyEvent): number {
  const [ta, tb] = [a.utcMs ?? a.localMs ?? Infinity, b.utcMs ?? b.localMs ?? Infinity];
  if (ta !== tb) return ta < tb ? -1 : 1;
  return sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0;
}

/** Key events of the case in time order: first and last failure, successes between them, trouble of the host, states of connections. */
export function buildTimeline(view: FactView): KeyEvent[] {
  const events = [
    ...view.of('dial-failures').flatMap(failureEvents),
    ...view.of('dial-successes').flatMap(successEvents),
    // A service event names its service better as a change of the service.
    ...view
      .of('host-trouble')
      .filter((f) => f.provider !== 'Service Control Manager')
      .flatMap(troubleEvents),
    ...view.of('service-changes').flatMap(serviceEvents),
    ...view.of('system-events').flatMap(systemEvents),
    ...view.of('ike-failures').flatMap(negotiationEvents),
    ...view.of('collection-run').flatMap(collectionEvents),
    ...view.of('clock-probe').flatMap(clockEvents),
    ...view.of('gateway-changes').flatMap(changeEvents),
    ...statusEvents(view),
  ].toSorted(order);
  return events.length <= maxEvents ? events : [...events.slice(0, maxEvents / 2), ...events.slice(-maxEvents / 2)];
}
