import type { Check, CheckResult } from './check.ts';
import { dialParams, isWindowsServerProvider, judgeDials, noDial } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { judgeIke } from './support/ike.ts';
import { stoppedWindowsServices } from './support/services.ts';
import { decided, undecided, worstOf } from './support/result.ts';

const outcomes = {
  'no-answer': 'no-answer',
  authentication: 'authentication',
  'peer-identity': 'authentication',
  certificate: 'certificate',
  // Windows reports one code for all proposals, so that the phase is not known here.
  'ike-policy': 'ike-policy',
  'ipsec-policy': 'ike-policy',
  pfs: 'ike-policy',
  'traffic-selectors': 'traffic-selectors',
  'ike-version': 'ike-version',
  'peer-closed': 'peer-closed',
  'peer-lost': 'peer-closed',
  rekey: 'peer-closed',
  'local-configuration': 'local-configuration',
  'name-resolution': 'local-configuration',
  'service-down': 'service-down',
  'interface-unreachable': 'interface-unreachable',
  'user-action': 'other-error',
  refused: 'other-error',
  other: 'other-error',
  recovered: 'recovered',
  ok: 'ok',
} as const satisfies Record<DialVerdict['what'], string>;

/** The service first: nothing else can be judged while it is down. What only follows from another fault stands late. */
const order = [
  'not-running',
  'service-down',
  'authentication',
  'certificate',
  'ike-policy',
  'traffic-selectors',
  'ike-version',
  'no-answer',
  'local-configuration',
  'other-error',
  'interface-unreachable',
  'peer-closed',
  'recovered',
  'ok',
];

function judged(verdicts: readonly DialVerdict[]): CheckResult[] {
  return verdicts.map((v) => decided(outcomes[v.what], dialParams(v), v.citations));
}

/** Only the log of RRAS itself can say by its silence that no attempt failed. */
function isRemoteAccess(provider: string): boolean {
  return /^(microsoft-windows-)?remoteaccess$/i.test(provider);
}

/** A1: what RRAS itself wrote into the System log. */
export const check: Check = {
  id: 'A1',
  evaluate: (view): CheckResult => {
    // The attempt as RRAS logs it names interface and code; the negotiations in the Security log stand in where it is missing.
    const stopped = stoppedWindowsServices(view);
    const worst =
      worstOf(order, [...judged(judgeDials(view, isWindowsServerProvider)), ...stopped]) ?? worstOf(order, judged(judgeIke(view)));
    if (worst !== null) return worst;
    const seen = [...view.of('event-log-seen'), ...view.of('dial-successes')].filter((f) => isRemoteAccess(f.provider));
    if (seen.length === 0) return undecided(noDial, ['rras-event-log', 'rras-services']);
    return decided(
      'ok',
      noDial,
      seen.flatMap((f) => f.citations),
    );
  },
};
