import type { NewRecord } from '../format.ts';
import { readBracedList } from '../shared/braced-list.ts';
import { joinToken, joinWords, type ListBlock } from '../shared/format-list.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate, type DateOrder } from '../shared/windows-date.ts';
import { readDataBytes } from '../windows-event/data-bytes.ts';
import { entryLevel } from '../windows-event/entry-level.ts';
import { layoutOf, providerOf } from '../windows-event/event-layouts.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import { fitStrings } from '../windows-event/event-strings.ts';
import { canonicalProvider } from '../windows-event/provider.ts';

function get(block: ListBlock, name: string): string | null {
  const value = block.properties.get(name)?.value ?? '';
  return value === '' ? null : value;
}

/** The number of an event: `EventID` or `Id`, else the low 16 bits of the instance id (which holds severity flags above). */
export function eventIdOf(block: ListBlock): number | null {
  const value = parseInteger(get(block, 'EventID') ?? get(block, 'EventId') ?? get(block, 'InstanceId') ?? get(block, 'Id'));
  // Instance ids go up to 2³², and bitwise operators would make them negative.
  return value === null || value < 0 ? null : value % 65536;
}

/** An array that the list cut at its enumeration limit is no array of strings any more: its places would mislead. */
function stringsOf(block: ListBlock, provider: string, eventId: number): readonly string[] {
  const { items, truncated } = readBracedList(joinWords(get(block, 'ReplacementStrings') ?? ''));
  const layout = layoutOf(canonicalProvider(provider), eventId);
  return truncated && layout.length === 0 && provider === 'Microsoft-Windows-Security-Auditing' ? [] : fitStrings(items, layout);
}

/** Reads one event; null when the list tells neither the source nor lets the number tell it. */
export function listEvent(block: ListBlock, eventId: number, order: DateOrder): NewRecord | null {
  const named = get(block, 'Source') ?? get(block, 'ProviderName') ?? providerOf(eventId);
  if (named === null) return null;
  const provider = joinToken(named);
  const time = get(block, 'TimeGenerated') ?? get(block, 'TimeCreated') ?? get(block, 'TimeWritten');
  return eventRecord({
    place: { line: block.line, endLine: block.endLine, offset: block.offset },
    text: block.text,
    provider,
    eventId,
    level: entryLevel(get(block, 'EntryType') ?? get(block, 'LevelDisplayName'), parseInteger(get(block, 'Level'))),
    time: time === null ? null : parseWindowsDate(joinWords(time), order),
    log: get(block, 'Log') ?? get(block, 'LogName'),
    computer: get(block, 'MachineName'),
    user: null,
    activityId: null,
    values: stringsOf(block, provider, eventId).map((value) => ({ name: '', value })),
    dataBytes: readDataBytes(get(block, 'Data')),
    message: get(block, 'Message'),
  });
}
