import type { Fact } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { IkeNegotiation } from '#shared/model/negotiation-fact.ts';
import { ikeOfEvent, isAboutIke } from '../formats/windows-event/ike-of-event.ts';
import { courseOf } from '../negotiation/steps.ts';
import { witnessed } from '../negotiation/witnessed.ts';
import type { Witnessed } from '../negotiation/witnessed.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { inTimeOrder } from './in-time-order.ts';

/** Hostile logs open a new SA in every line. The oldest one is closed then, and rare courses beyond the limit are left to the other facts. */
const maxOpen = 500;
const maxCourses = 300;
const maxAttempts = 400;

type Open = { readonly negotiation: Witnessed; readonly pair: string; readonly session: string | null };
type Course = {
  readonly first: ReturnType<Witnessed['result']>;
  readonly attempts: { ms: number | null; spi: string | null }[];
  count: number;
  lastMs: number | null;
  lastText: string;
};

function pairOf(event: IkeEventData): string {
  return `${event.local?.address ?? ''} ${event.remote?.address ?? ''}`;
}

function keyOf(event: IkeEventData): string {
  if (event.initiatorSpi !== null) return `spi ${event.initiatorSpi}`;
  return event.session === null ? `pair ${pairOf(event)}` : `session ${event.session}`;
}

/** The message that opens an IKE SA. In IKEv1 also messages 3 and 5 look like it; they come while the negotiation goes on. */
function opens(event: IkeEventData): boolean {
  if (event.step !== 'message' || event.isResponse === true) return false;
  return event.exchange === 'IKE_SA_INIT' || event.exchange === 'main-mode' || event.exchange === 'aggressive-mode';
}

function begins(event: IkeEventData, known: Witnessed): boolean {
  if (!opens(event) || event.initiatorSpi !== null) return false;
  if (known.isOver()) return true;
  return event.exchange === 'IKE_SA_INIT' && event.session === null && !known.awaitsRetry();
}

function negotiations() {
  const open = new Map<string, Open>();
  const latestOfPair = new Map<string, string>();
  /** A log may name the SPIs in some lines of a session and only the session in others. */
  const ofSession = new Map<string, string>();
  const courses = new Map<string, Course>();

  const close = (key: string, { negotiation, pair, session }: Open): void => {
    open.delete(key);
    if (latestOfPair.get(pair) === key) latestOfPair.delete(pair);
    if (session !== null && ofSession.get(session) === key) ofSession.delete(session);
    const result = negotiation.result();
    if (result.steps.length === 0) return;
    const { local, remote, version, isInitiator, connection } = result;
    const course = JSON.stringify([local?.address, remote?.address, version, isInitiator, connection, courseOf(result.steps)]);
    const known = courses.get(course);
    const attempt = { ms: negotiation.startMs(), spi: result.initiatorSpi };
    if (known === undefined) {
      if (courses.size < maxCourses)
        courses.set(course, { first: result, attempts: [attempt], count: 1, lastMs: result.lastMs, lastText: result.lastText });
      return;
    }
    known.count += 1;
    if (known.attempts.length < maxAttempts) known.attempts.push(attempt);
    if (result.lastMs !== null) [known.lastMs, known.lastText] = [result.lastMs, result.lastText];
  };

  const spiOf = (key: string): string | null => open.get(key)?.negotiation.spi() ?? null;

  /** An event that names neither SPI nor session belongs to what its pair of ends did last. */
  const find = (event: IkeEventData): string => {
    const { session, initiatorSpi } = event;
    const key = keyOf(event);
    if (open.has(key)) return key;
    const told = session === null ? undefined : ofSession.get(session);
    if (told !== undefined && open.has(told) && (initiatorSpi === null || spiOf(told) === null)) return told;
    return key.startsWith('pair ') ? (latestOfPair.get(pairOf(event)) ?? key) : key;
  };

  const of = (event: IkeEventData, isUtc: boolean): Witnessed | null => {
    const key = find(event);
    const known = open.get(key);
    if (known !== undefined && !begins(event, known.negotiation)) return known.negotiation;
    if (known !== undefined) close(key, known);
    // A flow or an ICMP error without a negotiation is told by other facts.
    if (event.exchange === null && event.step !== 'failed' && event.step !== 'established' && event.step !== 'proposals') return null;
    const oldest = open.size >= maxOpen ? open.entries().next().value : undefined;
    if (oldest !== undefined) close(...oldest);
    const pair = pairOf(event);
    const negotiation = witnessed(event, isUtc);
    open.set(key, { negotiation, pair, session: event.session });
    latestOfPair.set(pair, key);
    if (event.session !== null) ofSession.set(event.session, key);
    return negotiation;
  };

  const finish = (): Course[] => {
    for (const [key, known] of open) close(key, known);
    return [...courses.values()];
  };
  return { of, finish };
}

function factOf({ first, attempts, count, lastMs, lastText }: Course): Fact {
  const negotiation: IkeNegotiation = { ...first, kind: 'ike-negotiation', attempts, attemptCount: count, lastMs, lastText };
  return { ...negotiation, citations: negotiation.steps.slice(0, 1).map((s) => s.citation) };
}

function ikeEventOf({ data }: PlacedRecord): IkeEventData | null {
  if (data.kind === 'ike-event') return data;
  return data.kind === 'windows-event' ? ikeOfEvent(data) : null;
}

/** So many events of Windows wait for the end of the source, to be told in the order of their times. */
const maxWaiting = 20_000;

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const all = negotiations();
  let waiting: { readonly event: IkeEventData; readonly record: PlacedRecord }[] = [];
  const tell = (event: IkeEventData, record: PlacedRecord): void => {
    all.of(event, record.time === null || record.time.utcMs !== null)?.add(event, record, cite);
  };
  const flush = (): void => {
    for (const { event, record } of inTimeOrder(waiting)) tell(event, record);
    waiting = [];
  };
  return {
    add: (record) => {
      const event = ikeEventOf(record);
      if (event === null) return;
      if (record.data.kind !== 'windows-event') return tell(event, record);
      waiting.push({ event, record });
      if (waiting.length >= maxWaiting) flush();
    },
    finish: () => {
      flush();
      return all.finish().map(factOf);
    },
  };
}

/** What one source tells of each IKE SA, in the order of its messages. The negotiation model joins them over all sources. */
export const extractor: Extractor = {
  id: 'ike-negotiations',
  kinds: ['ike-event', 'windows-event'],
  concerns: isAboutIke,
  start: collector,
};
