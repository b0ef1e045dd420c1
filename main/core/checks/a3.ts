import type { Check, CheckResult } from './check.ts';
import { dialParams, isDeviceProvider, judgeDials, noDial } from './support/dials.ts';
import type { DialVerdict } from './support/dials.ts';
import { kernelTunnels } from './support/kernel-sas.ts';
import { citationsOf, inferredFailures, refine, tunnelNegotiations } from './support/negotiations.ts';
import type { Read } from './support/negotiations.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';
import { stoppedIpsecServices } from './support/services.ts';

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

/** The service first: nothing else can be judged while it is down. */
const order = [
  'not-running',
  'authentication',
  'peer-identity',
  'ike-policy',
  'ipsec-policy',
  'pfs',
  'child-refused',
  'traffic-selectors',
  'ike-version',
  'no-answer',
  'peer-lost',
  'other-error',
  'ok',
];

function fromLog(verdict: DialVerdict, reads: readonly Read[]): CheckResult {
  const { what, by } = refine(verdict, reads);
  return decided(outcomes[what], dialParams(verdict), [...(by === null ? [] : citationsOf(by)), ...verdict.citations]);
}

function fromLength(read: Read): CheckResult {
  const { joined, reading } = read;
  const params = {
    ...noDial,
    interface: joined.connection ?? joined.azure?.address ?? unknown,
    count: joined.attempts,
    first: joined.firstText || unknown,
    last: joined.lastText || unknown,
  };
  return decided(
    reading.fault === 'child-refused'
      ? 'child-refused'
      : outcomes[reading.fault === null || reading.fault === 'esp-one-way' ? 'other' : reading.fault],
    params,
    citationsOf(read),
  );
}

/** A3: logs of any other VPN device, whose extractors emit the same facts under the device's own provider name. */
export const check: Check = {
  id: 'A3',
  evaluate: (view): CheckResult => {
    const reads = tunnelNegotiations(view);
    const stated = judgeDials(view, isDeviceProvider).map((v) => fromLog(v, reads));
    const worst = worstOf(order, [...stoppedIpsecServices(view), ...stated, ...inferredFailures(reads).map(fromLength)]);
    if (worst !== null) return worst;
    const successes = view.of('dial-successes').filter((f) => isDeviceProvider(f.provider));
    const first = successes[0];
    const standing = view.of('device-sa').find((s) => s.sa === 'child' && s.state === 'up' && s.vendor !== 'windows');
    if (first === undefined && standing !== undefined)
      return decided('ok', { ...noDial, interface: standing.name ?? standing.peer ?? unknown }, standing.citations);
    const [kernel] = first === undefined ? kernelTunnels(view) : [];
    if (kernel !== undefined) return decided('ok', { ...noDial, interface: kernel.peer }, kernel.citations);
    if (first === undefined) return undecided(noDial, ['device-log']);
    return decided(
      'ok',
      { ...noDial, interface: first.interfaceName ?? first.provider },
      successes.flatMap((f) => f.citations),
    );
  },
};
