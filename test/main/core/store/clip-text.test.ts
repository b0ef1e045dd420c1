import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipText, firstLine } from '#core/store/clip-text.ts';

describe('cutting a text', () => {
  it.each([
    ['short enough', 'abc', 3, 'abc'],
    ['plain', 'abcdef', 3, 'abc'],
    ['a surrogate pair is not split', 'ab𠮷c', 3, 'ab'],
    ['a combining mark stays with its letter', 'abe\u0301x', 3, 'ab'],
    ['a family is one character', `a👨‍👩‍👧b`, 4, 'a'],
  ])('%s', (_name, text, length, expected) => {
    expect(clipText(text, length)).toBe(expected);
  });

  it('never grows, never splits a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = clipText(text, length);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the line that stands for a record', () => {
  it.each([
    ['the first that says anything', '\r\n\r\n  Index : 1\r\nMessage : x', 'Index : 1'],
    ['nothing', ' \n ', ''],
    ['a long one is cut', 'x'.repeat(1000), 'x'.repeat(400)],
  ])('%s', (_name, text, expected) => {
    expect(firstLine(text)).toBe(expected);
  });
});
