import type { Check, CheckResult } from './check.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';

/** Processor load over the 95th percentile: failure mode FM48 names 90 %; 75 % as a warning is our estimate. */
const overloadedPercent = 90;
const hotPercent = 75;

/** D3: are the machines (RRAS host, VMs) busy. */
export const check: Check = {
  id: 'D3',
  evaluate: (view): CheckResult => {
    const results = view
      .of('counter-summary')
      .filter((c) => c.counter === 'cpu.total' && c.samples > 0)
      .map((c) => {
        const percent = Math.round(c.p95 * 10) / 10;
        const outcome = c.p95 >= overloadedPercent ? 'overloaded' : c.p95 >= hotPercent ? 'hot' : 'fine';
        return decided(outcome, { percent, counter: c.counter }, c.citations);
      });
    return worstOf(['overloaded', 'hot', 'fine'], results) ?? undecided({ percent: unknown, counter: 'cpu.total' }, ['vm-counters']);
  },
};
