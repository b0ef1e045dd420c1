import type { ByteSource } from '../ports.ts';
import { readCapture } from './capture.ts';
import { reassembly } from './fragments.ts';
import type { Reassembly } from './fragments.ts';
import { isIcmp, readUndelivered } from './icmp.ts';
import type { Undelivered } from './icmp.ts';
import { addressText, readIp } from './ip.ts';
import type { IpPacket } from './ip.ts';
import { isKnownLink, linkPayload } from './link.ts';
import type { CaptureLoss, Packet, PacketTime } from './packet.ts';

const udp = 17;
const esp = 50;
const ah = 51;
const ikePort = 500;
const natPort = 4500;
const markerBytes = 4;

type Ends = {
  readonly number: number;
  readonly offset: number;
  readonly time: PacketTime | null;
  readonly source: string;
  readonly destination: string;
  /** The same, 4 or 16 bytes. */
  readonly sourceBytes: Buffer;
  readonly destinationBytes: Buffer;
  /** Whether the capturing host sent or got the packet, where the link type tells. */
  readonly heading: 'in' | 'out' | null;
};
type UdpEnds = Ends & { readonly sourcePort: number; readonly destinationPort: number };

/** What belongs to a VPN in a capture. */
export type VpnPacket =
  | (UdpEnds & { readonly kind: 'ike'; readonly bytes: Buffer; readonly isCut: boolean })
  | (UdpEnds & { readonly kind: 'nat-keep-alive'; readonly wireLength: number })
  | (Ends & {
      readonly kind: 'esp' | 'ah';
      readonly spi: string;
      readonly sequence: number | null;
      readonly inUdp: boolean;
      readonly wireLength: number;
    })
  /** ICMP came back for a packet of IKE or ESP; `quoted…` are the ends of that packet, its ports null for ESP and AH. */
  | (Ends & {
      readonly kind: 'undelivered';
      readonly reason: Undelivered['reason'];
      readonly quotedAs: 'UDP' | 'ESP' | 'AH';
      readonly quotedSource: string;
      readonly quotedDestination: string;
      readonly quotedPorts: { readonly source: number; readonly destination: number } | null;
    })
  | CaptureLoss
  /** Said once for each link type. */
  | { readonly kind: 'link-type'; readonly number: number; readonly linkType: number };

/** Addresses, wire length and payload of a packet, before it is known what it carries. */
type Carried = { readonly packet: Packet; readonly ends: () => Ends; readonly payload: Buffer; readonly payloadLength: number };

function espPacket({ packet, ends }: Carried, payload: Buffer, inUdp: boolean): VpnPacket | null {
  if (payload.length < 4) return null;
  const spi = payload.toString('hex', 0, 4);
  // SPI 0 must not be on the wire (RFC 4303, 2.1).
  if (spi === '00000000') return null;
  const sequence = payload.length >= 8 ? payload.readUInt32BE(4) : null;
  return { kind: 'esp', ...ends(), spi, sequence, inUdp, wireLength: packet.wireLength };
}

/** RFC 4302, 2: next header, length and two reserved bytes stand before the SPI; what the header protects is not looked at. */
function ahPacket({ packet, ends, payload }: Carried): VpnPacket | null {
  if (payload.length < 12) return null;
  const [spi, sequence] = [payload.toString('hex', 4, 8), payload.readUInt32BE(8)];
  return { kind: 'ah', ...ends(), spi, sequence, inUdp: false, wireLength: packet.wireLength };
}

