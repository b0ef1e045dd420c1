import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '#core/generated/formats.ts';
import { samples as events } from '#core/formats/windows-eventlog-list/samples.ts';
import { samples as perf } from '#core/formats/perf-csv/samples.ts';
import { samples as ping } from '#core/formats/ping/samples.ts';
import { samples as psping } from '#core/formats/psping/samples.ts';
import { samples as routes } from '#core/formats/windows-routes/samples.ts';
import { samples as rras } from '#core/formats/rras-config/samples.ts';
import { samples as firewall } from '#core/formats/windows-firewall/samples.ts';
import { samples as trace } from '#core/formats/traceroute/samples.ts';
import { samples as tnc } from '#core/formats/test-netconnection/samples.ts';
import { readBytes } from './parse-text.ts';
import { hangMs } from '../../../helpers/hang.ts';

const mine = new Set([
  'windows-eventlog-list',
  'psping',
  'test-netconnection',
  'ping',
  'traceroute',
  'perf-csv',
  'rras-config',
  'windows-routes',
  'windows-firewall',
]);
/** Seven of the formats share one reader, so one of them stands for all. */
const readers = formats.filter((f) => ['windows-eventlog-list', 'perf-csv', 'psping'].includes(f.id));
const texts = [events, perf, ping, psping, routes, rras, firewall, trace, tnc].flat().map((s) => s.text);
const lines = texts.flatMap((t) => t.split('\n'));

function readAll(bytes: Uint8Array): void {
  for (const format of readers) {
    const read = readBytes(format, bytes);
    const count = Buffer.from(bytes)
      .toString('latin1')
      .split(/\r\n|\r|\n/).length;
    for (const { place, time, text } of read.records) {
      expect(place.line).toBeGreaterThan(0);
      expect(place.endLine).toBeGreaterThanOrEqual(place.line);
      expect(place.endLine).toBeLessThanOrEqual(count + 1);
      expect(text.split('\n').length).toBe(place.endLine - place.line + 1);
      if (time) expect(Number.isFinite(time.localMs)).toBe(true);
    }
    for (const rejection of read.rejected) expect(rejection.excerpt.length).toBeLessThanOrEqual(200);
  }
  for (const format of formats.filter((f) => mine.has(f.id))) {
    const { score } = readBytes({ ...format, parse: () => [] }, bytes);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
}

describe('whatever the bytes, the Windows formats neither throw nor hang', () => {
  it('random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => readAll(Buffer.from(text))),
      { numRuns: 100 },
    );
  });

  it('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => readAll(bytes)),
      { numRuns: 100 },
    );
  });

  it('lines of all samples in any order', () => {
    const shuffled = fc.array(fc.constantFrom(...lines, '', 'PS C:\\> '), { maxLength: 120 });
    fc.assert(
      fc.property(shuffled, (chosen) => readAll(Buffer.from(chosen.join('\n')))),
      { numRuns: 150 },
    );
  });

  it('samples cut anywhere, with a piece overwritten', () => {
    const cut = fc.record({
      text: fc.constantFrom(...texts),
      from: fc.nat(),
      to: fc.nat(),
      at: fc.nat(),
      piece: fc.string({ maxLength: 20 }),
    });
    fc.assert(
      fc.property(cut, ({ text, from, to, at, piece }) => {
        const start = from % text.length;
        const part = text.slice(start, start + (to % text.length));
        const position = part.length === 0 ? 0 : at % part.length;
        readAll(Buffer.from(part.slice(0, position) + piece + part.slice(position + piece.length)));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['one endless line of spaces', ' '.repeat(500_000)],
    ['one endless line of digits', '1'.repeat(500_000)],
    ['one endless line of quotes', '"'.repeat(500_000)],
    ['one endless list value', `EventID : 1\nMessage : ${'a '.repeat(250_000)}`],
    ['braces without end', `EventID : 1\nReplacementStrings : ${'{'.repeat(200_000)}`],
    ['brackets without end', `${'['.repeat(200_000)}\n${'{'.repeat(200_000)}`],
    ['an unclosed JSON string over many lines', `[\n{ "a": "\n${'x\n'.repeat(100_000)}`],
    ['a table without end', `a  b\n-- --\n${'1  2\n'.repeat(50_000)}`],
    ['hops without end', `Tracing route to 10.0.0.1\n${'  1  1 ms  1 ms  1 ms  10.0.0.2\n'.repeat(20_000)}`],
    ['a rule without end', `Rule Name: x\n${'-'.repeat(70)}\n${'Enabled: Yes\n'.repeat(50_000)}`],
    ['equal signs', '= 1 = 2 = 3 '.repeat(40_000)],
    ['addresses', '10.0.0.1 '.repeat(60_000)],
    ['colons', `${':'.repeat(1900)}\n`.repeat(200)],
    [
      'a perf heading of 20,000 columns',
      `"(PDH-CSV 4.0)"${',"\\\\H\\A\\B"'.repeat(20_000)}\n"03/18/2024 13:26:02.250"${',"1"'.repeat(20_000)}`,
    ],
  ])('%s', (_name, text) => {
    const started = performance.now();
    readAll(Buffer.from(text));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
