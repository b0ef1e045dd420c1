import type { AzureGatewayLogData, RecordData } from '#shared/model/record-data.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Level } from '#shared/model/record.ts';
import type { Format, NewRecord, Parsed, ParseInput, TextLine } from '../format.ts';
import { describeIke, ikeLevel } from '../ike/describe-ike.ts';
import { gatewayMessages } from '../ike/gateway/gateway-message.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { readCsvRecords } from '../shared/csv-records.ts';
import { isJsonRecord, readJsonObjects } from '../shared/json-objects.ts';
import type { JsonObject } from '../shared/json-objects.ts';
import { readInOrder } from './row-order.ts';
import type { Item, Row } from './row-order.ts';
import { categoryOf, columnKey, rowOfCells, rowOfObject, timeOfRow } from './row.ts';
import type { LogRow } from './row.ts';

/** Names that only diagnostic logs of a VPN gateway have. */
const marks =
  /\b(?:IKE|Tunnel|Gateway|Route|P2S)DiagnosticLog\b|\bIKELogEvent\b|\bTunnel(?:Dis)?[Cc]onnected\b|\bstateChangeReason_s\b|\bBgp(?:Dis)?[Cc]onnectedEvent\b/;
const envelope = /SESSION_ID\s*:\s*\{[0-9A-Fa-f-]{36}\}\s*Remote/;

function rowData(row: LogRow, category: string | null): AzureGatewayLogData {
  const id = /\/virtualNetworkGateways\/([^/]{1,80})/i.exec(row.get('resourceid') ?? '')?.[1];
  return {
    kind: 'azure-gateway-log',
    category,
    operation: row.get('operationname') ?? null,
    gateway: row.get('resource') ?? id ?? null,
    instance: row.get('instance') ?? null,
    remoteAddress: row.get('remoteip') ?? null,
    status: row.get('status') ?? row.get('operationstatus') ?? null,
    reason: row.get('statechangereason') ?? null,
    message: row.get('message') ?? null,
  };
}

function describeRow(data: AzureGatewayLogData): Message {
  const params = { peer: data.remoteAddress ?? '–', instance: data.instance ?? '–', operation: data.operation ?? '–' };
  if (/^TunnelConnected$/i.test(data.operation ?? '')) return message('record.gateway.tunnel-connected', params);
  if (/^TunnelDisconnected$/i.test(data.operation ?? '')) return message('record.gateway.tunnel-disconnected', params);
  return message('record.gateway.operation', params);
}

const levels: Readonly<Record<string, Level>> = {
  critical: 'critical',
  error: 'error',
  warning: 'warning',
  informational: 'information',
  information: 'information',
};

/** The event of a row of the IKE log; null for every other row. */
function ikeRow(row: LogRow, read: (text: string) => IkeEventData): IkeEventData | null {
  const text = row.get('message') ?? '';
  return categoryOf(row)?.toLowerCase() === 'ikediagnosticlog' || envelope.test(text) ? read(text) : null;
}

function toRecord({ unit, row }: Row, event: IkeEventData | null): Parsed {
  const category = categoryOf(row);
  const place = { line: unit.line, endLine: unit.endLine, offset: unit.offset };
  const data: RecordData = event ?? (category === null ? { kind: 'line' } : rowData(row, category));
  const base: NewRecord = {
    place,
    time: timeOfRow(row),
    level: levels[(row.get('level') ?? '').toLowerCase()] ?? null,
    what: null,
    who: row.get('remoteip') ?? null,
    data,
    text: unit.text,
  };
  if (data.kind === 'ike-event') {
    const instance = row.get('instance') ?? null;
    const shown = { level: ikeLevel(data), what: describeIke(data), who: data.remote?.address ?? null };
    return { type: 'record', record: { ...base, ...shown, data: { ...data, instance } } };
  }
  if (data.kind !== 'azure-gateway-log') return { type: 'record', record: base };
  const level = /^TunnelDisconnected$/i.test(data.operation ?? '') ? 'warning' : (base.level ?? 'information');
  return { type: 'record', record: { ...base, level, what: describeRow(data) } };
}

