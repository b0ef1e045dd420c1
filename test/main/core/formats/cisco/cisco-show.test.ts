import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/cisco-show-crypto/format.ts';
import { samples } from '#core/formats/cisco-show-crypto/samples.ts';
import type { DeviceSaData } from '#shared/model/device-config.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function sas(text: string): DeviceSaData[] {
  return dataOf(readText(format, text), 'device-sa');
}

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

const names = (sa: DeviceSaData): string[] => sa.transforms.map((t) => t.name);
const ranges = (sa: DeviceSaData): string[] => sa.selectors.map((s) => `${s.whose} ${s.selector.range}`);

/** Fields of the parses that came with the outputs: flat lists of `- name: "value"`. */
function groundTruth(name: string): { readonly raw: string; readonly rows: readonly Readonly<Record<string, string>>[] } {
  const raw = readFileSync(join(corpusDir, `device/${name}.raw`), 'utf8');
  const yml = readFileSync(join(corpusDir, `device/${name}.yml`), 'utf8');
  const items = yml.split(/^ {2}- /m).slice(1);
  return { raw, rows: items.map((item) => Object.fromEntries([...item.matchAll(/^ *(\w+): "(.*)"$/gm)].map((m) => [m[1]!, m[2]!]))) };
}

function network(address: string, mask: string): string {
  const bits = mask.split('.').reduce((sum, octet) => sum + Number(octet).toString(2).replaceAll('0', '').length, 0);
  return `${address}/${bits}`;
}

describe.skipIf(!hasCorpus)(`Cisco listings against the parses that came with them${corpusNote}`, () => {
  it('show crypto ipsec sa of ASA: every field of every row', () => {
    const { raw, rows } = groundTruth('ntc_cisco_asa_show_crypto_ipsec_sa');
    const read = sas(raw);
    expect(read.map((sa) => [sa.vendor, sa.sa])).toEqual(rows.map(() => ['cisco-asa', 'child']));
    const ciphers: Record<string, string> = { 'esp-3des': '3DES', 'esp-aes-256': 'AES-CBC-256' };
    const plain = (row: Readonly<Record<string, string>>, end: string): string =>
      row[`${end}_address`] || row[`${end}_crypto_endpoint`] || row[`${end}_crypto_endpoint_name`]!.replace(/^.*-/, '');
    expect(
      read.map((sa) => ({
        name: sa.name,
        local: sa.local,
        peer: sa.peer,
        selectors: ranges(sa),
        packets: [sa.packetsOut, sa.packetsIn],
        transforms: names(sa),
        remaining: sa.remainingSeconds,
        version: sa.version,
      })),
    ).toEqual(
      rows.map((row) => ({
        name: [row['crypto_map_tag'], row['sequence_number']].filter(Boolean).join(' '),
        local: plain(row, 'local'),
        peer: row['current_peer'] || row['current_peer_name']!.replace(/^.*-/, ''),
        selectors: [
          `local ${network(row['local_identity_addr']!, row['local_identity_mask']!)}`,
          `remote ${network(row['remote_identity_addr']!, row['remote_identity_mask']!)}`,
        ],
        packets: [Number(row['packets_encapsulated']), Number(row['packets_decapsulated'])],
        transforms: [ciphers[row['inbound_encryption']!], row['inbound_authentication'] === 'esp-md5-hmac' ? 'MD5' : '?'],
        remaining: Number(row['inbound_remaining_lifetime']),
        version: row['inbound_settings_in_use']!.includes('IKEv1') ? 1 : null,
      })),
    );
  });

  it('show crypto ikev1 sa detail of ASA as a table', () => {
    const { raw, rows } = groundTruth('ntc_cisco_asa_show_crypto_ikev1_sa_detail');
    expect(rows.length).toBeGreaterThan(3);
    expect(sas(raw).map((sa) => [sa.peer, sa.stateText, sa.state, sa.isInitiator, names(sa)])).toEqual(
      rows.map((row) => [
        row['peer'],
        row['state'],
        'up',
        row['dir'] === 'Init',
        [row['encryption']!.toUpperCase(), 'SHA1', 'pre-shared key', row['lifetime']],
      ]),
    );
  });

  it.each(['ntc_cisco_ios_show_crypto_session_detail', 'ntc_cisco_ios_show_crypto_session_detail_ikev2'])('%s', (name) => {
    const { raw, rows } = groundTruth(name);
    const read = sas(raw);
    for (const row of rows) {
      const of = read.filter((sa) => sa.name === row['interface']);
      const [ike, child] = [of.filter((sa) => sa.sa === 'ike'), of.find((sa) => sa.sa === 'child')!];
      expect(ike.length, row['interface']).toBeGreaterThan(0);
      for (const sa of ike) {
        expect(sa).toMatchObject({ vendor: 'cisco-ios', local: row['local_ip'], peer: row['remote_ip'], stateText: row['ikev1_status'] });
        expect(sa.version).toBe(name.endsWith('ikev2') ? 2 : 1);
        const [h, m, s] = row['lifetime'] === '0' ? [null, null, null] : row['lifetime']!.split(':').map(Number);
        expect(sa.remainingSeconds).toBe(h === null ? null : h * 3600 + m! * 60 + s!);
      }
      expect(child.stateText).toBe(row['session_status']);
      expect(child.state).toBe({ 'UP-ACTIVE': 'up', 'DOWN-NEGOTIATING': 'connecting' }[row['session_status']!]);
      const end = (which: string): string =>
        row[`${which}_mask`] ? network(row[`${which}_host`]!, row[`${which}_mask`]!) : `${row[`${which}_host`]}/32`;
      expect(ranges(child)).toEqual([`local ${end('src')}`, `remote ${end('dst')}`]);
      expect(child.selectors[0]?.selector.protocol).toBe(row['permit'] === 'ip' ? null : Number(row['permit']));
    }
  });
});

