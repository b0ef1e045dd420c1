import type { Citation } from '#shared/model/analysis.ts';
import type { End } from '#shared/model/negotiation.ts';
import { overlaps, parseRanges } from '#shared/net/address-range.ts';
import { readNegotiation } from '../../negotiation/reading.ts';
import type { Reading } from '../../negotiation/reading.ts';
import type { NegotiationFault } from '../../negotiation/faults.ts';
import type { Joined } from '../../negotiation/joined.ts';
import type { FactView } from '../check.ts';
import type { DialVerdict } from './dials.ts';
import { gatewayAddresses } from './network.ts';

const natPort = 4500;

export type Read = { readonly joined: Joined; readonly reading: Reading };

/** What an initiator reads in a notify, and what the end that refused may say of itself about the same refusal. */
const refinements: Readonly<Partial<Record<DialVerdict['what'], readonly NegotiationFault[]>>> = {
  authentication: ['peer-identity'],
  'ike-policy': ['ike-version'],
  'ipsec-policy': ['pfs', 'traffic-selectors'],
};

/** A capture also holds the tunnels of others: only those to a known gateway count, any while no gateway is known. */
function concerns({ onPremises, azure }: Joined, view: FactView): boolean {
  const gateways = gatewayAddresses(view);
  const ends = parseRanges([onPremises, azure].flatMap((end) => end?.address ?? []));
  return gateways.length === 0 || ends.some((end) => gateways.some((gateway) => overlaps(end, gateway)));
}

/** Negotiations of the tunnel with their readings; one that ended well later makes an earlier failure history. */
export function tunnelNegotiations(view: FactView): Read[] {
  const { witnesses, negotiations } = view.negotiations;
  const read = negotiations.filter((n) => concerns(n, view)).map((joined) => ({ joined, reading: readNegotiation(joined, witnesses) }));
  const lastUp = Math.max(...read.filter((r) => r.reading.result === 'established').map((r) => r.joined.lastMs ?? -Infinity), -Infinity);
  return read.filter((r) => r.reading.result === 'established' || (r.joined.lastMs ?? Infinity) > lastUp);
}

function isFromBothEnds({ members }: Joined): boolean {
  return new Set(members.map((m) => m.localEnd)).size > 1;
}

/** The word of the end that refused, where it says more than what the other end could read. */
export function refine(verdict: DialVerdict, reads: readonly Read[]): { readonly what: DialVerdict['what']; readonly by: Read | null } {
  const finer = refinements[verdict.what] ?? [];
  const by = reads.find(
    (r) => r.reading.fault !== null && !r.reading.isInferred && finer.includes(r.reading.fault) && isFromBothEnds(r.joined),
  );
  const fault = by?.reading.fault;
  return by === undefined || fault === null || fault === undefined || fault === 'child-refused' || fault === 'esp-one-way'
    ? { what: verdict.what, by: null }
    : { what: fault, by };
}

/** Failures that no log states: they show in the length of encrypted answers, or in what never comes back. */
export function inferredFailures(reads: readonly Read[]): Read[] {
  return reads.filter((r) => r.reading.isInferred && r.reading.fault !== 'no-answer' && r.reading.fault !== 'esp-one-way');
}

/**
 * Requests to UDP 4500 that one end sends and the other one, who was watching the same negotiation, never sees: they are lost on the way,
 * whichever end's evidence tells it.
 */
export function lostOnNatPort(reads: readonly Read[]): Read[] {
  return reads.filter(({ joined, reading }) => {
    const at = reading.failedAt ?? -1;
    const failed = joined.messages[at];
    if (reading.fault !== 'no-answer' || failed === undefined) return false;
    // A log names the port a line before or after the message.
    if (joined.messages.slice(at).every((m) => m.seen.every((s) => s.step.port !== natPort))) return false;
    const seeing = (source: string): End | undefined => joined.members.find((m) => m.sourceId === source)?.localEnd;
    const isWatched = joined.members.some((m) => m.localEnd !== failed.from);
    return isWatched && failed.seen.every((s) => seeing(s.witness) === failed.from);
  });
}

/** Citations of the message at which a negotiation failed, from all who saw it. */
export function citationsOf({ joined, reading }: Read): readonly Citation[] {
  return joined.messages[reading.failedAt ?? 0]?.seen.map((s) => s.step.citation) ?? [];
}
