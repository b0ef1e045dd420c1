import type { NewRecord } from '../format.ts';
import { readBracedList } from '../shared/braced-list.ts';
import { joinWords, type ListBlock } from '../shared/format-list.ts';
import type { DateOrder } from '../shared/windows-date.ts';
import { readDataBytes } from '../windows-event/data-bytes.ts';
import { layoutOf } from '../windows-event/event-layouts.ts';
import { fitStrings } from '../windows-event/event-strings.ts';
import { canonicalProvider, securityProvider } from '../windows-event/provider.ts';
import { psEvent, psEventId, psProvider, type PsEventObject } from '../windows-event/ps-event.ts';

export function getOf(block: ListBlock): PsEventObject['get'] {
  return (name) => block.properties.get(name)?.value || null;
}

/** The values of a Security event are told by their number: an array that the list cut (`...`) is no help, its message is. */
function stringsOf(value: string | null, provider: string, eventId: number): readonly string[] {
  const { items, truncated } = readBracedList(joinWords(value ?? ''));
  const canonical = canonicalProvider(provider);
  return truncated && canonical === securityProvider ? [] : fitStrings(items, layoutOf(canonical, eventId));
}

/** Reads one event; null when the list tells neither the source nor lets the number tell it. */
export function listEvent(block: ListBlock, order: DateOrder): NewRecord | null {
  const get = getOf(block);
  const eventId = psEventId(get);
  const provider = eventId === null ? null : psProvider(get, eventId);
  const strings = eventId === null || provider === null ? [] : stringsOf(get('ReplacementStrings'), provider, eventId);
  return psEvent(
    {
      place: { line: block.line, endLine: block.endLine, offset: block.offset },
      text: block.text,
      values: strings.map((value) => ({ name: '', value })),
      dataBytes: readDataBytes(get('Data')),
      get,
    },
    order,
  );
}
