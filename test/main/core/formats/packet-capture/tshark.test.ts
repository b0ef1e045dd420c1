import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVpnPackets } from '#core/capture/vpn-packets.ts';
import type { VpnPacket } from '#core/capture/vpn-packets.ts';
import { format } from '#core/formats/packet-capture/format.ts';
import type { IkeMessage } from '#core/ike/message.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import type { IkeTransform } from '#shared/model/ike.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { editcap, hasTshark, tsharkFields, tsharkNote, withFile } from '../../../../helpers/tshark.ts';
import type { TsharkPacket } from '../../../../helpers/tshark.ts';
import { readBytes } from '../parse-text.ts';

const fields = [
  'frame.number',
  'frame.time_epoch',
  'isakmp.ispi',
  'isakmp.rspi',
  'isakmp.exchangetype',
  'isakmp.flags',
  'isakmp.messageid',
  'isakmp.length',
  'isakmp.prop.number',
  'isakmp.tf.id.encr',
  'isakmp.tf.id.prf',
  'isakmp.tf.id.integ',
  'isakmp.tf.id.dh',
  'isakmp.tf.id.esn',
  'isakmp.ike2.attr.key_length',
  'isakmp.ike.attr.encryption_algorithm',
  'isakmp.ike.attr.hash_algorithm',
  'isakmp.ike.attr.authentication_method',
  'isakmp.ike.attr.group_description',
  'isakmp.ike.attr.key_length',
  'isakmp.ike.attr.life_duration',
  'isakmp.key_exchange.dh_group',
  'isakmp.notify.msgtype',
  'isakmp.vid_bytes',
  'isakmp.frag.number',
];

type IkePacket = Extract<VpnPacket, { kind: 'ike' }>;

/** Null for a text: tshark prints "Malformed" beside the numbers. */
function numbers(packet: TsharkPacket, field: string): number[] {
  return (packet[field] ?? []).map(Number);
}

function expected(packet: TsharkPacket) {
  return {
    number: numbers(packet, 'frame.number')[0],
    time: Number(packet['frame.time_epoch']?.[0]).toFixed(6),
    spis: [packet['isakmp.ispi']?.[0], packet['isakmp.rspi']?.[0]],
    header: ['isakmp.exchangetype', 'isakmp.flags', 'isakmp.messageid', 'isakmp.length'].map((f) => numbers(packet, f)[0]),
    proposals: numbers(packet, 'isakmp.prop.number').length,
    encryption: [...numbers(packet, 'isakmp.tf.id.encr'), ...numbers(packet, 'isakmp.ike.attr.encryption_algorithm')],
    keyBits: [...numbers(packet, 'isakmp.ike2.attr.key_length'), ...numbers(packet, 'isakmp.ike.attr.key_length')],
    prf: numbers(packet, 'isakmp.tf.id.prf'),
    integrity: [...numbers(packet, 'isakmp.tf.id.integ'), ...numbers(packet, 'isakmp.ike.attr.hash_algorithm')],
    groups: [...numbers(packet, 'isakmp.tf.id.dh'), ...numbers(packet, 'isakmp.ike.attr.group_description')],
    esn: numbers(packet, 'isakmp.tf.id.esn'),
    authentication: numbers(packet, 'isakmp.ike.attr.authentication_method'),
    lifetimes: numbers(packet, 'isakmp.ike.attr.life_duration'),
    keGroup: numbers(packet, 'isakmp.key_exchange.dh_group')[0] ?? null,
    notifies: numbers(packet, 'isakmp.notify.msgtype'),
    vendorIds: packet['isakmp.vid_bytes']?.length,
    fragment: numbers(packet, 'isakmp.frag.number')[0] ?? null,
  };
}

