import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { IkeMessage } from '#core/ike/message.ts';
import { detectNat } from '#core/ike/nat-detection.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import { hex } from '../../../helpers/capture-builder.ts';
import { datagram, payload, spis } from '../../../helpers/ike-builder.ts';

function read(bytes: Buffer): IkeMessage {
  const result = readIkeMessage(bytes, false);
  if (!result.ok) throw new Error(result.reason);
  return result.message;
}

function names(message: IkeMessage): string[][] {
  return message.proposals.map((p) => [`${p.protocol} ${p.number}`, ...p.transforms.map((t) => `${t.type} ${t.name}`)]);
}

describe('IKEv2', () => {
  it('reads every proposal with every transform', () => {
    const first = hex('0200002c 01010004 0300000c 0100000c800e0100 03000008 0300000c 03000008 02000005 00000008 0400000e');
    const second = hex('00000024 02010003 0300000c 01000014800e0080 03000008 02000007 00000008 04000013');
    expect(names(read(datagram('21 20 22 08 00000000', payload(0, Buffer.concat([first, second])))))).toEqual([
      ['ike 1', 'encryption AES-CBC-256', 'integrity SHA2-256', 'prf PRF-SHA2-256', 'dh-group 14'],
      ['ike 2', 'encryption AES-GCM-16-128', 'prf PRF-SHA2-512', 'dh-group 19'],
    ]);
  });

  it('reads the group that is offered and the one that is asked for', () => {
    expect(read(datagram('22 20 22 08 00000000', payload(0, hex('000e0000 aabb')))).keGroup).toBe(14);
    const answer = read(datagram('29 20 22 20 00000000', payload(0, hex('00000011 0013'))));
    expect([answer.notifies, answer.wantedGroup]).toEqual([[{ name: 'INVALID_KE_PAYLOAD', id: 17 }], 19]);
  });

  it('reads a delete, identities and selectors where they are in clear', () => {
    expect(read(datagram('2a 20 25 08 00000002', payload(0, hex('03040002 c3a1f2b4 d4b2a1c3')))).deletes).toEqual([
      { protocol: 'esp', spis: ['c3a1f2b4', 'd4b2a1c3'] },
    ]);
    const selector = hex('01000000 07000010 0000ffff c0a83200 c0a832ff');
    const message = read(datagram('23 20 23 08 00000001', payload(44, hex('02000000 76706e2e6578616d706c65')), payload(0, selector)));
    expect(message.identities).toEqual([{ whose: 'initiator', type: 'ID_FQDN', value: 'vpn.example' }]);
    expect(message.selectors).toEqual([{ whose: 'initiator', selector: { range: '192.168.50.0/24', protocol: null, ports: null } }]);
  });

  it('says that a message is encrypted and which piece of it this is (RFC 7383)', () => {
    const whole = read(datagram('2e 20 23 08 00000001', payload(35, Buffer.alloc(40, 0xaa))));
    expect([whole.isEncrypted, whole.fragment, whole.sealedBytes, whole.damage]).toEqual([true, null, 40, null]);
    const piece = read(datagram('35 20 23 08 00000001', payload(0, hex(`0002 0003 ${'aa'.repeat(40)}`))));
    expect([piece.isEncrypted, piece.fragment, piece.sealedBytes]).toEqual([true, { number: 2, total: 3 }, null]);
  });

  it.each([
    ['an unknown notify keeps its number', datagram('29 20 25 08 00000000', payload(0, hex('0000 7fff'))), [{ name: '32767', id: 32_767 }]],
    ['a private notify keeps its number', datagram('29 20 25 08 00000000', payload(0, hex('0000 a0c9'))), [{ name: '41161', id: 41_161 }]],
  ])('%s', (_name, bytes, notifies) => {
    expect(read(bytes).notifies).toEqual(notifies);
  });
});

