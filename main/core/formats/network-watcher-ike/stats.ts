import { message } from '#shared/model/message.ts';
import type { AzureConnectionData } from '#shared/model/record-data.ts';
import type { Parsed, ParseInput, TextLine } from '../format.ts';
import { recordOf } from '../shared/parsed.ts';
import type { Unit } from '../shared/parsed.ts';

const maxLines = 200;
const multiples: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

function toUnit(lines: readonly TextLine[]): Unit[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ line: first.number, endLine: last.number, offset: first.offset, text: lines.map((l) => l.text).join('\n') }];
}

/** One unit for each line that `begins`, with the lines after it. */
function* unitsOf(input: ParseInput, begins: RegExp): Generator<Unit> {
  let open: TextLine[] = [];
  for (const line of input.lines()) {
    if (begins.test(line.text) && open.some((l) => begins.test(l.text))) {
      yield* toUnit(open);
      open = [];
    }
    if (open.length < maxLines && (open.length > 0 || line.text.trim() !== '')) open.push(line);
  }
  yield* toUnit(open);
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

/** A connection that never stood shows the first day of the calendar. */
function sinceOf(text: string | null): string | null {
  return text === null || /^0?1[/.-]0?1[/.-]0{0,3}1\b|\b0001\b/.test(text) ? null : text;
}

function connectionOf(text: string): AzureConnectionData {
  return {
    kind: 'azure-connection',
    name: null,
    resourceGroup: null,
    subscription: null,
    connectionType: null,
    status: statusOf(field(text, /Connectivity State/)),
    ingressBytes: bytesOf(field(text, /Ingress Bytes/)),
    egressBytes: bytesOf(field(text, /Egress Bytes/)),
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
    remoteAddress: field(text, /Remote Tunnel Endpoint/),
    connectedSince: sinceOf(field(text, /Connected Since/)),
  };
}

/** ConnectionStats.txt: state and counters of the connections that were troubleshot, of each the same lines. */
export function* readConnectionStats(input: ParseInput): Generator<Parsed> {
  for (const unit of unitsOf(input, /^\uFEFF?\s{0,20}Connectivity State\s{0,5}:/i)) {
    const data = connectionOf(unit.text);
    const params = { peer: data.remoteAddress ?? '–', status: data.status ?? '–', since: data.connectedSince ?? '–' };
    yield recordOf(unit, data, { what: message('record.gateway.connection', params), who: data.remoteAddress ?? null });
  }
}

function numberOf(text: string | undefined): number | null {
  const value = Number((text ?? '').replace(',', '.'));
  return text === undefined || !Number.isFinite(value) ? null : value;
}

/** CPUStats.txt: load of the gateway at the moment of troubleshooting. */
export function* readCpuStats(input: ParseInput): Generator<Parsed> {
  for (const unit of unitsOf(input, /Current CPU Usage/i)) {
    const cpuPercent = numberOf(/Current CPU Usage ?: ?(\d{1,3}(?:[.,]\d{1,6})?)/i.exec(unit.text)?.[1]);
    const memoryMegabytes = numberOf(/Memory Available ?: ?(\d{1,10}(?:[.,]\d{1,6})?)/i.exec(unit.text)?.[1]);
    const what = message('record.gateway.load', { percent: cpuPercent ?? '–', memory: memoryMegabytes ?? '–' });
    yield recordOf(unit, { kind: 'gateway-load', cpuPercent, memoryMegabytes }, { what, who: null });
  }
}
