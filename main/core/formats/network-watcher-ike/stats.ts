import { message } from '#shared/model/message.ts';
import type { AzureConnectionData } from '#shared/model/record-data.ts';
import type { Parsed, ParseInput } from '../format.ts';
import { recordOf } from '../shared/parsed.ts';
import type { Unit } from '../shared/parsed.ts';

const maxLines = 200;
const multiples: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

function unitOf(input: ParseInput): Unit | null {
  const lines = [];
  for (const line of input.lines()) {
    if (lines.length >= maxLines) break;
    lines.push(line);
  }
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { line: first.number, endLine: last.number, offset: first.offset, text: lines.map((l) => l.text).join('\n') };
}

function field(text: string, name: RegExp): string | null {
  const value = new RegExp(String.raw`^\uFEFF?${name.source}[^:\n]{0,60}:[ \t]*([^\r\n]*)$`, 'im').exec(text)?.[1]?.trim();
  return value === undefined || value === '' ? null : value;
}

/** `288 B`, `1.5 MB`; null for anything else. */
function bytesOf(text: string | null): number | null {
  const match = /^([\d.,]{1,20})\s*([KMGT]?B)?$/i.exec(text ?? '');
  if (match === null) return null;
  const value = Number(match[1]!.replaceAll(',', '')) * multiples[(match[2] ?? 'B').toUpperCase()]!;
  return Number.isFinite(value) ? Math.round(value) : null;
}

function statusOf(text: string | null): AzureConnectionData['status'] {
  const key = (text ?? '').replaceAll(/\s/g, '').toLowerCase();
  if (key === 'connected') return 'Connected';
  if (key === 'notconnected' || key === 'disconnected') return 'NotConnected';
  return key === 'connecting' ? 'Connecting' : key === '' ? null : 'Unknown';
}

/** ConnectionStats.txt: state and counters of the connection that was troubleshot. */
export function* readConnectionStats(input: ParseInput): Generator<Parsed> {
  const unit = unitOf(input);
  if (unit === null) return;
  const data: AzureConnectionData = {
    kind: 'azure-connection',
    name: null,
    resourceGroup: null,
    subscription: null,
    connectionType: null,
    status: statusOf(field(unit.text, /Connectivity State/)),
    ingressBytes: bytesOf(field(unit.text, /Ingress Bytes/)),
    egressBytes: bytesOf(field(unit.text, /Egress Bytes/)),
    provisioningState: null,
    protocol: null,
    mode: null,
    enableBgp: null,
    usePolicyBasedTrafficSelectors: null,
    ipsecPolicies: [],
    trafficSelectors: [],
    dpdTimeoutSeconds: null,
    gateway: null,
    localGateway: null,
    authenticationType: null,
  };
  yield recordOf(unit, data, { what: null, who: field(unit.text, /Remote Tunnel Endpoint/) });
}

/** CPUStats.txt: load of the gateway. It is no sample of a machine on premises, so it stays a line with words. */
export function* readCpuStats(input: ParseInput): Generator<Parsed> {
  const unit = unitOf(input);
  if (unit === null) return;
  const percent = /Current CPU Usage ?: ?([\d.]{1,10})/i.exec(unit.text)?.[1] ?? '–';
  const memory = /Memory Available ?: ?([\d.]{1,15})/i.exec(unit.text)?.[1] ?? '–';
  yield recordOf(unit, { kind: 'line' }, { what: message('record.gateway.load', { percent, memory }), who: null });
}