/** `{"records":[` of an Event Hub batch is taken off, so that its rows are read one by one, however many there are. */
function* unwrapped(lines: Iterable<TextLine>): Iterable<TextLine> {
  let held: TextLine | null = null;
  let begun = false;
  for (const line of lines) {
    if (begun || line.text.trim() === '') {
      if (begun) yield line;
      continue;
    }
    if (held === null && /^\uFEFF?\s*\{\s*$/.test(line.text)) {
      held = line;
      continue;
    }
    begun = true;
    const text = (held === null ? line.text : `{${line.text}`).replace(/^\uFEFF?\s*\{\s*"records"\s*:\s*\[/i, '[');
    if (held !== null && text.startsWith('{')) yield held;
    yield text.startsWith('[') ? { ...line, text } : line;
  }
}

function wholeObject(text: string): JsonObject['value'] {
  if (!/^\uFEFF?\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isJsonRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** A file whose first line is a whole object has one on each: a broken line costs itself only. Every other file is searched for objects. */
function* jsonObjects(input: ParseInput): Iterable<JsonObject> {
  let byLine: boolean | null = null;
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    const value = wholeObject(line.text);
    byLine ??= value !== null && !('records' in value) && !('tables' in value);
    if (!byLine) break;
    yield { line: line.number, endLine: line.number, offset: line.offset, text: line.text, value };
  }
  if (byLine === false) yield* readJsonObjects(unwrapped(input.lines()));
}

/** Rows of one object: a flat one, `records`, or the tables of a Log Analytics answer. */
function rowsOf(value: Readonly<Record<string, unknown>>): LogRow[] {
  const { records, tables } = value;
  if (Array.isArray(records)) return records.filter((r) => isJsonRecord(r)).map(rowOfObject);
  if (!Array.isArray(tables)) return [rowOfObject(value)];
  return tables.flatMap((table: unknown): LogRow[] => {
    if (!isJsonRecord(table) || !Array.isArray(table['columns']) || !Array.isArray(table['rows'])) return [];
    const columns = table['columns'].map((column: unknown) =>
      isJsonRecord(column) && typeof column['name'] === 'string' ? column['name'] : '',
    );
    return table['rows'].flatMap((cells: unknown) => (Array.isArray(cells) ? [rowOfCells(columns, cells)] : []));
  });
}

function rejectedItem(line: number, reasonKey: string, text: string): Item {
  return { type: 'rejected', line, reason: message(reasonKey), excerpt: text.trimStart().slice(0, 200) };
}

function* fromJson(objects: Iterable<JsonObject>): Generator<Item> {
  for (const object of objects) {
    if (object.value === null) {
      yield rejectedItem(object.line, 'reject.gateway-log-json', object.text);
      continue;
    }
    const rows = rowsOf(object.value);
    const { line, endLine, offset } = object;
    for (const row of rows) {
      const text = rows.length === 1 ? object.text : JSON.stringify(Object.fromEntries(row));
      yield { type: 'row', unit: { line, endLine, offset, text }, row };
    }
  }
}

function delimiterOf(heading: string): string {
  const counted = [',', ';', '\t'].map((d) => ({ d, cells: splitCsvLine(heading, d).length }));
  return counted.toSorted((a, b) => b.cells - a.cells)[0]!.d;
}

function* fromCsv(input: ParseInput): Generator<Item> {
  let heading: readonly string[] | null = null;
  let delimiter = ',';
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    delimiter = delimiterOf(line.text);
    break;
  }
  for (const record of readCsvRecords(input.lines(), delimiter)) {
    if (heading === null) heading = record.cells ?? [];
    else if (record.cells === null || record.cells.length > heading.length)
      yield rejectedItem(record.line, 'reject.gateway-log-row', record.text);
    else yield { type: 'row', unit: record, row: rowOfCells(heading, record.cells) };
  }
}

function* items(input: ParseInput): Generator<Item> {
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    const isJson = /^\uFEFF?\s*[{[]/.test(line.text);
    yield* isJson ? fromJson(jsonObjects(input)) : fromCsv(input);
    return;
  }
}

function* parse(input: ParseInput): Generator<Parsed> {
  const read = gatewayMessages({ witness: 'azure-log', side: 'azure' });
  for (const { item, event } of readInOrder(items(input), (row) => ikeRow(row, read))) {
    yield item.type === 'row' ? toRecord(item, event) : item;
  }
}

function isHeading(line: string): boolean {
  const keys = splitCsvLine(line.slice(0, 20_000), delimiterOf(line.slice(0, 20_000))).map(columnKey);
  const has = (key: string): boolean => keys.includes(key);
  return keys.length >= 2 && (has('timegenerated') || has('time')) && (has('message') || has('operationname') || has('statechangereason'));
}

/** Diagnostic logs of a VPN gateway: blobs (JSON Lines), Event Hub batches, Log Analytics answers and CSV exports. */
export const format: Format = {
  id: 'azure-gateway-log',
  detect: ({ text }) => {
    if (text === null || !(marks.test(text) || envelope.test(text))) return 0;
    const first = /^\uFEFF?\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
    if (/^[{[]/.test(first)) return /"[Cc]ategory"|"[Oo]perationName"|"[Mm]essage"|"tables"/.test(text) ? 0.95 : 0;
    return isHeading(first) ? 0.95 : 0;
  },
  parse,
};
