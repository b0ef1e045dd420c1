import type { Format, Parsed, ParseInput, Sample } from '../format.ts';
import { rejected } from '../shared/parsed.ts';
import { cutXmlElements } from '../shared/xml-elements.ts';
import { xmlEvent } from './xml-event.ts';

const namespace = 'http://schemas.microsoft.com/win/2004/08/events/event';
const eventTag = /<(?:[\w.-]{1,40}:)?Event(?=[\s>])[^<>]*>/;
const systemTag = /<(?:[\w.-]{1,40}:)?System\s*>/;

function* parse(input: ParseInput): Iterable<Parsed> {
  for (const { line, endLine, offset, text } of cutXmlElements(input.lines(), 'Event', input.encoding)) {
    if (text === null) {
      yield rejected(line, 'reject.event-too-large', '');
      continue;
    }
    const record = xmlEvent({ place: { line, endLine, offset }, text });
    yield record ? { type: 'record', record } : rejected(line, 'reject.event-xml', text);
  }
}

function detect(sample: Sample): number {
  const text = sample.text;
  if (text === null || !text.includes('Event')) return 0;
  const tag = eventTag.exec(text);
  if (!tag || !systemTag.test(text.slice(tag.index))) return 0;
  // The namespace alone decides; a copy that lost it still has the header that only events have.
  if (tag[0].includes(namespace) || text.includes(namespace)) return 1;
  return /<(?:[\w.-]{1,40}:)?EventID\b/.test(text) && /<(?:[\w.-]{1,40}:)?TimeCreated\b/.test(text) ? 0.9 : 0;
}

/**
 * Windows events as XML: saved by the event viewer (`Events` root, all on one line), printed by `wevtutil qe` (no root,
 * `/f:xml` and `/f:RenderedXml`), copied from the event viewer or from a browser's tree view (`- <Event …`).
 */
export const format: Format = { id: 'windows-event-xml', detect, parse };
