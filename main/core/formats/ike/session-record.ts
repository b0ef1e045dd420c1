import type { IkeEventData } from '#shared/model/ike.ts';
import type { NewRecord } from '../format.ts';
import { describeIke, ikeLevel } from './describe-ike.ts';
import { ikeEvent } from './ike-event.ts';
import type { IkeOrigin } from './ike-event.ts';

/** What the lines before told of the negotiation that a line of a log belongs to. */
type Told = Required<Pick<IkeEventData, 'local' | 'remote' | 'version' | 'exchange' | 'isInitiator' | 'connection'>>;

/** The record of a line that says `known` of a negotiation; what the line leaves open is taken from what was told before. */
export function sessionRecord(plain: NewRecord, origin: IkeOrigin, told: Told, known: Partial<IkeEventData>): NewRecord {
  const { local, remote, version, exchange, isInitiator, connection } = told;
  const data = ikeEvent(origin, { local, remote, version, exchange, isInitiator, connection, ...known });
  return { ...plain, level: ikeLevel(data), what: describeIke(data), who: connection ?? remote?.address ?? null, data };
}
