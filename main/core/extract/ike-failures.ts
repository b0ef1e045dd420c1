import { signalClasses } from '#shared/model/fact.ts';
import type { Fact, SignalClass } from '#shared/model/fact.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { ikeFailure, isIkeFailure, type IkeFailure } from '../formats/windows-event/event-values.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';
import { signatureMatcher } from './signature-match.ts';

type Group = { readonly event: WindowsEventData; readonly failure: IkeFailure; readonly signal: SignalClass; readonly fold: Fold };

/** Every host of the internet may knock at a VPN server: beyond this many groups the peers are not told apart any more. */
const maxGroups = 2000;

function toFact({ event, failure, signal, fold: group }: Group, peer: string | null, context: ExtractContext): Fact {
  const { phase, localAddress, role, side, reason, state } = failure;
  return {
    kind: 'ike-failures',
    provider: event.provider,
    eventId: event.eventId,
    phase,
    localAddress,
    remoteAddress: peer,
    role,
    side,
    code: event.code,
    signal,
    reason,
    state,
    count: group.count(),
    span: group.span(),
    citations: group.citations(context.cite),
  };
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const match = signatureMatcher(context.knowledge.signatures.filter((s) => s.emits === 'ike-failure'));
  const groups = new Map<string, { readonly group: Group; readonly peer: string | null }>();
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    const failure = event.kind === 'windows-event' ? ikeFailure(event) : null;
    if (event.kind !== 'windows-event' || failure === null) return;
    const signature = match(event);
    if (signature === null) return;
    const { phase, remoteAddress, role, side, state } = failure;
    const key = (peer: string | null): string => JSON.stringify([event.eventId, phase, peer, role, side, state, event.code]);
    const named = groups.has(key(remoteAddress)) || groups.size < maxGroups;
    const peer = named ? remoteAddress : null;
    const signal = signalClasses.find((c) => c === signature.signal) ?? 'other';
    const entry = groups.get(key(peer)) ?? { group: { event, failure, signal, fold: fold() }, peer };
    groups.set(key(peer), entry);
    entry.group.fold.add(record);
  };
  return { add, finish: () => [...groups.values()].map(({ group, peer }) => toFact(group, peer, context)) };
}

/** Failed main-, quick- and extended-mode negotiations of the Security log, by peer, role, state and reason. */
export const extractor: Extractor = {
  id: 'ike-failures',
  kinds: ['windows-event'],
  concerns: isIkeFailure,
  start: collector,
};