function actual({ number, time }: IkePacket, message: IkeMessage): ReturnType<typeof expected> {
  const transforms = message.proposals.flatMap((p) => p.transforms);
  const ids = (type: IkeTransform['type']): number[] => transforms.flatMap((t) => (t.type === type ? [t.id!] : []));
  const cipherBits = transforms.flatMap((t) =>
    t.type === 'encryption' ? (/^(?:AES|CAMELLIA).*-(\d{3})$/.exec(t.name)?.slice(1) ?? []) : [],
  );
  return {
    number,
    time: time === null ? 'none' : (time.seconds + time.nanoseconds / 1e9).toFixed(6),
    spis: [message.initiatorSpi, message.responderSpi],
    header: [message.exchangeType, message.flags, message.messageId, message.length],
    proposals: message.version === 2 || message.proposals.length === 0 ? message.proposals.length : 1,
    encryption: ids('encryption'),
    keyBits: cipherBits.map(Number),
    prf: ids('prf'),
    integrity: ids('integrity'),
    groups: ids('dh-group'),
    esn: ids('esn'),
    authentication: ids('authentication'),
    lifetimes: transforms.flatMap((t) => (t.type === 'lifetime-seconds' ? [Number(t.name)] : [])),
    keGroup: message.keGroup,
    notifies: message.notifies.map((n) => n.id),
    vendorIds: message.vendorIds.length,
    fragment: message.fragment?.number ?? null,
  };
}

function source(bytes: Uint8Array) {
  return { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
}

function ours(bytes: Uint8Array) {
  const read: ReturnType<typeof expected>[] = [];
  for (const packet of readVpnPackets(source(bytes))) {
    const message = packet.kind === 'ike' ? readIkeMessage(packet.bytes, packet.isCut) : null;
    if (packet.kind === 'ike' && message?.ok === true) read.push(actual(packet, message.message));
  }
  return read;
}

function files(folder: string): string[] {
  const all = hasCorpus ? readdirSync(join(corpusDir, folder), { recursive: true, encoding: 'utf8' }) : [];
  return all.filter((f) => /\.p?cap$/.test(f)).map((f) => join(folder, f));
}

const captures = [...files('pcap'), ...files('ike-lab')].toSorted();

describe.skipIf(!hasCorpus || !hasTshark)(`packet-capture: field by field as tshark reads it${corpusNote}${tsharkNote}`, () => {
  it.each(captures)('%s: IKE messages', (name) => {
    const file = join(corpusDir, name);
    expect(ours(readFileSync(file))).toEqual(tsharkFields(file, 'isakmp.exchangetype && !icmp', fields).map(expected));
  });

  it.each(captures)('%s: ESP packets by SPI and direction', (name) => {
    const file = join(corpusDir, name);
    const counts = new Map<string, number>();
    for (const packet of tsharkFields(file, 'esp && !icmp', ['ip.src', 'ip.dst', 'esp.spi'])) {
      const key = `${packet['ip.src']?.[0]} ${packet['ip.dst']?.[0]} ${packet['esp.spi']?.[0]?.replace('0x', '')}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const read = readBytes(format, readFileSync(file)).records.flatMap(({ data }) => {
      if (data.kind !== 'ike-event' || data.step !== 'esp') return [];
      const [from, to] = data.direction === 'sent' ? [data.local, data.remote] : [data.remote, data.local];
      return [[`${from?.address} ${to?.address} ${data.flow?.spi}`, data.flow?.packets]];
    });
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(counts));
  });

  it.each([
    ['pcapng', ['-F', 'pcapng']],
    ['pcap with nanoseconds', ['-F', 'nsecpcap']],
    ['pcapng, cut to 200 bytes a packet', ['-F', 'pcapng', '-s', '200']],
  ])('the same capture as %s reads the same as by tshark', (_name, args) => {
    const bytes = editcap(readFileSync(join(corpusDir, 'pcap/tcpdump_ikev2four.pcap')), args);
    const told = withFile(bytes, (file) => tsharkFields(file, 'isakmp.exchangetype && !icmp', fields).map(expected));
    const headers = (list: ReturnType<typeof expected>[]) =>
      list.map(({ number, time, spis, header }) => ({ number, time, spis, header: header.slice(0, 3) }));
    expect(headers(ours(bytes))).toEqual(headers(told));
  });
});
