import type { FactOf } from '#shared/model/fact.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { decided, gather, undecided, unknown, worstOf } from './support/result.ts';
import { skuLimit } from './support/sku.ts';

type Counter = FactOf<'counter-summary'>;

/** Shares of the SKU's aggregate throughput; the figures of the table are indicative, so that the limit begins below 100 %. Our estimate. */
const atLimit = 0.9;
const nearLimit = 0.7;
const order = ['at-limit', 'near-limit', 'below', 'cannot-tell'];

/** Both directions together, bytes to megabits: Azure's own bandwidth metric and the SKU's figure are combined ones. */
function megabits(counters: readonly Counter[]): number {
  return (counters.reduce((sum, c) => sum + c.p95, 0) * 8) / 1_000_000;
}

/** `bound`: the sum may be more than what the tunnels carry at one time. */
type Load = { readonly counters: readonly Counter[]; readonly bound: boolean };

/**
 * What one source says of the load: the gateway's own metric, which is the figure that the SKU limits; else RAS Total counters; else the
 * metrics of tunnels, whose peaks need not fall together when there are several; else a server's network cards, as an upper bound.
 */
function loadOf(counters: readonly Counter[]): Load | null {
  const of = (pattern: RegExp): Counter[] => counters.filter((c) => pattern.test(c.counter));
  const gateway = of(/^gateway\.bandwidth/);
  if (gateway.length > 0) return { counters: gateway, bound: false };
  const ras = of(/^ras\.(?:received|transmitted)$/);
  if (ras.length > 0) return { counters: ras, bound: false };
  const bandwidth = of(/^tunnel\.bandwidth/);
  const tunnels = bandwidth.length > 0 ? bandwidth : of(/^tunnel\.(?:received|transmitted)/);
  if (tunnels.length > 0) return { counters: tunnels, bound: tunnels.length > (bandwidth.length > 0 ? 1 : 2) };
  const nic = of(/^nic\./);
  return nic.length > 0 ? { counters: nic, bound: true } : null;
}

function loads(view: FactView): Load[] {
  const counters = view.of('counter-summary').filter((c) => c.samples > 0);
  const bySource = Map.groupBy(counters, (c) => c.citations[0]?.sourceId ?? '');
  return [...bySource.values()].flatMap((mine) => loadOf(mine) ?? []);
}

/** D2: does the traffic come close to what the gateway's SKU carries. The 95th percentile stands for the peak, so that one burst decides nothing. */
export const check: Check = {
  id: 'D2',
  evaluate: (view): CheckResult => {
    const limit = skuLimit(view);
    const found = loads(view);
    if (found.length === 0 || limit === null) {
      const missing = [
        ...(found.length === 0 ? ['ras-total-counters', 'gateway-metrics'] : []),
        ...(limit === null ? ['azure-gateway'] : []),
      ];
      const peakMbps = found.length === 0 ? unknown : round(Math.max(...found.map((l) => megabits(l.counters))));
      const params = { peakMbps, limitMbps: limit?.limitMbps ?? unknown, sku: limit?.sku ?? unknown, percent: unknown };
      return undecided(params, missing, gather(...found.flatMap((l) => l.counters.map((c) => c.citations))));
    }
    const results = found.map(({ counters, bound }) => {
      const peakMbps = megabits(counters);
      const share = peakMbps / limit.limitMbps;
      const params = { peakMbps: round(peakMbps), limitMbps: limit.limitMbps, sku: limit.sku, percent: Math.round(share * 100) };
      const cite = gather(...counters.map((c) => c.citations), limit.citations);
      if (share < nearLimit) return decided('below', params, cite);
      // A busy network card may carry other traffic than the tunnel's.
      return bound
        ? undecided(params, ['ras-total-counters', 'gateway-metrics'], cite)
        : decided(share >= atLimit ? 'at-limit' : 'near-limit', params, cite);
    });
    return (
      worstOf(order, results) ??
      undecided({ peakMbps: unknown, limitMbps: limit.limitMbps, sku: limit.sku, percent: unknown }, ['ras-total-counters'])
    );
  },
};

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
