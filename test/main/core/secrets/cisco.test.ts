import { describe, expect, it } from 'vitest';
import { scanText } from '#core/secrets/scan.ts';

const key = 'Kq42zCanaryXw9vT';

describe('keys in commands of IOS and ASA', () => {
  it.each([
    `crypto isakmp key ${key} address 198.51.100.20 255.255.255.255 no-xauth`,
    `crypto isakmp key 0 ${key} hostname azure.example.net`,
    `rtr1(config)#crypto isakmp key ${key} address 198.51.100.20`,
    `rtr1(config-ikev2-keyring-peer)#pre-shared-key ${key}`,
    `rtr1(config-ikev2-keyring-peer)# pre-shared-key remote 0 ${key}`,
    `asa1(config-tunnel-ipsec)# ikev1 pre-shared-key ${key}`,
    `asa1/pri/act(config-tunnel-ipsec)# ikev2 remote-authentication pre-shared-key ${key}`,
    `crypto keyring azure\n  pre-shared-key address 198.51.100.20 key ${key}`,
    ` ikev2 local-authentication pre-shared-key hex ${key}`,
    `<189>Nov 18 12:00:00 asa1 %ASA-5-111008: User 'admin' executed the 'ikev1 pre-shared-key ${key}' command.`,
    `%ASA-5-111010: User 'enable_15', running 'CLI' from IP 10.0.0.1, executed 'crypto isakmp key ${key} address 198.51.100.20'`,
    `Nov 18 12:00:00.123: %PARSER-5-CFGLOG_LOGGEDCMD: User:admin  logged command:crypto isakmp key ${key} address 198.51.100.20`,
  ])('of the tunnel: %s', (text) => {
    expect(scanText(`${text}\n`, 'f.cfg')).toMatchObject([{ value: key, side: 'device', state: 'clear' }]);
  });

  it.each([
    `snmp-server community ${key} RO`,
    `radius-server key 7 ${key}`,
    `tacacs-server host 10.0.0.1 key ${key}`,
    ` server-private 10.0.0.1 timeout 5 key ${key}`,
    `aaa-server RAD (inside) host 10.0.0.1\n timeout 5\n key ${key}`,
    `key config-key password-encrypt ${key}`,
    ` neighbor 169.254.0.2 password ${key}`,
    `frr version 8.4.4\nfrr defaults traditional\nhostname fw\npassword ${key}`,
    ` key-string 7 ${key}`,
    `ntp authentication-key 1 md5 ${key}`,
    ` ip ospf message-digest-key 1 md5 ${key}`,
    `enable secret 5 ${key}`,
    `username admin password ${key} encrypted privilege 15`,
  ])('of other services: %s', (text) => {
    const found = scanText(`${text}\n`, 'f.cfg');
    expect(found).toMatchObject([{ side: 'other' }]);
    expect(found[0]!.value).toContain(key);
  });

  it('an encrypted key is removed and not compared', () => {
    expect(scanText(`rtr1(config)#crypto isakmp key 6 ${key} address 198.51.100.20\n`, 'f.cfg')).toMatchObject([{ state: 'encrypted' }]);
  });

  it('masked keys stay, and talk about keys holds none', () => {
    const text = `tunnel-group 198.51.100.20 ipsec-attributes
 ikev1 pre-shared-key *****
 ikev2 local-authentication pre-shared-key *****
ISAKMP:(0):found peer pre-shared key matching 198.51.100.20
ISAKMP:(0):SA is doing pre-shared key authentication using id type ID_IPV4_ADDR
IKEv2:(SESSION ID = 1,SA ID = 1):Use preshared key for id 198.51.100.20, key len 8
IKEv2:% Getting preshared key from profile keyring azure
%ASA-3-751002: Local:203.0.113.10:500 Remote:198.51.100.20:500 Username:x IKEv2 No preshared key or trustpoint configured for self in tunnel group x
asa1(config)# no crypto isakmp key
crypto key generate rsa modulus 2048
key chain EIGRP
 key 1
`;
    expect(scanText(text, 'f.cfg').filter((f) => f.state !== 'masked')).toEqual([]);
  });

  it('many lines that nearly hold a key cost no more than their length', () => {
    const started = performance.now();
    scanText(`aaa-server A (inside) host 10.0.0.1\n${` ${'x'.repeat(150)}\n`.repeat(5000)}`.repeat(3), 'f.cfg');
    scanText('aaa-server A (inside) host 10.0.0.1\n'.repeat(20_000), 'f.cfg');
    scanText(`snmp-server host ${'a '.repeat(100_000)}`, 'f.cfg');
    scanText(`${' '.repeat(200_000)}pre-shared-key`, 'f.cfg');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
