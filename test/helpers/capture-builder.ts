/** Builds captures byte by byte, for link types, orders and damage that no corpus has. */

type Order = 'LE' | 'BE';

function u16(value: number, order: Order = 'BE'): Buffer {
  const bytes = Buffer.alloc(2);
  if (order === 'LE') bytes.writeUInt16LE(value);
  else bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number, order: Order = 'BE'): Buffer {
  const bytes = Buffer.alloc(4);
  if (order === 'LE') bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

export function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
}

function ip4(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

export type Udp = { readonly from: string; readonly fromPort: number; readonly to: string; readonly toPort: number };

export const ikeUdp: Udp = { from: '203.0.113.10', fromPort: 500, to: '198.51.100.20', toPort: 500 };

export function udp({ fromPort, toPort }: Udp, data: Buffer): Buffer {
  return Buffer.concat([u16(fromPort), u16(toPort), u16(8 + data.length), u16(0), data]);
}

export type Piece = { readonly id: number; readonly offset: number; readonly more: boolean };

export function ipv4(from: string, to: string, protocol: number, payload: Buffer, piece?: Piece): Buffer {
  const flags = piece === undefined ? 0 : (piece.more ? 0x2000 : 0) | (piece.offset / 8);
  const head = Buffer.concat([hex('4500'), u16(20 + payload.length), u16(piece?.id ?? 1), u16(flags), Buffer.from([64, protocol]), u16(0)]);
  return Buffer.concat([head, ip4(from), ip4(to), payload]);
}

/** `extensions` are whole headers but for their first byte, which names the next header. */
export function ipv6(
  from: string,
  to: string,
  headers: readonly { readonly type: number; readonly rest: Buffer }[],
  protocol: number,
  payload: Buffer,
): Buffer {
  const types = [...headers.map((h) => h.type), protocol];
  const body = Buffer.concat([...headers.map((h, i) => Buffer.concat([Buffer.from([types[i + 1]!]), h.rest])), payload]);
  return Buffer.concat([hex('60000000'), u16(body.length), Buffer.from([types[0]!, 64]), hex(from), hex(to), body]);
}

export function ethernet(type: string, packet: Buffer): Buffer {
  return Buffer.concat([hex('0200000000020200000000 01'), hex(type), packet]);
}

export type PcapOptions = { readonly order?: Order; readonly magic?: number; readonly linkType?: number; readonly fraction?: number };

/** A pcap whose packets are one second apart from 2026-11-22T07:00:00Z. */
export function pcap(packets: readonly Buffer[], options: PcapOptions = {}): Buffer {
  const { order = 'LE', magic = 0xa1_b2_c3_d4, linkType = 1, fraction = 250_000 } = options;
  const head = Buffer.concat([u32(magic, order), u16(2, order), u16(4, order), u32(0), u32(0), u32(262_144, order), u32(linkType, order)]);
  const records = packets.map((packet, i) =>
    Buffer.concat([u32(1_795_330_800 + i, order), u32(fraction, order), u32(packet.length, order), u32(packet.length, order), packet]),
  );
  return Buffer.concat([head, ...records]);
}

export function block(type: number, body: Buffer, order: Order = 'LE'): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const length = u32(12 + padded.length, order);
  return Buffer.concat([u32(type, order), length, padded, length]);
}

export function section(order: Order = 'LE'): Buffer {
  return block(0x0a_0d_0d_0a, Buffer.concat([u32(0x1a_2b_3c_4d, order), u16(1, order), u16(0, order), hex('ffffffffffffffff')]), order);
}

/** `resolution` is `if_tsresol`, `offsetSeconds` is `if_tsoffset`. */
export function networkInterface(
  linkType: number,
  times: { readonly resolution?: number; readonly offsetSeconds?: number } = {},
  order: Order = 'LE',
): Buffer {
  const { resolution, offsetSeconds } = times;
  const options: Buffer[] = [];
  if (resolution !== undefined) options.push(u16(9, order), u16(1, order), Buffer.from([resolution, 0, 0, 0]));
  if (offsetSeconds !== undefined) {
    const value = Buffer.alloc(8);
    if (order === 'LE') value.writeBigInt64LE(BigInt(offsetSeconds));
    else value.writeBigInt64BE(BigInt(offsetSeconds));
    options.push(u16(14, order), u16(8, order), value);
  }
  if (options.length > 0) options.push(hex('00000000'));
  return block(1, Buffer.concat([u16(linkType, order), u16(0), u32(0), ...options]), order);
}

export function enhancedPacket(interfaceId: number, ticks: bigint, packet: Buffer, order: Order = 'LE'): Buffer {
  const times = [u32(Number(ticks >> 32n), order), u32(Number(ticks & 0xff_ff_ff_ffn), order)];
  const lengths = [u32(packet.length, order), u32(packet.length, order)];
  return block(6, Buffer.concat([u32(interfaceId, order), ...times, ...lengths, packet]), order);
}

/** IKE_SA_INIT that carries a notify and nothing else. */
export function ikeNotify(type: number, spis = 'b39c4c2171fe81e19f83243520492a6d'): Buffer {
  return Buffer.concat([hex(spis), hex('29 20 22 20 00000000 00000024'), hex('00000008 0000'), u16(type)]);
}
