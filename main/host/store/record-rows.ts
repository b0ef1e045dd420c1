import { Message } from '#shared/model/message.ts';
import type { RecordRow } from '#shared/model/record.ts';
import { nameEvent } from '#core/formats/windows-event/describe-event.ts';
import { firstLine } from '#core/store/clip-text.ts';
import type { StoredRecord } from '#core/store/stored-record.ts';

type Shown = Omit<StoredRecord, 'data'>;

/** Only events have a source and a number; they always say what happened. */
function whatOf({ what, provider, eventId }: Shown): Message | null {
  if (what !== null) return Message.parse(JSON.parse(what));
  return provider === null || eventId === null ? null : nameEvent(provider, eventId);
}

/** A record as the list shows it. Throws for words that no import writes. */
export function toRecordRow(record: Shown, where: Pick<RecordRow, 'position' | 'sourceId' | 'seq' | 'cited'>): RecordRow {
  return {
    ...where,
    time: record.time,
    level: record.level,
    what: whatOf(record),
    text: record.title ?? firstLine(record.text),
    who: record.who,
    code: record.code,
    line: record.place.line,
  };
}
