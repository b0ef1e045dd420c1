import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLineLevel } from '#core/store/line-level.ts';

const names =
  'critical crit fatal emerg emergency alert panic error err severe warning warn info information informational notice debug verbose trace';
const word = new RegExp(String.raw`(?<![\w\u0080-\u00ff])(?:${names.split(' ').join('|')})(?![\w\u0080-\u00ff])`, 'i');
const pieces = [
  ...names.split(' '),
  'INFO',
  'Warn',
  'errs',
  'xerr',
  ' ',
  ' ',
  '.',
  '[',
  '_',
  'e',
  'in',
  'é',
  '9',
  'interface down',
  'denied',
];

it('the first name of a level that is a word of its own decides, wherever it stands in the first 120 bytes', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(3), (line, from) => {
      const bytes = Buffer.from(line, 'latin1');
      const start = Math.min(from, bytes.length);
      const found = word.exec(line.slice(start));
      const level = found && found.index < 120 ? readLineLevel(Buffer.from(found[0]), 0, found[0].length) : null;
      expect(readLineLevel(bytes, start, bytes.length)).toBe(level);
      if (found && found.index < 120) expect(level).not.toBeNull();
    }),
    { numRuns: 2000 },
  );
});
