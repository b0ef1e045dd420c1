import type { Parsed, TextLine } from '../../format.ts';
import { isPrompt } from '../format-list.ts';
import { collectLines, rejected, type UnitLines } from '../parsed.ts';
import { firewallProfileRecord, firewallRuleRecord } from './firewall-objects.ts';

/**
 * Words of `netsh advfirewall` values. English and Japanese as the tool prints them, German and French as found in
 * published outputs; a value in another language stays null, the rest of the rule is read by the position of its lines.
 */
const yes = /^(?:yes|はい|ja|oui|sí|si|sim|是|да)$/i;
const no = /^(?:no|いいえ|nein|non|não|否|нет)$/i;
const inbound = /^(?:in|入力|受信|ein|eingehend|entrée|入|内向)$/i;
const outbound = /^(?:out|出力|送信|aus|ausgehend|sortie|出|外向)$/i;
const allow = /^(?:allow|許可|zulassen|autoriser|permitir|允许|允許)$/i;
const block = /^(?:block|ブロック|blockieren|blocken|bloquer|bloquear|阻止|封鎖)$/i;
const any = /^(?:any|任意|beliebig|alle|tout|tous|任何)$/i;
const on = /^(?:on|オン|ein|activé|actif|activar|启用|開啟)$/i;
const off = /^(?:off|オフ|aus|désactivé|inactif|desactivar|关闭|關閉)$/i;
const profileNames: readonly (readonly [string, RegExp])[] = [
  ['Domain', /domain|ドメイン|domän|domaine|dominio|domínio|域|網域/i],
  ['Private', /private|プライベート|privat|privé|privado|privada|专用|私人/i],
  ['Public', /public|パブリック|öffentlich|público|公用/i],
];

/** A rule has about twenty lines; more means that the text is something else. */
const maxLines = 80;
const dashes = /^\s*-{20,}\s*$/;
const ruleField = /^([^:：]{1,40}?)\s?[:：](?:\s+(.*))?$/s;
const policy = /\b((?:Block|Allow)Inbound(?:Always)?),((?:Block|Allow)Outbound)\b/;
/** Protocols as netsh writes them: names, numbers or the word for "any". */
const protocol = /^(?:TCP|UDP|ICMPv4|ICMPv6|IGMP|IPv4|IPv6|IPv6-Route|IPv6-Frag|IPv6-NoNxt|IPv6-Opts|GRE|VRRP|PGM|L2TP|HOPOPT|\d{1,3})$/i;

type Field = { readonly label: string; readonly value: string };
type Rule = { readonly name: string; readonly lines: UnitLines; readonly fields: Field[] };
type Profile = { readonly header: string; readonly lines: UnitLines; readonly rows: string[][] };

function word(value: string | undefined, positive: RegExp, negative: RegExp): boolean | null {
  const trimmed = (value ?? '').trim();
  if (positive.test(trimmed)) return true;
  return negative.test(trimmed) ? false : null;
}

function profileName(text: string): string | null {
  return profileNames.find(([, words]) => words.test(text))?.[0] ?? null;
}

/** An address or port list; the localised word for "any" becomes `Any`. */
function list(value: string): string[] {
  const items = value.split(/[,、]/).map((item) => item.trim());
  return items.filter((item) => item !== '').map((item) => (any.test(item) ? 'Any' : item));
}

/** Index of the profile line: the first whose values are all profile names (their order is fixed, their language is not). */
function profileIndex(fields: readonly Field[]): number {
  return fields.findIndex(({ value }) => value !== '' && value.split(/[,、]/).every((part) => profileName(part) !== null));
}

/** Protocol stands three lines below profiles or grouping: after the two address lines. */
function protocolIndex(fields: readonly Field[], from: number): number {
  const named = fields.findIndex(({ value }, i) => i > from && protocol.test(value));
  return named >= 0
    ? named
    : fields.findIndex(({ label }, i) => i > from && /^(?:protocol|プロトコル|protokoll|protocole)$/i.test(label.trim()));
}

function isPortValue(value: string | undefined): boolean {
  return (
    value !== undefined &&
    (any.test(value) || /^(?:[\d,\s-]+|RPC|RPC-EPMap|IPHTTPS|IPHTTPSIn|IPHTTPSOut|Teredo|Ply2Disc|mDNS|CORTANA)$/i.test(value))
  );
}

