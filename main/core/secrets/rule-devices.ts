import type { Finding, RawValue, SecretState } from './finding.ts';
import { lineEnd, lineStart, readLine, readQuoted, readToken, skipBlanks } from './read-value.ts';
import { judge } from './value.ts';

const keyword =
  /(?<![A-Za-z0-9])(?:pre-?shared?-(?:key|secret)|pre-share key|psksecret(?:-remote)?|ppk-secret|shared-secret|isakmp key|ike key|crypto isakmp key)(?=[ \t])/gi;
/** Words that may stand between the keyword and the key, in the order in which devices print them. */
const modifier =
  /(?:local|remote|address [\d.:a-f/]{3,60}(?: \d[\d.]{0,14})?|hostname \S{1,100}|key|ascii(?:-text)?|hexadecimal|hex|text|simple|plain(?:text)?|\d{1,5}(?: (?:text|hex)(?= )|(?= 0x[\da-f]))|0(?= ))[ \t]{1,8}/iy;
const encryptedModifier = /(?:ENC|cipher(?:text)?|encrypted|[678])[ \t]{1,8}(?=\S)/y;
const trailer = /^(?:$|;|!|\}|#|(?:address|hostname|mask|no-xauth|encrypted|type|rsa|xauth|ike)\b)/i;
const proseWord =
  /^(?:is|was|are|for|and|or|not|in|on|of|to|the|a|authentication|mismatch|auth|failed|found|with|method|mode|show|set|reset|update|list|configured|must|does|do|did|differs?|error|id)$/i;
/** Words of a configuration line, the prompt of a terminal before them included: `FGT (azure) #`, `admin@pa#`, `[edit vpn]`. */
const configPrefix = /^[\w./:<>@"'*[\]()#$~-]{1,80}(?:[ \t]{1,40}[\w./:<>@"'*[\]()#$~-]{1,80}){0,14}$/;

function skipModifiers(text: string, from: number): { readonly at: number; readonly encrypted: boolean } {
  let at = skipBlanks(text, from);
  for (let i = 0; i < 4; i++) {
    modifier.lastIndex = at;
    if (!modifier.test(text)) break;
    at = modifier.lastIndex;
  }
  encryptedModifier.lastIndex = at;
  return encryptedModifier.test(text) ? { at: encryptedModifier.lastIndex, encrypted: true } : { at, encrypted: false };
}

function looksLikeConfig(text: string, start: number): boolean {
  const prefix = text.slice(lineStart(text, start, 240), start).trim();
  return prefix === '' || (!/\d:\d\d:\d\d/.test(prefix) && configPrefix.test(prefix));
}

const maxLine = 300;
const nameBefore =
  /^\s{0,20}(?:edit "([^"\n]{1,100})"|tunnel-group (\S{1,100}) ipsec-attributes|peer (\S{1,100})|(?:set )?(?:security )?ike policy (\S{1,100}))/i;

/** Name of the tunnel in the lines above: FortiGate `edit`, ASA tunnel group, IKEv2 keyring peer, Juniper policy. */
function tunnelName(text: string, at: number): string | null {
  let line = lineStart(text, at, maxLine);
  for (let i = 0; i < 30; i++) {
    const m = nameBefore.exec(text.slice(line, lineEnd(text, line, maxLine)));
    if (m) return m[1] ?? m[2] ?? m[3] ?? m[4] ?? null;
    if (line === 0) return null;
    line = lineStart(text, text[line - 1] === '\n' && text[line - 2] === '\r' ? line - 2 : line - 1, maxLine);
  }
  return null;
}

function finding(raw: RawValue, forced: SecretState | null, connection: string | null): Finding | null {
  const state = raw.end > raw.start ? judge(raw.value) : null;
  if (!state) return null;
  return {
    start: raw.start,
    end: raw.end,
    value: raw.value,
    side: 'device',
    connection,
    state: forced && state === 'clear' ? forced : state,
  };
}

