import type { Format, NewRecord, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { dateOrderNote } from '../shared/date-order-note.ts';
import { rejected } from '../shared/parsed.ts';
import { dateOrderVote, type DateOrder, type DateOrderVote } from '../shared/windows-date.ts';
import { isPsEvent, psEvent } from '../windows-event/ps-event.ts';
import { readHtmlRows, type HtmlRow } from './html-rows.ts';

/** An event with the rows that show it: one below a heading, or one a property where the page is a list. */
type HtmlEvent = Omit<HtmlRow, 'cells' | 'isHeading'> & { readonly properties: ReadonlyMap<string, string> };

const maxProperties = 60;

/** `Name:` in the first of two cells, as `ConvertTo-Html -As List` writes a property. */
function listProperty(row: HtmlRow): readonly [string, string] | null {
  const [name = '', value = ''] = row.cells;
  return row.cells.length === 2 && /^\w{1,60}:$/.test(name) ? [name.slice(0, -1), value] : null;
}

function join(rows: readonly HtmlRow[], properties: ReadonlyMap<string, string>): HtmlEvent {
  const first = rows[0]!;
  return {
    line: first.line,
    endLine: rows.at(-1)!.endLine,
    offset: first.offset,
    text: rows.map((row) => row.text).join('\n'),
    properties,
  };
}

function* readEvents(lines: Iterable<TextLine>): Iterable<HtmlEvent> {
  let names: readonly string[] = [];
  let rows: HtmlRow[] = [];
  let properties = new Map<string, string>();
  function* flush(): Iterable<HtmlEvent> {
    if (isPsEvent((name) => properties.has(name))) yield join(rows, properties);
    rows = [];
    properties = new Map();
  }
  for (const row of readHtmlRows(lines)) {
    const property = row.isHeading ? null : listProperty(row);
    if (property !== null && names.length !== 2) {
      if (properties.has(property[0]) || rows.length >= maxProperties) yield* flush();
      properties.set(...property);
      rows.push(row);
      continue;
    }
    yield* flush();
    if (row.isHeading) names = row.cells;
    else if (isPsEvent((name) => names.includes(name))) yield join([row], new Map(names.map((name, i) => [name, row.cells[i] ?? ''])));
  }
  yield* flush();
}

function toRecord({ properties, ...row }: HtmlEvent, order: DateOrder): NewRecord | null {
  const place = { line: row.line, endLine: row.endLine, offset: row.offset };
  const get = (name: string): string | null => {
    const value = properties.get(name) ?? '';
    return value === '' || /^System\.[\w.`[\]+,]+$/.test(value) ? null : value;
  };
  const record = psEvent({ place, text: row.text, values: [], dataBytes: [], get }, order);
  const says = get('Message');
  return record === null || says === null ? record : { ...record, says };
}

function timeOf({ properties }: HtmlEvent): string {
  return properties.get('TimeCreated') ?? properties.get('TimeGenerated') ?? '';
}

function voteOnOrder(input: ParseInput): DateOrderVote {
  const vote = dateOrderVote();
  for (const event of readEvents(input.lines())) vote.add(timeOf(event), null);
  return vote;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const vote = voteOnOrder(input);
  const order = vote.order();
  yield* dateOrderNote(vote);
  for (const event of readEvents(input.lines())) {
    const record = toRecord(event, order);
    yield record ? { type: 'record', record } : rejected(event.line, 'reject.event-row', event.text);
  }
}

function* sampleLines(text: string): Iterable<TextLine> {
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) yield { number: i + 1, offset: 0, text: line };
}

function detect(sample: Sample): number {
  const text = sample.text ?? '';
  if (!/<table[\s>]/i.test(text) || !/\b(?:TimeCreated|TimeGenerated|InstanceI[Dd]|EventI[Dd])\b/.test(text)) return 0;
  for (const event of readEvents(sampleLines(text))) return toRecord(event, 'dmy') === null ? 0 : 0.96;
  return 0;
}

/** Events of `Get-WinEvent` and `Get-EventLog` that `ConvertTo-Html` wrote, as a table or as a list. */
export const format: Format = { id: 'windows-event-html', detect, parse };
