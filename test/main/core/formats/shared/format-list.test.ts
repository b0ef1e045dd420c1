import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrompt, joinToken, joinWords, readFormatList, readLabel } from '#core/formats/shared/format-list.ts';
import { textLines } from './text-lines.ts';
import { hangMs } from '../../../../helpers/hang.ts';

function read(text: string) {
  return [...readFormatList(textLines(text))].map((b) => ({
    lines: [b.line, b.endLine],
    properties: Object.fromEntries([...b.properties].map(([name, p]) => [name, p.value])),
  }));
}

describe('a Format-List text', () => {
  it('gives one block an object, with values and lines', () => {
    const [block, ...rest] = readFormatList(textLines('\n\nName   : AzureGateway\nStatus :\n\n'));
    expect(rest).toEqual([]);
    expect(block).toMatchObject({ line: 3, endLine: 4, offset: 2, text: 'Name   : AzureGateway\nStatus :' });
    expect(block!.properties.get('Name')).toEqual({ value: 'AzureGateway', line: 3 });
    expect(block!.properties.get('Status')).toEqual({ value: '', line: 4 });
  });

  it('starts the next block where a name comes again, blank line or not', () => {
    expect(read('Name : a\nKind : 1\n\nName : b\nKind : 2\nName : c')).toEqual([
      { lines: [1, 2], properties: { Name: 'a', Kind: '1' } },
      { lines: [4, 5], properties: { Name: 'b', Kind: '2' } },
      { lines: [6, 6], properties: { Name: 'c' } },
    ]);
  });

  it('joins wrapped values and keeps blank lines inside a message', () => {
    const [block] = read(
      [
        'EventID : 20111',
        'Message : A connection to the remote interface',
        '          failed : the peer does not answer.',
        '',
        'Source  : RemoteAccess',
      ].join('\n'),
    );
    expect(block!.properties).toEqual({
      EventID: '20111',
      Message: 'A connection to the remote interface\nfailed : the peer does not answer.',
      Source: 'RemoteAccess',
    });
  });

  it('reads JSON values over several lines, also where they stand left of the values', () => {
    const [block] = read(
      'Name    : a\nAddress : {\n            "AddressPrefixes": [ "10.0.0.0/8" ]\n          }\nFlow : {\n"a": 1\n}\nLast    : x',
    );
    expect(JSON.parse(block!.properties['Address']!)).toEqual({ AddressPrefixes: ['10.0.0.0/8'] });
    expect(JSON.parse(block!.properties['Flow']!)).toEqual({ a: 1 });
    expect(block!.properties['Last']).toBe('x');
  });

  it.each([
    ['a prompt', 'A : 1\nPS C:\\> Get-X\nB : 2'],
    ['another indentation', '    A : 1\n\nB : 2'],
    ['two blank lines', 'A : 1\n\n\nB : 2'],
    ['another colon column after a blank line', 'A : 1\n\nBcd : 2'],
  ])('%s separates objects', (_name, text) => {
    expect(read(text)).toHaveLength(2);
  });

  it('is not ended by lines that lost their indentation', () => {
    const [block] = read('Id   : 1\nText : first\nsecond\nLast : x');
    expect(block!.properties).toEqual({ Id: '1', Text: 'first\nsecond', Last: 'x' });
  });

  it('leaves what follows the last property out of the block', () => {
    expect(read('Status : Connected\n...\n')).toEqual([{ lines: [1, 1], properties: { Status: 'Connected' } }]);
  });

  it('reads an indented list below a caption', () => {
    expect(read('Result : below\n\n  Id   : 1\n  Name : a')).toEqual([
      { lines: [1, 1], properties: { Result: 'below' } },
      { lines: [3, 4], properties: { Id: '1', Name: 'a' } },
    ]);
  });
});

describe('a label', () => {
  it.each(['RetryInterval(s) : 60', 'IPv4Subnet       : {10.0.0.0/8:100}', '@odata.type : x', 'Ereignis-ID : 1'])('%s', (text) => {
    expect(readLabel(text)).not.toBeNull();
  });
  it.each(['"Name" : "a"', 'Name: a', 'http://x', '{a} : b', ' : b', 'a  b : c'])('not %s', (text) => {
    expect(readLabel(text)).toBeNull();
  });
});

it('prompts are known by shape', () => {
  expect(['PS C:\\> ', 'PS /home/x> ls', 'C:\\Users\\rb>tracert', '[srv]: PS C:\\>', 'D:\\PSTools> psping'].map(isPrompt)).not.toContain(
    false,
  );
  expect(['Name : C:\\', '10.0.0.1 > x', 'Passed'].map(isPrompt)).not.toContain(true);
});

it('wrapping is undone with and without a space', () => {
  expect(joinToken('/subscriptions/M\nicrosoft')).toBe('/subscriptions/Microsoft');
  expect(joinWords('one\ntwo\n\nthree')).toBe('one two three');
  expect(joinWords('応答して\nいません。\nVPN')).toBe('応答していません。 VPN');
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('', '   ', 'Name : x', '  Name : x', 'Other : {', '}', '      deep', 'PS C:\\>', 'A     : [1,'),
  );
  it('is read without throwing, blocks in order and inside the text', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const text = lines.join('\n');
        const all = textLines(text);
        let last = 0;
        for (const block of readFormatList(all)) {
          expect(block.line).toBeGreaterThan(last);
          expect(block.endLine).toBeLessThanOrEqual(all.length);
          expect(block.properties.size).toBeGreaterThan(0);
          last = block.endLine;
        }
      }),
    );
  });

  it('with an unclosed brace and many lines is read in linear time', () => {
    const text = `A : {\n${'x\n'.repeat(200_000)}`;
    const started = performance.now();
    expect([...readFormatList(textLines(text))].length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
