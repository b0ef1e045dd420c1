import { readVpnPackets } from '#core/capture/vpn-packets.ts';
import type { VpnPacket } from '#core/capture/vpn-packets.ts';
import type { IkeMessage } from '#core/ike/message.ts';
import { readIkeMessage } from '#core/ike/read-message.ts';
import { vendorName } from '#core/ike/vendor-ids.ts';
import type { IkeTransform } from '#shared/model/ike.ts';
import { hex } from '../../../../helpers/capture-builder.ts';
import { tsharkFields } from '../../../../helpers/tshark.ts';
import type { TsharkPacket } from '../../../../helpers/tshark.ts';

const fields = [
  'frame.number',
  'frame.time_epoch',
  'isakmp.ispi',
  'isakmp.rspi',
  'isakmp.mjver',
  'isakmp.exchangetype',
  'isakmp.flags',
  'isakmp.messageid',
  'isakmp.length',
  'isakmp.typepayload',
  'isakmp.nextpayload',
  'isakmp.prop.number',
  'isakmp.prop.protoid',
  'isakmp.trans.number',
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
  'isakmp.ipsec.attr.auth_algorithm',
  'isakmp.ipsec.attr.encap_mode',
  'isakmp.ipsec.attr.group_description',
  'isakmp.ipsec.attr.key_length',
  'isakmp.ipsec.attr.life_duration',
  'isakmp.key_exchange.dh_group',
  'isakmp.notify.msgtype',
  'isakmp.notify.data',
  'isakmp.notify.data.accepted_dh_group',
  'isakmp.ike.nat_hash',
  'isakmp.vid_bytes',
  'isakmp.id.type',
  'isakmp.id.data.ipv4_addr',
  'isakmp.id.data.fqdn',
  'isakmp.id.data.user_fqdn',
  'isakmp.delete.protoid',
  'isakmp.delete.spi',
  'isakmp.ts.start_ipv4',
  'isakmp.frag.number',
  'isakmp.frag.seq',
] as const;

type Field = (typeof fields)[number];
type IkePacket = Extract<VpnPacket, { kind: 'ike' }>;

const substructures = new Set([2, 3]);
const sealed = new Set([46, 53]);
const protocols: Readonly<Record<number, string>> = { 0: 'none', 1: 'ike', 2: 'ah', 3: 'esp' };

function told(packet: TsharkPacket) {
  const texts = (...names: readonly Field[]): readonly string[] => names.flatMap((name) => packet[name] ?? []);
  const numbers = (...names: readonly Field[]): number[] => texts(...names).map(Number);
  return { texts, numbers };
}

/** Of an IKEv2 message that ends with an encrypted payload: what that one calls its first payload. */
function firstEncrypted(types: readonly number[], next: readonly number[], fragment: number | undefined): number | null {
  return sealed.has(types.at(-1) ?? 0) && (fragment ?? 1) === 1 ? (next.at(-1) ?? null) : null;
}

/** What tshark reads of one message. */
export function expected(packet: TsharkPacket) {
  const { texts, numbers } = told(packet);
  const types = numbers('isakmp.typepayload').filter((type) => !substructures.has(type));
  const isV2 = numbers('isakmp.mjver')[0] === 2;
  return {
    number: numbers('frame.number')[0],
    time: Number(texts('frame.time_epoch')[0]).toFixed(6),
    spis: texts('isakmp.ispi', 'isakmp.rspi'),
    header: numbers('isakmp.exchangetype', 'isakmp.flags', 'isakmp.messageid', 'isakmp.length'),
    payloads: types,
    firstEncrypted: isV2 ? firstEncrypted(types, numbers('isakmp.nextpayload'), numbers('isakmp.frag.number')[0]) : null,
    // In IKEv1 each transform of a proposal is a choice of its own.
    proposals: numbers(isV2 ? 'isakmp.prop.number' : 'isakmp.trans.number'),
    protocols: numbers('isakmp.prop.protoid').map((id) => protocols[id] ?? 'other'),
    encryption: [...numbers('isakmp.tf.id.encr', 'isakmp.ike.attr.encryption_algorithm')],
    keyBits: numbers('isakmp.ike2.attr.key_length', 'isakmp.ike.attr.key_length', 'isakmp.ipsec.attr.key_length'),
    prf: numbers('isakmp.tf.id.prf'),
    integrity: numbers('isakmp.tf.id.integ', 'isakmp.ike.attr.hash_algorithm', 'isakmp.ipsec.attr.auth_algorithm'),
    groups: numbers('isakmp.tf.id.dh', 'isakmp.ike.attr.group_description', 'isakmp.ipsec.attr.group_description'),
    esn: numbers('isakmp.tf.id.esn'),
    authentication: numbers('isakmp.ike.attr.authentication_method'),
    modes: numbers('isakmp.ipsec.attr.encap_mode'),
    lifetimes: numbers('isakmp.ike.attr.life_duration', 'isakmp.ipsec.attr.life_duration'),
    keGroup: numbers('isakmp.key_exchange.dh_group')[0] ?? null,
    notifies: numbers('isakmp.notify.msgtype'),
    wantedGroup: numbers('isakmp.notify.data.accepted_dh_group')[0] ?? null,
    natHashes: natHashes(packet),
    vendorIds: texts('isakmp.vid_bytes').map((bytes) => vendorName(hex(bytes))),
    identities: texts('isakmp.id.data.ipv4_addr', 'isakmp.id.data.fqdn', 'isakmp.id.data.user_fqdn'),
    deletes: [...numbers('isakmp.delete.protoid').map((id) => protocols[id]), ...texts('isakmp.delete.spi')],
    selectors: texts('isakmp.ts.start_ipv4'),
    fragment: numbers('isakmp.frag.number', 'isakmp.frag.seq')[0] ?? null,
  };
}

