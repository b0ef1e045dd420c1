import type { Side } from './finding.ts';

/** A command that ends in a key or a password: its first word, and a pattern for the rest of the line whose last group is the value. */
export type CommandRule = { readonly first: readonly string[]; readonly rest: RegExp; readonly side: Side };

/** Words and numbers that say how the value behind them is written. */
const form = String.raw`(?:(?:cipher|ciphertext|irreversible-cipher|simple|plain|plaintext|hash|encrypted|secret|ascii|binary|char|hex|sha512|pbkdf2|level \d{1,2}|\d{1,2})[ \t]{1,4}){0,3}`;
const value = String.raw`(?:"([^"\n]{1,512})"|'([^'\n]{1,512})'|([^\s"']\S{0,511}?)(?=["';]{0,3}(?:\s|$)))`;
/** The shortest way to what follows: within a line, bounded. */
const on = String.raw`(?:[^\n]{1,300}? )??`;

function of(side: Side, first: string, ...rests: readonly string[]): readonly CommandRule[] {
  const words = first.split('|');
  return rests.map((rest) => ({ first: words, rest: new RegExp(`^${rest.replaceAll('…', on)}${form}${value}`, 'di'), side }));
}

const any = (first: string, ...rests: readonly string[]) => of('other', first, ...rests);
const tunnel = (first: string, ...rests: readonly string[]) => of('device', first, ...rests);

const notNumber = String.raw`(?!\d{1,10}(?:\s|$))`;

/** Gaia and Gaia Embedded of Check Point, Junos, ScreenOS, VyOS and EdgeOS: one path of words, `…` for what may stand between. */
const setCommands = [
  ...tunnel('set|add', String.raw`vpn site …password `, String.raw`ike gateway …preshare `),
  ...any(
    'set|add',
    String.raw`snmp community `,
    String.raw`(?:service )?snmp …community (?!read-)`,
    String.raw`snmp usm user …auth-pass-phrase(?:-hashed)? `,
    String.raw`snmp usm user …privacy-pass-phrase(?:-hashed)? `,
    String.raw`expert-password-hash `,
    String.raw`user \S{1,64} password-hash `,
    String.raw`(?:aaa|ospf|bgp|rip|vrrp) …(?:secret|password) `,
    `(?:aaa|ospf|bgp|rip|vrrp) …key ${notNumber}`,
    String.raw`(?:system(?! login password)|security|access|protocols|routing-instances|groups|logical-systems|interfaces|vpn|service|services) …(?:secret|(?:simple-|authentication-|privacy-)?password|passphrase) `,
    `(?:system(?! login user)|protocols|routing-instances|groups) …key ${notNumber}`,
    String.raw`interfaces …(?:preshared-key|private-key) `,
    String.raw`admin …password (?!restrict|policy|disable)`,
    String.raw`(?:xauth|l2tp|pppoe|auth-server|user) …(?:password|secret|hash-password) `,
  ),
  ...any('mgmt_cli', String.raw`…(?:[\w.-]{1,60}-)?(?:password|secret) `, String.raw`…[\w.-]{1,60}\.shared-secret `),
];

/** Yamaha RTX, IIJ SEIL, NEC UNIVERGE IX, Furukawa FITELnet, Allied Telesis. */
const routersOfJapan = [
  ...any('login|administrator', String.raw`password `),
  ...any('login', String.raw`user \S{1,64} `),
  ...any('pp', String.raw`auth (?:myname|username) \S{1,128} `, String.raw`auth username \S{1,128} \S{1,128} myname \S{1,128} `),
  ...any('auth', String.raw`user \d{1,6} \S{1,128} `),
  ...any('snmp|snmpv2c', String.raw`(?:trap )?community (?:read-only |read-write )?`, String.raw`trap host [\d.:a-f]{3,45} (?:(?:trap|inform) )?`),
  ...any('snmpv3', String.raw`(?:usm )?user …(?:md5|sha\d{0,3}) `, String.raw`(?:usm )?user …(?:des-cbc|aes128-cfb|priv (?:des|aes)\d{0,3}) `),
  ...any('l2tp', String.raw`tunnel auth (?:on )?(?!off)`, String.raw`(?:tunnel )?password `, String.raw`add …tunnel-password `),
  ...any('radius', String.raw`secret `, String.raw`host …key `),
  ...any('ipsec', String.raw`ike (?:eap|xauth) myname \S{1,10} \S{1,128} `, String.raw`manualkey …(?:aes|3des|des)\S{0,8} `, String.raw`manualkey …(?:sha1|sha2|md5)\S{0,8} `),
  ...tunnel('ike', String.raw`preshared-key add (?:"[^"\n]{1,128}"|\S{1,128}) `),
  ...any('ppp', String.raw`add …passphrase `, String.raw`(?:chap|pap) …password `),
  ...any('password|encrypted-password', String.raw`(?:admin|user) (?!password)`, String.raw`(?=(?:simple|cipher|hash|irreversible-cipher) )`),
  ...any('authentication', String.raw`(?:secret-)?password (?:1 )?\S{1,128} `, String.raw`account-list add …password `),
  ...any('username|http-server|web-auth', String.raw`(?:username )?\S{1,64} …(?:secret-)?password `, String.raw`\S{1,64} …secret `),
  ...any('nm', String.raw`account …password `),
  ...tunnel('key', String.raw`(?=(?:ascii|binary) )`),
  ...tunnel('auth', String.raw`preshared key `),
  ...tunnel('isakmp', String.raw`preshared-key `),
  ...tunnel('vpnpeer', String.raw`…key=[ab],`),
  ...tunnel('create', String.raw`enco key=\d{1,5} …value=`),
  ...any('create|set|add', String.raw`snmp …community=`, String.raw`isakmp …xauthpassword=`),
]; // prettier-ignore

