import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format as config } from '#core/formats/cisco-config/format.ts';
import { samples as configs } from '#core/formats/cisco-config/samples.ts';
import { format as log } from '#core/formats/cisco-ike-log/format.ts';
import { samples as logs } from '#core/formats/cisco-ike-log/samples.ts';
import { format as show } from '#core/formats/cisco-show-crypto/format.ts';
import { samples as shows } from '#core/formats/cisco-show-crypto/samples.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { dataOf, readBytes, readText } from '../parse-text.ts';

const formats = [log, show, config];
const all = [...logs, ...shows, ...configs].map((s) => s.text);

describe('Cisco: any shape and any bytes', () => {
  it('one text with a configuration, listings and a debug is read whole, whichever format takes it', () => {
    const text = `asa1# show running-config\n${configs[2]!.text}asa1# show crypto ipsec sa\n${shows[1]!.text}asa1# show logging\n${logs[3]!.text}`;
    const scores = formats.map((f) => readText(f, text).score);
    expect(Math.max(...scores)).toBeGreaterThan(0.7);
    for (const format of formats) {
      const read = readText(format, text);
      expect(dataOf(read, 'device-tunnel')).toHaveLength(1);
      expect(dataOf(read, 'device-sa')).toHaveLength(1);
      expect(dataOf(read, 'ike-event').filter((e) => e.step === 'failed')).toHaveLength(1);
      const places = read.records.map((r) => r.place.line);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it("a few lines of Cisco in the log of another device do not make it Cisco's", () => {
    const other = 'Nov 18 10:00:00 fw charon: 05[IKE] initiating IKE_SA azure[7] to 198.51.100.20\n'.repeat(50);
    const cisco = 'Nov 18 10:00:01 rtr1 77: Nov 18 10:00:00.123: %IKEV2-5-SA_UP: SA UP\n';
    expect(readText(log, other + cisco).score).toBeLessThan(0.6);
    expect(readText(log, cisco.repeat(50) + other).score).toBeGreaterThan(0.9);
  });

  it('never throws, whatever the lines', () => {
    const piece = constantFrom(
      ...all.flatMap((text) => text.split('\n')),
      '<--- More --->',
      'rtr1(config)#crypto map',
      'IKEv2:(',
      'ISAKMP:(0):',
      '%ASA-3-713902:',
    );
    assert(
      property(array(oneof(piece, string()), { maxLength: 40 }), (lines) => {
        const { records, rejected, score } = readText(show, lines.join('\n'));
        expect(rejected).toEqual([]);
        expect(score).toBeLessThanOrEqual(1);
        for (const { place, text } of records) expect(text.split('\n').length).toBe(place.endLine - place.line + 1);
      }),
      { numRuns: 150 },
    );
    assert(
      property(uint8Array({ maxLength: 2000 }), (bytes) => formats.every((format) => readBytes(format, bytes).score <= 1)),
      { numRuns: 100 },
    );
  });

  it.each(all.map((text) => [text.split('\n', 1)[0]!.slice(0, 60), text] as const))('cut at every byte: %s', (_name, text) => {
    for (let end = 0; end < Math.min(text.length, 900); end += 7) readText(log, text.slice(0, end));
  });

  it('very long lines and very many lines cost no more than their length', () => {
    const started = performance.now();
    const long = 'a'.repeat(200_000);
    readText(
      log,
      `IKEv2:(1): ${'Proposal 1: '.repeat(40_000)}\nISAKMP:(0):${' '.repeat(200_000)}\n%ASA-3-713902: Group = ${long}, IP = ${long}\n`,
    );
    readText(log, 'ISAKMP:      encryption AES-CBC\n'.repeat(20_000));
    readText(show, `interface: a\n${'local ident (addr/mask/prot/port): (10.0.0.0/255.0.0.0/0/0)\n'.repeat(20_000)}`);
    readText(show, `Tunnel-id\n${`1 ${'x/'.repeat(50_000)}\n`.repeat(4)}`);
    readText(show, `Connection   : a\n${'A : '.repeat(50_000)}\n`);
    readText(
      config,
      `${'crypto map M 10 set peer 198.51.100.20\n'.repeat(5000)}${'access-list A extended permit ip any any\n'.repeat(20_000)}`,
    );
    readText(
      config,
      Array.from({ length: 3000 }, (_, i) => `crypto map M ${i} set peer 198.51.100.20\ncrypto map M ${i} match address A\n`).join(''),
    );
    readText(
      config,
      `object-group network A\n${' group-object A\n'.repeat(1000)}access-list B extended permit ip object-group A object-group A\ncrypto map M 1 set peer 1.1.1.1\ncrypto map M 1 match address B\n`,
    );
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
