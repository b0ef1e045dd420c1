import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/packet-capture/format.ts';
import { ethernet, ikeUdp, ipv4, pcap, udp } from '../../../../helpers/capture-builder.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { ikeMessage } from '../../../../helpers/ike-builder.ts';
import { editcap, hasTshark, tsharkFields, tsharkNote, withFile } from '../../../../helpers/tshark.ts';
import { readBytes } from '../parse-text.ts';
import { ours, tsharks } from './dissection.ts';

const v1Ike = '00000030 01010001 00000028 01010000 80010007 800e0100 80020004 80030001 8004000e 800b0001 000c000400007080';
const v1Esp = '00000030 01030401 c3a1f2b4 00000024 010c0000 80060100 80050005 80040003 80030002 80010001 80020e10 80010002';

function files(folder: string): string[] {
  const all = hasCorpus ? readdirSync(join(corpusDir, folder), { recursive: true, encoding: 'utf8' }) : [];
  return all.filter((f) => /\.p?cap$/.test(f)).map((f) => join(folder, f));
}

/** Messages of every exchange, with payloads in clear that peers encrypt. Lengths of payloads are left to the builder. */
const messages: readonly (readonly [string, Buffer])[] = [
  ['IKE_INTERMEDIATE', ikeMessage('20 2b 08 00000001', [46, 'aa'.repeat(48)])],
  ['IKE_SESSION_RESUME', ikeMessage('20 26 08 00000000', [40, '11'.repeat(32)], [41, '0000 4016 00000e10 aabbccdd'])],
  ['IKE_FOLLOWUP_KE', ikeMessage('20 2c 28 00000003', [46, 'aa'.repeat(48)])],
  ['GSA_AUTH', ikeMessage('20 27 08 00000001', [46, 'aa'.repeat(48)])],
  [
    'IKE_AUTH in clear',
    ikeMessage(
      '20 23 08 00000001',
      [35, '02000000 76706e2e6578616d706c65'],
      [44, ts('c0a80100', 'c0a801ff')],
      [45, ts('0a000000', '0a00ffff')],
    ),
  ],
  ['the third of four encrypted fragments', ikeMessage('20 23 08 00000001', [53, `0003 0004 ${'aa'.repeat(48)}`])],
  ['INFORMATIONAL with a delete', ikeMessage('20 25 00 00000002', [42, '03040002 c3a1f2b4 d4b2a1c3'])],
  ['another group wanted', ikeMessage('20 22 20 00000000', [41, '0000 0011 0013'])],
  [
    'AH and ESP offered',
    ikeMessage('20 24 08 00000005', [
      33,
      `${v2Proposal('02', 1, 2, '03000002', '05000001')} ${v2Proposal('00', 2, 3, '0100000c', '0300000c')}`,
    ]),
  ],
  [
    'main mode, hash for NAT detection',
    ikeMessage('10 02 00 00000000', [4, 'bb'.repeat(96)], [10, 'cc'.repeat(16)], [20, 'dd'.repeat(20)], [20, 'ee'.repeat(20)]),
  ],
  [
    'aggressive mode',
    ikeMessage(
      '10 04 00 00000000',
      [1, `00000001 00000001 ${v1Ike}`],
      [4, 'bb'.repeat(96)],
      [10, 'cc'.repeat(16)],
      [5, '01 11 01f4 cb00710a'],
      [13, 'afcad71368a1f1c96b8696fc77570100'],
    ),
  ],
  ['quick mode in clear', ikeMessage('10 20 00 00000007', [8, 'aa'.repeat(20)], [1, `00000001 00000001 ${v1Esp}`], [10, 'cc'.repeat(16)])],
  ['transaction', ikeMessage('10 06 01 0000abcd', [8, 'aa'.repeat(60)])],
  ['informational of IKEv1', ikeMessage('10 05 00 00000009', [11, '00000001 01 00 000e'], [12, '00000001 03040001 c3a1f2b4'])],
];

/** One selector that takes all of IPv4 from `first` to `last`. */
function ts(first: string, last: string): string {
  return `01000000 07000010 0000ffff ${first} ${last}`;
}

/** A proposal of two transforms without attributes, each given as type, reserved byte and number. */
function v2Proposal(more: '02' | '00', number: number, protocol: number, ...transforms: readonly [string, string]): string {
  const id = (transform: string) => `${transform.slice(0, 2)}00${transform.slice(4)}`;
  return `${more}00001c 0${number}0${protocol}0402 c3a1f2b4 03000008 ${id(transforms[0])} 00000008 ${id(transforms[1])}`;
}

type Read = ReturnType<typeof ours>[number];
type Difference = { readonly why: string; readonly of: ReadonlyMap<number, Partial<Read>> };

const natHashes = ['d5664a6fcbc7d769f693d4d83ce125b1415827ae', '6db4442c1af0b63d93334e3a0cb5ac19f804eca4'];
const withNat = { payloads: [4, 10, 13, 13, 13, 13, 15, 15] };

/** What is read otherwise than by tshark: file, reason, packet and fields. */
const differences: ReadonlyMap<string, Difference> = new Map([
  [
    'pcap/tcpdump_ISAKMP_sa_setup.pcap',
    {
      why: 'NAT detection has the number of a draft, which tshark takes for a payload of GDOI; the hashes fit the addresses',
      of: new Map<number, Partial<Read>>([
        [3, { ...withNat, natHashes }],
        [4, { ...withNat, natHashes: natHashes.toReversed() }],
      ]),
    },
  ],
  [
    'pcap/tcpdump_ikev2-id-normal.pcap',
    {
      why: 'the identity has one byte, as tcpdump prints it; tshark reads an address beyond the end of the payload',
      of: new Map<number, Partial<Read>>([[1, { identities: ['de'] }]]),
    },
  ],
]);

/** As tshark reads it, but for what is right here; a difference that is no longer one fails. */
function toldOf(name: string): Read[] {
  const known = differences.get(name)?.of;
  return tsharks(join(corpusDir, name)).map((told) => {
    const right = known?.get(told.number ?? 0);
    if (right !== undefined) expect(told).not.toMatchObject(right);
    return { ...told, ...right };
  });
}

const captures = [...files('pcap'), ...files('ike-lab')].toSorted();

describe.skipIf(!hasCorpus || !hasTshark)(`packet-capture: field by field as tshark reads it${corpusNote}${tsharkNote}`, () => {
  it.each(captures.map((name) => [name, differences.get(name)?.why ?? 'no difference'] as const))('%s: IKE messages, %s', (name) => {
    expect(ours(readFileSync(join(corpusDir, name)))).toEqual(toldOf(name));
  });

  it.each(messages)('a message that no corpus has: %s', (_name, message) => {
    const bytes = pcap([ethernet('0800', ipv4(ikeUdp.from, ikeUdp.to, 17, udp(ikeUdp, message)))]);
    expect(ours(bytes)).toEqual(withFile(bytes, tsharks));
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
    const told = withFile(bytes, tsharks);
    const headers = (list: ReturnType<typeof ours>) =>
      list.map(({ number, time, spis, header }) => ({ number, time, spis, header: header.slice(0, 3) }));
    expect(headers(ours(bytes))).toEqual(headers(told));
  });
});