/** VRP of Huawei, Comware of H3C. */
const huawei = [
  ...any('local-user|super', String.raw`(?:\S{1,128} )?password (?:(?:level|role) \S{1,64} )?`),
  ...any('set', String.raw`authentication password `),
  ...any(
    'snmp-agent',
    String.raw`(?:vrf \S{1,64} )?(?:ip |ipv6 )?community (?:read |write )?`,
    String.raw`…(?:ip|ipv6) host [\d.:a-f]{3,45} `,
    String.raw`target-host …securityname `,
    String.raw`usm-user …authentication-mode (?:md5|sha)\S{0,8} `,
    String.raw`usm-user …privacy-mode \S{2,12} `,
  ),
  ...any('radius-server|hwtacacs-server|hwtacacs', String.raw`shared-key `),
  ...any('key', String.raw`(?:authentication|accounting|authorization) (?=cipher|simple)`, String.raw`(?=(?:cipher|simple) )`),
  ...any('primary|secondary', String.raw`(?:authentication|accounting|authorization) …key `),
  ...any('peer', String.raw`\S{1,64} password (?=cipher|simple)`),
  ...any('ospf|rip|isis|bfd|authentication-mode|vrrp|ntp-service', String.raw`…(?=(?:cipher|plain|simple) )`),
  ...any('vrrp', String.raw`vrid \d{1,3} authentication-mode (?:md5|simple) `),
  ...any('tunnel', String.raw`password (?=cipher|simple)`),
  ...any('sa', String.raw`(?:string-key|encryption-hex|authentication-hex) (?:inbound|outbound) (?:ah|esp) `),
  ...any('security', String.raw`wpa\S{0,6} …(?:pass-phrase|set-key) `),
];

/** IOS, and its look-alikes of Aruba and others: what stands in no list of `rule-cisco`. */
const cisco = [
  ...any('snmp-server', String.raw`community (?=")`),
  ...any('user|hash-mgmt-user', String.raw`\S{1,64} …password (?=ciphertext|plaintext|hash)`),
  ...any(
    'snmp-server',
    String.raw`host (?:[\w-]{1,40} )?\d[\d.:a-f]{2,45} (?:vrf \S{1,64} )?(?:(?:traps?|informs?) )?(?:version (?:1|2c) )?(?!(?:version|vrf|traps?|informs?|poll|community|udp-port)\b)`,
  ),
  ...any('enable', String.raw`(?:password|secret) `),
  ...any('standby|vrrp', String.raw`\d{1,5} authentication (?:text )?(?!md5\b)`),
  ...any('isis', String.raw`password `),
  ...any('domain-password|area-password', ''),
  ...any('area', String.raw`\S{1,40} …(?:authentication-key|message-digest-key \d{1,3} md5) `),
  ...any('crypto', String.raw`pki import …password `),
  ...any('wpa-psk', String.raw`(?:ascii|hex) `),
  ...any('eigrp', String.raw`key-string `),
];

/** The rules by the first word of the command. */
export const commandRules: ReadonlyMap<string, readonly CommandRule[]> = Map.groupBy(
  [...setCommands, ...routersOfJapan, ...huawei, ...cisco].flatMap((rule) => rule.first.map((first) => ({ ...rule, first: [first] }))),
  ({ first }) => first[0]!,
);
