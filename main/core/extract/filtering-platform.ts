import type { Fact, IkeFailures } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

const provider = 'Windows Filtering Platform';
/** Every host of the internet may knock at a VPN server: beyond this many groups the peers are not told apart any more. */
const maxGroups = 2000;

type Described = Omit<IkeFailures, 'kind' | 'count' | 'span'>;

function describe({ sa, local, remote, isInitiator, gaveUp, code, fault }: IkeEventData): Described {
  return {
    provider,
    eventId: 0,
    phase: sa === 'ike' ? 'main' : sa === 'child' ? 'quick' : 'extended',
    localAddress: local?.address ?? null,
    remoteAddress: remote?.address ?? null,
    role: isInitiator === null ? null : isInitiator ? 'initiator' : 'responder',
    side: gaveUp ?? null,
    code,
    signal: fault ?? 'other',
    reason: null,
    state: null,
  };
}

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const groups = new Map<string, { readonly of: Described; readonly fold: Fold }>();
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    if (event.kind !== 'ike-event' || event.witness !== 'windows' || event.step !== 'failed') return;
    const full = describe(event);
    const of = groups.has(JSON.stringify(full)) || groups.size < maxGroups ? full : { ...full, localAddress: null, remoteAddress: null };
    const group = groups.get(JSON.stringify(of)) ?? { of, fold: fold() };
    groups.set(JSON.stringify(of), group);
    group.fold.add(record);
  };
  const finish = (): Fact[] =>
    [...groups.values()].map(({ of, fold: group }) => ({
      kind: 'ike-failures',
      ...of,
      count: group.count(),
      span: group.span(),
      citations: group.citations(cite),
    }));
  return { add, finish };
}

/** Failed negotiations that the Windows Filtering Platform kept: the same facts as from the Security log. */
export const extractor: Extractor = { id: 'filtering-platform', kinds: ['ike-event'], start: collector };
