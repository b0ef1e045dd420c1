import type { Level, Place, RecordTime } from '#shared/model/record.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';

/** One named value of `EventData` or `UserData`; the name is empty where the event gives none (classic sources). */
export type NamedValue = { readonly name: string; readonly value: string };

/**
 * One Windows event as any export shows it, before its meaning is read. Readers fill in what their source has and leave
 * the rest empty or null; `eventRecord` makes the same record of every shape.
 */
export type RawEvent = {
  readonly place: Place;
  /** The original text, kept beside the record. */
  readonly text: string;
  /** As written; see `canonicalProvider`. */
  readonly provider: string;
  /** Low 16 bits of the instance id. */
  readonly eventId: number;
  readonly level: Level | null;
  readonly time: RecordTime | null;
  readonly log: string | null;
  readonly computer: string | null;
  /** Account of the event's own header (a SID in XML), not of its strings. */
  readonly user: string | null;
  readonly activityId: string | null;
  /** Values in the order of the event, the empty ones too; none when the source shows only the rendered message. */
  readonly values: readonly NamedValue[];
  readonly dataBytes: readonly number[];
  /** The text that Windows rendered, in its display language; null when the source has none. */
  readonly message: string | null;
  /** What only some exports have of an event's header, as the record's data name it. */
  readonly header?: Required<Pick<WindowsEventData, 'data' | 'recordId' | 'task' | 'processId' | 'keywords' | 'userId'>>;
  /** As `NewRecord` has it. */
  readonly isRereadable?: boolean;
};
