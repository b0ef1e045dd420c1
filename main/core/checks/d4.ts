import type { Check, CheckResult } from './check.ts';
import { slowMs } from './b1.ts';
import { tunnelProbes } from './support/network.ts';
import { decided, gather, undecided, unknown } from './support/result.ts';

/**
 * D4: does the application suit the distance. A TCP round trip tells only the bad case: a long one slows every
 * application that talks in small steps; a short one says nothing about the application.
 */
export const check: Check = {
  id: 'D4',
  evaluate: (view): CheckResult => {
    const timed = tunnelProbes(view).flatMap((p) =>
      p.kind === 'tcp-probe' && p.received > 0 && p.averageMs !== null ? [{ probe: p, averageMs: p.averageMs }] : [],
    );
    const slow = timed.filter((t) => t.averageMs > slowMs).toSorted((a, b) => b.averageMs - a.averageMs);
    const worst = slow[0];
    if (worst === undefined)
      return undecided(
        { averageMs: unknown, target: unknown },
        ['application-insights', 'psping'],
        gather(...timed.map((t) => t.probe.citations)),
      );
    const params = { averageMs: Math.round(worst.averageMs * 100) / 100, target: worst.probe.host };
    return decided('slow', params, gather(...slow.map((t) => t.probe.citations)));
  },
};
