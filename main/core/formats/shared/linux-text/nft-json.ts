import type { FilterChainData, FilterFamily, FilterRuleData } from '#shared/model/host-state.ts';
import { isJsonRecord } from '../json-objects.ts';
import type { JsonRecord } from '../json-objects.ts';
import { newRule } from './filter-rule.ts';
import type { RuleDraft } from './filter-rule.ts';
import { nftHook } from './nft-chain.ts';
import { act, compare } from './nft-rule.ts';
import type { SetValues } from './nft-rule.ts';
import { countOf } from './words.ts';

const maxItems = 50_000;

function word(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function familyOf(value: unknown): FilterFamily | null {
  return value === 'ip' || value === 'ip6' || value === 'inet' ? value : null;
}

/** A value of the right side: a word, a prefix, a range, or several of them. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.slice(0, 2000).flatMap(valuesOf);
  if (!isJsonRecord(value)) return [];
  const { prefix, range, set, elem } = value;
  if (isJsonRecord(prefix)) return [`${word(prefix['addr'])}/${word(prefix['len'])}`];
  if (Array.isArray(range)) return [`${word(range[0])}-${word(range[1])}`];
  if (isJsonRecord(elem)) return valuesOf(elem['val']);
  return set === undefined ? [] : valuesOf(set);
}

/** The left side in the words of `nft list ruleset`: `ip saddr`, `meta l4proto`, `ct state`. */
function leftOf(value: unknown): string {
  if (!isJsonRecord(value)) return '';
  const { meta, payload, ct } = value;
  if (isJsonRecord(meta)) return `meta ${word(meta['key'])}`;
  if (isJsonRecord(payload)) return `${word(payload['protocol'])} ${word(payload['field'])}`;
  return isJsonRecord(ct) ? `ct ${word(ct['key'])}` : '';
}

function match(rule: RuleDraft, part: JsonRecord, sets: SetValues): void {
  const { op, left, right } = part;
  const key = isJsonRecord(left)
    ? isJsonRecord(left['meta'])
      ? left['meta']['key']
      : isJsonRecord(left['rt'])
        ? left['rt']['key']
        : null
    : null;
  if (key === 'ipsec' || key === 'secpath') {
    rule.ipsec = { direction: isJsonRecord(left) && 'rt' in left ? 'out' : 'in', isPresent: right === true || right === 'exists' };
    return;
  }
  const values = valuesOf(right);
  const named = values.length === 1 && values[0]!.startsWith('@') ? values[0]! : values;
  if (!compare(rule, leftOf(left), op === '!=', named, sets)) rule.hasOther = true;
}

function targetOf(value: unknown): string | null {
  if (!isJsonRecord(value)) return null;
  return word(value['target']) || word(value['addr']) || null;
}

/** Statements that change or note something and let the packet go on. */
const harmless = new Set(['log', 'comment', 'notrack', 'meter']);

function verdictMap(rule: RuleDraft, map: JsonRecord, sets: SetValues): RuleDraft[] {
  const data = isJsonRecord(map['data']) && Array.isArray(map['data']['set']) ? map['data']['set'] : [];
  return data.slice(0, 1000).flatMap((entry): RuleDraft[] => {
    const [value, verdict] = Array.isArray(entry) ? entry : [];
    const part = { ...rule };
    const named = isJsonRecord(verdict) ? Object.entries(verdict)[0] : undefined;
    if (named === undefined || !compare(part, leftOf(map['key']), false, valuesOf(value), sets)) return [];
    return act(part, named[0], targetOf(named[1])) ? [part] : [];
  });
}

function readExpression(rule: RuleDraft, name: string, value: unknown, sets: SetValues): RuleDraft[] {
  if (name === 'match' && isJsonRecord(value)) match(rule, value, sets);
  else if (name === 'counter') rule.packets = isJsonRecord(value) ? countOf(word(value['packets'])) : null;
  else if (name === 'vmap' && isJsonRecord(value)) return verdictMap(rule, value, sets);
  else if (name === 'mangle' && isJsonRecord(value)) {
    const size = JSON.stringify(value['key']).includes('maxseg');
    if (size) Object.assign(rule, { action: 'mss', to: typeof value['value'] === 'number' ? String(value['value']) : 'pmtu' });
  } else if (!harmless.has(name) && !act(rule, name, targetOf(value))) rule.hasOther = true;
  return [];
}

function rulesOf(object: JsonRecord, sets: SetValues): FilterRuleData[] {
  const family = familyOf(object['family']);
  if (family === null) return [];
  const rule = newRule(family, word(object['table']), word(object['chain']));
  const parts: RuleDraft[] = [];
  const expressions = Array.isArray(object['expr']) ? object['expr'].filter(isJsonRecord).slice(0, 400) : [];
  for (const expression of expressions) {
    const [first] = Object.entries(expression);
    if (first !== undefined) parts.push(...readExpression(rule, first[0], first[1], sets));
  }
  return parts.length > 0 && rule.action === 'continue' ? parts : [...parts, rule];
}

function chainOf(object: JsonRecord): FilterChainData | null {
  const family = familyOf(object['family']);
  if (family === null) return null;
  const hook = nftHook(word(object['hook']));
  return {
    kind: 'filter-chain',
    family,
    table: word(object['table']),
    chain: word(object['name']),
    hook,
    priority: typeof object['prio'] === 'number' ? object['prio'] : 0,
    isNat: object['type'] === 'nat',
    policy: hook === null ? null : object['policy'] === 'drop' ? 'drop' : 'accept',
    packets: null,
  };
}

/** `nft -j list ruleset`: the same chains and rules as its text. */
export function nftJson(items: readonly unknown[]): (FilterChainData | FilterRuleData)[] {
  const sets = new Map<string, readonly string[]>();
  return items.slice(0, maxItems).flatMap((item): (FilterChainData | FilterRuleData)[] => {
    if (!isJsonRecord(item)) return [];
    const { set, chain, rule } = item;
    if (isJsonRecord(set)) sets.set(`${word(set['table'])} ${word(set['name'])}`, valuesOf(set['elem']));
    if (isJsonRecord(chain)) return [chainOf(chain) ?? []].flat();
    return isJsonRecord(rule) ? rulesOf(rule, (name) => sets.get(`${word(rule['table'])} ${name}`) ?? null) : [];
  });
}
