import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { format } from '#core/formats/azure-metrics/format.ts';
import { secondsOf } from '#core/formats/azure-metrics/metric.ts';
import { samples } from '#core/formats/azure-metrics/samples.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { fact } from '../../../../helpers/fact-builders.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';
import { readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';

const sample = (name: string): string => samples.find((s) => s.name === name)!.text;
const values = (text: string) => dataOf(readText(format, text), 'perf-sample').map((d) => [d.host, d.values]);

describe('azure-metrics: every shape gives samples', () => {
  it.each([
    [
      'az monitor metrics list',
      [
        ['vgw-hub', { 'gateway.bandwidth': 1_000_000 }],
        ['vgw-hub', { 'gateway.bandwidth': 78_000_000.5 }],
      ],
    ],
    ['REST answer with dimensions', [['vgw-hub', { 'tunnel.received:to-hq 203.0.113.10': 1_000_000 }]]],
    ['Get-AzMetric | ConvertTo-Json', [['vm-app1', { 'cpu.total': 96.5 }]]],
    [
      'blob insights-metrics-pt1m',
      [
        ['VGW-HUB', { 'tunnel.bandwidth': 5 }],
        ['VGW-HUB', { 'tunnel.bandwidth': 7 }],
      ],
    ],
    ['AzureMetrics as CSV', [['VGW-HUB', { 'gateway.bandwidth': 2_500_000 }]]],
  ])('%s', (name, expected) => {
    const read = readText(format, sample(name));
    expect(values(sample(name))).toEqual(expected);
    expect(read.rejected).toEqual([]);
    expect(read.records[0]?.time).toMatchObject({ utcMs: Date.UTC(2026, 10, 18, 10), zone: 'utc' });
  });

  it('a point stands on its own lines', () => {
    expect(readText(format, sample('az monitor metrics list')).records.map((r) => [r.place.line, r.place.endLine])).toEqual([
      [18, 21],
      [25, 28],
    ]);
  });

  it.each([
    ['PT5M', 300],
    ['PT1H', 3600],
    ['P1D', 86_400],
    ['00:05:00', 300],
    ['soon', null],
    ['', null],
  ])('%s is %s seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds));

  it.skipIf(!hasCorpus)(`the example of the API's specification${corpusNote}`, () => {
    const text = readFileSync(join(corpusDir, 'azure-json/spec_GetMetric.json'), 'utf8');
    expect(readText(format, text).score).toBe(0.96);
    expect(values(text)).toEqual([
      ['default', { 'BlobCapacity:PageBlob': 0 }],
      ['default', { 'BlobCapacity:BlockBlob': 245 }],
    ]);
  });
});

describe('azure-metrics: checks', () => {
  const outcome = (check: string, name: string): string | undefined => {
    const { source, facts } = factsOfText('metrics.json', Buffer.from(sample(name)), knowledge);
    const all = [...facts, fact('azure-gateway', { sku: 'VpnGw1', generation: 'Generation1' })];
    return analyse({ facts: all, sources: [source], answers: [], knowledge }).findings.find((f) => f.check === check)?.outcome;
  };

  it('D2 takes the gateway’s own bandwidth', () => expect(outcome('D2', 'az monitor metrics list')).toBe('at-limit'));
  it('D3 takes the load of a virtual machine', () => expect(outcome('D3', 'Get-AzMetric | ConvertTo-Json')).toBe('overloaded'));
  it('a gateway says nothing about machines', () => expect(outcome('D3', 'az monitor metrics list')).toBe('cannot-tell'));

  it('BgpPeerStatus that falls to zero is a session that went down', () => {
    const point = (minute: number, average: number) => ({ timeStamp: `2026-11-18T10:${minute}:00Z`, average });
    const metadatavalues = [{ name: { value: 'BgpPeerAddress' }, value: '10.50.0.1' }];
    const data = [point(10, 1), point(15, 1), point(20, 0), point(25, 0)];
    const text = JSON.stringify({ value: [{ name: { value: 'BgpPeerStatus' }, unit: 'Count', timeseries: [{ metadatavalues, data }] }] });
    const { facts } = factsOfText('bgp.json', Buffer.from(text), knowledge);
    expect(facts.filter((f) => f.kind === 'bgp-session')).toMatchObject([
      { peer: '10.50.0.1', state: 'down', ups: 1, downs: 1, since: { firstMs: Date.UTC(2026, 10, 18, 10, 20) } },
    ]);
  });
});

describe('azure-metrics: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    sameInEveryEncoding(format, text);
  });

  it('an answer cut anywhere gives what is whole', () => {
    const text = sample('az monitor metrics list');
    for (let end = 0; end < text.length; end += 7) expect(readText(format, text.slice(0, end)).records.length).toBeLessThanOrEqual(2);
  });

  it('never throws', () => {
    readAnything(format, { samples, more: ['{', '}', '[', '"', '"timeseries":[', '"data":'], mostParts: 12, runs: 100, mostBytes: 1000 });
  });

  it('a text full of half matches costs no more than its length', () => {
    const started = performance.now();
    for (const part of ['{"timeseries":[', '"TimeStamp": "', 'metricname,', '[{"name":{"value":']) readText(format, part.repeat(8000));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
