import type { Fact, Span } from '#shared/model/fact.ts';
import type { Citation } from '#shared/model/analysis.ts';
import type { Cite, ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

const maxPoints = 300;
/** Samples kept for the percentile; a longer log is thinned evenly, so that memory stays bounded and the result repeatable. */
const maxKept = 20_000;
/** Servers have few network cards; a hostile header could have thousands of columns. */
const maxCounters = 200;

/** Counters that a check or the traffic chart reads; all others stay records. */
const watched =
  /^(ras\.(received|transmitted)|cpu\.total|memory\.availableBytes|nic\.(received|transmitted):.{1,200}|(gateway\.bandwidth|tunnel\.(bandwidth|received|transmitted))(:.{1,200})?)$/s;

type Bucket = { readonly ms: number; sum: number; count: number };

/** Averages in equal runs of samples; neighbours are merged when there are too many, so the number never passes the limit. */
function bucketSeries(): { add: (ms: number, value: number) => void; points: () => [number, number][] } {
  let buckets: Bucket[] = [];
  let perBucket = 1;
  const add = (ms: number, value: number): void => {
    const open = buckets.at(-1);
    if (open !== undefined && open.count < perBucket) {
      open.sum += value;
      open.count += 1;
      return;
    }
    if (buckets.length === maxPoints) {
      buckets = pairs(buckets);
      perBucket *= 2;
    }
    buckets.push({ ms, sum: value, count: 1 });
  };
  return { add, points: () => buckets.map((b) => [b.ms, b.sum / b.count]) };
}

function pairs(buckets: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (let i = 0; i < buckets.length; i += 2) {
    const [a, b] = [buckets[i]!, buckets[i + 1]];
    merged.push({ ms: a.ms, sum: a.sum + (b?.sum ?? 0), count: a.count + (b?.count ?? 0) });
  }
  return merged;
}

/** Keeps every n-th sample, doubling n whenever the store is full: even, deterministic, bounded. */
function thinnedSamples(): { add: (value: number) => void; percentile: (share: number) => number } {
  let kept: number[] = [];
  let step = 1;
  let seen = 0;
  const add = (value: number): void => {
    if (seen % step === 0) kept.push(value);
    seen += 1;
    if (kept.length <= maxKept) return;
    kept = kept.filter((_, i) => i % 2 === 0);
    step *= 2;
  };
  /** Nearest rank: the smallest sample that at least this share of the samples does not exceed. */
  const percentile = (share: number): number => {
    const sorted = kept.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  };
  return { add, percentile };
}

type Series = { readonly add: (record: PlacedRecord, value: number) => void; readonly fact: (counter: string, cite: Cite) => Fact };

function series(): Series {
  const buckets = bucketSeries();
  const samples = thinnedSamples();
  const times: Fold = fold();
  let peak: { readonly record: PlacedRecord; readonly value: number } | null = null;
  let sum = 0;
  const add = (record: PlacedRecord, value: number): void => {
    times.add(record);
    samples.add(value);
    sum += value;
    if (peak === null || value > peak.value) peak = { record, value };
    const ms = record.time?.utcMs ?? record.time?.localMs;
    if (ms !== undefined) buckets.add(ms, value);
  };
  const fact = (counter: string, cite: Cite): Fact => {
    const span: Span = times.span();
    const citations: Citation[] = peak === null ? [] : [cite(peak.record)];
    const count = times.count();
    const points = buckets.points();
    return {
      kind: 'counter-summary',
      counter,
      samples: count,
      average: sum / count,
      p95: samples.percentile(0.95),
      maximum: peak?.value ?? 0,
      span,
      points,
      citations,
    };
  };
  return { add, fact };
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const counters = new Map<string, Series>();
  const add = (record: PlacedRecord): void => {
    if (record.data.kind !== 'perf-sample') return;
    for (const [counter, value] of Object.entries(record.data.values)) {
      if (!Number.isFinite(value) || value < 0 || !watched.test(counter)) continue;
      const known = counters.get(counter);
      if (known === undefined && counters.size >= maxCounters) continue;
      const target = known ?? series();
      counters.set(counter, target);
      target.add(record, value);
    }
  };
  return { add, finish: () => [...counters].map(([counter, s]) => s.fact(counter, context.cite)) };
}

/** Performance counters of a source: average, 95th percentile, peak (cited) and at most 300 points for the chart. */
export const extractor: Extractor = { id: 'perf-counters', kinds: ['perf-sample'], start: collector };
