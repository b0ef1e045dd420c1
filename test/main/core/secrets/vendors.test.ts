import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { scanText } from '#core/secrets/scan.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { hangMs } from '../../../helpers/hang.ts';
import { encodings, forms } from './encodings.ts';

const key = 'Kq42zCanaryXw9vT';
const base64 = 'Kq42zCanaryXw9vTKq42zCanaryXw9vTKq42zCanary=';

/** What stands in configurations beside the tunnel's own key, as the vendors' manuals and saved configurations write it. */
const vendors: Readonly<Record<string, readonly string[]>> = {
  FortiOS: [
    `config system snmp community\n    edit 1\n        set name "${key}"\n        config hosts\n            edit 1\n                set ip 10.0.0.1 255.255.255.255\n            next\n        end\n    next\n    edit 2\n        set name "${key}"\n    next\nend\n`,
    `config user tacacs+\n    edit "T"\n        set server "10.0.0.1"\n        set key "${key}"\n    next\nend\n`,
    `        set md5-key 1 "${key}"\n`,
    `        set auth-password-l1 ${key}\n`,
    `        set ddns-password ${key}\n`,
    `        set password2 ${key}\n`,
    `#private-encryption-key=${key}\n`,
  ],
  'Check Point': [
    `set snmp community ${key} read-only\n`,
    `add snmp traps receiver 10.0.0.1 version v2 community ${key}\n`,
    `add snmp usm user u security-level authPriv auth-pass-phrase-hashed ${key} privacy-pass-phrase-hashed ${key} privacy-protocol AES\n`,
    `set expert-password-hash ${key}\n`,
    `set user admin password-hash ${key}\n`,
    `set ospf interface eth0 authtype md5 key 1 secret ${key}\n`,
    `add aaa radius-servers priority 1 host 10.0.0.1 port 1812 secret ${key} timeout 3\n`,
    `set aaa tacacs-servers priority 1 server 10.0.0.1 key ${key} timeout 5\n`,
    `mgmt_cli add vpn-community-meshed name az shared-secrets.1.external-gateway gw shared-secrets.1.shared-secret ${key}\n`,
    `\t\t\t:radius_secret ("${key}")\n`,
    `\t\t\t:read_community (${key})\n`,
  ],
  'Junos and ScreenOS': [
    `set snmp community "${key}" clients 10.0.0.0/8\n`,
    `admin@srx# set snmp community ${key} authorization read-only\n`,
    `snmp {\n    community ${key} {\n        authorization read-only;\n    }\n}\n`,
    `set system radius-server 10.0.0.1 secret ${key}\n`,
    `set protocols ospf area 0 interface x authentication md5 1 key ${key}\n`,
    `set admin user "a" password "${key}" privilege "all"\n`,
    `set snmp community "${key}" Read-Only Trap-on traffic version v1\n`,
  ],
  SonicOS: [`    get-community-name "${key}"\n`, `  bind-password 4,${key}\n`, `  server server1 ip 192.0.2.10 port 1812 secret ${key}\n`],
  'pfSense, OPNsense, Sophos, PAN-OS': [
    `<rocommunity>${key}</rocommunity>\n`,
    `<bcrypt-hash>${key}</bcrypt-hash>\n`,
    `<ldap_bindpw>${key}</ldap_bindpw>\n`,
    `<cert><prv>${key}${key}</prv></cert>\n`,
    `<passwordagain>${key}</passwordagain>\n`,
    `<Community>${key}</Community>\n`,
    `<phash>${key}</phash>\n`,
    `<authpwd>-AQ==${key}</authpwd>\n`,
    `<private-key>-AQ==${key}</private-key>\n`,
  ],
  RouterOS: [
    `/snmp community\nset [ find default=yes ] addresses=0.0.0.0/0 name=${key}\nadd addresses=10.0.0.0/8 name=${key}\n/system clock\n`,
    `/snmp community add name=${key} addresses=0.0.0.0/0\n`,
    `/snmp\nset trap-community=${key}\n`,
    `/routing bgp connection\nadd name=az tcp-md5-key=${key}\n`,
    `/interface wireguard\nadd name=wg private-key="${base64}"\n`,
  ],
  'VyOS and EdgeOS': [
    `    snmp {\n        community ${key} {\n            authorization ro\n        }\n        trap-target 10.0.0.1 {\n            community ${key}\n        }\n    }\n`,
    `set service snmp trap-target 10.0.0.1 community ${key}\n`,
    `set interfaces ethernet eth0 pppoe 0 password ${key}\n`,
    `set protocols bgp 65000 neighbor 1.2.3.4 password ${key}\n`,
    `set system login radius server 10.0.0.1 key '${key}'\n`,
  ],
  Yamaha: [
    `pp auth myname user@isp ${key}\n`,
    ` pp auth username user ${key} myname me ${key}\n`,
    `login password ${key}\n`,
    `administrator password encrypted ${key}\n`,
    `login user u ${key}\n`,
    `snmp community read-only ${key}\n`,
    `snmpv2c trap host 10.0.0.1 trap ${key}\n`,
    `snmpv3 usm user 1 u sha ${key} aes128-cfb ${key}\n`,
    `l2tp tunnel auth on ${key}\n`,
    `ipsec ike eap myname 1 me ${key}\n`,
  ],
  SEIL: [
    `ppp add isp ipcp enable authentication-method auto identifier u@isp passphrase "${key}" tcp-mss auto\n`,
    `snmp community "${key}"\n`,
    `snmp.community: ${key}\n`,
    `encrypted-password admin ${key}\n`,
  ],
  'NEC IX': [
    `username u password plain 1 ${key} administrator\n`,
    `username u password hash ${key} administrator\n`,
    `  authentication password user@isp ${key}\n`,
    `snmp-agent ip community ${key} read-only\n`,
    `snmpv3 user u g auth sha plain ${key} priv aes secret ${key}\n`,
    `radius host ip 192.0.2.1 auth-port 1812 key 0 ${key}\n`,
    `ipsec manualkey vpn esp aes ${key} sha1 ${key}\n`,
  ],
  'FITELnet and Allied Telesis': [
    `vpnpeer addr=198.51.100.7 idtype=myid-vpn key=a,${key} nat=off ike=on\n`,
    `create snmp community=${key} open=on\n`,
    `create isakmp policy="i" peer=1.2.3.4 key=1 xauth=client xauthname=u xauthpassword=${key}\n`,
  ],
  'VRP and Comware': [
    ` local-user admin password irreversible-cipher ${key}\n`,
    `[~HUAWEI-aaa] local-user admin password cipher ${key}\n`,
    `local-user admin password irreversible-cipher $1c$'"nOV,d\`\`)$${key}-d%i%5R:p<y-}$\n`,
    ` pre-shared-key cipher %^%#rW^YC'fm"${key}Qy@9%^%#\n`,
    ` password hash $h$6$${key}$${key}==\n`,
    `super password level 3 cipher ${key}\n`,
    `snmp-agent community read ${key}\n`,
    `snmp-agent community write simple ${key} acl 2000\n`,
    `snmp-agent target-host trap address udp-domain 192.0.2.1 params securityname ${key} v2c\n`,
    `snmp-agent usm-user v3 u g cipher authentication-mode sha ${key} privacy-mode aes128 ${key}\n`,
    ` key authentication cipher ${key}\n`,
    ` primary authentication 10.0.0.1 key simple ${key}\n`,
    ` peer 1.2.3.4 password cipher ${key}\n`,
    ` ospf authentication-mode md5 1 cipher ${key}\n`,
    ` sa string-key inbound esp simple ${key}\n`,
  ],
  IOS: [
    `snmp-server host 10.0.0.1 version 2c ${key}\n`,
    `snmp-server host 10.0.0.1 ${key}\n`,
    `username admin common-criteria-policy X password 7 ${key}\n`,
    `enable secret level 5 8 ${key}\n`,
    ` l2tp tunnel password 7 ${key}\n`,
    `area 0 virtual-link 192.0.2.1 message-digest-key 2 md5 ${key}\n`,
  ],
  'Aruba, Garderos': [
    `snmp-server community "${key}"\n`,
    `aaa authentication-server radius "R"\n   host "10.0.0.1"\n   key "${key}"\n`,
    `   bkup-passwords "${key}"\n`,
    `user admin group administrators password ciphertext ${key}\n`,
    `hash-mgmt-user admin password hash ${key} usertype read-only\n`,
    `tunnel.ipsec.2.auth.psk.psk={enc2}${key}\n`,
    `service.snmp.query-agent.server.0.community.0.name=${key}\n`,
    ` security wpa psk set-key ascii 0 ${key}\n`,
    `{"snmp": {"community": "${key}"}}\n`,
  ],
  'ipsec.secrets of private keys alone': [
    `: RSA vpn.pem "${key}"\n`,
    `: ECDSA k.der ${key}\n`,
    `@gw : P12 gw.p12 "${key}"\n`,
    `: PIN %smartcard:50 "${key}"\n`,
  ],
};

