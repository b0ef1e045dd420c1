import type { FilterChainData, FilterRuleData } from '#shared/model/host-state.ts';
import type { TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { ask, iptablesHook, iptablesPriority, newRule, setTarget } from './filter-rule.ts';
import type { RuleDraft } from './filter-rule.ts';
import { hostRecord } from './record.ts';
import { countOf } from './words.ts';

const chainLine =
  /^Chain (\S{1,100}) \((?:policy (ACCEPT|DROP)(?: (\d{1,18}[KMGT]?) packets, \d{1,18}[KMGT]? bytes)?|\d{1,9} references)\)$/;
const columns = /^(?:num)?\s*(?:pkts\s+bytes\s+)?target\s+prot opt (in\s+out\s+)?source\s+destination\s*$/;
const verbose =
  /^\s*(?:\d{1,9}\s+)?(\d{1,18}[KMGT]?)\s+\d{1,18}[KMGT]?\s+(?:(\S{1,100})\s+)?(\S{1,20})\s+(--|-f|!f)\s+(!?\S{1,64})\s+(!?\S{1,64})\s+(!?\S{1,100})\s+(!?\S{1,100})(?:\s+(\S.{0,2000}))?$/;
const brief = /^(?:\d{1,9}\s+)?(?:(\S{1,100})\s+)?(\S{1,20})\s+(--|-f|!f)\s+(!?\S{1,100})\s+(!?\S{1,100})(?:\s+(\S.{0,2000}))?$/;

/** Chains that only the table for translations, or that for changes, has; the others may belong to any. */
function tableOf(chains: ReadonlySet<string>): string {
  if (chains.has('POSTROUTING') || chains.has('PREROUTING')) return chains.has('FORWARD') ? 'mangle' : 'nat';
  return 'filter';
}

function add(rule: RuleDraft, field: Parameters<typeof ask>[1], text: string): void {
  const isNegated = text.startsWith('!');
  ask(rule, field, (isNegated ? text.slice(1) : text).split(','), isNegated);
}

/** What the listing says behind the addresses, word by word; what is not known here is a condition all the same. */
const extras: readonly { readonly pattern: RegExp; readonly read: (rule: RuleDraft, match: RegExpExecArray) => void }[] = [
  { pattern: /^\/\* .{0,500}? \*\//, read: () => undefined },
  { pattern: /^(?:tcp|udp|sctp|dccp|multiport)(?= |$)/, read: () => undefined },
  { pattern: /^dpts?:(!?[\w:-]{1,40})/, read: (rule, m) => add(rule, 'destinationPorts', m[1]!) },
  { pattern: /^spts?:(!?[\w:-]{1,40})/, read: (rule, m) => add(rule, 'sourcePorts', m[1]!) },
  { pattern: /^dports (?:(!) ?)?([\w:,-]{1,300})/, read: (rule, m) => ask(rule, 'destinationPorts', m[2]!.split(','), m[1] !== undefined) },
  { pattern: /^sports (?:(!) ?)?([\w:,-]{1,300})/, read: (rule, m) => ask(rule, 'sourcePorts', m[2]!.split(','), m[1] !== undefined) },
  { pattern: /^(?:! )?(?:ctstate|state) ([A-Z,]{1,100})/, read: (rule, m) => ask(rule, 'states', m[1]!.split(','), m[0].startsWith('!')) },
  {
    pattern: /^policy match dir (in|out) pol (ipsec|none)(?: (?:strict|proto \S{1,10}|mode \S{1,10}))*/,
    read: (rule, m) => void (rule.ipsec = { direction: m[1] === 'in' ? 'in' : 'out', isPresent: m[2] === 'ipsec' }),
  },
  { pattern: /^TCPMSS set (\d{1,5})/, read: (rule, m) => void (rule.to = m[1]!) },
  { pattern: /^TCPMSS clamp to PMTU/, read: (rule) => void (rule.to = 'pmtu') },
  { pattern: /^to:(\S{1,100})/, read: (rule, m) => void (rule.to = m[1]!) },
  {
    pattern: /^(?:reject-with \S{1,40}|LOG .{0,300}|MARK .{0,100}|CONNMARK .{0,100}|masq ports:.{0,40}|random(?:-fully)?|nflog-.{0,200})/,
    read: () => undefined,
  },
  { pattern: /^\[goto\]/, read: (rule) => void (rule.action = 'goto') },
];

function readExtras(rule: RuleDraft, text: string): void {
  let rest = text.trim();
  for (let steps = 0; rest !== '' && steps < 100; steps += 1) {
    const hit = extras.map(({ pattern, read }) => ({ match: pattern.exec(rest), read })).find(({ match }) => match !== null);
    if (hit?.match === undefined || hit.match === null) {
      // The segment size is set for the first packets of connections, which is what such rules ask for.
      if (!rest.startsWith('flags:') || rule.action !== 'mss') rule.hasOther = true;
      rest = rest.replace(/^\S+\s*/, '');
    } else {
      hit.read(rule, hit.match);
      rest = rest.slice(hit.match[0].length).trimStart();
    }
  }
}

type Open = { readonly chain: string; hasInterfaces: boolean };

function readRule(table: string, open: Open, text: string): FilterRuleData | null {
  const rule = newRule('ip', table, open.chain);
  const match = open.hasInterfaces ? verbose.exec(text) : brief.exec(text);
  if (match === null) return null;
  const [packets, target, protocol, , incoming, outgoing, source, destination, more] = open.hasInterfaces
    ? match.slice(1)
    : [undefined, match[1], match[2], match[3], '*', '*', match[4], match[5], match[6]];
  rule.packets = countOf(packets);
  setTarget(rule, target);
  add(rule, 'protocols', protocol!);
  add(rule, 'incoming', incoming);
  add(rule, 'outgoing', outgoing);
  add(rule, 'sources', source!);
  add(rule, 'destinations', destination!);
  // Without the columns of interfaces a rule for the loopback looks like one for everything.
  if (!open.hasInterfaces) rule.hasOther = true;
  readExtras(rule, more ?? '');
  return rule;
}

function chainOf(table: string, match: RegExpExecArray): FilterChainData {
  const chain = match[1]!;
  const hook = match[2] === undefined ? null : iptablesHook(chain);
  return {
    kind: 'filter-chain',
    family: 'ip',
    table,
    chain,
    hook,
    priority: hook === null ? 0 : iptablesPriority(table, hook),
    isNat: table === 'nat',
    policy: hook === null ? null : match[2] === 'DROP' ? 'drop' : 'accept',
    packets: countOf(match[3]),
  };
}

/**
 * `iptables -L -n`, with `-v` also interfaces and counters. The listing does not say which table it is of: the chains that come first
 * tell, and a chain that comes again begins another table.
 */
export function iptablesListReader(): DeviceReader {
  let open: Open | null = null;
  let seen = new Set<string>();
  let table = 'filter';
  const take = (line: TextLine) => {
    const text = line.text.trimEnd();
    if (text.length > 3000) return null;
    const chain = chainLine.exec(text);
    if (chain !== null) {
      const name = chain[1]!;
      if (seen.has(name)) seen = new Set();
      seen.add(name);
      // PREROUTING comes first in both tables that have it; nat and mangle are told apart by FORWARD, which comes later.
      if (seen.size === 1 || name === 'FORWARD') table = tableOf(seen);
      open = { chain: name, hasInterfaces: false };
      return [hostRecord([line], chainOf(table, chain))];
    }
    if (open === null) return null;
    const heading = columns.exec(text);
    if (heading !== null) {
      open.hasInterfaces = heading[1] !== undefined;
      return [];
    }
    const rule = readRule(table, open, text);
    return rule === null ? null : [hostRecord([line], rule)];
  };
  return { take };
}
