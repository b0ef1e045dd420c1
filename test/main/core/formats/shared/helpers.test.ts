import { describe, expect, it } from 'vitest';
import { findAddresses, prefixLength } from '#core/formats/shared/addresses.ts';
import { readBracedList } from '#core/formats/shared/braced-list.ts';
import { csvDelimiter, splitCsvLine } from '#core/formats/shared/csv-rows.ts';
import { readFormatTable } from '#core/formats/shared/format-table.ts';
import { readJsonObjects } from '#core/formats/shared/json-objects.ts';
import { parseDecimal, parseInteger } from '#core/formats/shared/numbers.ts';
import { textLines } from './text-lines.ts';

const jsonObjects = (text: string) => [...readJsonObjects(textLines(text))].map((o) => [o.line, o.endLine, o.value]);

const tableRows = (text: string) => [...readFormatTable(textLines(text))].map((r) => Object.fromEntries(r.cells));

it.each([
  ['1.5', 1.5],
  ['1,5', 1.5],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1 234,5', 1234.5],
  ['-1', -1],
  ['1.2e+3', 1200],
  ['', null],
  [' ', null],
  ['.', null],
  ['1e999', null],
  ['abc', null],
])('decimal %s', (text, value) => {
  expect(parseDecimal(text)).toBe(value);
});

it('integers', () => {
  expect([parseInteger('４２'), parseInteger(' 7 '), parseInteger('7.5'), parseInteger(null)]).toEqual([42, 7, null, null]);
});

it.each([
  ['{a, b}', ['a', 'b'], false],
  ['{}', [], false],
  ['', [], false],
  ['plain', ['plain'], false],
  ['{{A}, b, c, d...}', ['{A}', 'b', 'c', 'd'], true],
  ['{a, b, c, ...}', ['a', 'b', 'c'], true],
  ['{a, b', ['a', 'b'], false],
])('braced list %s', (text, items, truncated) => {
  expect(readBracedList(text)).toEqual({ items, truncated });
});

it('CSV cells with quotes inside and at the end', () => {
  expect(splitCsvLine('"a","b ""c""",d,', ',')).toEqual(['a', 'b "c"', 'd', '']);
  expect(splitCsvLine('"open', ',')).toEqual(['open']);
  expect([csvDelimiter('"a","b"'), csvDelimiter('"a";"b"'), csvDelimiter('a,b')]).toEqual([',', ';', null]);
});

it('addresses of a line', () => {
  expect(findAddresses('from 10.0.0.1:80 to [fe80::1%12] (2001:db8::5) at 10:00:01 v1.2.3.4.5')).toEqual([
    '10.0.0.1',
    'fe80::1',
    '2001:db8::5',
  ]);
  expect([prefixLength('255.255.0.0'), prefixLength('0.0.0.0'), prefixLength('255.0.255.0')]).toEqual([16, 0, null]);
});

describe('a table', () => {
  it('with right-aligned numbers and spaces inside cells', () => {
    const text = [
      'Name         Metric Alias',
      '----         ------ -----',
      'Ethernet 2       15 a b',
      'Wi-Fi       1000000 c',
      '',
      'x y z',
    ].join('\n');
    expect(tableRows(text)).toEqual([
      { Name: 'Ethernet 2', Metric: '15', Alias: 'a b' },
      { Name: 'Wi-Fi', Metric: '1000000', Alias: 'c' },
    ]);
  });

  it('with wide characters, which take two columns', () => {
    expect(tableRows('Name       State\n----       -----\n本社       Up\nx          Down')).toEqual([
      { Name: '本社', State: 'Up' },
      { Name: 'x', State: 'Down' },
    ]);
  });
});

describe('JSON objects of a text', () => {
  it('come with their lines, from an array or alone', () => {
    expect(jsonObjects('[\n  {\n    "a": "}"\n  },\n  { "b": [1, {"c": 2}] }\n]')).toEqual([
      [2, 4, { a: '}' }],
      [5, 5, { b: [1, { c: 2 }] }],
    ]);
    expect(jsonObjects('PS C:\\> x\n{"a":1}\nPS C:\\>')).toEqual([[2, 2, { a: 1 }]]);
  });

  it('that are broken have no value', () => {
    expect(jsonObjects('{ "a": }')).toEqual([[1, 1, null]]);
    expect(jsonObjects('[ { "a": 1')).toEqual([[1, 1, null]]);
  });
});
