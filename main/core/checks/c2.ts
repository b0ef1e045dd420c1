import type { Check, CheckResult } from './check.ts';
import { decided, undecided, worstOf } from './support/result.ts';

const order = ['different', 'same', 'masked', 'several', 'only-one-end', 'cannot-tell'];
const bothEnds = ['azure-shared-key', 'device-shared-key'];

/**
 * C2: the result of the comparison that the import made in memory. A masked or encrypted key is "not comparable",
 * never "different"; keys themselves are not part of any fact.
 */
export const check: Check = {
  id: 'C2',
  evaluate: (view): CheckResult => {
    const compared = view.of('shared-key-comparison').map((fact): CheckResult => {
      if (fact.result !== 'cannot-tell') return decided(fact.result, {}, fact.citations);
      const outcome = fact.why === 'masked' || fact.why === 'several' ? fact.why : 'only-one-end';
      return undecided({}, bothEnds, fact.citations, outcome);
    });
    const shown = view.of('azure-shared-key').filter((k) => k.state !== 'empty');
    const seen = shown.map((k) => undecided({}, bothEnds, k.citations, k.state === 'masked' ? 'masked' : 'only-one-end'));
    return worstOf(order, compared.length > 0 ? compared : seen) ?? undecided({}, bothEnds);
  },
};
