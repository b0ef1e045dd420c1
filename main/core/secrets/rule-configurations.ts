import { holdsAny, shortText } from './anchors.ts';
import type { Anchor, Anchors } from './anchors.ts';
import type { Finding, Side } from './finding.ts';
import { lineEnd, nextLine } from './read-value.ts';
import { judge } from './value.ts';

/**
 * Keys and passwords in device configurations that neither stand after a name that tells a secret everywhere (`rule-assignments`) nor after
 * the keyword of a tunnel's shared key (`rule-devices`). The last group that matched holds the value. Every repeat is bounded.
 */
type Rule = { readonly side: Side; readonly needs: readonly Anchor[]; readonly pattern: RegExp };

const value = String.raw`(?:"([^"\n]{1,512})"|'([^'\n]{1,512})'|([^\s"';{}]{1,512}))`;
const lineStart = String.raw`(?:^[ \t]{0,40}|[#$>][ \t]{0,4})`;
const inBrackets = String.raw` \((?:"([^"\n]{1,512})"|([^\s"()]{1,512}))\)`;
const lineEnds = String.raw`[ \t]{0,8};?[ \t]{0,8}\r?$`;

const rule = (needs: Rule['needs'], source: string, side: Side = 'other'): Rule => ({ side, needs, pattern: new RegExp(source, 'dgm') });

