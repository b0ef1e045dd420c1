import type { RecordTime } from '#shared/model/record.ts';
import { isJsonRecord } from '../shared/json-objects.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';

/** A row of a diagnostic log; names without case, blanks and the type suffixes of Log Analytics (`_s`, `_d`, `_g`, `_b`, `_t`). */
export type LogRow = ReadonlyMap<string, string>;

const maxFields = 400;

/** `TimeGenerated [UTC]` of a portal export, `remoteIP_s`, `operationName` → one spelling. */
export function columnKey(name: string): string {
  return name
    .replace(/\s*[[(].{0,20}[\])]\s*$/, '')
    .replace(/_[sdgbt]$/, '')
    .replaceAll(/[\s\uFEFF]/g, '')
    .toLowerCase();
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Fields of an object and of its `properties`, which blobs nest and some exports keep as text. */
export function rowOfObject(value: Readonly<Record<string, unknown>>): LogRow {
  const row = new Map<string, string>();
  const add = (object: Readonly<Record<string, unknown>>): void => {
    for (const [name, field] of Object.entries(object).slice(0, maxFields)) {
      const key = columnKey(name);
      const inner = key === 'properties' ? parsed(field) : field;
      if (key === 'properties' && isJsonRecord(inner)) add(inner);
      else if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') {
        if (!row.has(key) && inner !== '') row.set(key, String(inner));
      }
    }
  };
  add(value);
  return row;
}

export function rowOfCells(columns: readonly string[], cells: readonly unknown[]): LogRow {
  return rowOfObject(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])));
}

/** The time of a row; Azure Monitor writes UTC, with or without saying so. */
export function timeOfRow(row: LogRow): RecordTime | null {
  const text = row.get('timegenerated') ?? row.get('time') ?? row.get('timestamp') ?? row.get('eventtime');
  const time = text === undefined ? null : parseWindowsDate(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T'), 'mdy');
  if (time === null || time.utcMs !== null) return time;
  return { ...time, utcMs: time.localMs, offsetMinutes: 0, zone: 'utc' };
}

const categories: readonly (readonly [RegExp, string])[] = [
  [/^IKELogEvent$/i, 'IKEDiagnosticLog'],
  [/^Tunnel/i, 'TunnelDiagnosticLog'],
  [/^(?:StaticRoute|Bgp)/i, 'RouteDiagnosticLog'],
  [/^P2SLogEvent$/i, 'P2SDiagnosticLog'],
  [/^(?:SetGateway|SetConnection|HostMaintenance|GatewayTenant|MigrateCustomer|GatewayResource|ValidateGateway)/i, 'GatewayDiagnosticLog'],
];

/** Category of the row, also where only the operation is exported; null when it is no row of a VPN gateway. */
export function categoryOf(row: LogRow): string | null {
  const named = row.get('category') ?? '';
  const known = /^(IKE|Tunnel|Gateway|Route|P2S)DiagnosticLog$/i.exec(named);
  if (known !== null) return named;
  const operation = row.get('operationname') ?? '';
  return categories.find(([pattern]) => pattern.test(operation))?.[1] ?? null;
}
