import { describe, expect, it } from 'vitest';
import { knownGroups, publicValue } from '#core/ike/key-exchange.ts';
import { detectNat } from '#core/ike/nat-detection.ts';
import { parseSuites, suitesText, type IkeSuite } from '#core/ike/offer.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import { writeMainMode, writeSaInit } from '#core/ike/write-message.ts';
import { ethernet, ikeUdp, ipv4, pcap, udp } from '../../../helpers/capture-builder.ts';
import { hasTshark, tsharkFields, tsharkNote, withFile } from '../../../helpers/tshark.ts';

const spi = Buffer.from('0102030405060708', 'hex');
const nonce = Buffer.alloc(32, 7);
const local = { address: '203.0.113.10', port: 500 };
const remote = { address: '198.51.100.20', port: 500 };
const suites: IkeSuite[] = [
  { encryption: 'AES256', integrity: 'SHA256', groups: [2, 14] },
  { encryption: 'GCMAES128', integrity: 'SHA384', groups: [20] },
  { encryption: '3DES', integrity: 'SHA1', groups: [2] },
];

function init(cookie: Buffer | null = null, group = 2): Buffer {
  return writeSaInit({ spi, nonce, suites, ke: { group, value: publicValue(group)! }, local, remote }, cookie);
}

function readBack(bytes: Buffer) {
  const result = readIkeMessage(bytes, false);
  if (!result.ok) throw new Error(result.reason);
  return result.message;
}

describe('the first message of IKEv2', () => {
  it('is what our reader reads: proposals, group, hashes of both ends', () => {
    const message = readBack(init());
    expect(message).toMatchObject({ version: 2, exchange: 'IKE_SA_INIT', flags: 0x08, messageId: 0, damage: null, keGroup: 2 });
    expect(message.proposals.map((p) => p.transforms.map((t) => t.name))).toEqual([
      ['AES-CBC-256', 'PRF-SHA2-256', 'SHA2-256', '2', '14'],
      ['AES-GCM-16-128', 'PRF-SHA2-384', '20'],
      ['3DES', 'PRF-SHA1', 'SHA1', '2'],
    ]);
    const ends = [local, remote].map(({ address, port }) => ({ address: Buffer.from(address.split('.').map(Number)), port }));
    expect(detectNat(message, ends[0]!, ends[1]!)).toEqual({ source: false, destination: false });
    expect(detectNat(message, { ...ends[0]!, port: 501 }, ends[1]!)).toEqual({ source: true, destination: false });
  });

  it('has the cookie in front and is otherwise the same', () => {
    const cookie = Buffer.from('a cookie');
    const first = init();
    const second = writeSaInit(
      { spi, nonce, suites, ke: { group: 2, value: first.subarray(first.indexOf(nonce) - 132, first.indexOf(nonce) - 4) }, local, remote },
      cookie,
    );
    expect(readBack(second).notifies[0]?.name).toBe('COOKIE');
    expect(second.subarray(28 + 8 + cookie.length)).toEqual(first.subarray(28));
  });

  it.skipIf(!hasTshark)(`tshark reads it without complaint${tsharkNote}`, () => {
    const packets = [init(), init(Buffer.alloc(20, 9), 19), writeMainMode(spi, suites)!].map((bytes) =>
      ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, bytes))),
    );
    const fields = [
      'isakmp.ispi',
      'isakmp.exchangetype',
      'isakmp.tf.id.encr',
      'isakmp.tf.id.dh',
      'isakmp.key_exchange.dh_group',
      'isakmp.notify.msgtype',
      'isakmp.ike.attr.group_description',
      '_ws.malformed',
      '_ws.expert.message',
    ];
    const rows = withFile(pcap(packets), (file) => tsharkFields(file, 'isakmp', fields));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      'isakmp.ispi': ['0102030405060708'],
      'isakmp.exchangetype': ['34'],
      'isakmp.tf.id.encr': ['12', '20', '3'],
      'isakmp.tf.id.dh': ['2', '14', '20', '2'],
      'isakmp.key_exchange.dh_group': ['2'],
      'isakmp.notify.msgtype': ['16388', '16389', '16430'],
    });
    expect(rows[1]!['isakmp.notify.msgtype']).toEqual(['16390', '16388', '16389', '16430']);
    // IKEv1 has no AEAD cipher, so that suite is left out; each group makes a transform.
    expect(rows[2]!['isakmp.exchangetype']).toEqual(['2']);
    expect(rows[2]!['isakmp.ike.attr.group_description']).toEqual(['2', '14', '2']);
    for (const row of rows) expect([row['_ws.malformed'], row['_ws.expert.message']]).toEqual([[], []]);
  });
});

describe('the first message of main mode', () => {
  it('is what our reader reads', () => {
    const message = readBack(writeMainMode(spi, suites)!);
    expect(message).toMatchObject({
      version: 1,
      exchange: 'main-mode',
      damage: null,
      vendorIds: ['NAT-T (RFC 3947)', 'Dead Peer Detection'],
    });
    expect(message.proposals.map((p) => p.transforms.map((t) => t.name).join(' '))).toEqual([
      'AES-CBC-256 SHA2-256 pre-shared key 2 28800',
      'AES-CBC-256 SHA2-256 pre-shared key 14 28800',
      '3DES SHA1 pre-shared key 2 28800',
    ]);
  });

  it('cannot be written for AEAD ciphers alone', () => {
    expect(writeMainMode(spi, [suites[1]!])).toBeNull();
  });
});

describe('public values', () => {
  /** Lengths of RFC 7296 3.4, RFC 5903 7 and RFC 8031. */
  const lengths: Readonly<Record<number, number>> = { 2: 128, 5: 192, 14: 256, 15: 384, 16: 512, 19: 64, 20: 96, 21: 132, 24: 256, 31: 32 };

  it.each(knownGroups)('group %i has its length, and no two are the same', (group) => {
    const [one, other] = [publicValue(group)!, publicValue(group)!];
    expect(one).toHaveLength(lengths[group]!);
    expect(one.equals(other)).toBe(false);
  });

  it('other groups have none', () => {
    expect([publicValue(1), publicValue(0), publicValue(99)]).toEqual([null, null, null]);
  });
});

describe('offers as people write them', () => {
  it.each([
    { text: 'AES256/SHA256/14', says: 'AES256/SHA256/14' },
    { text: 'aes-256/sha1/DHGroup2+DHGroup14, GCMAES256/SHA384/ECP384', says: 'AES256/SHA1/2+14, GCMAES256/SHA384/20' },
    { text: '3DES/MD5/Group5', says: null },
    { text: '3des/md5/5', says: '3DES/MD5/5' },
    { text: 'AES256/SHA256', says: null },
    { text: 'AES256/SHA256/14/1', says: null },
    { text: 'AES256/SHA256/None', says: null },
    { text: 'DES/SHA1/2', says: null },
    { text: 'None/SHA1/2', says: null },
    { text: '', says: null },
    { text: Array(13).fill('AES256/SHA1/2').join(','), says: null },
  ])('$text', ({ text, says }) => {
    const read = parseSuites(text);
    expect(read === null ? null : suitesText(read)).toBe(says);
  });
});
