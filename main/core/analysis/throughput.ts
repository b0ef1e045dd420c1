import type { Throughput } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import type { FactView } from '../checks/check.ts';
import { skuLimit } from '../checks/support/sku.ts';

type Counter = FactOf<'counter-summary'>;

/** The longest series of a counter: several exports of one server mostly overlap. */
function longest(view: FactView, counter: string): Counter | null {
  const all = view.of('counter-summary').filter((c) => c.counter === counter && c.points.length > 0);
  return all.toSorted((a, b) => b.samples - a.samples)[0] ?? null;
}

function bits(counter: Counter | null): Map<number, number> {
  return new Map(counter?.points.map(([ms, bytes]) => [ms, bytes * 8]));
}

/** Traffic of the VPN server over time in bits per second, against the limit of the gateway's SKU; null without RAS Total counters. */
export function buildThroughput(view: FactView): Throughput | null {
  const [received, transmitted] = [longest(view, 'ras.received'), longest(view, 'ras.transmitted')];
  if (received === null && transmitted === null) return null;
  const [inward, outward] = [bits(received), bits(transmitted)];
  const times = [...new Set([...inward.keys(), ...outward.keys()])].toSorted((a, b) => a - b);
  const limit = skuLimit(view);
  return {
    points: times.map((ms) => ({ ms, receivedBitsPerSecond: inward.get(ms) ?? null, transmittedBitsPerSecond: outward.get(ms) ?? null })),
    zoneKnown: [received, transmitted].every((c) => c === null || c.span.utc),
    sku: limit?.sku ?? null,
    limitBitsPerSecond: limit === null ? null : limit.limitMbps * 1_000_000,
  };
}
