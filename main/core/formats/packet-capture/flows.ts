import type { IkeFlow } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';
import type { NewRecord } from '../format.ts';
import { ikeEvent } from '../ike/ike-event.ts';
import type { Orientation } from './orientation.ts';
import { recordTime, timeMs } from './packet-time.ts';

type FlowPacket = Extract<VpnPacket, { kind: 'esp' | 'ah' | 'nat-keep-alive' }>;
type Counted = {
  readonly first: FlowPacket;
  readonly isSent: boolean;
  readonly inUdp: boolean;
  packets: number;
  bytes: number;
  readonly firstMs: number | null;
  lastMs: number | null;
  last: string;
};

/** Each SA has an SPI of its own; a hostile capture has one in every packet. The oldest is told first, in parts if need be. */
const mostFlows = 4096;

function endpoints(packet: FlowPacket) {
  const isUdp = packet.kind === 'nat-keep-alive';
  return {
    source: { address: packet.source, port: isUdp ? packet.sourcePort : null },
    destination: { address: packet.destination, port: isUdp ? packet.destinationPort : null },
  };
}

function wordsOf(packet: FlowPacket): string {
  if (packet.kind === 'nat-keep-alive') return 'record.capture.keep-alives';
  if (packet.kind === 'ah') return 'record.capture.ah';
  return packet.inUdp ? 'record.capture.esp-in-udp' : 'record.capture.esp';
}

function toRecord(counted: Counted): NewRecord {
  const { first, isSent, inUdp, packets, bytes, firstMs, lastMs } = counted;
  const { source, destination } = endpoints(first);
  const time = recordTime(first.time);
  const isEsp = first.kind === 'esp';
  const spi = first.kind === 'nat-keep-alive' ? null : first.spi;
  const flow: IkeFlow = { what: first.kind, spi, inUdp, packets, bytes, firstMs, lastMs };
  const params = { from: first.source, to: first.destination, packets, ...(spi === null ? {} : { spi }) };
  const name = spi === null ? 'NAT-keepalive' : `${isEsp && inUdp ? 'UDP ' : ''}${first.kind.toUpperCase()} spi=${spi}`;
  return {
    place: { line: first.number, endLine: first.number, offset: first.offset },
    time,
    level: spi === null ? 'verbose' : 'information',
    what: message(wordsOf(first), params),
    who: isSent ? first.destination : first.source,
    data: ikeEvent(
      { witness: 'capture', side: null },
      {
        direction: isSent ? 'sent' : 'received',
        local: isSent ? source : destination,
        remote: isSent ? destination : source,
        step: isEsp ? 'esp' : 'other',
        sa: spi === null ? null : 'child',
        isEncrypted: isEsp,
        flow,
      },
    ),
    text: `${name} ${first.source} > ${first.destination} packets=${packets} bytes=${bytes} first=${time?.text ?? '?'} last=${counted.last}`,
  };
}

/** Folds ESP and AH by SPI and direction, and NAT keep-alives by direction, with count, bytes, first and last. */
export function flows(orient: Orientation) {
  const open = new Map<string, Counted>();
  /** Returns the record of an older flow when there is no room for all. */
  const add = (packet: FlowPacket): NewRecord | null => {
    const spi = packet.kind === 'nat-keep-alive' ? '' : packet.spi;
    const key = `${packet.kind} ${packet.source} ${packet.destination} ${spi}`;
    const atMs = timeMs(packet.time);
    const known = open.get(key);
    if (known !== undefined) {
      known.packets += 1;
      known.bytes += packet.wireLength;
      if (atMs !== null && atMs >= (known.lastMs ?? 0)) {
        known.lastMs = atMs;
        known.last = recordTime(packet.time)?.text ?? '?';
      }
      return null;
    }
    // Copied: the packet's views are good for this turn only.
    const first = { ...packet, sourceBytes: Buffer.from(packet.sourceBytes), destinationBytes: Buffer.from(packet.destinationBytes) };
    open.set(key, {
      first,
      isSent: orient.isSent(packet, 'source'),
      inUdp: packet.kind === 'nat-keep-alive' || packet.inUdp,
      packets: 1,
      bytes: packet.wireLength,
      firstMs: atMs,
      lastMs: atMs,
      last: recordTime(packet.time)?.text ?? '?',
    });
    if (open.size <= mostFlows) return null;
    const [oldest, counted] = open.entries().next().value!;
    open.delete(oldest);
    return toRecord(counted);
  };
  return { add, finish: (): NewRecord[] => [...open.values()].map(toRecord) };
}
