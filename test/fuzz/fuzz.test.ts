import { describe, expect, it } from 'vitest';
import { corpusNote } from '../helpers/corpus.ts';
import { mutated } from './mutate.ts';
import { loadTargets } from './targets.ts';

/** The longer run is a command of its own: `npm run fuzz -- --minutes 10`. */
const boxMs = 250;
const seed = 20_261_122;
const targets = await loadTargets();

describe(`a short run of every parser over damaged inputs, the same inputs every time${corpusNote}`, () => {
  it.each(targets.map((target) => [target.id, target] as const))('%s', (_id, { seeds, run }) => {
    const until = performance.now() + boxMs;
    for (let index = 0; performance.now() < until; index += 1) {
      const bytes = mutated(seeds, seed, index);
      expect(() => run(bytes), `input ${index} of seed ${seed}`).not.toThrow();
    }
  });
});

it('makes the same input of the same seed, and another of the next', () => {
  const seeds = [Buffer.from('one line\nand another\n'), Buffer.from('x'.repeat(200))];
  const inputs = Array.from({ length: 200 }, (_, index) => mutated(seeds, 1, index).toString('latin1'));
  expect(Array.from({ length: 200 }, (_, index) => mutated(seeds, 1, index).toString('latin1'))).toEqual(inputs);
  expect(new Set(inputs).size).toBeGreaterThan(150);
});
