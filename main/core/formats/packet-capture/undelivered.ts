import { message } from '#shared/model/message.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';
import type { NewRecord } from '../format.ts';
import { ikeEvent } from '../ike/ike-event.ts';
import { recordTime } from './packet-time.ts';

/** The record of an ICMP error about a packet of IKE or ESP. The end that sent the packet is local: the error came back to it. */
export function undeliveredRecord(packet: Extract<VpnPacket, { kind: 'undelivered' }>): NewRecord {
  const { reason, source, quotedSource, quotedDestination, quotedPorts, quotedAs } = packet;
  const what = quotedPorts === null ? quotedAs : `${quotedAs} ${quotedPorts.destination}`;
  return {
    place: { line: packet.number, endLine: packet.number, offset: packet.offset },
    time: recordTime(packet.time),
    level: 'warning',
    what: message(`record.capture.undelivered.${reason}`, { reporter: source, to: quotedDestination, what }),
    who: quotedDestination,
    data: ikeEvent(
      { witness: 'capture', side: null },
      {
        direction: 'received',
        local: { address: quotedSource, port: quotedPorts?.source ?? null },
        remote: { address: quotedDestination, port: quotedPorts?.destination ?? null },
        unreachable: reason,
        reporter: source,
      },
    ),
    text: `ICMP unreachable (${reason}) from ${source}: ${what} ${quotedSource} > ${quotedDestination}`,
  };
}
