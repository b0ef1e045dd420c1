import type { Format, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { readJsonObjects } from '../shared/json-objects.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrderVote } from '../shared/windows-date.ts';
import { forwardedEvent, forwardedIn, forwardedTime } from './forwarded-event.ts';

/** A syslog daemon writes its own head before the object. */
const syslogHead = /^(?![\s\uFEFF]*[{[])[^{]{1,250}(?=\{")/;

function* withoutSyslogHead(lines: Iterable<TextLine>): Iterable<TextLine> {
  for (const line of lines) {
    const head = syslogHead.exec(line.text.slice(0, 300));
    yield head === null ? line : { ...line, text: line.text.slice(head[0].length) };
  }
}

function voteOnOrder(input: ParseInput): DateOrderVote {
  const vote = dateOrderVote();
  for (const { value } of readJsonObjects(withoutSyslogHead(input.lines())))
    for (const one of value ? forwardedIn(value) : []) vote.add(forwardedTime(one), null);
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const object of readJsonObjects(withoutSyslogHead(input.lines()))) {
    if (!object.value) yield rejected(object.line, 'reject.event-json', object.text);
    for (const one of object.value ? forwardedIn(object.value) : []) {
      const record = forwardedEvent(object, one, order);
      yield record ? { type: 'record', record } : rejected(object.line, 'reject.unknown-object', object.text);
    }
  }
}

const beat = /"(?:winlog|event_data|winlog\.event_id|winlog\.provider_name|source_name)"\s*:/;
const nxlog = /"SourceName"\s*:/;

function detect(sample: Sample): number {
  const text = sample.text ?? '';
  if (!/\{\s*"/.test(text.slice(0, 2000))) return 0;
  if (/"@timestamp"\s*:/.test(text) && beat.test(text) && /"(?:event_id|winlog\.event_id|code)"\s*:/.test(text)) return 0.97;
  if (/"win"\s*:/.test(text) && /"providerName"\s*:/.test(text) && /"eventID"\s*:/.test(text)) return 0.97;
  return nxlog.test(text) && /"EventID"\s*:/.test(text) && /"Event(?:Received)?Time"\s*:/.test(text) ? 0.97 : 0;
}

/**
 * Windows events as forwarders write them in JSON, one a line, in an array, or as hits of a search: Winlogbeat (and what Elasticsearch
 * gives back of it), NXLog and Wazuh, also behind the head of a syslog daemon.
 */
export const format: Format = { id: 'windows-event-forwarded', detect, parse };
