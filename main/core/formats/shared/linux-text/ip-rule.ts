import type { RoutingRuleData } from '#shared/model/host-state.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';
import { prefixOrAny } from './words.ts';

const head = /^(\d{1,10}):\s+((?:not )?from \S.{0,400})$/;
const actions = new Set<RoutingRuleData['action']>(['unreachable', 'blackhole', 'prohibit']);

function isAction(word: string): word is RoutingRuleData['action'] {
  return [...actions].some((action) => action === word);
}

/** A rule from the words that iproute2 gives, in text or JSON. */
export function ruleOf(priority: number, tokens: readonly string[]): RoutingRuleData {
  const rule: { -readonly [K in keyof RoutingRuleData]: RoutingRuleData[K] } = {
    kind: 'routing-rule',
    priority,
    from: null,
    to: null,
    incoming: null,
    outgoing: null,
    isNegated: false,
    hasOther: false,
    action: 'other',
    table: null,
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const [token, value] = [tokens[i]!, tokens[i + 1] ?? null];
    if (token === 'not') rule.isNegated = true;
    else if (isAction(token)) rule.action = token;
    else if (token === '[detached]') rule.hasOther = true;
    else {
      i += 1;
      if (token === 'from') rule.from = prefixOrAny(value);
      else if (token === 'to') rule.to = prefixOrAny(value);
      else if (token === 'iif') rule.incoming = value;
      else if (token === 'oif') rule.outgoing = value;
      else if (token === 'lookup' || token === 'table') Object.assign(rule, { action: 'lookup', table: value });
      else if (token !== 'proto' && token !== 'protocol') rule.hasOther = true;
    }
  }
  return rule;
}

/** `ip rule`: which table of routes is asked for which packets. */
export function ipRuleReader(): DeviceReader {
  return {
    take: (line) => {
      const match = head.exec(line.text.slice(0, 500).trimEnd());
      return match === null ? null : [hostRecord([line], ruleOf(Number(match[1]), match[2]!.split(/\s+/)))];
    },
  };
}