describe('Cisco listings: every field', () => {
  it('show crypto ikev2 sa detailed', () => {
    const [sa] = sas(sample('show crypto ikev2 sa detailed of IOS-XE after a prompt'));
    expect(sa).toMatchObject({
      vendor: 'cisco-ios',
      sa: 'ike',
      local: '203.0.113.10',
      peer: '198.51.100.20',
      state: 'up',
      stateText: 'READY',
      version: 2,
      isInitiator: true,
      remainingSeconds: 28_065,
    });
    expect(sa!.transforms.map((t) => [t.type, t.name])).toEqual([
      ['encryption', 'AES-CBC-256'],
      ['integrity', 'SHA2-256'],
      ['prf', 'PRF-SHA2-256'],
      ['dh-group', '14'],
      ['authentication', 'pre-shared key'],
      ['lifetime-seconds', '28800'],
    ]);
  });

  it('child SAs under their IKE SA in the list of ASA', () => {
    const read = sas(`IKEv2 SAs:

Session-id:1, Status:UP-ACTIVE, IKE count:1, CHILD count:2

Tunnel-id Local                  Remote                 Status         Role
  3686011 203.0.113.10/500       198.51.100.20/500       READY    RESPONDER
      Encr: AES-GCM, keysize: 256, Hash: N/A, DH Grp:20, Auth sign: PSK, Auth verify: PSK
      Life/Active Time: 86400/880 sec
Child sa: local selector  192.168.50.0/0 - 192.168.50.255/65535
          remote selector 10.20.0.0/0 - 10.20.255.255/65535
          ESP spi in/out: 0xbe064bdc/0x5db6eff3
Child sa: local selector  192.168.60.5/0 - 192.168.60.5/65535
          remote selector 10.20.0.0/0 - 10.20.255.255/65535
          ESP spi in/out: 0x69b865f8/0x978dbbe5
`);
    expect(read.map((sa) => [sa.sa, sa.peer, sa.vendor, sa.isInitiator, ranges(sa)])).toEqual([
      ['ike', '198.51.100.20', 'cisco-asa', false, []],
      ['child', '198.51.100.20', 'cisco-asa', false, ['local 192.168.50.0-192.168.50.255', 'remote 10.20.0.0-10.20.255.255']],
      ['child', '198.51.100.20', 'cisco-asa', false, ['local 192.168.60.5', 'remote 10.20.0.0-10.20.255.255']],
    ]);
    expect(names(read[0]!)).toEqual(['AES-GCM-16-256', '20', 'pre-shared key', '86400']);
  });

  it('show crypto ipsec sa: ESP that goes out and does not come back', () => {
    const [sa] = sas(sample('show crypto ipsec sa of ASA'));
    expect(sa).toMatchObject({
      sa: 'child',
      name: 'outside_map 1',
      state: 'up',
      version: 2,
      packetsOut: 827,
      packetsIn: 0,
      remainingSeconds: 27_461,
    });
    expect(names(sa!)).toEqual(['AES-CBC-256', 'SHA2-256']);
  });

  it('show crypto ipsec sa of IOS without an SA is down', () => {
    const [sa] = sas(`interface: GigabitEthernet3
    Crypto map tag: CMAP, local addr 203.0.113.10

   protected vrf: (none)
   local  ident (addr/mask/prot/port): (192.168.50.0/255.255.255.0/0/0)
   remote ident (addr/mask/prot/port): (10.20.0.0/255.255.0.0/0/0)
   current_peer 198.51.100.20 port 500
     PERMIT, flags={origin_is_acl,}
    #pkts encaps: 0, #pkts encrypt: 0, #pkts digest: 0
    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify: 0
     current outbound spi: 0x0(0)
     PFS (Y/N): N, DH group: none
`);
    expect(sa).toMatchObject({ vendor: 'cisco-ios', name: 'CMAP', local: '203.0.113.10', peer: '198.51.100.20', state: 'down' });
  });

  it('show crypto isakmp sa: states, and which end is the router', () => {
    const read = sas(sample('show crypto isakmp sa of IOS'));
    expect(read.map((sa) => [sa.local, sa.peer, sa.state, sa.stateText, sa.version])).toEqual([
      ['203.0.113.10', '198.51.100.20', 'down', 'MM_NO_STATE (deleted)', 1],
      ['203.0.113.10', '198.51.100.21', 'up', 'QM_IDLE', 1],
    ]);
    const [inside] = sas(
      'dst             src             state          conn-id status\n10.0.0.4        198.51.100.20   MM_KEY_EXCH       1001 ACTIVE\n',
    );
    expect(inside).toMatchObject({ local: '10.0.0.4', peer: '198.51.100.20', state: 'connecting' });
  });

  it('show crypto ikev1 sa of ASA that waits for the last message', () => {
    expect(sas(sample('show crypto ikev1 sa of ASA'))[0]).toMatchObject({
      peer: '198.51.100.20',
      state: 'connecting',
      stateText: 'MM_WAIT_MSG6',
      isInitiator: true,
      remainingSeconds: 20_119,
    });
  });

  it('show vpn-sessiondb l2l, plain and detailed', () => {
    const [ike, child] = sas(sample('show vpn-sessiondb l2l of ASA'));
    expect([ike!.sa, ike!.peer, ike!.version, names(ike!)]).toEqual(['ike', '198.51.100.20', 2, ['AES-CBC-256', 'SHA2-256']]);
    expect(child).toMatchObject({ sa: 'child', bytesIn: 79_487, bytesOut: 2_005_616 });
    const detailed = sas(`Session Type: LAN-to-LAN Detailed

Connection   : 198.51.100.20
Index        : 26386                  IP Addr      : 198.51.100.20
Protocol     : IKEv2 IPsecOverNatT
Encryption   : IKEv2: (1)AES-GCM-256  IPsecOverNatT: (1)AES-GCM-256
Hashing      : IKEv2: (1)none  IPsecOverNatT: (1)none
Bytes Tx     : 1280                   Bytes Rx     : 574

IKEv2 Tunnels: 1
IPsecOverNatT Tunnels: 1

IKEv2:
  Tunnel ID    : 26386.1
  UDP Src Port : 4500                   UDP Dst Port : 4500
  Rem Auth Mode: preSharedKeys
  Encryption   : AES-GCM-256            Hashing      : none
  Rekey Int (T): 86400 Seconds          Rekey Left(T): 59552 Seconds
  PRF          : SHA512                 D/H Group    : 21
  Filter Name  :
  IPv6 Filter  :

IPsecOverNatT:
  Tunnel ID    : 26386.2
  Local Addr   : 192.168.50.0/255.255.255.0/0/0
  Remote Addr  : 10.20.0.0/255.255.0.0/0/0
  Encryption   : AES-GCM-256            Hashing      : none
  Encapsulation: Tunnel                 PFS Group    : 21
  Rekey Int (T): 28800 Seconds          Rekey Left(T): 27490 Seconds
  Bytes Tx     : 1280                   Bytes Rx     : 574
  Pkts Tx      : 19                     Pkts Rx      : 13
`);
    expect(detailed.map((sa) => [sa.sa, sa.peer, sa.remainingSeconds, names(sa)])).toEqual([
      ['ike', '198.51.100.20', 59_552, ['AES-GCM-16-256', 'PRF-SHA2-512', 'pre-shared key', '21', '86400']],
      ['child', '198.51.100.20', 27_490, ['AES-GCM-16-256', '21', '28800']],
    ]);
    expect(detailed[1]).toMatchObject({ packetsIn: 13, packetsOut: 19, bytesIn: 574, bytesOut: 1280 });
  });
});

