import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByTime } from '#core/store/time-order.ts';

/** Sources given by their times; null stands for a row without one. */
function order(...sources: readonly (readonly (number | null)[])[]): number[] {
  let base = 0;
  const timed = sources.map((times) => {
    const source = { base, time: Float64Array.from(times, (t) => t ?? Number.NaN) };
    base += times.length;
    return source;
  });
  return [...orderByTime(timed)];
}

describe('the one time line of a case', () => {
  it.each([
    ['no source', [], []],
    ['one source in order', [[1, 2, 3]], [0, 1, 2]],
    [
      'two sources interleave',
      [
        [1, 3, 5],
        [2, 4],
      ],
      [0, 3, 1, 4, 2],
    ],
    [
      'equal times keep the order of the sources',
      [
        [1, 2],
        [1, 2],
      ],
      [0, 2, 1, 3],
    ],
    ['newest first is read from the end, equal times too', [[9, 9, 5]], [2, 1, 0]],
    ['a source out of order is sorted, equal times stay', [[2, 1, 2, 1]], [1, 3, 0, 2]],
    [
      'rows without a time come last, in the order of the sources',
      [
        [null, 2],
        [1, null],
      ],
      [2, 1, 0, 3],
    ],
    ['only rows without a time', [[null], [null, null]], [0, 1, 2]],
  ] satisfies [string, (number | null)[][], number[]][])('%s', (_name, sources, expected) => {
    expect(order(...sources)).toEqual(expected);
  });

  it('is a permutation with rising times, whatever the sources', () => {
    const source = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(source, { maxLength: 6 }), (sources) => {
        const flat = sources.flat();
        const rows = order(...sources);
        expect(rows.toSorted((a, b) => a - b)).toEqual(flat.map((_, i) => i));
        const times = rows.map((r) => flat[r] ?? Infinity);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});
