import { array, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import { createHintSearch } from '#core/import/hint-search.ts';

const hints = ['psk', 'sig=', 'ssword:', 'PSK'];
const holds = createHintSearch(hints);

it.each([
  ['ASCII', Buffer.from('the psk is'), true],
  ['UTF-16 at an even offset', Buffer.from('password: x', 'utf16le'), true],
  ['UTF-16 at an odd offset', Buffer.concat([Buffer.from([1]), Buffer.from('&sig=', 'utf16le')]), true],
  ['at the very end', Buffer.from('xxPSK'), true],
  ['cut off', Buffer.from('passwor'), false],
  ['half of it in each encoding', Buffer.from('p\0sk\0'), false],
  ['nothing', Buffer.alloc(0), false],
])('%s', (_name, bytes, expected) => {
  expect(holds(bytes)).toBe(expected);
});

it('finds what looking for each word by itself finds', () => {
  const alphabet = constantFrom(...Buffer.from('psk\0Pig=S\0word:K\0'));
  assert(
    property(array(alphabet, { maxLength: 60 }), (codes) => {
      const bytes = Buffer.from(codes);
      const plain = hints.some((h) => bytes.includes(Buffer.from(h, 'latin1')) || bytes.includes(Buffer.from(h, 'utf16le')));
      expect(holds(bytes)).toBe(plain);
      // The same in memory that begins at an odd place.
      expect(holds(Uint8Array.from([0, ...codes]).subarray(1))).toBe(plain);
    }),
    { numRuns: 3000 },
  );
});
