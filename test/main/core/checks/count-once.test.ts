import { expect, it } from 'vitest';
import type { FactOf } from '#shared/model/fact.ts';
import { countOnce } from '#core/checks/support/count-once.ts';
import { citation, fact, span } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

type Failure = FactOf<'dial-failures'>;
type Said = Partial<Omit<Failure, 'kind'>>;

function of(path: string, said: Said): Failure {
  const made = fact('dial-failures', said);
  if (made.kind !== 'dial-failures') throw new Error(made.kind);
  return { ...made, citations: [citation(path)] };
}

/** The same span on a clock nine hours ahead whose zone is not known. */
function local(first: number, last: number) {
  const { firstMs, lastMs, ...texts } = span(first, last, false);
  const shift = 9 * 3_600_000;
  return { ...texts, firstMs: firstMs! + shift, lastMs: lastMs! + shift + 400 };
}

it.each<[string, Failure[], number]>([
  ['one log in two exports', [of('a.evtx', { count: 3, span: span(0, 9) }), of('a.csv', { count: 3, span: span(0, 9) })], 3],
  ['one of them with the last events only', [of('a.evtx', { count: 7, span: span(0, 9) }), of('a.csv', { count: 2, span: span(7, 9) })], 7],
  ['one in a local time of unknown zone', [of('a.evtx', { count: 3, span: span(0, 9) }), of('a.txt', { count: 3, span: local(0, 9) })], 3],
  ['another span in such a time', [of('a.evtx', { count: 3, span: span(0, 9) }), of('a.txt', { count: 2, span: local(3, 9) })], 5],
  ['parts that follow each other', [of('1.evtx', { count: 3, span: span(0, 9) }), of('2.evtx', { count: 2, span: span(20, 25) })], 5],
  ['two codes', [of('a.evtx', { count: 3 }), of('a.csv', { count: 2, code: 800 })], 5],
  ['two kinds of event', [of('a.evtx', { count: 3 }), of('b.evtx', { count: 2, eventId: 20138 })], 5],
  ['facts of one source', [of('a.evtx', { count: 3 }), of('a.evtx', { count: 2 })], 5],
  ['logs of two instances of a device', [of('0.log', { count: 3, eventId: 0 }), of('1.log', { count: 2, eventId: 0 })], 5],
  ['times that are not known', [of('a.txt', { count: 1, span: span(null) }), of('b.txt', { count: 1, span: span(null) })], 2],
])('%s: counted once or added up', (_name, facts, count) => {
  expect(countOnce(facts)).toBe(count);
});

it('a finding does not count a log twice that was exported twice', () => {
  const twice = ['a.evtx', 'a.txt'].map((path) => of(path, { count: 4, span: span(0, 9) }));
  expect(evaluate('A1', twice)).toMatchObject({ outcome: 'no-answer', params: { count: 4 } });
});
