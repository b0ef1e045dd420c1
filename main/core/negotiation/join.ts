import type { FactOf } from '#shared/model/fact.ts';
import type { End } from '#shared/model/negotiation.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import type { Offers } from '#shared/model/negotiation-fact.ts';
import type { Facts } from '../checks/check.ts';
import { clockOffset } from './clock-offset.ts';
import { otherEnd } from './joined.ts';
import type { Joined, JoinedNegotiations, JoinedWitness, Seen } from './joined.ts';
import { mergeMessages } from './merge-messages.ts';
import { orient } from './orient.ts';
import { endpointAt, pairUp } from './pairing.ts';
import type { Group, Paired } from './pairing.ts';

/** A capture saw the packets themselves; a log tells what its writer made of them; Windows names codes only. */
const trust: readonly FactOf<'ike-negotiation'>['witness'][] = ['capture', 'device-log', 'azure-log', 'network-watcher', 'windows'];

/** Hundreds of files may hold hundreds of courses each; the newest of all are joined. */
const mostJoined = 2000;

function newest(facts: readonly FactOf<'ike-negotiation'>[]): readonly FactOf<'ike-negotiation'>[] {
  if (facts.length <= mostJoined) return facts;
  const kept = new Set(facts.toSorted((a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0)).slice(0, mostJoined));
  return facts.filter((fact) => kept.has(fact));
}

function rank([first]: readonly Seen[]): number {
  return first === undefined ? 0 : trust.indexOf(first.fact.witness);
}

function bySource(seen: readonly Seen[]): Seen[][] {
  const sources = new Map<string, Seen[]>();
  for (const one of seen) sources.set(one.sourceId, [...(sources.get(one.sourceId) ?? []), one]);
  return [...sources.values()].toSorted((a, b) => rank(a) - rank(b) || (a[0]!.path < b[0]!.path ? -1 : a[0]!.path > b[0]!.path ? 1 : 0));
}

function together(lists: readonly (readonly IkeProposal[])[]): IkeProposal[] {
  const known = new Map(lists.flat().map((p) => [JSON.stringify([p.protocol, p.transforms]), p]));
  return [...known.values()];
}

/** What an end says of itself stands before what the other end received of it. */
function offersOf(members: readonly Seen[], end: End): Offers {
  const own = members.filter((m) => m.localEnd === end).map((m) => m.fact.localOffers);
  const theirs = members.filter((m) => m.localEnd === otherEnd(end)).map((m) => m.fact.remoteOffers);
  const phase = (which: keyof Offers): IkeProposal[] => {
    const stated = together(own.map((o) => o[which]));
    return stated.length > 0 ? stated : together(theirs.map((o) => o[which]));
  };
  return { ike: phase('ike'), child: phase('child') };
}

function periodOf({ fact }: Seen): number | null {
  const starts = fact.attempts.flatMap((a) => a.ms ?? []).toSorted((a, b) => a - b);
  const distances = starts
    .slice(1)
    .map((ms, i) => ms - starts[i]!)
    .toSorted((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? null;
}

function joinGroup({ members }: Group): Joined {
  const first = members[0]!;
  const told = <V>(of: (m: Seen) => V | null): V | null => members.map(of).find((v) => v !== null) ?? null;
  const most = members.reduce((a, b) => (b.fact.attemptCount > a.fact.attemptCount ? b : a));
  const firstStep = first.fact.steps[0];
  return {
    members,
    onPremises: told((m) => endpointAt(m, 'on-premises')),
    azure: told((m) => endpointAt(m, 'azure')),
    version: told((m) => m.fact.version),
    initiator: told((m) => (m.fact.isInitiator === null ? null : m.fact.isInitiator ? m.localEnd : otherEnd(m.localEnd))),
    initiatorSpi: told((m) => m.fact.initiatorSpi),
    responderSpi: told((m) => m.fact.responderSpi),
    connection: told((m) => m.fact.connection),
    messages: mergeMessages(members),
    omitted: Math.max(...members.map((m) => m.fact.omitted)),
    offers: { 'on-premises': offersOf(members, 'on-premises'), azure: offersOf(members, 'azure') },
    chosen: { ike: together(members.map((m) => m.fact.chosen.ike)), child: together(members.map((m) => m.fact.chosen.child)) },
    attempts: most.fact.attemptCount,
    periodMs: periodOf(most),
    firstMs: firstStep?.ms ?? null,
    lastMs: first.fact.lastMs,
    firstText: firstStep?.timeText ?? '',
    lastText: first.fact.lastText,
  };
}

function witnessOf(own: readonly Seen[], reference: string, negotiations: readonly Joined[], aheadMs: Paired['aheadMs']): JoinedWitness {
  const { fact, sourceId, path } = own[0]!;
  const common = negotiations.filter(
    (n) => n.members.some((m) => m.sourceId === sourceId) && n.members.some((m) => m.sourceId === reference),
  );
  return {
    id: sourceId,
    path,
    kind: fact.witness,
    side: fact.side,
    zoneKnown: own.every((s) => s.fact.utc),
    offset:
      sourceId === reference
        ? null
        : clockOffset(
            common.flatMap((n) => n.messages),
            { witness: sourceId, reference, aboutMs: aheadMs.get(sourceId) ?? null },
          ),
  };
}

/**
 * All witnesses' negotiations in one model: the same IKE SA seen by two is one, and so is each of its messages. Oldest first. Pure: the
 * same facts give the same answer.
 */
export function joinNegotiations(view: Facts): JoinedNegotiations {
  const sources = bySource(orient(newest(view.of('ike-negotiation')), view));
  const { groups, aheadMs } = pairUp(sources);
  const negotiations = groups.map(joinGroup).toSorted((a, b) => (a.firstMs ?? Infinity) - (b.firstMs ?? Infinity));
  const reference = sources[0]?.[0]?.sourceId ?? '';
  return { witnesses: sources.map((own) => witnessOf(own, reference, negotiations, aheadMs)), negotiations };
}