describe.each(Object.entries(vendors))('%s', (_vendor, texts) => {
  it.each(texts)('%s', (text) => {
    for (const { label, encode } of encodings.filter(({ name }) => name.startsWith('UTF'))) {
      const bytes = encode(text)!;
      const cleaned = createSecretKeeper().clean(bytes, label, 'device.cfg');
      expect(cleaned.removed).toBeGreaterThan(0);
      for (const form of [...forms(key), ...forms(base64)]) expect(Buffer.from(cleaned.bytes).includes(form)).toBe(false);
    }
  });
});

describe('ordinary words beside such words', () => {
  it.each([
    'login password expired for user admin',
    'login user admin failed from 10.0.0.1',
    'Login user root succeeded',
    'administrator password changed.',
    'snmp community string is wrong',
    'snmp community mismatch from 10.0.0.9',
    'snmp-server enable traps',
    'snmp-server host 10.0.0.1 version 3 priv user',
    'radius secret is not set',
    'set snmp community name in the settings first',
    'set system login password format sha512',
    'set admin password restrict length 8',
    'set system ntp server 10.0.0.1 key 1',
    "set system login user u authentication public-keys k key 'AAAAB3NzaC1yc2E'",
    'l2tp tunnel auth off',
    'authentication failed for the password given',
    'key ascii is the default',
    'enable secret must be set',
    'username admin password must be changed',
    'crypto isakmp policy 1\n authentication pre-share\n group 14',
    'policy-options {\n    community azure {\n        members 65515:1;\n    }\n}',
    'community az members 65515:1;',
    '        set passwd enable',
    '        set key 1',
    'config firewall address\n    edit "azure"\n        set name "azure"\n    next\nend',
    'config system snmp community\nend\nconfig system interface\n    edit "wan1"\n        set name "wan1"\n    next\nend',
    '/snmp community\n/interface ethernet\nset [ find default-name=ether1 ] name=wan',
    'Nov 18 12:00:00 gw charon: 09[CFG] loaded RSA private key from "gw.pem"',
    '  subject public key: RSA 2048 bits',
    '<Data Name="PrivateKey">true</Data>',
    'HasPrivateKey : True',
    '\t:communities (Azure_VPN)\n\t:vpn_community (Azure)',
    'Using pre-share key authentication',
    'vrrp 1 authentication md5 failed',
    'peer 198.51.100.7 password mismatch',
    '13[IKE] authentication of "gw" with pre-shared key successful',
    '<community>65515:100</community>',
    '<tls>1.2</tls>',
    '{"bgp": {"community": "65515:200"}}',
    'user admin changed the password hash of user bob',
    'command: show vpn sa',
    'The command is set password, see the manual',
  ])('stay: %s', (text) => {
    expect(scanText(`${text}\n`, 'ike.log').filter((f) => f.state !== 'masked')).toEqual([]);
  });
});

it('costs no more than the length of the text', { timeout: hangMs }, () => {
  for (const near of [
    'set snmp ',
    'pp auth username ',
    'snmpv3 user ',
    'command=',
    'command: login user ',
    'config system snmp community\n',
    'snmp {\n',
    '/snmp community\n',
    '/snmp community ',
    '<prv>',
    '%^%#',
    ': RSA ',
    '[[<~*',
    'username a ',
    'ikev2 authentication psk id ',
    'secret=\\\n',
  ]) {
    scanText(near.repeat(Math.floor(1_000_000 / near.length)), 'f.cfg');
    scanText(`${near}${near.trimEnd()}${' '.repeat(1_000_000)}password key`, 'f.cfg');
  }
});
