import type { Format, NewRecord, Parsed, ParseInput, Sample } from '../format.ts';
import { delimiterOf, readRows, type Row } from '../azure-monitor/read-rows.ts';
import { columnKey, dateOrderOf, timeOfRow, type LogRow } from '../azure-monitor/row.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { parseInteger } from '../shared/numbers.ts';
import { rejected } from '../shared/parsed.ts';
import type { DateOrder } from '../shared/windows-date.ts';
import { childOf, readXmlTree, type XmlNode } from '../shared/xml-tree.ts';
import { auditLevel, entryLevel } from '../windows-event/entry-level.ts';
import { eventRecord } from '../windows-event/event-record.ts';
import { providerOf } from '../windows-event/event-layouts.ts';
import type { RawEvent } from '../windows-event/raw-event.ts';
import { xmlBytes, xmlValues } from '../windows-event/xml-values.ts';

/** Columns that only the tables `Event` and `SecurityEvent` have beside the number of the event. */
const marks = ['rendereddescription', 'eventlevelname', 'eventsourcename', 'parameterxml', 'eventlog', 'eventdata'];
const markText = /"(?:RenderedDescription|EventLevelName|EventSourceName|ParameterXml|EventLog|EventData)"/;
/** Levels of audits in `SecurityEvent`, which are those of `EventLogEntryType`. */
const audits: Readonly<Record<string, string>> = { '8': 'SuccessAudit', '16': 'FailureAudit' };
const maxXml = 1024 * 1024;

function isEvent(has: (key: string) => boolean): boolean {
  return has('eventid') && marks.some(has);
}

/** `<DataItem …><EventData>…` of the agent, or `<EventData>` alone as `SecurityEvent` has it: the element that holds the data. */
function holderOf(text: string | undefined): XmlNode | null {
  const root = text === undefined || text.length > maxXml ? null : readXmlTree(text);
  if (root === null) return null;
  return root.name === 'EventData' || root.name === 'UserData' ? { ...root, children: [root] } : root;
}

/** Values of `EventData`; where a query left that out, those of `ParameterXml`, which is a row of `Param` without a root. */
function dataOf(row: LogRow): Pick<RawEvent, 'values' | 'dataBytes'> {
  const data = holderOf(row.get('eventdata'));
  const values = data === null ? [] : xmlValues(data);
  const parameters = values.length > 0 ? null : readXmlTree(`<Params>${(row.get('parameterxml') ?? '').slice(0, maxXml)}</Params>`);
  const named = parameters?.children.filter((child) => child.name === 'Param').map((child) => ({ name: '', value: child.text }));
  return { values: named ?? values, dataBytes: data === null || !childOf(data, 'EventData') ? [] : xmlBytes(data) };
}

function toRecord({ unit, row }: Row, order: DateOrder): NewRecord | null {
  const number = parseInteger(row.get('eventid'));
  const eventId = number === null || number < 0 || !isEvent((key) => row.has(key)) ? null : number % 65536;
  const provider = eventId === null ? null : (row.get('source') ?? row.get('eventsourcename') ?? providerOf(eventId));
  if (eventId === null || provider === null) return null;
  const words = row.get('rendereddescription') ?? row.get('message') ?? null;
  const record = eventRecord({
    // A row of an answer that is printed over many lines is put together on one.
    place: { line: unit.line, endLine: unit.line + unit.text.split('\n').length - 1, offset: unit.offset },
    text: unit.text,
    provider,
    eventId,
    level:
      auditLevel(row.get('keywords') ?? null) ??
      entryLevel(
        row.get('eventlevelname') ?? audits[row.get('level') ?? ''] ?? null,
        parseInteger(row.get('eventlevel') ?? row.get('level')),
      ),
    time: timeOfRow(row, order),
    log: row.get('eventlog') ?? row.get('channel') ?? null,
    computer: row.get('computer') ?? null,
    user: null,
    activityId: null,
    ...dataOf(row),
    message: words?.replaceAll('\r\n', '\n') ?? null,
  });
  const says = words ?? row.get('activity');
  return says === undefined ? record : { ...record, says };
}

function* rowsOf(input: ParseInput): Iterable<LogRow> {
  for (const item of readRows(input)) if (item.type === 'row') yield item.row;
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const order = dateOrderOf(rowsOf(input));
  for (const item of readRows(input)) {
    if (item.type === 'rejected') {
      yield item;
      continue;
    }
    const record = toRecord(item, order);
    yield record ? { type: 'record', record } : rejected(item.unit.line, 'reject.event-row', item.unit.text);
  }
}

function detect(sample: Sample): number {
  const text = sample.text ?? '';
  if (!/\bEventID\b/.test(text)) return 0;
  const heading = text.split(/\r\n|\n|\r/, 5).find((line) => line.trim() !== '' && !/^\uFEFF?"?#TYPE/.test(line)) ?? '';
  if (/^\uFEFF?\s*[{[]/.test(heading)) return /"EventID"/.test(text) && markText.test(text) ? 0.995 : 0;
  if (heading.length > 20_000) return 0;
  const keys = splitCsvLine(heading.trim(), delimiterOf(heading)).map(columnKey);
  return isEvent((key) => keys.includes(key)) ? 0.995 : 0;
}

/**
 * Windows events that an agent of Azure Monitor sent to a Log Analytics workspace: the tables `Event` and `SecurityEvent` as CSV of the
 * portal, as answers of queries, as flat objects of the CLI and of PowerShell, and as blobs of data export.
 */
export const format: Format = { id: 'windows-event-log-analytics', detect, parse };