function finishRule(rule: Rule): Parsed {
  const unit = rule.lines.unit();
  const at = profileIndex(rule.fields);
  const proto = protocolIndex(rule.fields, at);
  if (at < 2 || rule.fields.length < 5) return rejected(unit.line, 'reject.firewall-rule', unit.text);
  const fields = rule.fields;
  const value = (i: number): string | null => (i > at && i < fields.length ? fields[i]!.value : null);
  const name = proto >= 0 ? fields[proto]!.value : null;
  const ports = name !== null && /^(?:TCP|UDP)$/i.test(name);
  const local = ports && isPortValue(fields[proto + 1]?.value) ? list(fields[proto + 1]!.value) : null;
  const remote = ports && isPortValue(fields[proto + 2]?.value) ? list(fields[proto + 2]!.value) : null;
  const addresses = proto - 2 > at ? [value(proto - 2), value(proto - 1)] : [null, null];
  const enabled = word(fields[at - 2]!.value, yes, no);
  const incoming = word(fields[at - 1]!.value, inbound, outbound);
  const allowed = word(fields.at(-1)!.value, allow, block);
  return firewallRuleRecord(unit, {
    name: rule.name,
    enabled,
    direction: incoming === null ? null : incoming ? 'Inbound' : 'Outbound',
    action: allowed === null ? null : allowed ? 'Allow' : 'Block',
    profiles: fields[at]!.value.split(/[,、]/).map((part) => profileName(part)!),
    protocol: name === null ? null : any.test(name) ? 'Any' : name,
    localPorts: local,
    remotePorts: remote,
    localAddresses: addresses[0] ? list(addresses[0]) : null,
    remoteAddresses: addresses[1] ? list(addresses[1]) : null,
  });
}

function finishProfile(profile: Profile, order: number): Parsed {
  const unit = profile.lines.unit();
  const found = profile.rows.map((row) => policy.exec(row.at(-1) ?? '')).find((m) => m !== null);
  const name = profileName(profile.header) ?? ['Domain', 'Private', 'Public'][order];
  if (!found || !name) return rejected(unit.line, 'reject.firewall-profile', unit.text);
  const state = profile.rows[0]?.at(-1);
  return firewallProfileRecord(unit, {
    profile: name,
    enabled: word(state, on, off),
    defaultInbound: found[1]!.replace('Inbound', ''),
    defaultOutbound: found[2]!.replace('Outbound', ''),
  });
}

type State = { previous: TextLine | null; rule: Rule | null; profile: Profile | null; profiles: number };

function* flush(state: State): Iterable<Parsed> {
  if (state.rule && state.rule.fields.length > 0) yield finishRule(state.rule);
  if (state.profile?.rows.some((row) => policy.test(row.at(-1) ?? ''))) {
    yield finishProfile(state.profile, state.profiles);
    state.profiles += 1;
  }
  state.rule = null;
  state.profile = null;
}

/** A line below dashes: `Label:   value` of a rule, `Label   value` of a profile. */
function addLine(state: State, line: TextLine): void {
  if (state.rule && state.rule.fields.length < maxLines) {
    const field = ruleField.exec(line.text);
    if (field) state.rule.fields.push({ label: field[1]!, value: (field[2] ?? '').trim() });
    state.rule.lines.add(line);
  }
  if (state.profile && state.profile.rows.length < maxLines) {
    state.profile.rows.push(line.text.trim().split(/\s{2,}/));
    state.profile.lines.add(line);
  }
}

/** The line above the dashes opens a rule when it is `label: name`, a profile when nothing follows the colon. */
function openAt(state: State, heading: TextLine, ruler: TextLine): void {
  const field = ruleField.exec(heading.text);
  const name = (field?.[2] ?? '').trim();
  const lines = collectLines(heading);
  lines.add(ruler);
  if (name !== '') state.rule = { name, lines, fields: [] };
  else state.profile = { header: heading.text, lines, rows: [] };
}

/**
 * Reads `netsh advfirewall firewall show rule name=all [verbose]` and `netsh advfirewall show allprofiles` in any
 * display language: a heading, a ruler of dashes, then lines whose order is fixed. Labels are not needed; the words for
 * yes, in, allow and so on are known in a few languages, and a value in another language is null.
 */
export function* readNetshFirewall(lines: Iterable<TextLine>): Iterable<Parsed> {
  const state: State = { previous: null, rule: null, profile: null, profiles: 0 };
  for (const line of lines) {
    if (line.text.length > 4000) continue;
    if (dashes.test(line.text)) {
      yield* flush(state);
      if (state.previous && state.previous.text.trim() !== '') openAt(state, state.previous, line);
    } else if (line.text.trim() === '' || isPrompt(line.text)) yield* flush(state);
    else addLine(state, line);
    state.previous = line;
  }
  yield* flush(state);
}