describe('IKEv1', () => {
  it('reads each transform of the IKE SA as a choice of its own', () => {
    const first = hex('03000028 01010000 80010007 800e0100 80020004 80030001 8004000e 800b0001 000c000400007080');
    const second = hex('00000020 02010000 80010005 80020002 80030001 80040002 800b0001 800c7080');
    const proposal = Buffer.concat([hex('00000050 01010002'), first, second]);
    expect(names(read(datagram('01 10 02 00 00000000', payload(0, Buffer.concat([hex('00000001 00000001'), proposal])))))).toEqual([
      ['ike 1', 'encryption AES-CBC-256', 'integrity SHA2-256', 'authentication pre-shared key', 'dh-group 14', 'lifetime-seconds 28800'],
      ['ike 2', 'encryption 3DES', 'integrity SHA1', 'authentication pre-shared key', 'dh-group 2', 'lifetime-seconds 28800'],
    ]);
  });

  it('reads the IPsec SA of a quick mode that is not encrypted', () => {
    const transform = hex('00000024 010c0000 80060100 80050005 80040003 80030002 80010001 80020e10 80010002');
    const proposal = Buffer.concat([hex('00000030 01030401 c3a1f2b4'), transform]);
    const bytes = datagram('01 10 20 00 00000007', payload(0, Buffer.concat([hex('00000001 00000001'), proposal])));
    expect(names(read(bytes))).toEqual([
      ['esp 1', 'encryption AES-CBC-256', 'integrity SHA2-256', 'mode tunnel in UDP', 'dh-group 2', 'lifetime-seconds 3600'],
    ]);
  });

  it('says that a message is encrypted by its flag', () => {
    const message = read(datagram('08 10 02 01 00000000', Buffer.alloc(40, 0xaa)));
    expect([message.isEncrypted, message.payloadTypes, message.damage]).toEqual([true, [], null]);
  });
});

describe('NAT detection', () => {
  const local = { address: Buffer.from([203, 0, 113, 10]), port: 500 };
  const remote = { address: Buffer.from([198, 51, 100, 20]), port: 500 };
  const behindNat = { address: Buffer.from([192, 168, 1, 4]), port: 500 };
  const hash = ({ address, port }: typeof local, algorithm = 'sha1') =>
    createHash(algorithm)
      .update(hex(spis))
      .update(address)
      .update(Buffer.from([port >> 8, port & 0xff]))
      .digest();
  const notify = (next: number, type: string, digest: Buffer) => payload(next, Buffer.concat([hex(`0000 ${type}`), digest]));
  const offer = (source: Buffer, destination: Buffer) =>
    read(datagram('29 20 22 08 00000000', notify(41, '4004', source), notify(0, '4005', destination)));

  it.each([
    ['no NAT', offer(hash(local), hash(remote)), { source: false, destination: false }],
    ['a NAT at the sender', offer(hash(behindNat), hash(remote)), { source: true, destination: false }],
    ['a NAT at the receiver', offer(hash(local), hash(behindNat)), { source: false, destination: true }],
    ['nothing to compare', read(datagram('29 20 22 08 00000000', payload(0, hex('0000 402e')))), { source: null, destination: null }],
  ])('%s', (_name, message, found) => {
    expect(detectNat(message, local, remote)).toEqual(found);
  });

  it('takes one fitting address of several', () => {
    const several = datagram('29 20 22 08 00000000', notify(41, '4004', hash(behindNat)), notify(0, '4004', hash(local)));
    expect(detectNat(read(several), local, remote).source).toBe(false);
  });

  it.each(['md5', 'sha1', 'sha256', 'sha512'])('IKEv1 hashes with the negotiated %s; the first hash is of the receiver', (algorithm) => {
    const bytes = datagram('14 10 02 00 00000000', payload(20, hash(remote, algorithm)), payload(0, hash(behindNat, algorithm)));
    expect(detectNat(read(bytes), local, remote)).toEqual({ source: true, destination: false });
  });
});

describe('damage', () => {
  it.each([
    ['a payload of length zero', datagram('21 20 22 08 00000000', hex('2100 0000 00000000')), 'payload-length'],
    ['a payload longer than the message', datagram('21 20 22 08 00000000', hex('0000 0400')), 'payload-length'],
    [
      'a chain that never ends',
      datagram('2b 20 22 08 00000000', ...Array.from({ length: 300 }, () => payload(43, hex('aabb')))),
      'too-many-payloads',
    ],
    [
      'a transform longer than its proposal',
      datagram('21 20 22 08 00000000', payload(0, hex('00000010 01010001 000000ff 01000003'))),
      'payload',
    ],
    ['a notify without a type', datagram('29 20 22 08 00000000', payload(0, hex('00'))), 'payload'],
  ])('%s', (_name, bytes, damage) => {
    expect(read(bytes).damage).toBe(damage);
  });

  it.each([
    ['less than a header', Buffer.alloc(27), 'short'],
    ['no version of IKE', datagram('21 30 22 08 00000000'), 'version'],
    ['a length of zero', Buffer.concat([hex(spis), hex('01 10 02 00 00000000 00000000')]), 'length'],
  ])('%s is no message', (_name, bytes, reason) => {
    expect(readIkeMessage(bytes, false)).toEqual({ ok: false, reason });
  });
});
