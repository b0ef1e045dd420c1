import type { NewRecord } from '../format.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { childOf, readXmlTree, type XmlNode } from '../shared/xml-tree.ts';
import { auditLevel, entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import type { RawEvent } from '../windows-event/raw-event.ts';
import { xmlBytes, xmlValues } from '../windows-event/xml-values.ts';

function textOf(node: XmlNode | undefined): string | null {
  const text = node?.text.trim() ?? '';
  return text === '' ? null : text;
}

function systemTime(system: XmlNode): RawEvent['time'] {
  const text = childOf(system, 'TimeCreated')?.attributes.get('SystemTime');
  if (text === undefined) return null;
  const time = parseWindowsDate(text, 'mdy');
  // The schema says UTC (SystemPropertiesType, TimeCreated); Windows leaves the `Z` out in some releases.
  if (time === null || time.zone !== 'unknown') return time;
  return { ...time, utcMs: time.localMs, offsetMinutes: 0, zone: 'utc' };
}

type Placed = Pick<RawEvent, 'place' | 'text'>;

/** Reads the text of one `Event` element; null when it is not well formed or lacks a source or a number. */
export function xmlEvent({ place, text }: Placed): NewRecord | null {
  const event = readXmlTree(text);
  const system = childOf(event ?? undefined, 'System');
  if (!event || !system) return null;
  const provider = childOf(system, 'Provider')?.attributes;
  const name = provider?.get('Name') || provider?.get('EventSourceName');
  const id = parseInteger(textOf(childOf(system, 'EventID')));
  if (!name || id === null || id < 0) return null;
  const rendering = childOf(event, 'RenderingInfo');
  const level = parseInteger(textOf(childOf(system, 'Level')));
  return eventRecord({
    place,
    text,
    provider: name,
    eventId: id % 65536,
    level: auditLevel(textOf(childOf(system, 'Keywords'))) ?? entryLevel(textOf(childOf(rendering, 'Level')), level),
    time: systemTime(system),
    log: textOf(childOf(system, 'Channel')),
    computer: textOf(childOf(system, 'Computer')),
    user: childOf(system, 'Security')?.attributes.get('UserID') || null,
    activityId: childOf(system, 'Correlation')?.attributes.get('ActivityID')?.replace(/[{}]/g, '').toUpperCase() || null,
    values: xmlValues(event),
    dataBytes: xmlBytes(event),
    message: textOf(childOf(rendering, 'Message')),
  });
}
