import type { Format, NewRecord, Parsed, ParseInput, Sample } from '../format.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrder } from '../shared/windows-date.ts';
import { cutXmlElements, type XmlElementText } from '../shared/xml-elements.ts';
import { readXmlTree, type XmlNode } from '../shared/xml-tree.ts';
import { isBytes, isPsEvent, psEvent, psValues } from '../windows-event/ps-event.ts';
import { cliList, cliObject, cliText, cliValue, type CliObject } from './clixml-object.ts';

const namespace = 'http://schemas.microsoft.com/powershell/2004/04';

/** Elements of `Properties` are objects with a `Value`; those of `ReplacementStrings` are texts. */
function valueOf(item: XmlNode): string | readonly number[] | null {
  return cliValue(item.name === 'Obj' ? cliObject(item).node('Value') : item);
}

function toEvent(source: XmlElementText, text: string, object: CliObject, order: DateOrder): NewRecord | null {
  const strings = cliList(object.node('ReplacementStrings'));
  const items = (strings.length > 0 ? strings : cliList(object.node('Properties'))).map(valueOf);
  const { values, dataBytes } = psValues(items);
  const data = cliValue(object.node('Data'));
  return psEvent(
    {
      place: { line: source.line, endLine: source.endLine, offset: source.offset },
      text,
      values,
      dataBytes: isBytes(data) ? data : dataBytes,
      get: (name) => cliText(object.node(name)),
    },
    order,
  );
}

/** One serialised object is an event, or an array of events (`Export-Clixml -InputObject $events`). */
function objectsIn(root: XmlNode): readonly CliObject[] {
  const own = cliObject(root);
  if (isPsEvent(own.has)) return [own];
  return cliList(root)
    .map(cliObject)
    .filter((object) => isPsEvent(object.has));
}

function* parse(input: ParseInput): Iterable<Parsed> {
  // CLIXML writes times as xs:dateTime, so the order of day and month is never open.
  const order = dateOrderVote().order();
  for (const element of cutXmlElements(input.lines(), 'Obj', input.encoding)) {
    if (element.text === null) {
      yield rejected(element.line, 'reject.event-too-large', '');
      continue;
    }
    const root = readXmlTree(element.text);
    const objects = root ? objectsIn(root) : [];
    if (objects.length === 0) yield rejected(element.line, root ? 'reject.unknown-object' : 'reject.event-xml', element.text);
    for (const object of objects) {
      const record = toEvent(element, element.text, object, order);
      yield record ? { type: 'record', record } : rejected(element.line, 'reject.event-source', element.text);
    }
  }
}

function detect(sample: Sample): number {
  const text = sample.text ?? '';
  if (!text.includes(namespace) || !/<Objs[\s>]/.test(text)) return 0;
  if (/Eventing\.Reader\.EventLogRecord|System\.Diagnostics\.EventLogEntry/.test(text)) return 1;
  return /N="(?:ProviderName|ReplacementStrings)"/.test(text) && /N="(?:Id|EventID|InstanceId)"/.test(text) ? 0.95 : 0;
}

/** Events that `Get-WinEvent` or `Get-EventLog | Export-Clixml` saved. */
export const format: Format = { id: 'windows-event-clixml', detect, parse };
