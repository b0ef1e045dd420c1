import type { Check, CheckResult } from './check.ts';
import { dialParams, isRasClient, judgeDials, noDial } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { decided, undecided, worstOf } from './support/result.ts';

const outcomes = {
  'no-answer': 'no-answer',
  authentication: 'authentication',
  'peer-identity': 'authentication',
  certificate: 'certificate',
  'ike-policy': 'ike-policy',
  'ipsec-policy': 'ike-policy',
  pfs: 'ike-policy',
  'ike-version': 'ike-policy',
  'traffic-selectors': 'traffic-selectors',
  'peer-closed': 'peer-closed',
  'peer-lost': 'peer-closed',
  rekey: 'peer-closed',
  'local-configuration': 'local-configuration',
  'service-down': 'local-configuration',
  'interface-unreachable': 'local-configuration',
  'name-resolution': 'name-resolution',
  'user-action': 'dial-failed',
  refused: 'dial-failed',
  other: 'dial-failed',
  recovered: 'recovered',
  ok: 'ok',
} as const satisfies Record<DialVerdict['what'], string>;

const order = [
  'authentication',
  'certificate',
  'ike-policy',
  'traffic-selectors',
  'name-resolution',
  'no-answer',
  'local-configuration',
  'dial-failed',
  'peer-closed',
  'recovered',
  'ok',
];

/** A2: what the connection manager wrote about each attempt into the Application log. */
export const check: Check = {
  id: 'A2',
  evaluate: (view): CheckResult => {
    const results = judgeDials(view, isRasClient).map((v) => decided(outcomes[v.what], dialParams(v), v.citations));
    const worst = worstOf(order, results);
    if (worst !== null) return worst;
    const successes = view.of('dial-successes').filter((f) => isRasClient(f.provider));
    const first = successes[0];
    if (first !== undefined)
      return decided(
        'ok',
        { ...noDial, interface: first.interfaceName ?? noDial['interface'] ?? '' },
        successes.flatMap((f) => f.citations),
      );
    // Events without an end of any attempt (only starts, or a user's own disconnection) say nothing about the tunnel.
    const seen = view.of('event-log-seen').filter((f) => isRasClient(f.provider));
    return undecided(
      noDial,
      ['rasclient-event-log'],
      seen.flatMap((f) => f.citations),
    );
  },
};