/** RFC 3948: on UDP 4500 four zero bytes stand before IKE, a single 0xFF keeps the mapping alive, all else is ESP. What is too short for either counts as IKE. */
function udpPacket(carried: Carried): VpnPacket | null {
  const { packet, ends, payload, payloadLength } = carried;
  if (payload.length < 8) return null;
  const sourcePort = payload.readUInt16BE(0);
  const destinationPort = payload.readUInt16BE(2);
  const onNat = sourcePort === natPort || destinationPort === natPort;
  const onIke = sourcePort === ikePort || destinationPort === ikePort;
  if (!onNat && !onIke) return null;
  const told = payload.readUInt16BE(4);
  const length = told < 8 ? payloadLength : Math.min(told, payloadLength);
  const data = payload.subarray(8, length);
  const at = { sourcePort, destinationPort };
  const isCut = payload.length < length;
  if (!onNat) return { kind: 'ike', ...ends(), ...at, bytes: data, isCut };
  if (length === 9) return data[0] === 0xff ? { kind: 'nat-keep-alive', ...ends(), ...at, wireLength: packet.wireLength } : null;
  if (data.length >= markerBytes && data.readUInt32BE(0) !== 0) return espPacket(carried, data, true);
  return { kind: 'ike', ...ends(), ...at, bytes: data.subarray(markerBytes), isCut };
}

/** Errors about other traffic are passed over. */
function undelivered(ip: IpPacket, ends: () => Ends): VpnPacket | null {
  const read = readUndelivered(ip);
  if (read === null || (read.quoted.fragment?.offset ?? 0) > 0) return null;
  const { protocol, payload, source, destination } = read.quoted;
  const isUdp = protocol === udp && payload.length >= 4;
  if (!isUdp && protocol !== esp && protocol !== ah) return null;
  const ports = isUdp ? { source: payload.readUInt16BE(0), destination: payload.readUInt16BE(2) } : null;
  const isVpn = ports === null || [ports.source, ports.destination].some((port) => port === ikePort || port === natPort);
  if (!isVpn) return null;
  const quotedAs: 'UDP' | 'ESP' | 'AH' = isUdp ? 'UDP' : protocol === esp ? 'ESP' : 'AH';
  const quoted = { quotedAs, quotedSource: addressText(source), quotedDestination: addressText(destination), quotedPorts: ports };
  return { kind: 'undelivered', ...ends(), reason: read.reason, ...quoted };
}

function readPacket(packet: Packet, pieces: Reassembly): VpnPacket | null {
  const link = linkPayload(packet.linkType, packet.bytes);
  if (link === null) return null;
  const ip = readIp(packet.bytes.subarray(link.at));
  if (ip === null || (ip.protocol !== udp && ip.protocol !== esp && ip.protocol !== ah && !isIcmp(ip.protocol))) return null;
  const { number, offset, time } = packet;
  const ends = (): Ends => ({
    number,
    offset,
    time,
    source: addressText(ip.source),
    destination: addressText(ip.destination),
    sourceBytes: ip.source,
    destinationBytes: ip.destination,
    heading: link.heading,
  });
  if (isIcmp(ip.protocol)) return undelivered(ip, ends);
  const carried = { packet, ends, payload: ip.payload, payloadLength: ip.payloadLength };
  if (ip.protocol !== udp) {
    if ((ip.fragment?.offset ?? 0) > 0) return null;
    return ip.protocol === esp ? espPacket(carried, ip.payload, false) : ahPacket(carried);
  }
  if (ip.fragment === null) return udpPacket(carried);
  const whole = pieces.add(ip, ip.fragment, time?.seconds ?? 0);
  return whole === null ? null : udpPacket({ ...carried, payload: whole, payloadLength: whole.length });
}

/**
 * IKE, ESP, AH, NAT keep-alives and ICMP errors about them, in the order of the file; a datagram in pieces stands where its last piece
 * came. Views of bytes are good until the next item is asked for.
 */
export function* readVpnPackets(source: ByteSource): Generator<VpnPacket> {
  const pieces = reassembly();
  const unknownLinks = new Set<number>();
  for (const item of readCapture(source)) {
    if (item.kind === 'loss') {
      yield item;
      continue;
    }
    const { packet } = item;
    if (!isKnownLink(packet.linkType)) {
      if (!unknownLinks.has(packet.linkType)) yield { kind: 'link-type', number: packet.number, linkType: packet.linkType };
      unknownLinks.add(packet.linkType);
      continue;
    }
    const read = readPacket(packet, pieces);
    if (read !== null) yield read;
  }
}
