import type { MessageParams } from '#shared/model/message.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { Check, CheckResult } from './check.ts';
import { blocksByDefault, firewalls, isOff, matchRule } from './support/firewall.ts';
import type { Firewall, Flow, Rule } from './support/firewall.ts';
import { onPremisesPrefixes, workloadTarget } from './support/network.ts';
import { decided, gather, undecided, unknown, worstOf } from './support/result.ts';

const order = ['blocks', 'no-rule', 'admits', 'firewall-off', 'cannot-tell'];
const nothing: MessageParams = { rule: unknown, port: unknown, profile: unknown };

function paramsOf(rule: Rule | null, port: number | null): MessageParams {
  return { rule: rule?.name ?? unknown, port: port ?? unknown, profile: rule?.profiles.join(', ') || unknown };
}

function judge(firewall: Firewall, port: number | null, peers: readonly AddressRange[]): CheckResult {
  const profiles = firewall.profiles.flatMap((p) => p.citations);
  if (isOff(firewall))
    return decided(
      'firewall-off',
      { ...nothing, port: port ?? unknown, profile: firewall.profiles.map((p) => p.profile).join(', ') },
      profiles,
    );
  if (port === null) return undecided(nothing, ['psping'], profiles);
  if (firewall.rules.length === 0) return undecided(paramsOf(null, port), ['guest-firewall-rules'], profiles);
  const flow: Flow = { direction: 'Inbound', protocol: 'TCP', port, peers };
  const matching = (action: 'Allow' | 'Block', match: 'yes' | 'unknown'): Rule[] =>
    firewall.rules.filter((r) => r.action === action && matchRule(r, flow) === match);
  const cite = (rules: readonly Rule[]): CheckResult['citations'] => gather(...rules.map((r) => r.citations), profiles);
  const [blocks, allows] = [matching('Block', 'yes'), matching('Allow', 'yes')];
  if (blocks[0] !== undefined) return decided('blocks', paramsOf(blocks[0], port), cite(blocks));
  const open = [...matching('Block', 'unknown'), ...matching('Allow', 'unknown')];
  if (open.some((r) => r.action === 'Block')) return undecided(paramsOf(null, port), ['guest-firewall-rules'], cite(open.slice(0, 3)));
  if (allows[0] !== undefined) return decided('admits', paramsOf(allows[0], port), cite(allows));
  if (!blocksByDefault(firewall, 'Inbound')) return decided('admits', paramsOf(null, port), profiles);
  if (open.length > 0) return undecided(paramsOf(null, port), ['guest-firewall-rules'], cite(open.slice(0, 3)));
  return decided('no-rule', paramsOf(null, port), gather(profiles, firewall.rules[0]?.citations ?? []));
}

/** D1: does the firewall of the VM admit the on-premises ranges to the port that was probed. */
export const check: Check = {
  id: 'D1',
  evaluate: (view): CheckResult => {
    const port = workloadTarget(view)?.port ?? null;
    const peers = onPremisesPrefixes(view);
    return (
      worstOf(
        order,
        firewalls(view).guests.map((f) => judge(f, port, peers)),
      ) ?? undecided({ ...nothing, port: port ?? unknown }, ['guest-firewall-rules'])
    );
  },
};
