import { describe, expect, it } from 'vitest';
import type { Format } from '#core/formats/format.ts';
import { format as azureClassicCli } from '#core/formats/azure-classic-cli/format.ts';
import { format as azureGatewayLog } from '#core/formats/azure-gateway-log/format.ts';
import { format as perfCsv } from '#core/formats/perf-csv/format.ts';
import { format as rrasConfig } from '#core/formats/rras-config/format.ts';
import { formats } from '#core/generated/formats.ts';
import { createParseInput, createSample } from '#core/text/text.ts';
import { hangMs } from '../../../helpers/hang.ts';

/** Inputs that are quick to read, unless their length or the length of a heading counts twice: then they take minutes. */
const mebibyte = 1 << 20;

function source(text: string) {
  const bytes = Buffer.from(text);
  return { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
}

function itemsOf(format: Format, text: string): number {
  let count = 0;
  for (const item of format.parse(createParseInput('file', 'utf-8', source(text)))) count += item.type === 'record' ? 1 : 0;
  return count;
}

describe('the beginning of a file that repeats itself', () => {
  it.each(['\n', '\r\n', ' \n', '\t\n', ' ', '-\n', '- ', '"\n', '{\n', '0\n', 'a: \n', 'data: \n', '\u3000\n'])(
    'costs every format no more than its length: %j',
    { timeout: hangMs },
    (pump) => {
      const sample = createSample('file', source(pump.repeat(65_536 / Buffer.byteLength(pump))), 'utf-8');
      const scores = formats.map((format) => format.detect(sample));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    },
  );
});

describe('a long line', () => {
  const blanks = ' '.repeat(mebibyte);
  it.each([
    ['a command that ends in blanks and a word', azureClassicCli, `info:    Executing command network vnet show${blanks}x\n`],
    ['a label with blanks before a letter', azureClassicCli, `info:    Executing command network vnet show\ndata:    Name${blanks}x\n`],
    ['data behind blanks with a line separator', azureClassicCli, `info:    Executing command network vnet show\ndata:${blanks}\u2028\n`],
  ])('is read in time: %s', { timeout: hangMs }, (_name, format, text) => {
    expect(itemsOf(format, text)).toBeGreaterThanOrEqual(0);
  });
});

describe('a heading of many columns above many short rows', () => {
  const wide = (count: number, name: (i: number) => string, delimiter = ','): string =>
    Array.from({ length: count }, (_, i) => name(i)).join(delimiter);
  const rows = (row: string): string => row.repeat(Math.floor(mebibyte / 8 / row.length));
  it.each([
    [
      'a performance log',
      perfCsv,
      `"(PDH-CSV 4.0) (UTC)(0)",${wide(40_000, (i) => `"\\\\H\\A\\c${i}"`)}\n${rows('"11/18/2026 10:00:00.000","1"\n')}`,
    ],
    ['objects of PowerShell', rrasConfig, `"Name","Destination",${wide(50_000, (i) => `"c${i}"`)}\n${rows('"a"\n')}`],
    [
      'a log of the gateway',
      azureGatewayLog,
      `TimeGenerated,Category,OperationName,Message,${wide(50_000, (i) => `c${i}`)}\n${rows('2026-11-18T10:00:00Z,IKEDiagnosticLog,x\n')}`,
    ],
    ['a table', rrasConfig, `${'a '.repeat(1990)}\n${'- '.repeat(1990)}\n${rows('a\n')}`],
    [
      'a table of the classic client',
      azureClassicCli,
      `info:    Executing command network nsg show\ndata:    ${'a  '.repeat(200_000)}\ndata:    ${'-- '.repeat(200_000)}\n${rows('data:    a\n')}`,
    ],
  ])('costs no more than its bytes: %s', { timeout: hangMs }, (_name, format, text) => {
    expect(itemsOf(format, text)).toBeGreaterThanOrEqual(0);
  });
});
