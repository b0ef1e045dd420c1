import type { Analysis } from '../../shared/model/analysis.ts';
import type { CheckId } from '../../shared/model/verdict.ts';
import type { JoinedNegotiations } from '../../main/core/negotiation/joined.ts';
import type { LabRun, View } from './lab-runs.ts';

/** What a witness cannot know, why, and the checks that would tell. Where no entry speaks, the injected cause must lead. */
type Limit = {
  readonly cause: string;
  readonly views: readonly View[];
  /** The limit holds only for runs that this end began; either one when left out. */
  readonly initiator?: LabRun['initiator'];
  /** The limit holds only for this version of IKE. */
  readonly version?: LabRun['version'];
  /** How far down the cause may stand. 1: the look-alike is so rare that the cause must lead all the same. */
  readonly within: 1 | 3;
  readonly because: string;
  readonly tells: readonly CheckId[];
};

const sameRefusal =
  'the end that refuses answers a wrong key and a refused identity with the same notify (RFC 7296, 2.21.2), so who reads only the answer cannot tell them apart';
const sealedRefusal = 'the refusal is encrypted: its length shows that the child SA is refused, and not for which reason';
const sameSilence = 'nothing comes back, whether the port is blocked or nobody has the address; the gateway sees nothing in either case';

export const limits: readonly Limit[] = [
  {
    cause: 'psk-mismatch',
    views: ['capture', 'log', 'both'],
    initiator: 'on-premises',
    within: 1,
    because: sameRefusal,
    // C2 compares the keys themselves; C1 is the log of the end that refused.
    tells: ['C2', 'C1'],
  },
  { cause: 'psk-mismatch', views: ['capture'], initiator: 'azure', within: 1, because: sameRefusal, tells: ['C2', 'A3', 'C1'] },
  {
    cause: 'peer-id-mismatch',
    views: ['capture', 'log', 'both'],
    initiator: 'on-premises',
    within: 3,
    because: sameRefusal,
    // Equal keys leave the identity; C1 is the log of the end that refused.
    tells: ['C2', 'C1'],
  },
  { cause: 'peer-id-mismatch', views: ['capture'], initiator: 'azure', within: 3, because: sameRefusal, tells: ['C2', 'A3', 'C1'] },
  {
    cause: 'ike-version-mismatch',
    views: ['capture', 'log', 'both'],
    initiator: 'on-premises',
    within: 3,
    because: 'an end without a configuration for this IKE version refuses like one without a matching proposal: NO_PROPOSAL_CHOSEN',
    // B3 lays the versions of both ends side by side; C1 is the log of the end that refused.
    tells: ['B3', 'C1'],
  },
  {
    cause: 'ike-version-mismatch',
    views: ['capture'],
    initiator: 'azure',
    within: 3,
    because: 'an end without a configuration for this IKE version refuses like one without a matching proposal: NO_PROPOSAL_CHOSEN',
    tells: ['B3', 'A3', 'C1'],
  },
  {
    cause: 'ipsec-policy-mismatch',
    views: ['capture'],
    within: 3,
    because: sealedRefusal,
    // B3 compares proposals and selectors of both ends; the logs of either end hold the notify in clear.
    tells: ['B3', 'C1'],
  },
  { cause: 'traffic-selector-mismatch', views: ['capture'], within: 3, because: sealedRefusal, tells: ['B3', 'C1'] },
  {
    cause: 'pfs-mismatch',
    views: ['capture', 'log', 'both'],
    version: 1,
    within: 3,
    because: 'quick mode refuses a PFS group like any other proposal that does not suit; only the rekey of IKEv2 shows it by itself',
    tells: ['B3'],
  },
  {
    cause: 'udp-500-blocked',
    views: ['capture', 'log', 'both', 'all'],
    within: 3,
    because: sameSilence,
    // A rule or a probe of another path shows the port; it cannot be the address when the gateway answers a probe.
    tells: ['B2'],
  },
  {
    cause: 'wrong-gateway-ip',
    views: ['capture', 'log', 'both', 'all'],
    within: 3,
    because: sameSilence,
    // Open ports leave the address; the connection of Azure (C5) names the gateway, whose address is compared with the dialled one.
    tells: ['B2', 'C5'],
  },
  {
    cause: 'udp-4500-blocked',
    views: ['log'],
    initiator: 'on-premises',
    within: 1,
    because: 'a log shows the silence after IKE_SA_INIT; that it is the port and not the end that fell silent shows on the line only',
    tells: ['B2', 'C1'],
  },
  {
    cause: 'udp-4500-blocked',
    views: ['capture', 'log', 'both'],
    initiator: 'azure',
    within: 1,
    because: 'the device answers IKE_SA_INIT and sees no more of it; a filter on UDP 500 and a scanner leave the same',
    tells: ['B2', 'C1'],
  },
  {
    cause: 'esp-blocked',
    views: ['log'],
    within: 3,
    because: 'the negotiation succeeds, and a log of IKE holds nothing of ESP',
    // A ping through the tunnel, the rules of the firewall, the byte counters of the connection.
    tells: ['B1', 'B2', 'C5'],
  },
];

