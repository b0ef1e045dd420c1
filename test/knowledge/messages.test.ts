import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { icuParameters, textFaults, textsIn } from './texts.ts';
import { messagesDir } from './read-knowledge.ts';

const files = readdirSync(messagesDir).filter((file) => file.endsWith('.json'));

describe('words of the screens, reports and errors', () => {
  it.each(files)('%s says the same in English and Japanese', (file) => {
    const content: unknown = JSON.parse(readFileSync(join(messagesDir, file), 'utf8'));
    const texts = textsIn(file, content);
    expect(texts.length).toBe(Object.keys(Object(content)).length);
    expect(texts.flatMap(textFaults)).toEqual([]);
  });
});

describe('icuParameters', () => {
  it.each([
    ['plain words', 'No fault found', []],
    ['simple arguments', 'Rule {rule} blocks {ports}.', ['ports', 'rule']],
    ['a plural with an argument inside', '{count, plural, one {# event of {name}} other {# events}}', ['count', 'name']],
  ])('%s', (_, text, expected) => expect(icuParameters(text)).toEqual(expected));

  it.each([
    ['an unclosed brace', 'Rule {rule'],
    ['a tag', 'Press <b>OK</b>'],
  ])('refuses %s', (_, text) => expect(() => icuParameters(text)).toThrow());
});
