import type { Format, NewRecord, Parsed, ParseInput, Sample } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { parseInteger } from '../shared/numbers.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, parseWindowsDate, type DateOrder, type DateOrderVote } from '../shared/windows-date.ts';
import { entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import { headLines, readTextBlocks, startsBlock, type TextBlock } from './text-blocks.ts';

function toRecord(block: TextBlock, order: DateOrder): NewRecord | null {
  const { head } = block;
  const eventId = parseInteger(head.id);
  if (eventId === null || eventId < 0 || head.source === null) return null;
  const description = block.description === 'N/A' || block.description === '' ? null : block.description;
  const record = eventRecord({
    place: { line: block.line, endLine: block.endLine, offset: block.offset },
    text: block.text,
    provider: head.source,
    eventId: eventId % 65536,
    // An audit says information in its level; whether it failed stands in its keywords.
    level: entryLevel(head.keywords, null) === 'warning' ? 'warning' : entryLevel(head.level, null),
    time: head.time === null ? null : parseWindowsDate(head.time, order),
    log: head.log,
    computer: head.computer,
    user: head.user,
    activityId: null,
    values: [],
    dataBytes: [],
    message: description,
  });
  // The labels above say less of what happened than the description does.
  return description === null ? record : { ...record, says: description };
}

function voteOnOrder(input: ParseInput): DateOrderVote {
  const vote = dateOrderVote();
  for (const block of readTextBlocks(input.lines())) if ('head' in block) vote.add(block.head.time ?? '', null);
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const block of readTextBlocks(input.lines())) {
    if (!('head' in block)) {
      yield rejected(block.number, 'reject.event-id', block.text);
      continue;
    }
    const record = toRecord(block, order);
    yield record ? { type: 'record', record } : rejected(block.line, 'reject.event-source', block.text);
  }
}

function detect(sample: Sample): number {
  const text = sample.text;
  if (text === null) return 0;
  const lines = text.split(/\r\n|\n|\r/);
  const startsAt = (i: number): ReturnType<typeof startsBlock> => startsBlock(lines[i] ?? '', () => lines.slice(i, i + headLines));
  const at = lines.findIndex((_line, i) => startsAt(i) !== null);
  if (at < 0) return 0;
  const sampled = lines.slice(at, at + 40).map((line, i) => ({ number: i + 1, offset: 0, text: line }));
  for (const block of readTextBlocks(sampled)) {
    if ('head' in block && parseInteger(block.head.id) !== null) return startsAt(at) === 'wevtutil' ? 0.98 : 0.9;
  }
  return 0;
}

/** Events as `wevtutil qe … /f:text` prints them, and as the event viewer copies one of them as text. */
export const format: Format = { id: 'windows-event-text', detect, parse };
