import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/packet-capture/format.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import {
  block,
  enhancedPacket,
  ethernet,
  hex,
  ikeNotify,
  ikeUdp,
  ipv4,
  ipv6,
  networkInterface,
  pcap,
  section,
  udp,
} from '../../../../helpers/capture-builder.ts';
import { dataOf, readBytes } from '../parse-text.ts';

const refusal = ikeNotify(14);
const packet = ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, refusal));
const frame = ethernet('0800', packet);
const v6 = ['20010db8000000000000000000000001', '20010db8000100000000000000000002'] as const;
const natUdp = { ...ikeUdp, fromPort: 4500, toPort: 4500 };

function events(bytes: Buffer): IkeEventData[] {
  return dataOf(readBytes(format, bytes), 'ike-event');
}

function times(bytes: Buffer): (string | undefined)[] {
  return readBytes(format, bytes).records.map((r) => r.time?.text);
}

describe('pcap', () => {
  it.each([
    ['little endian, microseconds', { order: 'LE' }, '2026-11-22T07:00:00.250000Z'],
    ['big endian, microseconds', { order: 'BE' }, '2026-11-22T07:00:00.250000Z'],
    ['little endian, nanoseconds', { order: 'LE', magic: 0xa1_b2_3c_4d, fraction: 250_000_001 }, '2026-11-22T07:00:00.250000001Z'],
    ['big endian, nanoseconds', { order: 'BE', magic: 0xa1_b2_3c_4d, fraction: 250_000_001 }, '2026-11-22T07:00:00.250000001Z'],
  ] as const)('%s', (_name, options, time) => {
    const read = readBytes(format, pcap([frame], options));
    expect(read.score).toBe(1);
    expect(read.records.map((r) => r.time)).toEqual([
      { utcMs: 1_795_330_800_250, localMs: 1_795_330_800_250, offsetMinutes: 0, zone: 'utc', text: time },
    ]);
  });

  it('reads a refusal of the IKE policy, who sent it and what it says', () => {
    const [event] = events(pcap([frame]));
    expect(event).toMatchObject({
      witness: 'capture',
      version: 2,
      exchange: 'IKE_SA_INIT',
      isResponse: true,
      messageId: 0,
      initiatorSpi: 'b39c4c2171fe81e1',
      responderSpi: '9f83243520492a6d',
      notifies: [{ name: 'NO_PROPOSAL_CHOSEN', id: 14 }],
      fault: 'ike-policy',
      isEncrypted: false,
    });
  });

  it('tells that the file ends within a packet, and keeps the packets before', () => {
    const read = readBytes(format, pcap([frame, frame]).subarray(0, -6));
    expect(read.records).toHaveLength(2);
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([
      [2, 'reject.ike-damage-cut'],
      [2, 'reject.capture-cut'],
    ]);
  });

  it('stops at a length that cannot be right', () => {
    const bytes = pcap([frame, frame]);
    bytes.writeUInt32LE(0xf0_00_00_00, 24 + 8);
    expect(readBytes(format, bytes).rejected.map((r) => r.reason)).toEqual([{ key: 'reject.capture-length', params: { from: 24 } }]);
  });
});

describe('pcapng', () => {
  it('reads each interface with its own link type and clock', () => {
    const second = 1_795_330_800n;
    const bytes = Buffer.concat([
      section(),
      networkInterface(1),
      networkInterface(101, { resolution: 9 }),
      networkInterface(101, { resolution: 0x80 + 10 }),
      networkInterface(101, { resolution: 3, offsetSeconds: 3600 }),
      enhancedPacket(0, second * 1_000_000n + 250_000n, frame),
      enhancedPacket(1, second * 1_000_000_000n + 250_000_001n, packet),
      enhancedPacket(2, second * 1024n + 512n, packet),
      enhancedPacket(3, (second - 3600n) * 1000n + 250n, packet),
    ]);
    expect(times(bytes)).toEqual([
      '2026-11-22T07:00:00.250000Z',
      '2026-11-22T07:00:00.250000001Z',
      '2026-11-22T07:00:00.500000Z',
      '2026-11-22T07:00:00.250000Z',
    ]);
  });

  it('reads sections of either order one after the other, and packets without a time', () => {
    const simple = Buffer.concat([Buffer.from([0, 0, 0, packet.length]), packet]);
    const bytes = Buffer.concat([
      section('LE'),
      networkInterface(1),
      enhancedPacket(0, 1_795_330_800_000_000n, frame),
      section('BE'),
      networkInterface(101, {}, 'BE'),
      block(3, simple, 'BE'),
    ]);
    expect(times(bytes)).toEqual(['2026-11-22T07:00:00.000000Z', undefined]);
  });

  it('rejects a packet of an interface that is not described, and goes on', () => {
    const bytes = Buffer.concat([section(), networkInterface(1), enhancedPacket(4, 0n, frame), enhancedPacket(0, 0n, frame)]);
    const read = readBytes(format, bytes);
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[1, 'reject.capture-interface']]);
    expect(read.records.map((r) => r.place.line)).toEqual([2]);
  });

  it('says that a transfer in text mode broke the file', () => {
    const bytes = Buffer.concat([hex('0d0a0d0d0d0a'), section().subarray(4), networkInterface(1)]);
    const read = readBytes(format, bytes);
    expect([read.score, read.rejected.map((r) => r.reason.key)]).toEqual([1, ['reject.capture-text-transfer']]);
  });
});

