import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/cisco-config/format.ts';
import { samples } from '#core/formats/cisco-config/samples.ts';
import type { DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function tunnels(text: string): DeviceTunnelData[] {
  return dataOf(readText(format, text), 'device-tunnel');
}

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

const words = (proposals: readonly IkeProposal[]): string[] => proposals.map((p) => p.transforms.map((t) => t.name).join(' '));

describe.skipIf(!hasCorpus)(`a configuration against the parse that came with it${corpusNote}`, () => {
  it('every policy of IKEv1, field by field', () => {
    const name = 'device/ntc_cisco_asa_show_running-config_crypto_ikev1';
    const yml = readFileSync(join(corpusDir, `${name}.yml`), 'utf8');
    const rows = yml
      .split(/^ {2}- /m)
      .slice(1)
      .map((item) => Object.fromEntries([...item.matchAll(/^ *(\w+): "(.*)"$/gm)].map((m) => [m[1]!, m[2]!])));
    const [tunnel] = tunnels(readFileSync(join(corpusDir, `${name}.raw`), 'utf8'));
    const ciphers: Record<string, string> = { 'aes-256': 'AES-CBC-256', 'aes-192': 'AES-CBC-192', '3des': '3DES' };
    expect(rows.length).toBe(12);
    expect(tunnel).toMatchObject({ vendor: 'cisco-asa', name: null, version: 1, peers: [] });
    expect(tunnel!.ikeProposals.map((p) => [String(p.number), ...p.transforms.map((t) => t.name)])).toEqual(
      rows.map((row) => [
        row['policy_id'],
        ciphers[row['encryption']!],
        { sha: 'SHA1', md5: 'MD5' }[row['auth_algorithm']!],
        'pre-shared key',
        row['dh_group']!.replace('group ', ''),
        row['lifetime'],
      ]),
    );
  });
});

describe('Cisco configurations', () => {
  it('IOS-XE with a tunnel interface: all that the profile, the proposal and the transform set say', () => {
    const [tunnel] = tunnels(sample('IOS-XE, route-based with IKEv2'));
    const { ikeProposals, childProposals, ...rest } = tunnel!;
    expect(rest).toEqual({
      kind: 'device-tunnel',
      vendor: 'cisco-ios',
      name: 'Tunnel11',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      localIdentity: '203.0.113.10',
      remoteIdentity: '198.51.100.20',
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 27_000,
      childLifetimeKilobytes: 4_608_000,
      selectors: [],
      dpdSeconds: 10,
      defaulted: ['childLifetimeKilobytes'],
    });
    expect(words(ikeProposals)).toEqual(['AES-CBC-256 AES-CBC-128 SHA2-256 PRF-SHA2-256 14 2']);
    expect(words(childProposals)).toEqual(['AES-CBC-256 SHA2-256 14']);
  });

  it('IOS with a crypto map: selectors of wildcard masks, and the defaults said to be such', () => {
    const [tunnel] = tunnels(sample('IOS, policy-based with IKEv1'));
    expect(tunnel).toMatchObject({
      name: 'CMAP 10',
      version: 1,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 3600,
      selectors: [{ local: ['192.168.50.0/24'], remote: ['10.20.0.0/16'] }],
      defaulted: ['childLifetimeSeconds', 'childLifetimeKilobytes'],
    });
    expect(words(tunnel!.ikeProposals)).toEqual(['AES-CBC-256 SHA2-256 pre-shared key 14 28800']);
    expect(words(tunnel!.childProposals)).toEqual(['AES-CBC-256 SHA1 2']);
  });

  it('ASA with object groups, a proposal with choices and a tunnel group', () => {
    const [tunnel] = tunnels(sample('ASA, policy-based with IKEv2'));
    expect(tunnel).toMatchObject({
      vendor: 'cisco-asa',
      name: 'outside_map 1',
      version: 2,
      local: ['203.0.113.10'],
      authentication: 'shared-key',
      ikeLifetimeSeconds: 28_800,
      childLifetimeSeconds: 3600,
      selectors: [{ local: ['192.168.50.0/24', '192.168.60.5/32'], remote: ['10.20.0.0/16'] }],
      dpdSeconds: 10,
    });
    expect(tunnel!.defaulted).toContain('dpdSeconds');
    expect(words(tunnel!.ikeProposals)).toEqual(['AES-CBC-256 SHA2-256 PRF-SHA2-256 14']);
    expect(words(tunnel!.childProposals)).toEqual(['AES-CBC-256 AES-CBC-128 SHA2-256 SHA1 14']);
  });

  it('ASA with both versions, names for hosts, no PFS, a global lifetime and a keepalive', () => {
    const [tunnel] = tunnels(`ASA Version 9.8(4)
hostname asa1
name 198.51.100.20 AZURE
interface GigabitEthernet0/0
 nameif outside
 ip address 203.0.113.10 255.255.255.0
access-list vpn extended permit ip any 10.20.0.0 255.255.0.0
crypto ipsec ikev1 transform-set AES256-SHA esp-aes-256 esp-sha-hmac
crypto ipsec ikev2 ipsec-proposal GCM
 protocol esp encryption aes-gcm-256
 protocol esp integrity null
crypto ipsec security-association lifetime seconds 27000
crypto map M 10 match address vpn
crypto map M 10 set peer AZURE
crypto map M 10 set ikev1 transform-set AES256-SHA
crypto map M 10 set ikev2 ipsec-proposal GCM
crypto map M interface outside
crypto ikev2 policy 1
 encryption aes-gcm-256
 integrity null
 group 20
 prf sha384
 lifetime seconds 86400
crypto ikev1 policy 10
 authentication pre-share
 encryption aes-256
 hash sha
 group 2
 lifetime 28800
tunnel-group 198.51.100.20 type ipsec-l2l
tunnel-group 198.51.100.20 ipsec-attributes
 ikev1 pre-shared-key *****
 isakmp keepalive threshold 30 retry 5
`);
    expect(tunnel).toMatchObject({
      version: 'either',
      peers: ['198.51.100.20'],
      childLifetimeSeconds: 27_000,
      dpdSeconds: 30,
      selectors: [{ local: ['0.0.0.0/0'], remote: ['10.20.0.0/16'] }],
      defaulted: ['childLifetimeKilobytes'],
    });
    expect(words(tunnel!.childProposals)).toEqual(['AES-GCM-16-256', 'AES-CBC-256 SHA1']);
    expect(words(tunnel!.ikeProposals)).toEqual(['AES-GCM-16-256 PRF-SHA2-384 20', 'AES-CBC-256 SHA1 pre-shared key 2 28800']);
  });

  it('what a policy of IOS leaves out is its documented default and marked as such', () => {
    const [tunnel] = tunnels('crypto isakmp policy 5\n authentication pre-share\ncrypto isakmp policy 6\n encr aes\n');
    expect(words(tunnel!.ikeProposals)).toEqual(['pre-shared key DES SHA1 1 86400', 'AES-CBC-128 SHA1 RSA signatures 1 86400']);
    expect(tunnel!.defaulted).toEqual(['ikeProposals']);
  });

  it('a snippet of crypto map entries claims no defaults, and names the sets it does not show', () => {
    const read = tunnels(
      'crypto map M 10 match address A\ncrypto map M 10 set pfs group5\ncrypto map M 10 set peer 198.51.100.20\ncrypto map M 10 set ikev1 transform-set ESP-A ESP-B\n',
    );
    expect(read).toHaveLength(1);
    expect(read[0]).toMatchObject({ ikeLifetimeSeconds: null, childLifetimeSeconds: null, dpdSeconds: null, defaulted: [] });
    expect(read[0]!.childProposals.map((p) => p.transforms.map((t) => `${t.type} ${t.name}`))).toEqual([
      ['other ESP-A', 'dh-group 5'],
      ['other ESP-B', 'dh-group 5'],
    ]);
  });

  it('commands typed in configuration mode', () => {
    const [tunnel] = tunnels(`rtr1#configure terminal
rtr1(config)#crypto isakmp policy 10
rtr1(config-isakmp)#encr aes 256
rtr1(config-isakmp)#hash sha256
rtr1(config-isakmp)#authentication pre-share
rtr1(config-isakmp)#group 14
rtr1(config-isakmp)#lifetime 3600
rtr1(config-isakmp)#crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
rtr1(cfg-crypto-trans)#exit
rtr1(config)#crypto map CMAP 10 ipsec-isakmp
rtr1(config-crypto-map)#set peer 198.51.100.20
rtr1(config-crypto-map)#set transform-set TS
`);
    expect(tunnel).toMatchObject({ name: 'CMAP 10', peers: ['198.51.100.20'], ikeLifetimeSeconds: 3600 });
    expect(words(tunnel!.ikeProposals)).toEqual(['AES-CBC-256 SHA2-256 pre-shared key 14 3600']);
  });

  it('a script without indentation and with short names, as a mail leaves it', () => {
    const [tunnel] = tunnels(`crypto ikev2 proposal Azure-Ikev2-Proposal
encryption aes-cbc-256 aes-cbc-128 3des
integrity sha1
group 2
exit
crypto ikev2 policy Azure-Ikev2-Policy
proposal Azure-Ikev2-Proposal
exit
crypto ikev2 keyring Azure-Keyring
peer 198.51.100.20
address 198.51.100.20
pre-shared-key ******
exit
exit
crypto ikev2 profile Azure-Profile
match address local interface GigabitEthernet0/1
match identity remote address 198.51.100.20 255.255.255.255
authentication local pre-share
authentication remote pre-share
lifetime 28800
dpd 10 5 on-demand
keyring local Azure-Keyring
exit
crypto ipsec transform-set Azure-TransformSet esp-gcm 256
mode tunnel
exit
crypto ipsec profile Azure-IPsecProfile
set transform-set Azure-TransformSet
set ikev2-profile Azure-Profile
set security-association lifetime seconds 3600
exit
int tunnel 11
ip address 169.254.0.1 255.255.255.255
tunnel mode ipsec ipv4
tunnel source gigabitethernet 0/1
tunnel destination 198.51.100.20
tunnel protection ipsec profile Azure-IPsecProfile
exit
interface GigabitEthernet0/1
ip address 203.0.113.10 255.255.255.0
`);
    expect(tunnel).toMatchObject({
      name: 'tunnel 11',
      version: 2,
      local: ['203.0.113.10'],
      peers: ['198.51.100.20'],
      ikeLifetimeSeconds: 28_800,
      dpdSeconds: 10,
    });
    expect(words(tunnel!.ikeProposals)).toEqual(['AES-CBC-256 AES-CBC-128 3DES SHA1 PRF-SHA1 2']);
    expect(words(tunnel!.childProposals)).toEqual(['AES-GCM-16-256']);
  });

  it('a record shows the lines that its tunnel rests on, at their places', () => {
    const text = sample('IOS-XE, route-based with IKEv2');
    const record = readText(format, text).records.find((r) => r.data.kind === 'device-tunnel')!;
    const lines = text.split('\n');
    const shown = record.text.split('\n');
    expect(shown).toHaveLength(record.place.endLine - record.place.line + 1);
    for (const [i, line] of shown.entries()) if (line !== '') expect(line).toBe(lines[record.place.line - 1 + i]);
    expect(record.text).toContain(' encryption aes-cbc-256 aes-cbc-128');
    expect(record.text).toContain(' tunnel destination 198.51.100.20');
    expect(record.text).not.toContain('hostname');
  });

  it.each(samples)('$name: every encoding gives the same tunnel', ({ text }) => {
    const expected = tunnels(text);
    expect(expected).toHaveLength(1);
    for (const { name, bytes } of variants(text)) expect(dataOf(readBytes(format, bytes), 'device-tunnel'), name).toEqual(expected);
  });
});
