import type { Format, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { readFormatList, readLabel, type ListBlock } from '../shared/format-list.ts';
import { parseInteger } from '../shared/numbers.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrderVote } from '../shared/windows-date.ts';
import { isPsEvent, psEventId } from '../windows-event/ps-event.ts';
import { getOf, listEvent } from './list-event.ts';

const timeLabels = new Set(['TimeGenerated', 'TimeCreated']);
const indexLabels = new Set(['Index', 'RecordId']);
/** A list of fewer properties may be a sentence with a colon. */
const minProperties = 3;

function isEvent(block: ListBlock): boolean {
  return isPsEvent((name) => block.properties.has(name));
}

/** First run through the file: day and month can only be told apart by looking at all of it. */
function voteOnOrder(lines: Iterable<TextLine>): DateOrderVote {
  const vote = dateOrderVote();
  let index: number | null = null;
  for (const line of lines) {
    const label = readLabel(line.text);
    if (!label) continue;
    if (indexLabels.has(label.name)) index = parseInteger(label.value);
    if (!timeLabels.has(label.name)) continue;
    vote.add(label.value, index);
    index = null;
  }
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input.lines());
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const block of readFormatList(input.lines())) {
    if (!isEvent(block)) {
      if (block.properties.size >= minProperties) yield rejected(block.line, 'reject.unknown-object', block.text);
      continue;
    }
    const record = listEvent(block, order);
    if (record) yield { type: 'record', record };
    else yield rejected(block.line, psEventId(getOf(block)) === null ? 'reject.event-id' : 'reject.event-source', block.text);
  }
}

function* sampleLines(text: string): Iterable<TextLine> {
  let number = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    number += 1;
    yield { number, offset: 0, text: line };
  }
}

function detect(sample: Sample): number {
  if (sample.text === null || !/^[ \t]{0,40}(?:EventI[Dd]|InstanceId|Id)[ \t]+:/m.test(sample.text)) return 0;
  for (const block of readFormatList(sampleLines(sample.text))) {
    if (isEvent(block)) return block.properties.has('Id') ? 0.96 : 0.99;
  }
  return 0;
}

/** Events as `Get-EventLog … | Format-List -Property *` prints them, in any display language; `Get-WinEvent` lists too. */
export const format: Format = { id: 'windows-eventlog-list', detect, parse };