export function limitOf(run: LabRun, view: View): Limit | null {
  const isOf = (l: Limit): boolean =>
    l.cause === run.cause &&
    l.views.includes(view) &&
    (l.initiator === undefined || l.initiator === run.initiator) &&
    (l.version === undefined || l.version === run.version);
  return limits.find(isOf) ?? null;
}

export type Judged = {
  readonly rank: number;
  readonly limit: Limit | null;
  /** What of the demand is broken, in words; empty when it is met. */
  readonly broken: readonly string[];
};

/**
 * The demand: the injected cause leads where the witness can know it; where it cannot, the cause is among the first three and the next
 * best check is one that would tell. A healthy run shows no problem.
 */
export function judge(run: LabRun, view: View, { causes, next, findings }: Analysis): Judged {
  const limit = limitOf(run, view);
  const rank = causes.findIndex((c) => c.id === run.cause) + 1;
  const broken: string[] = [];
  const allowed = limit?.within ?? 1;
  if (rank === 0 || rank > allowed) broken.push(`rank ${rank || '–'}, demanded ${allowed}`);
  const best = next[0]?.check;
  if (limit !== null && (best === undefined || !limit.tells.includes(best)))
    broken.push(`next best check ${best ?? '–'}, would tell: ${limit.tells.join(', ')}`);
  const problems = findings.filter((f) => f.verdict === 'problem').map((f) => `${f.check} ${f.outcome}`);
  if (run.cause === 'none' && problems.length > 0) broken.push(`a problem in a healthy run: ${problems.join(', ')}`);
  return { rank, limit, broken };
}

/** A message takes its time on the line, and the lab delays some of them. */
const offsetToleranceMs = 250;

/** What is broken in the joining of a run's three witnesses: each attempt once, seen in the capture, the clocks found. */
export function judgeJoining(run: LabRun, { witnesses, negotiations }: JoinedNegotiations): string[] {
  const broken: string[] = [];
  const attempts = negotiations.reduce((sum, n) => sum + n.attempts, 0);
  if (run.attempts !== null && attempts !== run.attempts) broken.push(`${attempts} attempts, the capture has ${run.attempts}`);
  const capture = witnesses.find((w) => w.kind === 'capture');
  const apart = negotiations.filter((n) => n.members.every((m) => m.sourceId !== capture?.id));
  if (apart.length > 0) broken.push(`${apart.length} negotiations that the capture does not share`);
  for (const { id, path, offset } of witnesses) {
    if (id === capture?.id) continue;
    const trueMs = path.startsWith('azure') ? run.azureClockMs : 0;
    if (offset === null) broken.push(`no clock offset of ${path}`);
    else if (Math.abs(offset.medianMs - trueMs) > offsetToleranceMs)
      broken.push(`clock of ${path} ${offset.medianMs} ms, in truth ${trueMs} ms`);
  }
  return broken;
}
