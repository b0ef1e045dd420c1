import type { Fact, UndeliveredPackets } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { RecordData } from '#shared/model/record-data.ts';
import { ikeOfEvent, isAboutIke } from '../formats/windows-event/ike-of-event.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

type Described = Omit<UndeliveredPackets, 'kind' | 'count' | 'span'>;

/** A hostile capture names other ends in every packet; beyond this many the rest is left out. */
const maxGroups = 2000;

/** The port that tells IKE from the rest, at whichever end it is. */
function protocolOf({ local, remote, dropped }: IkeEventData): Described['protocol'] {
  if (dropped?.protocol === 'esp' || dropped?.protocol === 'ah') return dropped.protocol;
  const ports = [local?.port, remote?.port];
  if (ports.includes(4500)) return 'udp-4500';
  if (ports.includes(500)) return 'udp-500';
  // ICMP about IPsec quotes no ports; what the IPsec driver drops is ESP or AH.
  return dropped?.by === 'filter' ? null : 'esp';
}

function reasonOf(event: IkeEventData): Pick<Described, 'reason' | 'by'> | null {
  const { dropped, unreachable, reporter } = event;
  if (unreachable !== null && unreachable !== undefined) return { reason: unreachable, by: reporter ?? null };
  if (dropped === null || dropped === undefined) return null;
  if (dropped.by === 'ipsec') return { reason: 'own-ipsec', by: dropped.reason };
  const named = [dropped.filter, dropped.reason].filter((part) => part !== null).join(' ');
  return { reason: 'own-filter', by: named === '' ? null : named };
}

/** ICMP comes back to the end that sent the packet. */
function directionOf({ dropped, direction }: IkeEventData): Described['direction'] {
  if (dropped === null || dropped === undefined) return 'sent';
  return direction === 'local' ? null : direction;
}

function describe(event: IkeEventData): Described | null {
  const found = reasonOf(event);
  if (found === null || event.remote === null) return null;
  return {
    localAddress: event.local?.address ?? null,
    remoteAddress: event.remote.address,
    protocol: protocolOf(event),
    direction: directionOf(event),
    ...found,
  };
}

function eventOf(data: RecordData): IkeEventData | null {
  if (data.kind === 'ike-event') return data;
  return data.kind === 'windows-event' ? ikeOfEvent(data) : null;
}

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const groups = new Map<string, { readonly of: Described; readonly fold: Fold }>();
  const add = (record: PlacedRecord): void => {
    const event = eventOf(record.data);
    const of = event === null ? null : describe(event);
    if (of === null) return;
    const key = JSON.stringify(of);
    if (!groups.has(key) && groups.size >= maxGroups) return;
    const group = groups.get(key) ?? { of, fold: fold() };
    groups.set(key, group);
    group.fold.add(record);
  };
  const finish = (): Fact[] =>
    [...groups.values()].map(({ of, fold: group }) => ({
      kind: 'undelivered-packets',
      ...of,
      count: group.count(),
      span: group.span(),
      citations: group.citations(cite),
    }));
  return { add, finish };
}

/** Packets of IKE and IPsec that ICMP or the host itself says did not arrive, by ends, protocol and reason. */
export const extractor: Extractor = {
  id: 'undelivered-packets',
  kinds: ['ike-event', 'windows-event'],
  concerns: isAboutIke,
  start: collector,
};
