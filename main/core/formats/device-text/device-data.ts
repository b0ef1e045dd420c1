import type { DeviceSaData, DeviceTunnelData, DeviceVendor } from '#shared/model/device-config.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import { parseRange, rangeText } from '#shared/net/address-range.ts';
import type { NewRecord, TextLine } from '../format.ts';

/** A tunnel of which the configuration says nothing but what is given. */
export function deviceTunnel(vendor: DeviceVendor, known: Partial<DeviceTunnelData>): DeviceTunnelData {
  return {
    kind: 'device-tunnel',
    vendor,
    name: null,
    version: null,
    local: [],
    peers: [],
    localIdentity: null,
    remoteIdentity: null,
    authentication: null,
    ikeProposals: [],
    childProposals: [],
    ikeLifetimeSeconds: null,
    childLifetimeSeconds: null,
    childLifetimeKilobytes: null,
    selectors: [],
    dpdSeconds: null,
    ...known,
  };
}

/** An SA of which the device's listing says nothing but what is given. */
export function deviceSa(vendor: DeviceVendor, sa: 'ike' | 'child', known: Partial<DeviceSaData>): DeviceSaData {
  return {
    kind: 'device-sa',
    vendor,
    sa,
    name: null,
    local: null,
    peer: null,
    state: null,
    stateText: null,
    version: null,
    isInitiator: null,
    transforms: [],
    selectors: [],
    bytesIn: null,
    bytesOut: null,
    packetsIn: null,
    packetsOut: null,
    remainingSeconds: null,
    ...known,
  };
}

/** One line of words for a tunnel or an SA. */
export function describeDevice(data: DeviceTunnelData | DeviceSaData): Message {
  if (data.kind === 'device-tunnel') return message('record.device.tunnel', { name: data.name ?? '?', peer: data.peers.join(', ') || '?' });
  const params = { name: data.name ?? '?', peer: data.peer ?? '?', state: data.stateText ?? data.state ?? '?' };
  return message(data.sa === 'ike' ? 'record.device.ike-sa' : 'record.device.child-sa', params);
}

/** Lines that a record may leave out between its own; the rest of it is kept as single lines then. */
const maxGap = 200;

/** The lines with empty ones where others stand between, so that each stays where it is in the file; null over a wide gap. */
function joined(lines: readonly TextLine[]): string | null {
  let text = lines[0]!.text;
  for (let i = 1; i < lines.length; i += 1) {
    const gap = lines[i]!.number - lines[i - 1]!.number;
    if (gap > maxGap || gap < 0) return null;
    text += '\n'.repeat(Math.max(1, gap)) + lines[i]!.text;
  }
  return text;
}

/** A record of lines that belong together; a listing has no time of its own. */
export function deviceRecord(lines: readonly TextLine[], data: DeviceTunnelData | DeviceSaData): NewRecord {
  return {
    place: { line: lines[0]!.number, endLine: lines.at(-1)!.number, offset: lines[0]!.offset },
    time: null,
    level: data.kind === 'device-sa' && data.state === 'down' ? 'warning' : 'information',
    what: describeDevice(data),
    who: data.name ?? (data.kind === 'device-sa' ? data.peer : (data.peers[0] ?? null)),
    data,
    text: joined(lines) ?? lines.map((line) => line.text).join('\n'),
  };
}

function merged(a: readonly TextLine[], b: readonly TextLine[]): TextLine[] {
  const lines = new Map([...a, ...b].map((line) => [line.number, line]));
  return [...lines.values()].toSorted((x, y) => x.number - y.number);
}

/** A record of blocks in the order of their importance: those far from the first are kept as single lines. */
export function deviceRecords(blocks: readonly (readonly TextLine[])[], data: DeviceTunnelData | DeviceSaData): NewRecord[] {
  let near = [...(blocks[0] ?? [])];
  const far: TextLine[] = [];
  for (const block of blocks.slice(1)) {
    const both = merged(near, block);
    if (block.length > 0 && joined(both) === null) far.push(...block);
    else near = both;
  }
  return near.length === 0 ? [] : [deviceRecord(near, data), ...far.map(plainRecord)];
}

/** A prefix or range in the one writing of the program; text that is no range stays as it is. */
export function prefixText(text: string): string {
  const range = parseRange(text);
  return range === null ? text : rangeText(range);
}

/** A line that is kept and searchable, and says nothing to a check. */
export function plainRecord(line: TextLine): NewRecord {
  return {
    place: { line: line.number, endLine: line.number, offset: line.offset },
    time: null,
    level: null,
    what: null,
    who: null,
    data: { kind: 'line' },
    text: line.text,
  };
}
