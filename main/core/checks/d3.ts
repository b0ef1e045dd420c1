import type { MessageParams } from '#shared/model/message.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';

/** Processor load over the 95th percentile: failure mode FM48 names 90 %; 75 % as a warning is our estimate. */
const overloadedPercent = 90;
const hotPercent = 75;

const nothing: MessageParams = { percent: unknown, counter: 'cpu.total', machine: unknown, state: unknown };

/** Virtual machines that do not run; one that is starting will. Power states: Microsoft Learn, "States and billing status of Azure Virtual Machines". */
function stopped(view: FactView): CheckResult[] {
  return view
    .of('azure-machine')
    .filter(({ powerState }) => /^(?:stopped|stopping|deallocated|deallocating|hibernated)$/.test(powerState))
    .map((m) => decided('stopped', { ...nothing, machine: m.name ?? unknown, state: m.powerState }, m.citations));
}

/** D3: do the machines run, and are they (RRAS host, VMs) busy. */
export const check: Check = {
  id: 'D3',
  evaluate: (view): CheckResult => {
    const loads = view
      .of('counter-summary')
      .filter((c) => c.counter === 'cpu.total' && c.samples > 0)
      .map((c) => {
        const percent = Math.round(c.p95 * 10) / 10;
        const outcome = c.p95 >= overloadedPercent ? 'overloaded' : c.p95 >= hotPercent ? 'hot' : 'fine';
        return decided(outcome, { ...nothing, percent, counter: c.counter }, c.citations);
      });
    return worstOf(['overloaded', 'stopped', 'hot', 'fine'], [...stopped(view), ...loads]) ?? undecided(nothing, ['vm-counters']);
  },
};