describe('link types', () => {
  const family = hex('02000000');
  it.each([
    ['Ethernet', 1, frame],
    ['VLAN', 1, ethernet('8100 0064 0800', packet)],
    ['QinQ', 1, ethernet('88a8 0001 8100 0064 0800', packet)],
    ['PPPoE', 1, ethernet('8864 1100 0001 0026 0021', packet)],
    ['Linux cooked', 113, Buffer.concat([hex('0000 0001 0006 020000000001 0000 0800'), packet])],
    ['Linux cooked v2', 276, Buffer.concat([hex('0800 0000 00000002 0001 00 06 0200000000010000'), packet])],
    ['Linux cooked with VLAN', 113, Buffer.concat([hex('0000 0001 0006 020000000001 0000 8100 0064 0800'), packet])],
    ['raw IP', 101, packet],
    ['raw IPv4', 228, packet],
    ['BSD null', 0, Buffer.concat([family, packet])],
    ['BSD null of the other byte order', 0, Buffer.concat([hex('00000002'), packet])],
    ['BSD loop', 108, Buffer.concat([hex('00000002'), packet])],
  ])('%s', (_name, linkType, bytes) => {
    expect(events(pcap([bytes], { linkType })).map((e) => e.exchange)).toEqual(['IKE_SA_INIT']);
  });

  it('says once that a link type is not read', () => {
    const read = readBytes(format, pcap([packet, packet, packet], { linkType: 127 }));
    expect(read.rejected.map((r) => r.reason)).toEqual([{ key: 'reject.capture-link-type', params: { type: 127 } }]);
  });

  it('takes the capturing host for the local end where the link type tells what it sent', () => {
    const cooked = (type: string) => Buffer.concat([hex(`${type} 0001 0006 020000000001 0000 0800`), packet]);
    const ends = (type: string) => events(pcap([cooked(type)], { linkType: 113 })).map((e) => [e.direction, e.local?.address]);
    expect([ends('0004'), ends('0000')]).toEqual([[['sent', '203.0.113.10']], [['received', '198.51.100.20']]]);
  });
});

describe('IP', () => {
  it('reads IPv6 with extension headers', () => {
    const headers = [
      { type: 0, rest: hex('00 010400000000') },
      { type: 60, rest: hex('00 010400000000') },
    ];
    const bytes = pcap([ethernet('86dd', ipv6(...v6, headers, 17, udp(ikeUdp, refusal)))]);
    const [event] = events(bytes);
    expect(new Set([event?.local?.address, event?.remote?.address])).toEqual(new Set(['2001:db8:1::2', '2001:db8::1']));
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['with a piece twice', [1, 1, 0, 2]],
  ])('puts IPv4 fragments together: %s', (_name, order) => {
    const whole = udp(ikeUdp, refusal);
    const pieces = [0, 16, 32].map((offset) =>
      ipv4(ikeUdp.from, ikeUdp.to, 17, whole.subarray(offset, offset === 32 ? undefined : offset + 16), {
        id: 7,
        offset,
        more: offset < 32,
      }),
    );
    const read = readBytes(format, pcap(order.map((i) => ethernet('0800', pieces[i]!))));
    expect(read.records.map((r) => [r.place.line, r.data.kind === 'ike-event' ? r.data.fault : null])).toEqual([
      [order.length, 'ike-policy'],
    ]);
  });

  it('puts IPv6 fragments together', () => {
    const whole = udp(ikeUdp, refusal);
    const piece = (offset: number, end: number | undefined) =>
      ipv6(
        ...v6,
        [{ type: 44, rest: Buffer.concat([hex('00'), Buffer.from([0, offset | (end === undefined ? 0 : 1)]), hex('00000009')]) }],
        17,
        whole.subarray(offset, end),
      );
    expect(events(pcap([ethernet('86dd', piece(0, 24)), ethernet('86dd', piece(24, undefined))])).map((e) => e.fault)).toEqual([
      'ike-policy',
    ]);
  });
});

