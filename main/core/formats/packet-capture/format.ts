import { message } from '#shared/model/message.ts';
import { captureKind } from '../../capture/capture.ts';
import type { CaptureLoss } from '../../capture/packet.ts';
import { readVpnPackets } from '../../capture/vpn-packets.ts';
import type { VpnPacket } from '../../capture/vpn-packets.ts';
import { readIkeMessage } from '../../ike/read-message.ts';
import type { Format, Parsed, ParseInput, Sample } from '../format.ts';
import { exchanges } from './exchanges.ts';
import { flows } from './flows.ts';
import { orientation } from './orientation.ts';
import { toRecord } from './to-record.ts';
import { undeliveredRecord } from './undelivered.ts';

const excerptBytes = 48;

function rejected(key: string, number: number | null, params: Record<string, string | number>, bytes?: Buffer): Parsed {
  const excerpt = bytes === undefined ? '' : bytes.toString('hex', 0, excerptBytes);
  return { type: 'rejected', line: number, reason: message(key, params), excerpt };
}

function lost({ reason, number, offset }: CaptureLoss): Parsed {
  return rejected(`reject.capture-${reason}`, number, reason === 'text-transfer' ? {} : { from: offset });
}

function isFromOpener(packet: Extract<VpnPacket, { kind: 'ike' }>, isOpener: boolean | null): 'source' | 'destination' {
  if (isOpener !== null) return isOpener ? 'source' : 'destination';
  return packet.source < packet.destination ? 'source' : 'destination';
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const orient = orientation();
  const folded = flows(orient);
  const rolesOf = exchanges();
  for (const item of readVpnPackets(input.bytes)) {
    if (item.kind === 'loss') yield lost(item);
    else if (item.kind === 'link-type') yield rejected('reject.capture-link-type', item.number, { type: item.linkType });
    else if (item.kind === 'undelivered') yield { type: 'record', record: undeliveredRecord(item) };
    else if (item.kind === 'ike') {
      const read = readIkeMessage(item.bytes, item.isCut);
      if (!read.ok) {
        yield rejected(`reject.ike-${read.reason}`, item.number, {}, item.bytes);
        continue;
      }
      const roles = rolesOf(item, read.message);
      const isSent = orient.isSent(item, isFromOpener(item, roles.isOpener));
      yield { type: 'record', record: toRecord(item, read.message, roles, isSent) };
      if (read.message.damage !== null) yield rejected(`reject.ike-damage-${read.message.damage}`, item.number, {}, item.bytes);
    } else {
      const record = folded.add(item);
      if (record !== null) yield { type: 'record', record };
    }
  }
  for (const record of folded.finish()) yield { type: 'record', record };
}

function detect({ bytes }: Sample): number {
  return captureKind(bytes) === null ? 0 : 1;
}

/** Packet captures (pcap, pcapng): one record for each IKE message and ICMP error about one; ESP and NAT keep-alives are counted. Other traffic is passed over. */
export const format: Format = { id: 'packet-capture', detect, parse };
