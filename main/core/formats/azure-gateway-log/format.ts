import type { AzureGatewayLogData, RecordData } from '#shared/model/record-data.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Level } from '#shared/model/record.ts';
import type { Format, NewRecord, Parsed, ParseInput } from '../format.ts';
import { ikeLevel } from '../ike/describe-ike.ts';
import { describeGatewayLine, gatewayMessages } from '../ike/gateway/gateway-message.ts';
import { splitCsvLine } from '../shared/csv-rows.ts';
import { delimiterOf, readRows } from '../azure-monitor/read-rows.ts';
import type { Row } from '../azure-monitor/read-rows.ts';
import { columnKey, dateOrderOf, timeOfRow } from '../azure-monitor/row.ts';
import type { LogRow } from '../azure-monitor/row.ts';
import type { DateOrder } from '../shared/windows-date.ts';
import { categoryOf, operationOf } from './category.ts';
import { readInOrder } from './row-order.ts';

/** Names that only diagnostic logs of a VPN gateway have. */
const marks =
  /\b(?:IKE|Tunnel|Gateway|Route|P2S)DiagnosticLog\b|\b(?:IKE|P2S)LogEvent\b|\bTunnel(?:Dis)?[Cc]onnected\b|\bstateChangeReason_s\b|\bremoteIP_s\b|\bBgp(?:Dis)?[Cc]onnectedEvent\b|\b(?:BgpRoute|StaticRoute)Update\b|\bSet(?:Gateway|Connection)Configuration\b|\bHostMaintenanceEvent\b|\bGatewayTenantPrimaryChanged\b/;
/** Rows of the activity log about a gateway; its times and its operations have names of their own. */
const activityName = /"eventTimestamp"|\bOperationNameValue\b/i;
const activityTarget = /\bMicrosoft\.Network\/(?:virtualNetworkGateways|connections|localNetworkGateways)\//i;
const envelope = /SESSION_ID\s{0,4}:\s{0,4}\{[0-9A-Fa-f-]{36}\}\s{0,4}Remote/;
const bareLine = /\bRemote \S{2,60}: Local \S{2,60}: ?\[(?:SEND|RECEIVED|LOCAL_MSG)\]/;

/** Name of the resource that a row is about: its own column, else the last name of the id. */
function resourceOf(row: LogRow): string | null {
  const id = row.get('resourceid') ?? row.get('_resourceid') ?? '';
  const named = /\/providers\/Microsoft\.Network\/[^/]{1,80}\/([^/]{1,80})/i.exec(id)?.[1];
  return row.get('resource') ?? named ?? null;
}

function rowData(row: LogRow, category: string): AzureGatewayLogData {
  return {
    kind: 'azure-gateway-log',
    category,
    operation: category === 'Administrative' ? (row.get('operationnamevalue') ?? operationOf(row)) : operationOf(row),
    gateway: resourceOf(row),
    instance: row.get('instance') ?? null,
    remoteAddress: row.get('remoteip') ?? null,
    status: row.get('status') ?? row.get('operationstatus') ?? row.get('activitystatusvalue') ?? null,
    reason: row.get('statechangereason') ?? null,
    message: row.get('message') ?? row.get('description') ?? null,
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
  return categoryOf(row)?.toLowerCase() === 'ikediagnosticlog' || envelope.test(text) || bareLine.test(text.slice(0, 300))
    ? read(text)
    : null;
}

/** The values of a row that say what happened, as they are written there. */
function wordsOf(row: LogRow): string {
  const keys = ['operationname', 'remoteip', 'status', 'statechangereason', 'message', 'description'];
  const words = row.get('message');
  if (words !== undefined && envelope.test(words)) return words;
  return keys.flatMap((key) => row.get(key) ?? []).join(' · ');
}

function toRecord({ unit, row }: Row, event: IkeEventData | null, order: DateOrder): Parsed {
  const category = categoryOf(row);
  const place = { line: unit.line, endLine: unit.endLine, offset: unit.offset };
  const data: RecordData = event ?? (category === null ? { kind: 'line' } : rowData(row, category));
  const base: NewRecord = {
    place,
    time: timeOfRow(row, order),
    level: levels[(row.get('level') ?? '').toLowerCase()] ?? null,
    what: null,
    who: row.get('remoteip') ?? null,
    data,
    text: unit.text,
    says: wordsOf(row),
  };
  if (data.kind === 'ike-event') {
    const instance = row.get('instance') ?? null;
    const shown = { level: ikeLevel(data), what: describeGatewayLine(data, row.get('message') ?? ''), who: data.remote?.address ?? null };
    return { type: 'record', record: { ...base, ...shown, data: { ...data, instance } } };
  }
  if (data.kind !== 'azure-gateway-log') return { type: 'record', record: base };
  const level = /^TunnelDisconnected$/i.test(data.operation ?? '') ? 'warning' : (base.level ?? 'information');
  return { type: 'record', record: { ...base, level, what: describeRow(data) } };
}

/** So many rows show in which order the portal wrote day and month. */
const datedRows = 3000;

function orderOf(input: ParseInput): DateOrder {
  const rows = readRows(input)[Symbol.iterator]();
  const read = function* (): Generator<LogRow> {
    for (let i = 0; i < datedRows; i += 1) {
      const next = rows.next();
      if (next.done === true) return;
      if (next.value.type === 'row') yield next.value.row;
    }
  };
  return dateOrderOf(read());
}

function* parse(input: ParseInput): Generator<Parsed> {
  const order = orderOf(input);
  const read = gatewayMessages({ witness: 'azure-log', side: 'azure' });
  for (const { item, event } of readInOrder(readRows(input), order, (row) => ikeRow(row, read))) {
    yield item.type === 'row' ? toRecord(item, event, order) : item;
  }
}

function isActivity(text: string): boolean {
  return activityName.test(text) && activityTarget.test(text);
}

function isHeading(line: string): boolean {
  const keys = new Set(splitCsvLine(line.slice(0, 20_000), delimiterOf(line.slice(0, 20_000))).map(columnKey));
  const told = ['message', 'operationname', 'operationnamevalue', 'statechangereason', 'status'].some((key) => keys.has(key));
  return keys.size >= 2 && (keys.has('timegenerated') || keys.has('time')) && told;
}

/** Diagnostic logs of a VPN gateway, and its activity log: blobs (JSON Lines), Event Hub batches, Log Analytics answers and CSV exports. */
export const format: Format = {
  id: 'azure-gateway-log',
  detect: ({ text }) => {
    if (text === null || !(marks.test(text) || envelope.test(text) || isActivity(text))) return 0;
    const first = /^\uFEFF?(?:#TYPE [^\r\n]{0,300}[\r\n]{1,2})?\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
    if (/^[{[]/.test(first)) return /"[Cc]ategory"|"[Oo]perationName(?:Value)?"|"[Mm]essage"|"tables"|"remoteIP_s"/.test(text) ? 0.95 : 0;
    return isHeading(first) ? 0.95 : 0;
  },
  parse,
};
