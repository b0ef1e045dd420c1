import type { NewRecord } from '../format.ts';
import { parseInteger } from '../shared/numbers.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { childOf, readXmlTree, type XmlNode } from '../shared/xml-tree.ts';
import { hexBytes } from '../windows-event/data-bytes.ts';
import { auditLevel, entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import type { NamedValue, RawEvent } from '../windows-event/raw-event.ts';

const maxBinaryChars = 2 * 64 * 1024;
const maxValues = 2000;

function textOf(node: XmlNode | undefined): string | null {
  const text = node?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** Values of `EventData` in their order: `Data` with or without a name. A value that holds elements is taken with the text of all of them. */
function dataValues(data: XmlNode): NamedValue[] {
  return data.children
    .filter((child) => child.name !== 'Binary')
    .slice(0, maxValues)
    .map((child) => ({ name: child.attributes.get('Name') ?? (child.name === 'Data' ? '' : child.name), value: allText(child) }));
}

function allText(node: XmlNode): string {
  return node.children.length === 0 ? node.text : node.children.map(allText).join('');
}

/** `UserData` holds one element of the provider's own; its leaves are the values. */
function leaves(node: XmlNode, found: NamedValue[]): NamedValue[] {
  for (const child of node.children) {
    if (found.length >= maxValues) break;
    if (child.children.length > 0) leaves(child, found);
    else found.push({ name: child.name, value: child.text });
  }
  return found;
}

function valuesOf(event: XmlNode): readonly NamedValue[] {
  const data = childOf(event, 'EventData');
  const user = childOf(event, 'UserData');
  return [...(data ? dataValues(data) : []), ...(user ? leaves(user, []) : [])];
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
  const binary = textOf(childOf(childOf(event, 'EventData'), 'Binary'));
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
    values: valuesOf(event),
    dataBytes: binary === null ? [] : hexBytes(binary.slice(0, maxBinaryChars)),
    message: textOf(childOf(rendering, 'Message')),
  });
}
