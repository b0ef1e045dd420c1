import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownLine, shownText, withoutSequences } from '#core/text/terminal.ts';
import { createParseInput, createSample, readAllText } from '#core/text/text.ts';
import { encodeAs, sourceOf } from './encode.ts';

const esc = '\x1b';

describe('a line as a terminal shows it', () => {
  it.each([
    ['colours of PowerShell 7', `${esc}[32;1mTimeCreated  : ${esc}[0m3/18/2024 1:29:21 PM`, 'TimeCreated  : 3/18/2024 1:29:21 PM'],
    ['24-bit colours', `${esc}[38;2;255;0;0merror${esc}[m`, 'error'],
    ['the title of a window before a prompt', `${esc}]0;root@gw: ~\x07${esc}[01;32mroot@gw${esc}[00m:~# ip route`, 'root@gw:~# ip route'],
    ['a link', `${esc}]8;;https://example.com${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['modes and character sets', `${esc}[?2004h${esc}(B${esc}=# show${esc}[?2004l`, '# show'],
    ['bold of nroff', 'N\bNA\bAM\bME', 'NAME'],
    ['a corrected word', 'show vresion\b\b\b\b\b\bersion', 'show version'],
    ['a paging prompt wiped out', ' --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\binterface Tunnel1', ' interface Tunnel1'],
    ['a paging prompt in reverse', `${esc}[7m--More--${esc}[m`, ''],
    ['a paging prompt without control characters', '--More--         config vpn', 'config vpn'],
    ['the foot of less', `${esc}[7mlines 1-23 ${esc}[27m${esc}[K`, ''],
    ['a sentence like the foot of less', 'lines 1-23', 'lines 1-23'],
    ['blanks as a jump of the cursor', `Status${esc}[5X${esc}[5C: Up`, 'Status     : Up'],
    ['a column of its own', `Name${esc}[10GValue`, 'Name     Value'],
    ['an erased end', `abc wrong\b\b\b\b\b${esc}[Kright`, 'abc right'],
    ['deleted characters', `abxxc\b\b\b${esc}[2P`, 'abc'],
    ['an unfinished sequence', `abc${esc}[32`, 'abc32'],
    ['an unfinished title', `${esc}]0;abc`, '0;abc'],
    ['nothing of the kind', ' - a: 接続 --More-- ', ' - a: 接続 --More-- '],
  ])('%s', (_name, text, shown) => expect(shownLine(text).trimEnd()).toBe(shown.trimEnd()));

  it('never hangs, whatever stands in it', () => {
    for (const piece of [`${esc}[`, `${esc}]`, `${esc}[9`, '\b', `${esc}[9C`, `${esc}[P`, `${esc} `, `${esc}[9;`])
      expect(shownLine(piece.repeat(200_000)).length).toBeLessThan(500_000);
    expect(shownLine(`${esc}]${'a'.repeat(1_000_000)}`)).toHaveLength(1_000_000);
  });
});

describe('a file that a terminal wrote', () => {
  const text = `${esc}[32;1mId : ${esc}[0m20227\r\n\r\n${esc}[32;1mMessage : ${esc}[0m接続\r\nplain\r\n`;

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'shift_jis'])('in %s has the lines and places of its bytes', (encoding) => {
    const bytes = encodeAs(text, encoding);
    const input = createParseInput('a.txt', encoding, sourceOf(bytes));
    const stored = text
      .split('\r\n')
      .map((_line, i, all) => encodeAs(all.slice(0, i).join('\r\n') + (i > 0 ? '\r\n' : ''), encoding).length);
    expect([...input.lines()]).toEqual(
      ['Id : 20227', '', 'Message : 接続', 'plain'].map((shown, i) => ({ number: i + 1, offset: stored[i], text: shown })),
    );
    expect(readAllText(sourceOf(bytes), encoding)).toBe('Id : 20227\r\n\r\nMessage : 接続\r\nplain\r\n');
    expect(createSample('a.txt', sourceOf(bytes), encoding).text).toBe('Id : 20227\r\n\r\nMessage : 接続\r\nplain\r\n');
  });

  it('keeps every line, whatever it shows', () => {
    const piece = fc.constantFrom(esc, '[', 'm', '\b', '\r', '\n', '5C', '[K', '[7G', ']0;', '\x07', 'a', ' ', '--More--', '接');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const given = pieces.join('');
        expect(shownText(given).split(/\r\n|\r|\n/)).toHaveLength(given.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});

it('what is found without sequences has its place in the text', () => {
  const text = `${esc}[32;1mSharedKey : ${esc}[0mab${esc}[1mcd${esc}[0m next`;
  const plain = withoutSequences(text);
  expect(plain.text).toBe('SharedKey : abcd next');
  const { start, end } = plain.range(plain.text.indexOf('abcd'), plain.text.indexOf('abcd') + 4);
  expect(text.slice(start, end)).toBe(`ab${esc}[1mcd`);
});
