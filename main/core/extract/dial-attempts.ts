import type { DialAttempts, Fact } from '#shared/model/fact.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

type Attempt = { interfaceName: string | null; step: number; failed: boolean; code: number | null; first: PlacedRecord };
type Group = { readonly attempt: Attempt; readonly fold: Fold };

/** Order of the events of an attempt (Microsoft, RAS Connection Establishment): 20224 says no more than 20223 about the peer. */
const steps: Readonly<Record<number, number>> = { 20221: 0, 20222: 1, 20223: 2, 20224: 2, 20225: 3, 20226: 3, 20227: 0 };
const names: readonly DialAttempts['reached'][] = ['started', 'dialling', 'link', 'connected'];

const maxOpen = 20_000;
const maxGroups = 500;

function isBefore({ time: a }: PlacedRecord, { time: b }: PlacedRecord): boolean {
  return a !== null && (b === null || (a.utcMs ?? a.localMs) < (b.utcMs ?? b.localMs));
}

function keyOf({ interfaceName, step, failed, code }: Attempt): string {
  return JSON.stringify([interfaceName?.toLowerCase() ?? null, step, failed, code]);
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const attempts = new Map<string, Attempt>();
  const groups = new Map<string, Group>();
  const close = (attempt: Attempt): void => {
    const key = keyOf(attempt);
    if (!groups.has(key) && groups.size >= maxGroups) return;
    const group = groups.get(key) ?? { attempt, fold: fold() };
    groups.set(key, group);
    group.fold.add(attempt.first);
  };
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    if (event.kind !== 'windows-event' || event.correlationId === null || event.provider !== 'RasClient') return;
    const step = steps[event.eventId];
    if (step === undefined) return;
    const known = attempts.get(event.correlationId);
    const attempt = known ?? { interfaceName: null, step, failed: false, code: null, first: record };
    attempt.interfaceName ??= event.interfaceName;
    attempt.step = Math.max(attempt.step, step);
    // A log may run newest first.
    if (isBefore(record, attempt.first)) attempt.first = record;
    if (event.eventId === 20227) {
      attempt.failed = true;
      attempt.code ??= event.code;
    }
    if (known) return;
    attempts.set(event.correlationId, attempt);
    // Whichever way the log runs, events of one attempt stand close together: the oldest known one is complete.
    const [oldest] = attempts;
    if (attempts.size <= maxOpen || oldest === undefined) return;
    attempts.delete(oldest[0]);
    close(oldest[1]);
  };
  const finish = (): Fact[] => {
    for (const attempt of attempts.values()) close(attempt);
    return [...groups.values()].map(({ attempt, fold: group }) => ({
      kind: 'dial-attempts',
      interfaceName: attempt.interfaceName,
      reached: names[attempt.step] ?? 'started',
      failed: attempt.failed,
      code: attempt.code,
      count: group.count(),
      span: group.span(),
      citations: group.citations(context.cite),
    }));
  };
  return { add, finish };
}

/** Attempts of the connection manager as sessions: how far each came before it failed. */
export const extractor: Extractor = {
  id: 'dial-attempts',
  kinds: ['windows-event'],
  concerns: ({ provider, eventId }) => provider === 'RasClient' && steps[eventId] !== undefined,
  start: collector,
};
