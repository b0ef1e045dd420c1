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
  const params: MessageParams = { interface: fact.interfaceName ?? unknown, code: fact.code ?? unknown, count: fact.count };
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
    ...view.of('host-trouble').flatMap(troubleEvents),
    ...statusEvents(view),
  ].toSorted(order);
  return events.length <= maxEvents ? events : [...events.slice(0, maxEvents / 2), ...events.slice(-maxEvents / 2)];
}
