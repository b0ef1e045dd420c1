import { describe, expect, it } from 'vitest';
import { scanText } from '#core/secrets/scan.ts';
import { hangMs } from '../../../helpers/hang.ts';

const key = 'Kq42zCanaryXw9vT';
const hex = '4b7134327a43616e61727958773976ff';

/** What stays of a text when everything found in it is taken out. */
function cleaned(text: string): string {
  const found = scanText(text, 'f.cfg').filter((f) => f.state !== 'masked');
  return found.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

describe('shared keys where no general rule sees them', () => {
  it.each([
    [
      'IOS, show crypto isakmp key',
      `Keyring      Hostname/Address                            Preshared Key\n\nAZ           198.51.100.7 [255.255.255.255]              ${key}\n`,
    ],
    ['ipsec.secrets, any peer', `%any %any : PSK "${key}"\n`],
    ['ipsec.secrets, a name with commas', `"C=CH, O=gw" 198.51.100.7 : PSK "${key}"\n`],
    ['ipsec.secrets, small letters', `203.0.113.10 198.51.100.7 : psk '${key}'\n`],
    ['Yamaha, hexadecimal', `ipsec ike pre-shared-key 1 0x${hex}\n`],
    ['FITELnet', ` pre-share-key ${key}\n`],
    ['ZyWALL', `isakmp policy azure\n keystring ${key}\n`],
    ['IOS, client group', `crypto isakmp client configuration group G\n key ${key}\n`],
    ['IOS, aggressive mode', `crypto isakmp peer address 198.51.100.7\n set aggressive-mode password ${key}\n`],
    [
      'charon at level 4',
      `09[IKE] secret => 16 bytes @ 0x7f2a\n09[IKE]    0: 4B 71 34 32 7A 43 61 6E 61 72 79 58 77 39 76 54  ${key}\n09[IKE] next\n`,
    ],
  ])('%s', (_name, text) => {
    const rest = cleaned(text);
    for (const form of [key, hex, '4B 71 34 32']) expect(rest).not.toContain(form);
  });
});

describe('keys and passwords of other services', () => {
  it.each([
    `line vty 0 4\n password ${key}`,
    `line vty 0 4\n password 7 ${key}`,
    `ip ftp password 7 ${key}`,
    `snmp-server user u g v3 auth sha ${key} priv aes 128 ${key}`,
    `tacacs server T\n address ipv4 10.0.0.1\n key 7 ${key}`,
    ` client 10.0.0.1 server-key ${key}`,
    ` standby 1 authentication md5 key-string 7 ${key}`,
    ` standby 1 authentication ${key}`,
    ` vrrp 1 authentication text ${key}`,
    ` set session-key inbound esp 300 cipher ${hex} authenticator ${hex}`,
    `passwd ${key} encrypted`,
    ` ospf message-digest-key 1 md5 ${key}`,
    `failover key hex ${hex}`,
    `aaa-server R (inside) host 10.0.0.1\n key ${key}\n radius-common-pw ${key}`,
    `        set passwd ${key}`,
    `        set password ENC ${key}`,
    `FGT (admin) # set auth-pwd "${key}"`,
    `        set authkey ${hex}`,
    `set mgt-config users admin phash $5$abcdefgh$${key}`,
    `set deviceconfig system snmp-setting access-setting version v2c snmp-community-string ${key}`,
    `<snmp-community-string>${key}</snmp-community-string>`,
    `set shared server-profile radius R server S secret ${key}`,
    `secret "$9$${key}"; ## SECRET-DATA`,
    `encrypted-password "$6$abcdef$${key}";`,
    `set snmp v3 usm local-engine user u authentication-sha authentication-key "$9$${key}"`,
    `set system login user vyos authentication plaintext-password '${key}'`,
    `set interfaces wireguard wg0 private-key '${key}='`,
    `set protocols bgp neighbor 10.0.0.1 password '${key}'`,
    `set service snmp community ${key}`,
    `enable secret 9 $9$nhEmQVczB7dqsO$${key}`,
  ])('%s', (line) => {
    const rest = cleaned(`${line}\n`);
    for (const form of [key, hex]) expect(rest).not.toContain(form);
  });
});

describe('what only looks like it', () => {
  it.each([
    'key chain EIGRP\n key 1\n',
    'password encryption aes\n',
    ' set password enable\n',
    ' secret-type base64\n',
    "set vpn ipsec authentication psk AZ id '203.0.113.10'\n",
    'Keyring      Hostname/Address                            Preshared Key\n\nrtr1#show clock\n12:00:00.000 UTC Wed Nov 18 2026\n',
    "10[IKE] authentication of '198.51.100.7' with pre-shared key successful\n",
    '09[IKE] payload => 16 bytes @ 0x7f2a\n09[IKE]    0: 4B 71 34 32\n',
    'ntp server 10.0.0.1 key 1\n',
  ])('stays: %s', (text) => {
    expect(scanText(text, 'f.cfg')).toEqual([]);
  });

  it('costs no more than its length', { timeout: hangMs }, () => {
    for (const near of [
      'set shared ',
      "set x password '",
      ' key ',
      'snmp-server user a auth sha ',
      '" ## SECRET',
      'secret => 1 bytes @ 0x1\n',
      '$9$',
      ': PSK "',
    ])
      scanText(near.repeat(Math.floor(1_000_000 / near.length)), 'f.cfg');
    scanText(`<presharedKey><data>4141${'00'.repeat(65_000)}41</data></presharedKey>\n`.repeat(40), 'wfpstate.xml');
    for (const blank of [' ', '\t', '"', 'a']) scanText(`set shared secret ${blank.repeat(1_000_000)}key password snmp`, 'f.cfg');
  });
});
