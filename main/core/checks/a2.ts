import type { Check, CheckResult, FactView } from './check.ts';
import { dialParams, isRasClient, judgeDials, noDial } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';

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
type Stage = keyof typeof byStep;

/** How far the failed attempts of the verdict's interface came, those with its code if it has one; null when no event tells. */
function stageOf({ interfaceName, code }: DialVerdict, view: FactView): Stage | null {
  const name = interfaceName?.toLowerCase();
  const failed = view.of('dial-attempts').filter((a) => a.failed && (name === undefined || a.interfaceName?.toLowerCase() === name));
  const same = failed.filter((a) => a.code === code);
  return (same.length > 0 ? same : failed).toSorted((a, b) => b.count - a.count)[0]?.reached ?? null;
}

function judged(verdict: DialVerdict, view: FactView): CheckResult {
  const outcome = outcomes[verdict.what];
  const stage = stageOf(verdict, view);
  const decisive = outcome === 'dial-failed' && verdict.code === null && stage !== null ? byStep[stage] : outcome;
  return decided(decisive, { ...dialParams(verdict), stage: stage ?? unknown }, verdict.citations);
}

const none = { ...noDial, stage: unknown };

/** A2: what the connection manager wrote about each attempt into the Application log. */
export const check: Check = {
  id: 'A2',
  evaluate: (view): CheckResult => {
    const results = judgeDials(view, isRasClient).map((v) => judged(v, view));
    const worst = worstOf(order, results);
    if (worst !== null) return worst;
    const successes = view.of('dial-successes').filter((f) => isRasClient(f.provider));
    const first = successes[0];
    if (first !== undefined)
      return decided(
        'ok',
        { ...none, interface: first.interfaceName ?? unknown },
        successes.flatMap((f) => f.citations),
      );
    // Events without an end of any attempt (only starts, or a user's own disconnection) say nothing about the tunnel.
    const seen = view.of('event-log-seen').filter((f) => isRasClient(f.provider));
    return undecided(
      none,
      ['rasclient-event-log'],
      seen.flatMap((f) => f.citations),
    );
  },
};
