import type { FilterRuleData } from '#shared/model/host-state.ts';
import { ask } from './filter-rule.ts';
import type { RuleDraft } from './filter-rule.ts';
import { countOf } from './words.ts';

/** Values of a named set, or null when it is not known. */
export type SetValues = (name: string) => readonly string[] | null;

/** A value of a rule: one word, or the words in braces. `500-600` and `10.0.0.0/8` are words of their own. */
export type NftValue = string | readonly string[];

const protocols = new Set(['tcp', 'udp', 'sctp', 'dccp', 'udplite']);

/** Adds what `left` is compared with; false when the comparison is not one that is read. */
export function compare(rule: RuleDraft, left: string, isNegated: boolean, value: NftValue, sets: SetValues): boolean {
  const named = typeof value === 'string' && value.startsWith('@') ? sets(value.slice(1)) : [value].flat();
  if (named === null || named.length === 0) return false;
  const [first, second] = left.split(' ');
  if (/^(?:meta )?i(?:ifname|if)$/.test(left)) ask(rule, 'incoming', named, isNegated);
  else if (/^(?:meta )?o(?:ifname|if)$/.test(left)) ask(rule, 'outgoing', named, isNegated);
  else if (left === 'meta l4proto' || left === 'ip protocol' || left === 'ip6 nexthdr') ask(rule, 'protocols', named, isNegated);
  else if ((first === 'ip' || first === 'ip6') && second === 'saddr') ask(rule, 'sources', named, isNegated);
  else if ((first === 'ip' || first === 'ip6') && second === 'daddr') ask(rule, 'destinations', named, isNegated);
  else if ((protocols.has(first!) || first === 'th') && (second === 'sport' || second === 'dport')) {
    if (first !== 'th') ask(rule, 'protocols', [first!]);
    ask(rule, second === 'sport' ? 'sourcePorts' : 'destinationPorts', named, isNegated);
  } else if (left === 'ct state') ask(rule, 'states', named, isNegated);
  else if (left === 'meta nfproto') rule.hasOther ||= isNegated || named[0] !== 'ipv4';
  else return false;
  return true;
}

/** Puts a verdict or a statement with this name into the rule; false when it is none that is read. */
export function act(rule: RuleDraft, word: string, to: string | null): boolean {
  const action = actions[word];
  if (action === undefined) return false;
  Object.assign(rule, { action, to });
  return true;
}

const actions: Readonly<Record<string, FilterRuleData['action']>> = {
  accept: 'accept',
  drop: 'drop',
  reject: 'reject',
  return: 'return',
  jump: 'jump',
  goto: 'goto',
  masquerade: 'masquerade',
  snat: 'snat',
  dnat: 'dnat',
  redirect: 'dnat',
  queue: 'other',
};

type Tokens = readonly NftValue[];

/** Words of a rule; what stands in braces is one, and a comma behind a word goes on with it (`established,related`). */
export function nftTokens(text: string): Tokens {
  const raw = [...text.slice(0, 8000).matchAll(/"([^"]{0,500})"|\{([^{}]{0,6000})\}|([^\s{}"]{1,500})/g)].slice(0, 400);
  const tokens: NftValue[] = [];
  for (const match of raw) {
    if (match[2] !== undefined)
      tokens.push(
        match[2]
          .split(',')
          .map((word) => word.trim().replaceAll('"', ''))
          .filter((word) => word !== ''),
      );
    else tokens.push(match[1] ?? match[3]!);
  }
  return tokens;
}

const logOptions = new Set(['prefix', 'level', 'flags', 'group', 'snaplen', 'queue-threshold']);

/** Statements that ask for nothing, with the words that may stand behind them. */
function skipStatement(tokens: Tokens, at: number): number | null {
  const word = tokens[at];
  if (word === 'comment') return at + 2;
  if (word !== 'log') return word === 'notrack' ? at + 1 : null;
  let next = at + 1;
  while (logOptions.has(String(tokens[next]))) next += 2;
  return next;
}

const leftLengths: readonly { readonly pattern: RegExp; readonly words: number }[] = [
  { pattern: /^(?:iifname|oifname|iif|oif)$/, words: 1 },
  { pattern: /^(?:ip|ip6) (?:saddr|daddr|protocol|nexthdr)$/, words: 2 },
  { pattern: /^(?:tcp|udp|sctp|dccp|udplite|th) (?:dport|sport)$/, words: 2 },
  { pattern: /^meta (?:l4proto|iifname|oifname|iif|oif|nfproto)$/, words: 2 },
  { pattern: /^ct state$/, words: 2 },
];

