import type { IkeEventData } from '#shared/model/ike.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines } from '../device-text/readers.ts';
import { describeIke, ikeLevel } from '../ike/describe-ike.ts';
import { ikeEvent } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { readDebugLine } from './debug-line.ts';
import type { DebugLine } from './debug-line.ts';
import { belongsToListing, listingOf, readListing } from './debug-proposals.ts';
import { newSessions } from './debug-session.ts';
import type { Packet, Session } from './debug-session.ts';
import { arrived, comes, readStatement } from './debug-statements.ts';
import type { Known } from './debug-statements.ts';

type Listing = {
  readonly whose: 'received' | 'local' | 'chosen';
  readonly session: Session;
  readonly read: DebugLine;
  readonly lines: TextLine[];
  readonly texts: string[];
};

export function eventRecord(lines: readonly TextLine[], time: NewRecord['time'], data: IkeEventData): NewRecord {
  return {
    place: { line: lines[0]!.number, endLine: lines.at(-1)!.number, offset: lines[0]!.offset },
    time,
    level: ikeLevel(data),
    what: describeIke(data),
    who: data.connection ?? data.remote?.address ?? null,
    data,
    text: lines.map((line) => line.text).join('\n'),
  };
}

function eventOf(origin: IkeOrigin, session: Session, known: Known): IkeEventData {
  const { local, remote, version, exchange, isInitiator, initiatorSpi, responderSpi, connection, name } = session;
  const about: Known = { local, remote, version, exchange, isInitiator, initiatorSpi, responderSpi, session: connection, connection: name };
  return ikeEvent(origin, { ...about, ...known });
}

/** A listing runs over many lines; its record holds them all. */
function listingRecord(listing: Listing, origin: IkeOrigin): readonly NewRecord[] {
  const { whose, session, read, lines, texts } = listing;
  const proposals = readListing(texts);
  if (proposals.length === 0) return lines.map((line) => ({ ...plainRecord(line), time: read.time }));
  if (whose === 'received') session.received = proposals;
  if (whose === 'local') session.offered = proposals;
  const said: Known = whose === 'chosen' ? { chosen: proposals[0] ?? null } : { proposals };
  const direction = whose === 'received' ? 'received' : 'local';
  const sa = proposals[0]!.protocol === 'ike' ? 'ike' : 'child';
  return [eventRecord(lines, read.time, eventOf(origin, session, { step: 'proposals', direction, sa, ...said }))];
}

/** `diagnose debug application ike -1` (FortiOS 5.6 to 7.6). */
export function debugReader(origin: IkeOrigin): DeviceReader {
  const sessions = newSessions();
  let packet: Packet | null = null;
  let claimed = true;
  let listing: Listing | null = null;

  const close = (): readonly NewRecord[] => {
    const records = listing === null ? [] : listingRecord(listing, origin);
    listing = null;
    return records;
  };
  const sessionOf = (read: DebugLine): Session => {
    const session = sessions.of(read, claimed ? null : packet);
    if (packet?.initiatorSpi !== null && session.initiatorSpi === packet?.initiatorSpi) claimed = true;
    return session;
  };
  const arrival = (read: DebugLine): IkeEventData | null => {
    const next = packet === null ? null : arrived(read.text, packet);
    if (next === null) return null;
    packet = next.packet;
    const known = sessions.bySpi(packet.initiatorSpi);
    claimed = known !== null;
    if (known === null) return ikeEvent(origin, { local: packet.local, remote: packet.remote, ...next.known });
    Object.assign(known, { responderSpi: packet.responderSpi ?? known.responderSpi, version: packet.version, failed: null });
    if (packet.exchange !== 'INFORMATIONAL' && packet.exchange !== 'informational-v1') known.exchange = packet.exchange ?? known.exchange;
    return eventOf(origin, known, next.known);
  };
  const single = (line: TextLine, read: DebugLine): NewRecord => {
    const plain = { ...plainRecord(line), time: read.time, who: read.name };
    packet = comes(read.text) ?? packet;
    const data = arrival(read);
    if (data !== null) return eventRecord([line], read.time, data);
    if (read.name === null && read.connection === null && read.error === null) return plain;
    const session = sessionOf(read);
    const known = readStatement(read.text, read.error, session);
    sessions.noteSpi(session);
    return known === null ? plain : eventRecord([line], read.time, eventOf(origin, session, known));
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const read = readDebugLine(line.text.trimStart());
    if (read === null) return null;
    if (listing !== null && belongsToListing(read.text) && listing.lines.length < maxBlockLines) {
      listing.lines.push(line);
      listing.texts.push(read.text);
      return [];
    }
    const before = close();
    const whose = listingOf(read.text);
    if (whose === null) return [...before, single(line, read)];
    listing = { whose, session: sessionOf(read), read, lines: [line], texts: [read.text] };
    return before;
  };
  return { take, close };
}
