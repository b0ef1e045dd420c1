import { describe, expect, it } from 'vitest';
import { brushAfterKey, brushOf } from '../../../renderer/features/evidence/brush.ts';
import {
  factsOf,
  levelPaths,
  positionOfBucket,
  shareOfTime,
  timeAtEdge,
  type Histogram,
} from '../../../renderer/features/evidence/histogram-shape.ts';

const four: Histogram = {
  fromMs: 1000,
  toMs: 5000,
  counts: {
    none: [0, 0, 0, 0],
    critical: [0, 0, 0, 0],
    error: [0, 1, 0, 0],
    warning: [0, 0, 0, 2],
    information: [10, 1000, 0, 4],
    verbose: [0, 0, 0, 0],
  },
};

describe('the histogram', () => {
  it('draws one path a level that occurs, the most severe at the bottom', () => {
    expect(levelPaths(four).map((p) => p.level)).toEqual(['error', 'warning', 'information']);
  });

  it('draws a single error beside a thousand other records high enough to be seen', () => {
    expect(levelPaths(four)[0]!.path).toBe('M1 37.5h1v2.5h-1z');
  });

  it('never draws a bar beyond the top', () => {
    const tops = levelPaths(four).flatMap((p) => [...p.path.matchAll(/M\d+ (-?[\d.]+)h/g)].map((m) => Number(m[1])));
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(0);
  });

  it('knows times at the edges of bars and shares of times', () => {
    expect([0, 2, 4].map((edge) => timeAtEdge(four, edge))).toEqual([1000, 3000, 5000]);
    expect([1000, 3000, 6000].map((ms) => shareOfTime(four, ms))).toEqual([0, 0.5, null]);
  });

  it('finds the first record of a bar by counting those before it', () => {
    expect(positionOfBucket(four, 3)).toBe(1011);
  });

  it('says in figures what it shows', () => {
    expect(factsOf(four)).toEqual({ total: 1017, errors: 1, warnings: 2, busiest: 1 });
  });
});

describe('the brush', () => {
  it.each([
    ['a drag to the right', 0.3, 0.6, { from: 1, to: 3 }],
    ['a drag to the left', 0.6, 0.3, { from: 1, to: 3 }],
    ['a drag within one bar', 0.3, 0.31, { from: 1, to: 2 }],
    ['a drag over the end', 0.9, 1, { from: 3, to: 4 }],
  ])('takes whole bars: %s', (_, a, b, expected) => {
    expect(brushOf(a, b, 4)).toEqual(expected);
  });

  it.each([
    ['from', 'ArrowRight', { from: 2, to: 3 }],
    ['from', 'ArrowLeft', { from: 0, to: 3 }],
    ['from', 'PageUp', { from: 2, to: 3 }],
    ['to', 'End', { from: 1, to: 4 }],
    ['to', 'Home', { from: 1, to: 2 }],
    ['to', 'x', null],
  ] as const)('moves the edge %s by %s and never past the other', (edge, key, expected) => {
    expect(brushAfterKey({ from: 1, to: 3 }, edge, key, 4)).toEqual(expected);
  });
});