const rules: readonly Rule[] = [
  // Junos ($9$ can be undone, $8$ with the master password) and type 9 of IOS; Junos marks what is secret by a comment.
  rule(['$9$', '$8$'], String.raw`(?<![\w$])(\$[89]\$[^\s"';,<>]{4,256})`),
  // What crypt(3) makes of a password.
  rule(['$1$', '$5$', '$6$'], String.raw`(?<![\w$])(\$[156]\$[./0-9A-Za-z$=]{10,256})`),
  rule(['secret'], String.raw`"([^"\n]{1,512})";?[ \t]{1,8}## SECRET-DATA`),
  // Junos, VyOS, PAN-OS, FortiOS: words that stand before nothing but a secret.
  rule(
    ['pass', 'key', 'snmp'],
    String.raw`(?:^|[ \t])(?:encrypted-password|plaintext-password(?:-value)?|authentication-key|privacy-key|private-key|snmp-community-string|aggressive-mode password)[ \t]{1,8}(?!\d{1,10}(?:\s|$))${value}`,
  ),
  rule(['snmp'], String.raw`<snmp-community-string>([^<\n]{1,512})<`),
  // VyOS `show configuration commands` quotes every value; a community is a word of the path.
  rule(
    ['pass', 'secret', 'key'],
    String.raw`\bset [^\n]{1,300}? (?:password|passphrase|secret|preshared-key) '([^'\n]{1,512})'${lineEnds}`,
  ),
  rule(['snmp'], String.raw`\bset service snmp community (\S{1,128})`),
  // PAN-OS `set` commands.
  rule(
    ['pass', 'secret'],
    String.raw`\bset (?:shared|network|mgt-config|deviceconfig|template|vsys) [^\n]{1,300}? (?:secret|password|bind-password|authpwd|privpwd) ${value}${lineEnds}`,
  ),
  // FortiOS as it is typed; a saved configuration has it encrypted (`ENC …`).
  rule(
    ['pass', 'secret', 'pwd', 'key', 'auth'],
    String.raw`${lineStart}set (?:(?:[\w-]{1,40}-)?(?:passwd|password|passphrase|pwd|secret)(?:-?l?\d)?|authpasswd|enckey|authkey|(?:ddns-|secret-|api-)?key|md5-key \d{1,3}|key-string|auth-string|privatekey)[ \t]{1,8}(?!(?:enable|disable|\d{1,10})[ \t]*\r?$)(?:ENC[ \t]{1,4})?${value}${lineEnds}`,
  ),
  rule(['key'], String.raw`^#private-encryption-key=(\S{1,512})`),
  // IOS and ASA: blocks of a line, a server, a client group; commands of other services.
  rule(['pass'], String.raw`^[ \t]{1,20}password (?:\d )?([^\s"'{}]{1,128})${lineEnds}`),
  rule(['pass'], String.raw`${lineStart}(?:ip (?:ftp|http client) password|passwd) (?:\d )?(\S{1,128})`),
  rule(['key'], String.raw`^[ \t]{1,20}key (?:[05-9] )?(?!\d{1,10}[ \t]*\r?$)([^\s"'{};]{1,128})${lineEnds}`),
  // Aruba quotes what IOS does not.
  rule(['key'], String.raw`^[ \t]{1,20}key "([^"\n]{1,128})"${lineEnds}`),
  rule(['pass', 'secret'], String.raw`^[ \t]{0,20}[\w-]{1,40}-(?:passwords?|passphrase|secret) "([^"\n]{1,256})"${lineEnds}`),
  rule(['key'], String.raw`\bserver-key (?:\d )?(\S{1,128})`),
  rule(['snmp'], String.raw`\bsnmp-server user [^\n]{1,200}? auth (?:md5|sha[\w-]{0,8})(?: \d{3})? (\S{1,128})`),
  rule(['snmp'], String.raw`\bsnmp-server user [^\n]{1,400}? priv (?:aes|des|3des)(?: \d{3})? (\S{1,128})`),
  rule(['key'], String.raw`\bauthentication md5 key-string (?:\d )?(\S{1,128})`),
  rule(['key'], String.raw`\bset session-key (?:inbound|outbound) (?:ah|esp) \S{1,12} (?:cipher )?([0-9A-Fa-f]{8,256})\b`),
  rule(['key'], String.raw`\bset session-key [^\n]{1,400}? authenticator ([0-9A-Fa-f]{8,256})\b`),
  rule(['key'], String.raw`\bradius-common-pw (\S{1,128})`),
  // ZyWALL.
  rule(['key'], String.raw`^[ \t]{1,20}(?:encrypted-)?keystring (\S{1,128})${lineEnds}`, 'device'),
  // Check Point, objects_5_0.C and its like: a tree of `:name (value)`.
  rule(['secret', 'psk', 'key'], String.raw`^[ \t]{0,80}:[\w-]{0,40}(?:shared_secret|psk|shared_key)${inBrackets}`, 'device'),
  rule(
    ['secret', 'key', 'pass', 'community'],
    String.raw`^[ \t]{0,80}:[\w-]{0,40}(?:(?<!shared_)secret|private_key|passwo?r?d|passphrase|(?:read|write|snmp)_community)${inBrackets}`,
  ),
  // SonicOS writes what it encrypted behind a number: `bind-password 4,…`.
  rule(
    ['pass', 'secret', 'key', 'auth'],
    String.raw`(?:pass(?:word|phrase)?|secret|shared-key|sha1|aes)(?: default| password)? (\d,[\w+/=]{8,512})`,
  ),
  rule(['community'], String.raw`^[ \t]{0,20}(?:get|trap)-community-name ${value}${lineEnds}`),
  rule(['secret'], String.raw`^[ \t]{1,20}server \S{1,100} ip [\d.:a-f]{3,45} [^\n]{0,60}?secret (\S{1,128})`),
  // RouterOS and SEIL: communities that are set by themselves.
  rule(['community'], String.raw`(?:\btrap-community=|^snmp\.community: ?)"?([^\s"]{1,128})`),
  // RouterOS: keys of BGP and OSPF, and of WireGuard anywhere (44 characters of base64).
  rule(['key'], String.raw`\b(?:tcp-md5-key|auth(?:entication)?-key)="?([^\s"]{1,256})`),
  rule(['key'], String.raw`\bprivate[-_]?key["']?[ \t]{0,8}[=:][ \t]{0,8}["']?([A-Za-z0-9+/]{43}=)`),
  rule(
    ['community', 'auth', 'pass'],
    String.raw`"(?:communityString|community(?!" ?: ?"\d{1,10}:\d)|(?:auth|priv)Pass(?:word|phrase)?)" ?: ?"([^"\n\\]{1,256})"`,
  ),
  // Garderos: a path, and the value with its cipher in braces; the community is a name.
  rule(['psk', 'secret', 'pass'], String.raw`^[\w.-]{1,120}\.(?:psk|secret|password)=(\{\w{2,10}\}\S{1,512})`),
  rule(['community'], String.raw`^[\w.-]{1,120}\.community\.\d{1,3}\.name=(\S{1,128})`),
  // Huawei, H3C and PAN-OS mark what they encrypted or digested.
  rule(
    ['key', 'pass', 'secret', 'snmp', 'auth', 'community'],
    String.raw`(%\^%#[^\n]{4,600}?%\^%#|%@%@[^\n]{4,600}?%@%@|\$[ch]\$\d\$[\w+/=.$]{8,400}|\$1[a-d]\$[^\n]{8,200}?\$(?=\s|$)|-AQ==[\w+/=]{8,4096})`,
  ),
];