describe('Cisco listings: terminals', () => {
  it.each(samples)('$name: every encoding gives the same SAs', ({ text }) => {
    const expected = sas(text);
    expect(expected.length).toBeGreaterThan(0);
    for (const { name, bytes } of variants(text)) expect(dataOf(readBytes(format, bytes), 'device-sa'), name).toEqual(expected);
  });

  it('several commands in one log, with prompts and marks of paging', () => {
    const text = `asa1# terminal pager 24\nasa1# show crypto isakmp sa\n\n${sample('show crypto ikev1 sa of ASA')}\n<--- More --->\r              \rasa1# show version\nCisco Adaptive Security Appliance Software Version 9.16(3)\n${sample('show crypto ipsec sa of ASA').replace('      #pkts decaps', '<--- More --->              #pkts decaps')}\nasa1# ${sample('show vpn-sessiondb l2l of ASA')}`;
    const read = readText(format, text);
    expect(dataOf(read, 'device-sa').map((sa) => [sa.sa, sa.stateText ?? sa.state])).toEqual([
      ['ike', 'MM_WAIT_MSG6'],
      ['child', 'active'],
      ['ike', 'up'],
      ['child', 'up'],
    ]);
    expect(dataOf(read, 'device-sa')[1]).toMatchObject({ packetsIn: 0, packetsOut: 827 });
    expect(read.records.map((r) => r.text)).toContain('Cisco Adaptive Security Appliance Software Version 9.16(3)');
  });

  it('records stand at their lines', () => {
    const text = sample('show crypto ikev2 sa detailed of IOS-XE after a prompt');
    const record = readText(format, text).records.find((r) => r.data.kind === 'device-sa')!;
    const lines = text.split('\n');
    expect(record.text.split('\n')).toEqual(lines.slice(record.place.line - 1, record.place.endLine));
    expect(record.text).toContain('Initiator of SA : Yes');
  });
});
