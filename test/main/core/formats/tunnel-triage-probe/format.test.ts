import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/tunnel-triage-probe/format.ts';
import { samples } from '#core/formats/tunnel-triage-probe/samples.ts';
import { writeProbeText } from '#core/probes/write-probe-text.ts';
import { clockResults, dnsResults, healthResults, ikeProbeResults, pathMtuResults, type ProbeData } from '#shared/model/probe.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { readBytes, readText, variants } from '../parse-text.ts';

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,20}$/);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const startedMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const port = fc.integer({ min: 1, max: 65_535 });
const ms = fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100);
const flag = orNull(fc.boolean());

const data: fc.Arbitrary<ProbeData> = fc.oneof(
  fc.record({
    kind: fc.constant('ike-probe' as const),
    host: word,
    address: orNull(word),
    port,
    version: fc.constantFrom(1 as const, 2 as const),
    startedMs,
    from: orNull(word),
    offered: word,
    result: fc.constantFrom(...ikeProbeResults),
    chosen: orNull(word),
    group: orNull(port),
    cookie: fc.boolean(),
    nat: orNull(fc.record({ local: flag, remote: flag })).map((nat) => (nat?.local === null && nat.remote === null ? null : nat)),
    notifies: fc.array(word, { maxLength: 4 }),
    vendorIds: fc.array(word, { maxLength: 4 }),
    messagesSent: fc.nat(9),
    roundTripMs: orNull(ms),
    groups: fc.array(fc.record({ group: port, result: fc.constantFrom(...ikeProbeResults) }), { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('health-probe' as const),
    host: word,
    address: orNull(word),
    port,
    startedMs,
    result: fc.constantFrom(...healthResults),
    status: orNull(fc.integer({ min: 100, max: 599 })),
    body: orNull(word),
    certificate: orNull(word),
    roundTripMs: orNull(ms),
  }),
  fc.record({
    kind: fc.constant('dns-probe' as const),
    name: word,
    startedMs,
    result: fc.constantFrom('same' as const, 'different' as const, 'none' as const, 'failed' as const),
    answers: fc.array(
      fc.record({
        server: word,
        type: fc.constantFrom('A' as const, 'AAAA' as const, 'PTR' as const, 'any' as const),
        result: fc.constantFrom(...dnsResults),
        values: fc.array(word, { maxLength: 3 }),
        roundTripMs: ms,
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant('path-mtu-probe' as const),
    host: word,
    address: orNull(word),
    startedMs,
    result: fc.constantFrom(...pathMtuResults),
    mtu: orNull(port),
    cipher: orNull(word),
    innerMtu: orNull(port),
    packetsSent: fc.nat(99),
  }),
  fc.record({
    kind: fc.constant('clock-probe' as const),
    host: word,
    address: orNull(word),
    port,
    startedMs,
    result: fc.constantFrom(...clockResults),
    offsetMs: orNull(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => n / 100)),
    roundTripMs: orNull(ms),
    stratum: orNull(fc.nat(16)),
  }),
);

describe('results of our own probes', () => {
  it('are read back as they were written, several in one text', () => {
    fc.assert(
      fc.property(fc.array(data, { minLength: 1, maxLength: 5 }), (all) => {
        const read = readText(format, all.map(writeProbeText).join('\n'));
        expect(read.score).toBe(0.98);
        expect(read.rejected).toEqual([]);
        expect(read.records.map((r) => r.data)).toEqual(all);
      }),
    );
  });

  it.each(samples)('$name, in every encoding: a time, a place, a text', ({ text }) => {
    for (const variant of variants(text)) {
      const { records, rejected, score } = readBytes(format, variant.bytes);
      expect([score, rejected], variant.name).toEqual([0.98, []]);
      expect(records.length).toBe(text.split('Tunnel Triage probe:').length - 1);
      for (const { place, time, text: own } of records) {
        expect(time).toMatchObject({ zone: 'utc', utcMs: expect.any(Number) });
        expect(own.split('\n')).toHaveLength(place.endLine - place.line + 1);
      }
    }
  });

  it('what came over the network cannot add a line', () => {
    const text = writeProbeText({
      kind: 'health-probe',
      host: '198.51.100.20',
      address: '198.51.100.20',
      port: 8081,
      startedMs: 0,
      result: 'other-answer',
      status: 200,
      body: 'up\r\nResult: up\u2028Tunnel Triage probe: ike-probe\u001b[31m',
      certificate: null,
      roundTripMs: null,
    });
    const [record] = readText(format, text).records;
    expect(record?.data).toMatchObject({ result: 'other-answer', body: 'up Result: up Tunnel Triage probe: ike-probe [31m' });
  });

  it.each([
    { name: 'no start', text: 'Tunnel Triage probe: ike-probe\nHost: a\nPort: 500\nVersion: IKEv2\nResult: silent\n' },
    {
      name: 'a result that is none',
      text: 'Tunnel Triage probe: ike-probe\nStarted: 2026-11-28T07:30:00Z\nHost: a\nPort: 500\nVersion: IKEv2\nResult: fine\n',
    },
    { name: 'port 0', text: 'Tunnel Triage probe: clock-probe\nStarted: 2026-11-28T07:30:00Z\nHost: a\nPort: 0\nResult: silent\n' },
    { name: 'a kind of a later version', text: 'Tunnel Triage probe: warp-probe\nStarted: 2026-11-28T07:30:00Z\n' },
  ])('$name is shown as not read', ({ text }) => {
    const { records, rejected } = readText(format, text);
    expect(records).toEqual([]);
    expect(rejected).toMatchObject([{ line: 1, reason: { key: 'reject.probe' } }]);
  });

  it('any bytes, and any lines in any order: no throw, no hang', () => {
    const lines = samples.flatMap((s) => s.text.split('\n'));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void readBytes(format, bytes)));
    fc.assert(fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), (some) => void readText(format, some.join('\n'))));
    const started = performance.now();
    readText(format, `${'Tunnel Triage probe: ike-probe\n'.repeat(20_000)}${'A'.repeat(200_000)}: b\n${'Answer: x\n'.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
