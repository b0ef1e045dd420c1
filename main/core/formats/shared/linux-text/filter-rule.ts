import type { Condition, FilterFamily, FilterRuleData, Hook } from '#shared/model/host-state.ts';
import { prefixOrAny } from './words.ts';

/** A rule while it is read. */
export type RuleDraft = { -readonly [K in keyof FilterRuleData]: FilterRuleData[K] };

export function newRule(family: FilterFamily, table: string, chain: string): RuleDraft {
  return {
    kind: 'filter-rule',
    family,
    table,
    chain,
    protocols: null,
    sources: null,
    destinations: null,
    sourcePorts: null,
    destinationPorts: null,
    incoming: null,
    outgoing: null,
    states: null,
    ipsec: null,
    hasOther: false,
    action: 'continue',
    to: null,
    packets: null,
  };
}

const maxValues = 1000;

type Field = 'protocols' | 'sources' | 'destinations' | 'sourcePorts' | 'destinationPorts' | 'incoming' | 'outgoing' | 'states';

const numbers: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '50': 'esp',
  '51': 'ah',
  '58': 'ipv6-icmp',
  '132': 'sctp',
};
const services: Readonly<Record<string, string>> = {
  isakmp: '500',
  'ipsec-nat-t': '4500',
  ssh: '22',
  http: '80',
  https: '443',
  domain: '53',
  ntp: '123',
  bgp: '179',
};

/** A value in the one writing of `FilterRuleData`; null when it stands for everything. */
function valueOf(field: Field, text: string): string | null {
  switch (field) {
    case 'protocols': {
      const name = text.toLowerCase();
      return name === 'all' || name === '0' || name === 'ip' ? null : (numbers[name] ?? name);
    }
    case 'sources':
    case 'destinations':
      return prefixOrAny(text);
    case 'sourcePorts':
    case 'destinationPorts':
      return services[text] ?? text.replace(':', '-');
    case 'incoming':
    case 'outgoing':
      return text === '*' || text === 'any' ? null : text;
    case 'states':
      return text.toLowerCase();
  }
}

/** Adds a condition. One that stands there already is asked for as well: what both together ask for is not read. */
export function ask(rule: RuleDraft, field: Field, texts: readonly string[], isNegated = false): void {
  const values = texts.slice(0, maxValues).flatMap((text) => valueOf(field, text) ?? []);
  if (values.length === 0) return;
  const same = field === 'protocols' && rule.protocols?.values.join() === values.join();
  if (texts.length > maxValues || (rule[field] !== null && !same)) rule.hasOther = true;
  else rule[field] = { values, isNegated } satisfies Condition;
}

/** Table of iptables: where it stands among the others of a hook (netfilter_ipv4.h). */
export function iptablesPriority(table: string, hook: Hook): number {
  const known: Readonly<Record<string, number>> = { raw: -300, mangle: -150, filter: 0, security: 50 };
  return table === 'nat' ? (hook === 'prerouting' || hook === 'output' ? -100 : 100) : (known[table] ?? 0);
}

const hooks: Readonly<Record<string, Hook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** Hook of a built-in chain of iptables; null for a chain of one's own. */
export function iptablesHook(chain: string): Hook | null {
  return hooks[chain] ?? null;
}

const actions: Readonly<Record<string, FilterRuleData['action']>> = {
  ACCEPT: 'accept',
  DROP: 'drop',
  REJECT: 'reject',
  RETURN: 'return',
  MASQUERADE: 'masquerade',
  SNAT: 'snat',
  DNAT: 'dnat',
  TCPMSS: 'mss',
  LOG: 'continue',
  NFLOG: 'continue',
  ULOG: 'continue',
  MARK: 'continue',
  CONNMARK: 'continue',
  DSCP: 'continue',
  CT: 'continue',
  NOTRACK: 'continue',
  CHECKSUM: 'continue',
  TRACE: 'continue',
};

/** What a target of iptables does; a name in capitals that is none of them is a chain or an extension: both are gone to. */
export function setTarget(rule: RuleDraft, target: string | undefined, how: 'jump' | 'goto' = 'jump'): void {
  if (target === undefined || target === '') return;
  const action = actions[target];
  if (action === undefined) Object.assign(rule, { action: how, to: target });
  else rule.action = action;
}
