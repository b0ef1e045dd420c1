import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorsIn } from '#core/secrets/anchors.ts';
import type { Anchor } from '#core/secrets/anchors.ts';

const anchors: readonly Anchor[] = ['key', 'psk', 'secret', 'eyj', 'sig=', '://', '/user:', ' 0x', 'enc ', 'sk_', 'authorization'];
const spelling: Readonly<Record<string, (word: string) => string>> = {
  'as it is': (word) => word,
  'in capitals': (word) => word.toUpperCase(),
  'with a capital': (word) => word[0]!.toUpperCase() + word.slice(1),
};

describe('words without which no secret is found', () => {
  it.each(Object.entries(spelling))('are seen %s, wherever they stand', (_name, spell) => {
    const surrounding = fc.string({ unit: fc.constantFrom('a', 'k', 'e', 's', ' ', 'キ', '\n', 'é', '=', '/'), maxLength: 9 });
    fc.assert(
      fc.property(surrounding, fc.constantFrom(...anchors), surrounding, (before, word, after) => {
        expect(anchorsIn(before + spell(word) + after).has(word)).toBe(true);
      }),
    );
  });

  it('are told apart from others that share letters with them', () => {
    expect([...anchorsIn('kex ps k secre t sig :// 0x')]).toEqual(['://', ' 0x']);
  });

  it('in Japanese count as one', () => {
    for (const word of ['共有キー', '事前共有鍵', '共有シークレット', 'パスワード'])
      expect([...anchorsIn(`値: ${word}`)]).toEqual(['japanese']);
  });
});