describe('UDP 4500', () => {
  const on4500 = (data: Buffer) => ethernet('0800', ipv4(natUdp.from, natUdp.to, 17, udp(natUdp, data)));

  it('tells IKE behind the non-ESP marker, ESP and keep-alives apart, and folds the last two', () => {
    const esp = on4500(hex('c3a1f2b4 00000001 00112233445566778899'));
    const other = on4500(hex('d4b2a1c3 00000001 00112233445566778899'));
    const bytes = pcap([on4500(Buffer.concat([hex('00000000'), refusal])), esp, esp, on4500(hex('ff')), other, on4500(hex('ff'))]);
    const read = readBytes(format, bytes);
    expect(read.records.map((r) => r.what)).toEqual([
      { key: 'record.capture.error', params: { exchange: 'IKE_SA_INIT', from: natUdp.from, to: natUdp.to, notify: 'NO_PROPOSAL_CHOSEN' } },
      { key: 'record.capture.esp-in-udp', params: { from: natUdp.from, to: natUdp.to, spi: 'c3a1f2b4', packets: 2 } },
      { key: 'record.capture.keep-alives', params: { from: natUdp.from, to: natUdp.to, packets: 2 } },
      { key: 'record.capture.esp-in-udp', params: { from: natUdp.from, to: natUdp.to, spi: 'd4b2a1c3', packets: 1 } },
    ]);
    expect(dataOf(read, 'ike-event')[1]?.flow).toEqual({
      what: 'esp',
      spi: 'c3a1f2b4',
      inUdp: true,
      packets: 2,
      bytes: 120,
      firstMs: 1_795_330_801_250,
      lastMs: 1_795_330_802_250,
    });
  });

  it('keeps a bounded number of SAs and loses none', () => {
    const packets = Array.from({ length: 5000 }, (_, i) =>
      on4500(Buffer.concat([hex((i + 1).toString(16).padStart(8, '0')), hex('00000001')])),
    );
    const flows = events(pcap(packets));
    expect(new Set(flows.map((f) => f.flow?.spi)).size).toBe(5000);
  });
});

describe('ICMP', () => {
  const quoting = (type: string, quoted: Buffer) =>
    ethernet('0800', ipv4('203.0.113.1', ikeUdp.from, 1, Buffer.concat([hex(type), hex('0000 00000000'), quoted])));

  it.each([
    ['0300', 'network'],
    ['0301', 'host'],
    ['0303', 'port'],
    ['0304', 'too-large'],
    ['030d', 'prohibited'],
  ])('type and code %s for IKE: %s', (type, reason) => {
    const read = readBytes(format, pcap([quoting(type, packet.subarray(0, 28))]));
    expect(read.records.map((r) => r.what)).toEqual([
      { key: `record.capture.undelivered.${reason}`, params: { reporter: '203.0.113.1', to: ikeUdp.to, what: 'UDP 500' } },
    ]);
    expect(dataOf(read, 'ike-event')[0]).toMatchObject({ local: { address: ikeUdp.from, port: 500 }, unreachable: reason });
  });

  it.each([
    ['an echo', '0800', packet],
    ['an error about other traffic', '0303', ipv4('10.0.0.1', '10.0.0.2', 17, udp({ ...ikeUdp, fromPort: 53, toPort: 5353 }, refusal))],
    ['an error that quotes nothing', '0303', Buffer.alloc(0)],
  ])('%s is passed over', (_name, type, quoted) => {
    expect(readBytes(format, pcap([quoting(type, quoted)])).records).toEqual([]);
  });
});

it('marks a message that was sent again, but not the same packet seen on two interfaces', () => {
  const once = Buffer.concat([section(), networkInterface(1), networkInterface(1)]);
  const at = (id: number, ms: bigint) => enhancedPacket(id, (1_795_330_800_000n + ms) * 1000n, frame);
  const steps = events(Buffer.concat([once, at(0, 0n), at(1, 2n), at(0, 1000n)])).map((e) => e.step);
  expect(steps).toEqual(['message', 'message', 'retransmission']);
});
