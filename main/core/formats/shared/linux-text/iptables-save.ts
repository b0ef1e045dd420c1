import type { FilterChainData, FilterFamily, FilterRuleData } from '#shared/model/host-state.ts';
import type { TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { ask, iptablesHook, iptablesPriority, newRule, setTarget } from './filter-rule.ts';
import type { RuleDraft } from './filter-rule.ts';
import { hostRecord } from './record.ts';
import { countOf } from './words.ts';

const tableLine = /^\*(filter|nat|mangle|raw|security)$/;
const chainLine = /^:(\S{1,100}) (ACCEPT|DROP|QUEUE|RETURN|-)(?: \[(\d{1,18}):(\d{1,18})\])?$/;
const policyLine = /^-P (INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING) (ACCEPT|DROP)(?: -c (\d{1,18}) \d{1,18})?$/;
const newChainLine = /^-N (\S{1,100})$/;
const ruleLine = /^(?:\[(\d{1,18}):\d{1,18}\] )?-A (\S{1,100})( .{1,4000})?$/;

/** Words of a rule; a comment in quotes is one word. */
function tokensOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.){0,1000})"|(\S{1,2000})/g)].slice(0, 400).map((m) => m[1] ?? m[2]!);
}

const fields = {
  '-p': 'protocols',
  '--protocol': 'protocols',
  '-s': 'sources',
  '--source': 'sources',
  '-d': 'destinations',
  '--destination': 'destinations',
  '-i': 'incoming',
  '--in-interface': 'incoming',
  '-o': 'outgoing',
  '--out-interface': 'outgoing',
  '--sport': 'sourcePorts',
  '--sports': 'sourcePorts',
  '--source-port': 'sourcePorts',
  '--source-ports': 'sourcePorts',
  '--dport': 'destinationPorts',
  '--dports': 'destinationPorts',
  '--destination-port': 'destinationPorts',
  '--destination-ports': 'destinationPorts',
  '--ctstate': 'states',
  '--state': 'states',
} as const;

function isField(word: string): word is keyof typeof fields {
  return Object.hasOwn(fields, word);
}

/** Options that ask for nothing by themselves, with the number of words behind them. */
const harmless: Readonly<Record<string, number>> = { '-m': 1, '--match': 1, '--comment': 1, '--mode': 1 };

/** What a target needs: the words behind `-j`. */
function readTargetOptions(rule: RuleDraft, tokens: readonly string[]): void {
  const after = (option: string): string | null => (tokens.includes(option) ? (tokens[tokens.indexOf(option) + 1] ?? null) : null);
  if (rule.action === 'mss') rule.to = tokens.includes('--clamp-mss-to-pmtu') ? 'pmtu' : after('--set-mss');
  if (rule.action === 'snat') rule.to = after('--to-source');
  if (rule.action === 'dnat') rule.to = after('--to-destination');
}

function readOptions(rule: RuleDraft, tokens: readonly string[]): void {
  let isNegated = false;
  let direction: 'in' | 'out' | null = null;
  let isPolicy = false;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    const value = tokens[i + 1];
    if (token === '!') {
      isNegated = true;
      continue;
    }
    if (token === '-j' || token === '-g' || token === '--jump' || token === '--goto') {
      setTarget(rule, value, token.includes('g') ? 'goto' : 'jump');
      readTargetOptions(rule, tokens.slice(i + 2));
      return;
    }
    if (token === '-c') {
      rule.packets = countOf(value);
      i += 2;
    } else if (token === '--dir' && (value === 'in' || value === 'out')) {
      direction = value;
      i += 1;
    } else if (token === '--pol' && direction !== null) {
      rule.ipsec = { direction, isPresent: (value === 'ipsec') !== isNegated };
      isPolicy = true;
      i += 1;
    } else if (isPolicy && token === '--proto') i += 1;
    else if (isField(token) && value !== undefined) {
      ask(rule, fields[token], value.split(','), isNegated);
      i += 1;
    } else if (harmless[token] !== undefined) i += harmless[token];
    else {
      rule.hasOther = true;
      while (tokens[i + 1] !== undefined && !/^(?:-|!$)/.test(tokens[i + 1]!)) i += 1;
    }
    isNegated = false;
  }
}

function readRule(family: FilterFamily, table: string, match: RegExpExecArray): FilterRuleData {
  const rule = newRule(family, table, match[2]!);
  rule.packets = countOf(match[1]);
  readOptions(rule, tokensOf(match[3] ?? ''));
  return rule;
}

function chainOf(
  family: FilterFamily,
  table: string,
  chain: string,
  policy: string | undefined,
  packets: string | undefined,
): FilterChainData {
  const hook = iptablesHook(chain);
  return {
    kind: 'filter-chain',
    family,
    table,
    chain,
    hook,
    priority: hook === null ? 0 : iptablesPriority(table, hook),
    isNat: table === 'nat',
    policy: hook === null ? null : policy === 'DROP' ? 'drop' : 'accept',
    packets: countOf(packets),
  };
}

/** `iptables-save`, also with counters (`-c`), and `iptables -S`, which prints one table without saying which. */
export function iptablesSaveReader(): DeviceReader {
  let table = 'filter';
  let family: FilterFamily = 'ip';
  const take = (line: TextLine) => {
    const text = line.text.trimEnd();
    if (text.length > 5000) return null;
    const begins = tableLine.exec(text)?.[1];
    if (begins !== undefined) {
      table = begins;
      return [];
    }
    const by = /^# (?:Generated by|Completed on)\b(?: (ip6?)tables-save)?/.exec(text);
    if (by !== null) {
      family = by[1] === 'ip6' ? 'ip6' : by[1] === undefined ? family : 'ip';
      return [];
    }
    if (text === 'COMMIT') return [];
    const chain = chainLine.exec(text) ?? policyLine.exec(text) ?? newChainLine.exec(text);
    if (chain !== null) return [hostRecord([line], chainOf(family, table, chain[1]!, chain[2], chain[3]))];
    const rule = ruleLine.exec(text);
    return rule === null ? null : [hostRecord([line], readRule(family, table, rule))];
  };
  return { take };
}
