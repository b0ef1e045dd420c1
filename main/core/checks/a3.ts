import type { Check, CheckResult } from './check.ts';
import { dialParams, isDeviceProvider, judgeDials, noDial } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { decided, undecided, worstOf } from './support/result.ts';

const outcomes = {
  'no-answer': 'no-answer',
  authentication: 'authentication',
  certificate: 'authentication',
  'ike-policy': 'ike-policy',
  'ipsec-policy': 'ipsec-policy',
  pfs: 'pfs',
  'traffic-selectors': 'traffic-selectors',
  'ike-version': 'ike-version',
  'peer-identity': 'peer-identity',
  'peer-closed': 'peer-lost',
  'peer-lost': 'peer-lost',
  rekey: 'peer-lost',
  'interface-unreachable': 'other-error',
  'local-configuration': 'other-error',
  'service-down': 'other-error',
  'name-resolution': 'other-error',
  'user-action': 'other-error',
  refused: 'other-error',
  other: 'other-error',
  // The tunnel came up afterwards, and that is what the outcome says.
  recovered: 'ok',
  ok: 'ok',
} as const satisfies Record<DialVerdict['what'], string>;

const order = [
  'authentication',
  'peer-identity',
  'ike-policy',
  'ipsec-policy',
  'pfs',
  'traffic-selectors',
  'ike-version',
  'no-answer',
  'peer-lost',
  'other-error',
  'ok',
];

/** A3: logs of any other VPN device, whose extractors emit the same facts under the device's own provider name. */
export const check: Check = {
  id: 'A3',
  evaluate: (view): CheckResult => {
    const results = judgeDials(view, isDeviceProvider).map((v) => decided(outcomes[v.what], dialParams(v), v.citations));
    const worst = worstOf(order, results);
    if (worst !== null) return worst;
    const successes = view.of('dial-successes').filter((f) => isDeviceProvider(f.provider));
    const first = successes[0];
    if (first === undefined) return undecided(noDial, ['device-log']);
    return decided(
      'ok',
      { ...noDial, interface: first.interfaceName ?? first.provider },
      successes.flatMap((f) => f.citations),
    );
  },
};