function leftAt(tokens: Tokens, at: number): string | null {
  const [a, b] = [tokens[at], tokens[at + 1]];
  if (typeof a !== 'string') return null;
  const found = leftLengths.find(({ pattern, words }) => pattern.test(words === 1 ? a : `${a} ${typeof b === 'string' ? b : ''}`));
  return found === undefined ? null : found.words === 1 ? a : `${a} ${String(b)}`;
}

function ipsecAt(tokens: Tokens, at: number): { readonly direction: 'in' | 'out'; readonly isPresent: boolean } | null {
  const [left, key, value] = tokens.slice(at, at + 3);
  if ((left !== 'meta' && left !== 'rt') || (key !== 'ipsec' && key !== 'secpath')) return null;
  return { direction: left === 'meta' ? 'in' : 'out', isPresent: value === 'exists' };
}

/** What the rule changes or marks: a part of a statement whose words ask for nothing. */
const marks = /^(?:meta (?:mark|priority|nftrace|pkttype)|ct (?:mark|helper|zone)) set$/;

/**
 * Reads one rule of `nft list ruleset` into rules: one for each part of a verdict map (`ct state vmap { established : accept, … }`), else
 * one. Words that are not known are a condition that is not read.
 */
export function readNftRule(text: string, fresh: () => RuleDraft, sets: SetValues): readonly FilterRuleData[] {
  // A comment behind a rule names what nft itself could not print; its handle is no part of it.
  const handle = text.lastIndexOf('# handle ');
  const bare = handle >= 0 && /^# handle \d{1,10}\s*$/.test(text.slice(handle)) ? text.slice(0, handle) : text;
  const tokens = nftTokens(bare.replace(/(?<=\w),\s*(?=\w)/g, ','));
  const rule = fresh();
  const rules: RuleDraft[] = [];
  for (let i = 0; i < tokens.length;) {
    const word = tokens[i]!;
    const skipped = skipStatement(tokens, i);
    const left = leftAt(tokens, i);
    const ipsec = ipsecAt(tokens, i);
    if (skipped !== null) i = skipped;
    else if (ipsec !== null) {
      rule.ipsec = ipsec;
      i += 3;
    } else if (left !== null) {
      i += left.split(' ').length;
      if (tokens[i] === 'vmap') {
        rules.push(...verdictMap(rule, left, tokens[i + 1], sets));
        i += 2;
        continue;
      }
      const isNegated = tokens[i] === '!=';
      if (isNegated || tokens[i] === '==') i += 1;
      const value = tokens[i] ?? '';
      const list = typeof value === 'string' && left === 'ct state' ? value.split(',') : value;
      if (!compare(rule, left, isNegated, list, sets)) rule.hasOther = true;
      i += 1;
    } else if (word === 'counter') {
      if (tokens[i + 1] === 'packets') rule.packets = countOf(String(tokens[i + 2]));
      i += tokens[i + 1] === 'packets' ? 5 : 1;
    } else if (word === 'tcp' && tokens.slice(i, i + 5).join(' ') === 'tcp option maxseg size set') {
      Object.assign(rule, { action: 'mss', to: tokens[i + 5] === 'rt' ? 'pmtu' : String(tokens[i + 5] ?? '') });
      i += tokens[i + 5] === 'rt' ? 7 : 6;
    } else if (marks.test(tokens.slice(i, i + 3).join(' '))) i += 4;
    else if (typeof word === 'string' && act(rule, word, targetOf(tokens, i))) i = tokens.length;
    else {
      rule.hasOther = true;
      i += 1;
    }
  }
  // For what passed a verdict map, nothing is done by it.
  return rules.length > 0 && rule.action === 'continue' ? rules : [...rules, rule];
}

function targetOf(tokens: Tokens, at: number): string | null {
  const word = tokens[at];
  if (word === 'jump' || word === 'goto') return String(tokens[at + 1] ?? '');
  if (word !== 'snat' && word !== 'dnat') return null;
  const to = tokens.indexOf('to', at);
  return to < 0 ? null : String(tokens[to + 1] ?? '').replace(/:\d{1,5}(?:-\d{1,5})?$/, '');
}

function verdictMap(rule: RuleDraft, left: string, map: NftValue | undefined, sets: SetValues): RuleDraft[] {
  if (map === undefined || typeof map === 'string') {
    rule.hasOther = true;
    return [];
  }
  return map.flatMap((entry) => {
    const match = /^(.{1,200}?) : (\w{1,20})(?: (\S{1,100}))?$/.exec(entry);
    const part = { ...rule };
    if (match === null || !compare(part, left, false, match[1]!, sets) || !act(part, match[2]!, match[3] ?? null)) return [];
    return [part];
  });
}
