import { expect, it } from 'vitest';
import { strengthOf } from '../../../renderer/ui/bits-strength.ts';

it.each([
  [4.6, 'strong'],
  [-3, 'strong'],
  [1.4, 'moderate'],
  [-0.8, 'weak'],
  [0, 'weak'],
])('%d bits of evidence are %s', (bits, word) => {
  expect(strengthOf(bits)).toBe(word);
});
