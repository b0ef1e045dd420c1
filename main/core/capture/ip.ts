const hopByHop = 0;
const routing = 43;
const fragmentHeader = 44;
const destinationOptions = 60;
const mostExtensions = 16;

/** A place in a datagram that was sent in pieces. */
export type Fragment = { readonly id: number; readonly offset: number; readonly isLast: boolean };

/** An IP packet without its headers. `payloadLength` is what the header tells; `payload` may be shorter when the capture cut it. */
export type IpPacket = {
  readonly source: Buffer;
  readonly destination: Buffer;
  readonly protocol: number;
  readonly payload: Buffer;
  readonly payloadLength: number;
  /** Null for a packet that is whole. */
  readonly fragment: Fragment | null;
};

function readIpv4(packet: Buffer): IpPacket | null {
  const headerLength = (packet[0]! & 0x0f) * 4;
  if (packet.length < 20 || headerLength < 20 || packet.length < headerLength) return null;
  // Segmentation by the network card leaves 0 there on the sending host.
  const told = packet.readUInt16BE(2);
  const total = told === 0 ? packet.length : told;
  if (total < headerLength) return null;
  const flags = packet.readUInt16BE(6);
  const offset = (flags & 0x1f_ff) * 8;
  const more = (flags & 0x20_00) !== 0;
  return {
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    protocol: packet[9]!,
    payload: packet.subarray(headerLength, total),
    payloadLength: total - headerLength,
    fragment: more || offset > 0 ? { id: packet.readUInt16BE(4), offset, isLast: !more } : null,
  };
}

/** Extension headers of RFC 8200, 4; the authentication header is left to its reader, as in IPv4. */
function readIpv6(packet: Buffer): IpPacket | null {
  if (packet.length < 40) return null;
  const told = packet.readUInt16BE(4);
  const end = told === 0 ? packet.length : 40 + told;
  let protocol = packet[6]!;
  let at = 40;
  let fragment: Fragment | null = null;
  for (let i = 0; i < mostExtensions && at + 8 <= packet.length; i += 1) {
    if (protocol === hopByHop || protocol === routing || protocol === destinationOptions) {
      protocol = packet[at]!;
      at += 8 + packet[at + 1]! * 8;
    } else if (protocol === fragmentHeader) {
      const field = packet.readUInt16BE(at + 2);
      const isLast = (field & 1) === 0;
      const offset = field & 0xff_f8;
      if (offset > 0 || !isLast) fragment = { id: packet.readUInt32BE(at + 4), offset, isLast };
      protocol = packet[at]!;
      at += 8;
      if (offset > 0) break;
    } else break;
  }
  if (at > end || at > packet.length) return null;
  return {
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    protocol,
    payload: packet.subarray(at, end),
    payloadLength: end - at,
    fragment,
  };
}

/** Reads the IP header and, in IPv6, its extension headers; null for bytes that are no IP packet. */
export function readIp(packet: Buffer): IpPacket | null {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4) return readIpv4(packet);
  return version === 6 ? readIpv6(packet) : null;
}

/** The longest run of zero groups as `::` (RFC 5952). */
function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === '0') length += 1;
    if (length > best.length) best = { at, length };
  }
  if (best.at < 0) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

/** An address of 4 or 16 bytes as people write it. */
export function addressText(bytes: Buffer): string {
  return bytes.length === 4 ? `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` : ipv6Text(bytes);
}
