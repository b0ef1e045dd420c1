import type { Check, CheckResult, FactView } from './check.ts';
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

/**
 * Where a cut text left the code open, the last step before the failure still tells what stopped the attempts (Microsoft, RAS
 * Connection Establishment Issues): the server itself, a peer that did not answer, or what came after the link was up.
 */
const byStep = { started: 'local-configuration', dialling: 'no-answer', link: 'dial-failed', connected: 'dial-failed' } as const;

function withStep(verdict: DialVerdict, view: FactView): string {
  const outcome = outcomes[verdict.what];
  if (outcome !== 'dial-failed' || verdict.code !== null) return outcome;
  const name = verdict.interfaceName?.toLowerCase();
  const failed = view.of('dial-attempts').filter((a) => a.failed && (name === undefined || a.interfaceName?.toLowerCase() === name));
  const most = failed.toSorted((a, b) => b.count - a.count)[0];
  return most === undefined ? outcome : byStep[most.reached];
}

/** A2: what the connection manager wrote about each attempt into the Application log. */
export const check: Check = {
  id: 'A2',
  evaluate: (view): CheckResult => {
    const results = judgeDials(view, isRasClient).map((v) => decided(withStep(v, view), dialParams(v), v.citations));
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
