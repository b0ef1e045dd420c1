import type { FactOf } from '#shared/model/fact.ts';
import type { Condition, Hook } from '#shared/model/host-state.ts';
import { contains, overlaps, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { holdsPort, parsePortList } from '#shared/net/port-range.ts';

export type FilterRule = FactOf<'filter-rule'>;
export type FilterChain = FactOf<'filter-chain'>;

/** The packet filter of one listing. */
export type Ruleset = { readonly chains: readonly FilterChain[]; readonly rules: readonly FilterRule[] };

/** Packets to be judged; null stands for what is not known. */
export type PacketFlow = {
  readonly hook: Hook;
  readonly protocol: string | null;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly source: AddressRange | null;
  readonly destination: AddressRange | null;
  readonly incoming: string | null;
  readonly outgoing: string | null;
  readonly state: 'new' | 'established';
  /** Whether the packet came out of, or goes into, IPsec on this host. */
  readonly ipsecIn: boolean | null;
  readonly ipsecOut: boolean | null;
};

type Match = 'yes' | 'no' | 'maybe';
type Fate = 'accept' | 'drop' | 'translate';

/** What becomes of the packet, and which rule or policy decides it. */
export type Outcome = { readonly fate: Fate; readonly by: FilterRule | FilterChain };

/** Everything that may happen in a chain; `falls`: the packet may come out of its end undecided. */
type Walk = { readonly outcomes: readonly Outcome[]; readonly falls: boolean };

const maxDepth = 16;
/** Steps that one flow may cost; a ruleset that needs more is not judged. */
const maxSteps = 200_000;

function asked(condition: Condition | null, match: (values: readonly string[]) => Match): Match {
  if (condition === null) return 'yes';
  const found = match(condition.values);
  if (!condition.isNegated || found === 'maybe') return found;
  return found === 'yes' ? 'no' : 'yes';
}

/** Rules are asked about many packets; their addresses are read once. */
const readRanges = new WeakMap<readonly string[], readonly AddressRange[]>();

function rangesOf(values: readonly string[]): readonly AddressRange[] {
  const ranges = readRanges.get(values) ?? parseRanges(values);
  readRanges.set(values, ranges);
  return ranges;
}

function matchAddress(values: readonly string[], range: AddressRange | null): Match {
  if (range === null) return 'maybe';
  const ranges = rangesOf(values);
  if (ranges.length < values.length) return 'maybe';
  if (ranges.some((r) => contains(r, range))) return 'yes';
  return ranges.some((r) => overlaps(r, range)) ? 'maybe' : 'no';
}

function matchName(values: readonly string[], name: string | null): Match {
  // What is judged here never goes through the loopback.
  if (values.every((v) => v === 'lo')) return 'no';
  if (name === null) return 'maybe';
  return values.some((v) => (/[+*]$/.test(v) ? name.startsWith(v.slice(0, -1)) : v === name)) ? 'yes' : 'no';
}

function matchPort(values: readonly string[], port: number | null): Match {
  if (port === null) return 'maybe';
  const ranges = parsePortList(values);
  return ranges === null ? 'maybe' : holdsPort(ranges, port) ? 'yes' : 'no';
}

function matchProtocol(values: readonly string[], flow: PacketFlow): Match {
  if (flow.protocol === null) return 'maybe';
  return values.includes(flow.protocol) ? 'yes' : 'no';
}

function matchIpsec({ ipsec }: FilterRule, flow: PacketFlow): Match {
  if (ipsec === null) return 'yes';
  const applied = ipsec.direction === 'in' ? flow.ipsecIn : flow.ipsecOut;
  return applied === null ? 'maybe' : applied === ipsec.isPresent ? 'yes' : 'no';
}

/** Whether the rule applies; most rules say no by the first thing that they ask for. */
function matchRule(rule: FilterRule, flow: PacketFlow): Match {
  let isOpen = rule.hasOther;
  const refuses = (match: Match): boolean => {
    isOpen ||= match === 'maybe';
    return match === 'no';
  };
  const isRefused =
    refuses(asked(rule.protocols, (v) => matchProtocol(v, flow))) ||
    refuses(asked(rule.destinationPorts, (v) => matchPort(v, flow.destinationPort))) ||
    refuses(asked(rule.sourcePorts, (v) => matchPort(v, flow.sourcePort))) ||
    refuses(asked(rule.incoming, (v) => matchName(v, flow.incoming))) ||
    refuses(asked(rule.outgoing, (v) => matchName(v, flow.outgoing))) ||
    refuses(asked(rule.states, (v) => (v.includes(flow.state) ? 'yes' : 'no'))) ||
    refuses(matchIpsec(rule, flow)) ||
    refuses(asked(rule.sources, (v) => matchAddress(v, flow.source))) ||
    refuses(asked(rule.destinations, (v) => matchAddress(v, flow.destination)));
  return isRefused ? 'no' : isOpen ? 'maybe' : 'yes';
}

function fateOf(rule: FilterRule): Fate | null {
  if (rule.action === 'accept') return 'accept';
  if (rule.action === 'drop' || rule.action === 'reject') return 'drop';
  return rule.action === 'masquerade' || rule.action === 'snat' ? 'translate' : null;
}

const keyOf = (part: { readonly family: string; readonly table: string; readonly chain: string }): string =>
  `${part.family} ${part.table} ${part.chain}`;

class Budget {
  private steps = 0;
  /** False when the ruleset costs more than it may. */
  spend(): boolean {
    this.steps += 1;
    return this.steps <= maxSteps;
  }
}

/** Rules by their chain; a chain without any has an empty list. */
type Chains = ReadonlyMap<string, readonly FilterRule[]>;
type Scene = { readonly byChain: Chains; readonly flow: PacketFlow; readonly budget: Budget };

/** A rule that may match leaves both ways open: its outcome, and what comes behind it. */
function walk(scene: Scene, key: string, depth: number): Walk {
  const outcomes: Outcome[] = [];
  let mayReturn = false;
  for (const rule of scene.byChain.get(key) ?? []) {
    if (!scene.budget.spend() || depth > maxDepth) return { outcomes: [], falls: true };
    const match = matchRule(rule, scene.flow);
    if (match === 'no') continue;
    const fate = fateOf(rule);
    if (fate !== null) {
      outcomes.push({ fate, by: rule });
      if (match === 'yes') return { outcomes, falls: mayReturn };
    } else if (rule.action === 'return') {
      mayReturn = true;
      if (match === 'yes') return { outcomes, falls: true };
    } else if (rule.action === 'jump' || rule.action === 'goto') {
      const target = keyOf({ ...rule, chain: rule.to ?? '' });
      const below = scene.byChain.has(target) ? walk(scene, target, depth + 1) : null;
      // No chain of this ruleset: an extension such as NFQUEUE, which may do anything.
      outcomes.push(...(below?.outcomes ?? [{ fate: 'accept' as const, by: rule }]));
      if (match === 'yes' && below?.falls === false) return { outcomes, falls: mayReturn };
      if (match === 'yes' && below !== null && rule.action === 'goto') return { outcomes, falls: true };
    } else if (rule.action === 'other' || rule.action === 'dnat') outcomes.push({ fate: 'accept', by: rule });
  }
  return { outcomes, falls: true };
}

function isOf(chain: FilterChain, flow: PacketFlow): boolean {
  const version = flow.source?.version ?? flow.destination?.version ?? 4;
  return chain.hook === flow.hook && (chain.family === 'inet' || chain.family === (version === 4 ? 'ip' : 'ip6'));
}

const groupedRules = new WeakMap<Ruleset, Chains>();

function rulesByChain(ruleset: Ruleset): Chains {
  const known = groupedRules.get(ruleset);
  if (known !== undefined) return known;
  const grouped = Map.groupBy(ruleset.rules, keyOf);
  for (const chain of ruleset.chains) if (!grouped.has(keyOf(chain))) grouped.set(keyOf(chain), []);
  groupedRules.set(ruleset, grouped);
  return grouped;
}

/** What may become of the packet in each chain of its hook, in their order. */
function walkHook(ruleset: Ruleset, flow: PacketFlow, isNat: boolean): (readonly Outcome[])[] {
  const scene: Scene = { byChain: rulesByChain(ruleset), flow, budget: new Budget() };
  return ruleset.chains
    .filter((chain) => chain.isNat === isNat && isOf(chain, flow))
    .toSorted((a, b) => a.priority - b.priority)
    .map((chain) => {
      const { outcomes, falls } = walk(scene, keyOf(chain), 0);
      return falls ? [...outcomes, { fate: chain.policy ?? 'accept', by: chain }] : outcomes;
    });
}

/** The rule or policy that drops the packet whatever is not known; null when it may pass. */
export function dropOf(ruleset: Ruleset, flow: PacketFlow): Outcome | null {
  const chain = walkHook(ruleset, flow, false).find((outcomes) => outcomes.length > 0 && outcomes.every((o) => o.fate === 'drop'));
  return chain?.[0] ?? null;
}

/** The rule that changes the source of the packet whatever is not known; null when it may keep it. */
export function translationOf(ruleset: Ruleset, flow: PacketFlow): FilterRule | null {
  const chain = walkHook(ruleset, flow, true).find((outcomes) => outcomes.length > 0 && outcomes.every((o) => o.fate === 'translate'));
  const by = chain?.[0]?.by;
  return by?.kind === 'filter-rule' ? by : null;
}

/** Rules that set the TCP segment size of what is forwarded. */
export function segmentSizeRules({ rules }: Ruleset): FilterRule[] {
  return rules.filter((rule) => rule.action === 'mss' && !/^(?:input|output)$/i.test(rule.chain));
}
