import type { Finding, Side } from './finding.ts';
import { judge } from './value.ts';

/**
 * Where a command of IOS or ASA stands besides the start of a line: behind a prompt, and in the messages that tell which command somebody
 * ran (%PARSER-5-CFGLOG_LOGGEDCMD of IOS, 111008 and 111010 of ASA).
 */
const quoted = String.raw`(?:^[\w./-]{1,64}(?:\([\w-]{1,40}\))?[#>][ \t]{0,4}|(?:logged command: ?|executed (?:the )?['"]))`;
const anywhere = String.raw`(?:^[ \t]{0,20}|${quoted})`;
/** A number that says how the value is written, and the value; 6, 7 and 8 are encrypted. */
const value = String.raw`(?:([05-9])[ \t]{1,4})?([^\s'"]{1,128})`;

/** A pattern is tried only when the text holds one of the words that it needs: most logs hold none of these commands. */
type Rule = { readonly side: Side; readonly needs: readonly string[]; readonly pattern: RegExp };

/** The general rule for devices sees a tunnel's key at the start of a line. */
const rule = (side: Side, needs: readonly string[], command: string): Rule => ({
  side,
  needs,
  pattern: new RegExp(`${side === 'device' ? quoted : anywhere}${command}${value}`, 'dgim'),
});

/** Commands whose value is a key or a password, by the words before it. Those of the tunnel's shared key stand for the device's end. */
const rules: readonly Rule[] = [
  rule('device', ['isakmp key '], String.raw`crypto isakmp key `),
  rule(
    'device',
    ['pre-shared-key '],
    String.raw`(?:ikev[12] )?(?:(?:remote|local)-authentication )?pre-shared-key (?:(?:local|remote) )?(?:(?:address (?:ipv6 )?[\d.:a-f/]{3,60}(?: [\d.]{7,15})?|hostname \S{1,100}) key )?(?:hex )?`,
  ),
  rule('other', ['snmp-server '], String.raw`snmp-server community `),
  rule('other', ['snmp-server '], String.raw`snmp-server host [^\n]{1,80}? community `),
  rule(
    'other',
    ['radius-server ', 'tacacs-server '],
    String.raw`(?:radius|tacacs)-server (?:host \S{1,64} )?(?:[\w-]{1,20} \d{1,5} ){0,4}key `,
  ),
  rule('other', ['server ', 'server-private '], String.raw`server(?:-private)? \S{1,64} (?:[\w-]{1,20} \d{1,5} ){0,4}key `),
  rule('other', ['config-key '], String.raw`key config-key (?:password-encrypt|newpass) `),
  rule('other', ['key-string '], String.raw`key-string `),
  rule('other', ['neighbor '], String.raw`neighbor \S{1,64} password `),
  rule('other', ['ppp '], String.raw`ppp (?:chap|pap sent-username \S{1,64}) password `),
  rule('other', ['ntp authentication-key '], String.raw`ntp authentication-key \d{1,10} [\w-]{2,20} `),
  rule('other', ['ospf '], String.raw`(?:ip )?ospf (?:message-digest-key \d{1,3} md5|authentication-key) `),
  rule('other', ['ldap-login-password ', 'failover key '], String.raw`(?:ldap-login-password|failover key(?: hex)?) `),
  // The password of FRR's own terminal: the word alone is prose, below the head of a configuration it is a command.
  rule(
    'other',
    ['frr ', 'zebra ', 'quagga '],
    String.raw`(?:frr|zebra|quagga) (?:version|defaults) [^\n]{1,80}\n(?:[^\n]{0,200}\n){0,20}?password `,
  ),
  rule(
    'other',
    ['aaa-server '],
    String.raw`aaa-server \S{1,64} (?:\(\S{1,64}\) )?host [^\n]{1,100}\n(?:[ \t][^\n]{1,200}\n){0,10}?[ \t]{1,8}key `,
  ),
];

/** Words that follow where no key does: `crypto isakmp key address`, `key-string hexadecimal`. */
const option = /^(?:address|hostname|local|remote|hex|key|encrypted|authentication|rsa|md5|sha1?|[-{])$/i;

/** Keys and passwords in the commands of Cisco devices that the general rule for devices does not see. */
export function findCiscoSecrets(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const lower = text.toLowerCase();
  for (const { side, needs, pattern } of rules) {
    if (!needs.some((word) => lower.includes(word))) continue;
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices![2]!;
      const found = match[2]!;
      const state = option.test(found) ? null : judge(found);
      if (state === null) continue;
      const encrypted = state === 'clear' && match[1] !== undefined && /[678]/.test(match[1]);
      findings.push({ start, end, value: found, side, connection: null, state: encrypted ? 'encrypted' : state });
    }
  }
  return findings;
}