/** ipsec.secrets: the passphrase of a private key. A short text may hold nothing else, and no word that `needs` could name. */
const passphrases: Rule = rule(
  ['private', 'psk', 'secret', 'key'],
  String.raw`(?:: (?:RSA|ECDSA|BLISS|PKCS8|PKCS12|P12|PIN) \S{1,200}[ \t]{1,20}"([^"\n]{1,512})"|^[ \t]{0,20}: (?:RSA|ECDSA|BLISS|PKCS8|PKCS12|P12|PIN) \S{1,200}[ \t]{1,20}(?!%prompt)([^\s"#]{1,512})[ \t]{0,20}\r?$)`,
);

const keyTable = /^Keyring[ \t]{1,20}Hostname\/Address[ \t]{1,60}Preshared Key[ \t]{0,20}\r?$/gm;
const keyRow = /^(?=\S).{0,200}?[ \t]{2,80}(\S{1,128})[ \t]{0,20}$/d;
const mostRows = 200;

/** IOS `show crypto isakmp key`: the last column. */
function keyTables(text: string): Finding[] {
  return [...text.matchAll(keyTable)].flatMap((m) => {
    const found: Finding[] = [];
    let line = nextLine(text, m.index);
    for (let i = 0; line >= 0 && i < mostRows; i += 1, line = nextLine(text, line)) {
      const row = text.slice(line, lineEnd(text, line, 400));
      const at = keyRow.exec(row)?.indices?.[1];
      if (at === undefined && row.trim() !== '') break;
      const state = at === undefined ? null : judge(row.slice(...at));
      if (at === undefined || state === null) continue;
      found.push({ start: line + at[0], end: line + at[1], value: row.slice(...at), side: 'device', connection: null, state });
    }
    return found;
  });
}

const dumpHead =
  /(?:\bsecret|\bSKEYSEED|\bSKEYID\w{0,2}|\bSk_\w{1,3}|\bkey(?:ing material)?|\bKEYMAT) => \d{1,6} bytes @ 0x[0-9a-f]{1,16}[ \t]{0,8}\r?$/gim;
const dumpLine = /^.{0,120}?[ \t]\d{1,5}: ((?:[0-9A-F]{2} ){1,16}.{0,80})$/d;

/** What charon writes of keys and secrets at log level 4: 16 bytes a line, in hexadecimal and as text. */
function dumps(text: string): Finding[] {
  return [...text.matchAll(dumpHead)].flatMap((m) => {
    const found: Finding[] = [];
    for (let line = nextLine(text, m.index); line >= 0 && found.length < mostRows; line = nextLine(text, line)) {
      const row = text.slice(line, lineEnd(text, line, 400));
      const at = dumpLine.exec(row)?.indices?.[1];
      if (at === undefined) break;
      found.push({ start: line + at[0], end: line + at[1], value: row.slice(...at), side: 'other', connection: null, state: 'clear' });
    }
    return found;
  });
}

/** Keys and passwords of other services and vendors in device configurations, the table of shared keys of IOS, dumps of charon. */
export function findInConfigurations(text: string, anchors: Anchors): readonly Finding[] {
  const possible = rules.filter(({ needs }) => holdsAny(anchors, needs));
  if (text.length <= shortText || holdsAny(anchors, passphrases.needs)) possible.push(passphrases);
  const found = possible.flatMap(({ pattern, side }) =>
    [...text.matchAll(pattern)].flatMap((match): Finding[] => {
      const at = match.findLastIndex((group, i) => i > 0 && group !== undefined);
      const place = match.indices?.[at];
      const state = at < 1 ? null : judge(match[at]!);
      return place === undefined || state === null
        ? []
        : [{ start: place[0], end: place[1], value: match[at]!, side, connection: null, state }];
    }),
  );
  const tables = anchors.has('key') ? keyTables(text) : [];
  return holdsAny(anchors, ['key', 'secret', 'sk_']) ? [...found, ...tables, ...dumps(text)] : found;
}
