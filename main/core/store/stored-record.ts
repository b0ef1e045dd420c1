import type { Level, Place, RecordTime } from '#shared/model/record.ts';
import type { NewRecord } from '../formats/format.ts';
import { isNameOfEvent } from '../formats/windows-event/describe-event.ts';
import { firstLine } from './clip-text.ts';

/** What the store keeps of a record. */
export type StoredRecord = {
  readonly place: Place;
  readonly time: RecordTime | null;
  readonly level: Level | null;
  readonly kind: string;
  /** Source and number of an event; null for anything else. */
  readonly provider: string | null;
  readonly eventId: number | null;
  readonly code: number | null;
  readonly who: string | null;
  /** A message as JSON. Null for an event that is told by its source and number, and for records that say nothing. */
  readonly what: string | null;
  /** What the list shows when it is not the first line of the text. */
  readonly title: string | null;
  /** JSON; empty for data that are made anew from the bytes. */
  readonly data: string;
  readonly text: string;
};

export function toStored(record: NewRecord): StoredRecord {
  const { data, what, says } = record;
  const event = data.kind === 'windows-event' ? data : null;
  return {
    place: record.place,
    time: record.time,
    level: record.level,
    kind: data.kind,
    provider: event ? event.provider : null,
    eventId: event ? event.eventId : null,
    code: event ? event.code : null,
    who: record.who,
    what: what === null || isNameOfEvent(what) ? null : JSON.stringify(what),
    title: says === undefined || says === '' ? null : firstLine(says),
    data: record.isRereadable === true ? '' : JSON.stringify(data),
    text: record.text,
  };
}
