import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '#core/formats/format.ts';
import { readBytes, readText } from '../parse-text.ts';
import { azureFormats, azureSamples } from './formats.ts';
import { hangMs } from '../../../../helpers/hang.ts';

const texts = azureSamples.map((sample) => sample.text);
const pieces = [
  'data:    ',
  'info:    Executing command network nsg show\n',
  '{',
  '}',
  '[',
  ']',
  '"id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/connections/c"',
  ',',
  '\n',
  ' : ',
  '----  ----\n',
  'Name',
  '- id: /subscriptions/a\n',
  '\\"',
  '"',
  '  ',
  'Priority',
  'PS C:\\> ',
];

function reads(format: Format, bytes: Uint8Array): void {
  const read = readBytes(format, bytes);
  expect(read.score).toBeGreaterThanOrEqual(0);
  expect(read.score).toBeLessThanOrEqual(1);
  for (const r of read.records) {
    expect(r.place.line).toBeGreaterThanOrEqual(1);
    expect(r.place.endLine).toBeGreaterThanOrEqual(r.place.line);
  }
}

describe.each(azureFormats)('$id survives anything', (format) => {
  it('bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => reads(format, bytes)),
      { numRuns: 300 },
    );
  });

  it('pieces of its own language', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) =>
        reads(format, Buffer.from(parts.join(''))),
      ),
      { numRuns: 600 },
    );
  });

  it('samples that were cut, doubled or damaged', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...texts), fc.nat(3000), fc.nat(3000), fc.constantFrom('', '"', '{', '\n', ': ', '\u0000', '日'))
      .map(([text, from, to, put]) => text.slice(0, from) + put + text.slice(Math.min(from, to)));
    fc.assert(
      fc.property(damaged, (text) => reads(format, Buffer.from(text))),
      { numRuns: 400 },
    );
  });
});

describe.each(azureFormats)('$id takes linear time on long hostile input', (format) => {
  const unit = (text: string) => text.repeat(Math.ceil(250_000 / text.length));
  it.each([
    '{',
    '[',
    '{\n',
    '[\n',
    '"[\n',
    '"a',
    '{"a":',
    '[{"id":"/subscriptions/a"},',
    '"\\"',
    'data: \n',
    'data:    Name : x\n',
    'data:    A:\n',
    'data:    --  --\n',
    'data:  x\n',
    'A : {\n',
    'A : b\n',
    '--  --\n',
    'a  b\n--  --\n',
    '- a\n',
    '- - ',
    'id: /subscriptions/a\n',
    '  ',
  ])(
    '%j',
    (text) => {
      const start = performance.now();
      readText(format, unit(text));
      readText(format, `{"id": "/subscriptions/a/providers/Microsoft.Network/connections/x", "b": ${unit(text)}`);
      expect(performance.now() - start).toBeLessThan(hangMs);
    },
    60_000,
  );
});
