import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/psping/format.ts';
import { summarise } from '#core/probes/latency.ts';
import type { TcpAttempt } from '#core/probes/ports.ts';
import { probeTcp } from '#core/probes/tcp-probe.ts';
import { writePsping } from '#core/probes/write-psping.ts';
import type { ProbeRequestOf } from '#shared/model/probe.ts';
import { fakeWorld } from '../../../helpers/fake-probe-ports.ts';
import { dataOf, readText } from '../formats/parse-text.ts';

const request: ProbeRequestOf<'tcp'> = {
  kind: 'tcp',
  host: '10.20.1.4',
  port: 443,
  count: 4,
  warmups: 1,
  intervalMs: 1000,
  timeoutMs: 5000,
  family: 'any',
};
const local = { address: '10.1.0.10', port: 50_000 };

async function run(attempts: readonly Partial<TcpAttempt>[], said: Partial<typeof request> = {}, names = {}) {
  const world = fakeWorld({
    tcp: (count) => ({ outcome: 'connected', ms: 10, local, code: null, ...attempts[count - 1] }),
    names,
  });
  const stop = new AbortController();
  const made = await probeTcp({ ...request, ...said }, world.ports, {
    signal: stop.signal,
    sample: () => {
      if (said.count === 0 && world.now() > 9_000) stop.abort();
    },
  });
  return { made, text: writePsping(made, '0.1.0'), world };
}

describe('a TCP run', () => {
  it('reads back from its own text', async () => {
    const { text } = await run([{ ms: 99 }, { ms: 12.31 }, { ms: 13.05 }, { ms: 11.97 }, { ms: 12.47 }]);
    const read = readText(format, text);
    expect(read.score).toBe(0.97);
    expect(read.rejected).toEqual([]);
    expect(dataOf(read, 'tcp-probe')).toEqual([
      {
        kind: 'tcp-probe',
        tool: 'psping',
        toolVersion: null,
        mode: 'connect',
        host: '10.20.1.4',
        port: 443,
        sourceAddress: '10.1.0.10',
        sent: 4,
        received: 4,
        minMs: 11.97,
        maxMs: 13.05,
        averageMs: 12.45,
        megabytesPerSecond: null,
        complete: true,
      },
    ]);
    expect(read.records[0]!.text).toContain('Percentiles: 50% = 12.31ms, 90% = 13.05ms');
  });

  it('counts losses and refusals apart', async () => {
    const { text } = await run([
      {},
      { outcome: 'timeout', ms: 5000, local: null },
      { ms: 20 },
      { outcome: 'refused', ms: 1, local: null },
      { ms: 30 },
    ]);
    expect(dataOf(readText(format, text), 'tcp-probe')).toMatchObject([
      { sent: 4, received: 2, refused: 1, minMs: 20, maxMs: 30, averageMs: 25 },
    ]);
  });

  it('without any answer has no latency', async () => {
    const dead = { outcome: 'timeout', ms: 5000, local: null } as const;
    const { text } = await run([dead, dead, dead, dead, dead]);
    expect(dataOf(readText(format, text), 'tcp-probe')).toMatchObject([
      { sent: 4, received: 0, minMs: null, averageMs: null, complete: true },
    ]);
  });

  it('of a name probes its first address and tells all', async () => {
    const { made, text } = await run([], { host: 'app.example.net' }, { 'app.example.net': ['2001:db8::4', '10.20.1.4'] });
    expect(made.resolved.address).toBe('2001:db8::4');
    expect(text).toContain('Resolved app.example.net to 2001:db8::4, 10.20.1.4 in ');
    expect(dataOf(readText(format, text), 'tcp-probe')).toMatchObject([{ host: '2001:db8::4', port: 443, received: 4 }]);
  });

  it('of a name without an address sends nothing and claims nothing', async () => {
    const { made, text } = await run([], { host: 'no.such.name' });
    expect(made.samples).toEqual([]);
    expect(text).toContain('no.such.name could not be resolved');
    expect(dataOf(readText(format, text), 'tcp-probe')).toMatchObject([{ sent: 0, received: 0, averageMs: null }]);
  });

  it('until it is stopped keeps the pace of its interval', async () => {
    const { made } = await run([], { count: 0, warmups: 0 });
    expect(made.samples).toHaveLength(10);
    const times = made.samples.map((s) => s.atMs);
    expect(times.slice(1).map((at, i) => at - times[i]!)).toEqual(Array(9).fill(1000));
  });

  it('any results read back as they were', async () => {
    const attempt = fc.record({
      outcome: fc.constantFrom('connected' as const, 'timeout' as const, 'refused' as const, 'unreachable' as const, 'failed' as const),
      ms: fc.integer({ min: 1, max: 500_000 }).map((n) => n / 100),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 2, maxLength: 30 }), async (attempts) => {
        const { text } = await run(attempts, { count: attempts.length - 1 });
        const counted = attempts.slice(1);
        const [read] = dataOf(readText(format, text), 'tcp-probe');
        const received = counted.filter((a) => a.outcome === 'connected');
        expect([read?.sent, read?.received, read?.refused ?? 0]).toEqual([
          counted.length,
          received.length,
          counted.filter((a) => a.outcome === 'refused').length,
        ]);
        expect(read?.minMs).toBe(received.length === 0 ? null : Math.min(...received.map((a) => a.ms)));
      }),
    );
  });
});

describe('a summary', () => {
  it('by nearest rank, and a histogram that counts each once', () => {
    const times = Array.from({ length: 100 }, (_, i) => i + 1);
    const summary = summarise([...times, null]);
    expect(summary).toMatchObject({ sent: 101, received: 100, minMs: 1, maxMs: 100, averageMs: 50.5 });
    expect(summary.percentiles).toEqual([
      { percent: 50, ms: 50 },
      { percent: 90, ms: 90 },
      { percent: 95, ms: 95 },
      { percent: 99, ms: 99 },
    ]);
    expect(summary.histogram).toHaveLength(10);
    expect(summary.histogram.map((b) => b.count)).toEqual(Array(10).fill(10));
  });

  it('of equal times has one bucket, of none nothing', () => {
    expect(summarise([5, 5, 5]).histogram).toEqual([{ fromMs: 5, toMs: 5, count: 3 }]);
    expect(summarise([null])).toMatchObject({ averageMs: null, percentiles: [], histogram: [] });
  });
});
