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
import { ikeMessage } from '../../../../helpers/ike-builder.ts';
import { dataOf, readBytes } from '../parse-text.ts';

const v6 = ['20010db8000000000000000000000001', '20010db8000100000000000000000002'] as const;
const frame = ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))));

function events(bytes: Buffer): IkeEventData[] {
  return dataOf(readBytes(format, bytes), 'ike-event');
}

function sent(message: Buffer): IkeEventData[] {
  return events(pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, message)))]));
}

describe('AH', () => {
  const header = (next: string) => hex(`${next} 04 0000 c3a1f2b4 00000007 ${'aa'.repeat(12)}`);

  it.each([
    ['IPv4', ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 51, Buffer.concat([header('06'), Buffer.alloc(20)])))],
    [
      'IPv6',
      ethernet('86dd', ipv6(...v6, [{ type: 60, rest: hex('00 010400000000') }], 51, Buffer.concat([header('06'), Buffer.alloc(20)]))),
    ],
    ['in front of ESP', ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 51, Buffer.concat([header('32'), hex('d4b2a1c3 00000001')])))],
  ])('counts its packets by SPI: %s', (_name, bytes) => {
    expect(events(pcap([bytes, bytes])).map((e) => [e.step, e.sa, e.flow?.what, e.flow?.spi, e.flow?.packets])).toEqual([
      ['other', 'child', 'ah', 'c3a1f2b4', 2],
    ]);
  });

  it('does not mix with ESP of the same SPI', () => {
    const ah = ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 51, header('06')));
    const esp = ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 50, hex('c3a1f2b4 00000001 00112233')));
    expect(events(pcap([ah, esp])).map((e) => e.flow?.what)).toEqual(['ah', 'esp']);
  });
});

describe('ICMP "time exceeded"', () => {
  const quoted = ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, ikeNotify(14))).subarray(0, 28);
  const quotedV6 = ipv6(...v6, [], 50, hex('c3a1f2b4 00000001'));

  it.each([
    [
      'IPv4, on the way',
      ethernet('0800', ipv4('203.0.113.1', ikeUdp.from, 1, Buffer.concat([hex('0b00 0000 00000000'), quoted]))),
      'time-exceeded',
    ],
    [
      'IPv4, while waiting for fragments',
      ethernet('0800', ipv4('203.0.113.1', ikeUdp.from, 1, Buffer.concat([hex('0b01 0000 00000000'), quoted]))),
      'fragments-lost',
    ],
    [
      'IPv6, on the way',
      ethernet('86dd', ipv6(v6[1], v6[0], [], 58, Buffer.concat([hex('0300 0000 00000000'), quotedV6]))),
      'time-exceeded',
    ],
    ['IPv6, too large', ethernet('86dd', ipv6(v6[1], v6[0], [], 58, Buffer.concat([hex('0200 0000 00000500'), quotedV6]))), 'too-large'],
  ])('%s', (_name, bytes, reason) => {
    expect(events(pcap([bytes])).map((e) => e.unreachable)).toEqual([reason]);
  });
});

describe('what an encrypted message of IKEv2 tells without its key', () => {
  const sealed = 'aa'.repeat(48);
  const first = (message: Buffer, type: number): Buffer => {
    // The encrypted payload names the type of the first one within it.
    const bytes = Buffer.from(message);
    bytes[28] = type;
    return bytes;
  };

  it.each([
    ['an answer to IKE_AUTH that goes on', ikeMessage('20 23 20 00000001', [46, sealed]), 36, 'IDr'],
    ['an answer to IKE_AUTH that refuses', ikeMessage('20 23 20 00000001', [46, sealed]), 41, 'N'],
    ['a delete', ikeMessage('20 25 08 00000002', [46, sealed]), 42, 'D'],
    ['a check for a dead peer', ikeMessage('20 25 08 00000003', [46, sealed]), 0, 'none'],
    ['the first fragment', ikeMessage('20 23 08 00000001', [53, `0001 0003 ${sealed}`]), 35, 'IDi'],
    ['another fragment', ikeMessage('20 23 08 00000001', [53, `0002 0003 ${sealed}`]), 0, null],
  ])('%s', (_name, message, type, told) => {
    expect(sent(first(message, type)).map((e) => [e.isEncrypted, e.firstEncrypted])).toEqual([[true, told]]);
  });

  it('says nothing of IKEv1', () => {
    expect(sent(ikeMessage('10 05 01 0000abcd', [8, sealed])).map((e) => [e.isEncrypted, e.firstEncrypted])).toEqual([[true, null]]);
  });
});

it.each([
  ['34', 'IKE_SA_INIT'],
  ['35', 'IKE_AUTH'],
  ['36', 'CREATE_CHILD_SA'],
  ['37', 'INFORMATIONAL'],
  ['38', 'IKE_SESSION_RESUME'],
  ['39', 'GSA_AUTH'],
  ['43', 'IKE_INTERMEDIATE'],
  ['44', 'IKE_FOLLOWUP_KE'],
])('exchange type %s is %s', (type, name) => {
  const message = ikeMessage(`20 ${Number(type).toString(16)} 08 00000000`, [40, '11'.repeat(16)]);
  expect(sent(message).map((e) => e.exchange)).toEqual([name]);
});

it.each([
  ['02', 'main-mode'],
  ['04', 'aggressive-mode'],
  ['05', 'informational-v1'],
  ['06', 'transaction'],
  ['20', 'quick-mode'],
])('exchange type %s of IKEv1 is %s', (type, name) => {
  expect(sent(ikeMessage(`10 ${type} 00 00000000`, [10, '11'.repeat(16)])).map((e) => e.exchange)).toEqual([name]);
});

it.each([
  ['a middle piece', '0007 02 00', 'record.capture.fragment-of-unknown', { number: 2 }],
  ['the last piece', '0007 03 01', 'record.capture.fragment', { number: 3, total: 3 }],
])('shows fragments of IKEv1: %s', (_name, head, key, params) => {
  const message = ikeMessage('10 02 00 00000000', [132, `${head} ${'aa'.repeat(40)}`]);
  const read = readBytes(format, pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, message)))]));
  expect(read.records[0]?.what).toEqual({ key, params: { exchange: 'main-mode', from: ikeUdp.from, to: ikeUdp.to, ...params } });
});

it('lists the payloads of a message in its text', () => {
  const message = ikeMessage(
    '20 22 08 00000000',
    [34, '000e0000 aabb'],
    [40, '11'.repeat(16)],
    [41, '0000 402e'],
    [43, 'aabbccddeeff0011'],
  );
  const read = readBytes(format, pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, message)))]));
  expect(read.records[0]?.text).toContain(' payloads=KE,Nonce,N,V');
});

describe('pcapng that is damaged', () => {
  it('stops where a block tells two lengths', () => {
    const good = enhancedPacket(0, 0n, frame);
    const bad = Buffer.from(good);
    bad.writeUInt32LE(bad.readUInt32LE(4) + 4, bad.length - 4);
    const read = readBytes(format, Buffer.concat([section(), networkInterface(1), good, bad, good]));
    expect(read.records.map((r) => r.place.line)).toEqual([1, 2]);
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[2, 'reject.capture-length']]);
  });

  it('passes over blocks of other sorts', () => {
    const names = block(4, hex('00000000'));
    const read = readBytes(format, Buffer.concat([section(), networkInterface(1), names, enhancedPacket(0, 0n, frame)]));
    expect([read.records.length, read.rejected]).toEqual([1, []]);
  });
});