/** Data of the notifies of NAT detection: tshark prints the data of all notifies in one list, those without data as a word. */
function natHashes(packet: TsharkPacket): readonly string[] {
  const { texts, numbers } = told(packet);
  const notified = numbers('isakmp.notify.msgtype').filter((id) => id === 16_388 || id === 16_389).length;
  const data = texts('isakmp.notify.data').filter((bytes) => bytes.length === 40);
  return [...texts('isakmp.ike.nat_hash'), ...data.slice(data.length - notified)];
}

/** What is read here of the same message. */
function actual({ number, time }: IkePacket, message: IkeMessage): ReturnType<typeof expected> {
  const transforms = message.proposals.flatMap((p) => p.transforms);
  const ids = (type: IkeTransform['type']): number[] => transforms.flatMap((t) => (t.type === type ? [t.id!] : []));
  const isV2 = message.version === 2;
  const isIpsecV1 = !isV2 && message.proposals.some((p) => p.protocol !== 'ike');
  const bits = transforms.flatMap((t) =>
    t.type === 'encryption' ? (/^(?:AES|CAMELLIA|BLOWFISH).*-(\d{3})$/.exec(t.name)?.slice(1) ?? []) : [],
  );
  return {
    number,
    time: time === null ? 'none' : (time.seconds + time.nanoseconds / 1e9).toFixed(6),
    spis: [message.initiatorSpi, message.responderSpi],
    header: [message.exchangeType, message.flags, message.messageId, message.length],
    payloads: [...message.payloadTypes],
    firstEncrypted: message.firstEncrypted,
    proposals: message.proposals.map((p) => p.number!),
    protocols: isV2 ? message.proposals.map((p) => p.protocol) : [...new Set(message.proposals.map((p) => p.protocol))],
    // The cipher of an IPsec SA in IKEv1 is the number of its transform, which tshark has in a list with all others.
    encryption: isIpsecV1 ? [] : ids('encryption'),
    keyBits: bits.map(Number),
    prf: ids('prf'),
    integrity: ids('integrity'),
    groups: ids('dh-group'),
    esn: ids('esn'),
    authentication: ids('authentication'),
    modes: ids('mode'),
    lifetimes: transforms.flatMap((t) => (t.type === 'lifetime-seconds' || t.type === 'lifetime-kilobytes' ? [Number(t.name)] : [])),
    keGroup: message.keGroup,
    notifies: message.notifies.map((n) => n.id),
    wantedGroup: message.wantedGroup,
    natHashes: message.natHashes.map((h) => h.hash.toString('hex')),
    vendorIds: [...message.vendorIds],
    identities: message.identities.map((i) => i.value),
    deletes: [...message.deletes.map((d) => d.protocol ?? 'none'), ...message.deletes.flatMap((d) => d.spis)],
    selectors: message.selectors.map((s) => s.selector.range.split(/[-/]/)[0]!),
    fragment: message.fragment?.number ?? null,
  };
}

export function ours(bytes: Uint8Array): ReturnType<typeof expected>[] {
  const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const read: ReturnType<typeof expected>[] = [];
  for (const packet of readVpnPackets(source)) {
    const message = packet.kind === 'ike' ? readIkeMessage(packet.bytes, packet.isCut) : null;
    if (packet.kind === 'ike' && message?.ok === true) read.push(actual(packet, message.message));
  }
  return read;
}

/** Messages that an ICMP error quotes are left out: they were not delivered. */
export function tsharks(file: string): ReturnType<typeof expected>[] {
  return tsharkFields(file, 'isakmp.exchangetype && !icmp', fields).map(expected);
}