function deviceLine(text: string, start: number, end: number): Finding | null {
  if (!looksLikeConfig(text, start)) return null;
  const { at, encrypted } = skipModifiers(text, end);
  const quoted = /["']/.test(text[at] ?? '');
  const raw = quoted ? readQuoted(text, at, 'shell') : readToken(text, at, '');
  const value = !quoted && raw.value.endsWith(';') ? { start: raw.start, end: raw.end - 1, value: raw.value.slice(0, -1) } : raw;
  // A brace opens a block that names its keys inside.
  if (!quoted && (proseWord.test(value.value) || value.value.startsWith('--') || value.value === '{')) return null;
  if (!trailer.test(readLine(text, quoted ? raw.end + 1 : raw.end, maxLine).value)) return null;
  return finding(value, encrypted ? 'encrypted' : null, tunnelName(text, start));
}

const strongswan = /:[ \t]{0,20}(?:PSK|XAUTH|EAP|NTLM)[ \t]{1,20}(?=["'0-9A-Za-z+/])|:[ \t]{0,20}psk[ \t]{1,20}(?=["'])/g;

/** The value behind base64 (`0s`) or hexadecimal (`0x`), so that it compares with the same key in clear. */
function decodeIpsecSecret(value: string): string {
  if (/^0s[A-Za-z0-9+/=]+$/.test(value)) return Buffer.from(value.slice(2), 'base64').toString('utf8');
  if (/^0x(?:[0-9a-f]{2})+$/i.test(value)) return Buffer.from(value.slice(2), 'hex').toString('utf8');
  return value;
}

function strongswanSecrets(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const m of text.matchAll(strongswan)) {
    const at = m.index + m[0].length;
    const quote = text[at] === '"' || text[at] === "'";
    // In quotes it is a key wherever it stands: `%any @gw.example : PSK "…"`, a name in quotes with commas.
    if (!quote && !looksLikeConfig(text, m.index)) continue;
    const raw = quote ? readQuoted(text, at, 'shell') : readToken(text, at, '#');
    if (!quote && proseWord.test(raw.value)) continue;
    const hit = finding({ ...raw, value: quote ? text.slice(raw.start, raw.end) : decodeIpsecSecret(raw.value) }, null, null);
    if (hit) findings.push(hit);
  }
  return findings;
}

const simple: readonly RegExp[] = [
  // NEC IX: ike policy NAME peer ADDRESS key KEY proposal; ikev2 authentication psk id ipv4 ADDRESS key char KEY
  /^[ \t]{0,20}ike policy (\S{1,64}) (?:key-type \S{1,16} )?peer \S{1,64} (?:key-type \S{1,16} )?key (?:(?:char|hex|secret) (?=\S))?(\S{1,128})/dgm,
  /^[^\n]{0,80}?ikev2 authentication psk id (?:(?:ipv[46]|fqdn|rfc822|keyid|nbma-address) )?(\S{1,100} )?key (?:char|hex|secret) (\S{1,128})/dgm,
  // netsh advfirewall consec / New-NetIPsecAuthProposal: auth1psk=KEY
  /(?<![A-Za-z])()auth1?psk=(?:"(?=[^"\n]{1,128}"))?([^\s"]{1,128})/dgi,
];

/** Pre-shared keys in device configuration: Cisco, FortiGate, Palo Alto, Juniper, Huawei, Yamaha, NEC, SonicWall, VyOS, strongSwan. */
export function findDeviceKeys(text: string): readonly Finding[] {
  const findings = strongswanSecrets(text);
  for (const m of text.matchAll(keyword)) {
    const hit = deviceLine(text, m.index, m.index + m[0].length);
    if (hit) findings.push(hit);
  }
  for (const pattern of simple) {
    for (const m of text.matchAll(pattern)) {
      const [start, end] = m.indices![2]!;
      const hit = finding({ start, end, value: m[2]! }, null, m[1]?.trim() || null);
      if (hit) findings.push(hit);
    }
  }
  return findings;
}
