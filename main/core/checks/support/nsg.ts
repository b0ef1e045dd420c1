import type { NsgRule } from '#shared/model/record-data.ts';
import { contains, intersect, isPrivate, parseRange, subtract } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import { anyPort, parsePortList } from '#shared/net/port-range.ts';
import type { PortRange } from '#shared/net/port-range.ts';

/** The addresses of one side of a flow, and whether Azure counts them to the service tag VirtualNetwork. */
export type Side = { readonly range: AddressRange; readonly virtualNetwork: boolean | 'unknown' };

/** A set of flows: every address of `source` to every address and port of `destination`, over TCP. */
export type Flows = { readonly source: Side; readonly destination: Side; readonly ports: PortRange };

/** What an NSG does with a set of flows, and the rule that decided. 'undecided': a rule in between cannot be judged from the evidence. */
export type Decision = Flows & { readonly access: 'Allow' | 'Deny' | 'undecided'; readonly rule: NsgRule };

type Pending = Flows & { readonly maybe: readonly NsgRule[] };

function builtIn(
  name: string,
  priority: number,
  direction: NsgRule['direction'],
  access: NsgRule['access'],
  ends: readonly [string, string],
): NsgRule {
  return {
    name,
    priority,
    direction,
    access,
    protocol: '*',
    sourcePorts: ['*'],
    sources: [ends[0]],
    destinationPorts: ['*'],
    destinations: [ends[1]],
    isDefault: true,
    line: null,
  };
}

/** The six rules that every NSG has (Microsoft, Network security groups overview, "Default security rules"). */
export const defaultRules: readonly NsgRule[] = [
  builtIn('AllowVnetInBound', 65_000, 'Inbound', 'Allow', ['VirtualNetwork', 'VirtualNetwork']),
  builtIn('AllowAzureLoadBalancerInBound', 65_001, 'Inbound', 'Allow', ['AzureLoadBalancer', '*']),
  builtIn('DenyAllInBound', 65_500, 'Inbound', 'Deny', ['*', '*']),
  builtIn('AllowVnetOutBound', 65_000, 'Outbound', 'Allow', ['VirtualNetwork', 'VirtualNetwork']),
  builtIn('AllowInternetOutBound', 65_001, 'Outbound', 'Allow', ['*', 'Internet']),
  builtIn('DenyAllOutBound', 65_500, 'Outbound', 'Deny', ['*', '*']),
];

/** The rules of one direction in priority order. Many listings leave the defaults out; a missing one is added. */
export function chain(rules: readonly NsgRule[], direction: NsgRule['direction']): NsgRule[] {
  const own = rules.filter((r) => r.direction === direction);
  const added = defaultRules.filter((d) => d.direction === direction && !own.some((r) => r.priority === d.priority));
  return [...own, ...added].toSorted((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
}

/** A rule with its texts read once: evaluation asks the same rule about very many flows. */
type Token = { readonly range: AddressRange } | { readonly tag: string };
type ReadRule = {
  readonly rule: NsgRule;
  readonly tcp: boolean;
  readonly sources: readonly Token[];
  readonly destinations: readonly Token[];
  /** Null when a port cannot be read, or when the rule is limited to some of the ports that clients choose. */
  readonly ports: readonly PortRange[] | null;
};

/** Clients take their port from here up (the widest range in use); a rule for lower source ports never meets a client. */
const firstClientPort = 1024;

function readTokens(texts: readonly string[]): Token[] {
  return texts.map((text) => {
    const range = parseRange(text);
    return range === null ? { tag: text.trim() } : { range };
  });
}

function readRule(rule: NsgRule): ReadRule {
  const client = rule.sourcePorts.length === 0 ? [anyPort] : parsePortList(rule.sourcePorts);
  const meetsClients = client === null || client.some((r) => r.last >= firstClientPort);
  const meetsAll = client?.some((r) => r.first <= firstClientPort && r.last === anyPort.last) === true;
  return {
    rule: rule,
    tcp: /^(\*|any|all|tcp|6)$/i.test(rule.protocol) && meetsClients,
    sources: readTokens(rule.sources),
    destinations: readTokens(rule.destinations),
    ports: meetsAll ? parsePortList(rule.destinationPorts) : null,
  };
}

type SideMatch = { readonly ranges: readonly AddressRange[]; readonly maybe: boolean };

const none: SideMatch = { ranges: [], maybe: false };
const perhaps: SideMatch = { ranges: [], maybe: true };

/** Every other service tag stands for public addresses of Azure services; a private address is never among them. */
function matchTag(tag: string, side: Side): SideMatch {
  const whole: SideMatch = { ranges: [side.range], maybe: false };
  const key = tag.toLowerCase();
  if (key === '*' || key === 'any') return whole;
  if (key === 'virtualnetwork') return side.virtualNetwork === 'unknown' ? perhaps : side.virtualNetwork ? whole : none;
  if (key === 'azureloadbalancer') return none;
  if (key === 'internet') return side.virtualNetwork === true || isPrivate(side.range) ? none : whole;
  const isTag = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(tag);
  return isTag && isPrivate(side.range) ? none : perhaps;
}

/** What of one side a rule's addresses hold. An empty list or an id means application security groups, whose members no listing shows. */
function matchSide(tokens: readonly Token[], side: Side): SideMatch {
  if (tokens.length === 0) return perhaps;
  const ranges: AddressRange[] = [];
  let maybe = false;
  for (const token of tokens) {
    const match = 'tag' in token ? matchTag(token.tag, side) : { ranges: [intersect(token.range, side.range)], maybe: false };
    for (const range of match.ranges) if (range !== null) ranges.push(range);
    maybe ||= match.maybe;
  }
  return { ranges, maybe };
}

type RuleMatch = {
  readonly sources: readonly AddressRange[];
  readonly destinations: readonly AddressRange[];
  readonly ports: readonly PortRange[];
  readonly maybe: boolean;
};

const noMatch: RuleMatch = { sources: [], destinations: [], ports: [], maybe: false };

function reaches(match: SideMatch): boolean {
  return match.maybe || match.ranges.length > 0;
}

function matchRule(candidate: ReadRule, flows: Flows): RuleMatch {
  if (!candidate.tcp) return noMatch;
  const common = (candidate.ports ?? [flows.ports]).flatMap((r) => intersectPorts(r, flows.ports) ?? []);
  if (common.length === 0) return noMatch;
  const source = matchSide(candidate.sources, flows.source);
  const destination = reaches(source) ? matchSide(candidate.destinations, flows.destination) : none;
  if (!reaches(destination)) return noMatch;
  const maybe = candidate.ports === null || source.maybe || destination.maybe;
  return { sources: source.ranges, destinations: destination.ranges, ports: candidate.ports === null ? [] : common, maybe };
}

function intersectPorts(a: PortRange, b: PortRange): PortRange | null {
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  return first <= last ? { first, last } : null;
}

function subtractPorts(a: PortRange, b: PortRange): PortRange[] {
  const rest: PortRange[] = [];
  if (a.first < b.first) rest.push({ first: a.first, last: b.first - 1 });
  if (b.last < a.last) rest.push({ first: b.last + 1, last: a.last });
  return rest;
}

function within(range: AddressRange, side: Side): Side {
  return { ...side, range };
}

/** The parts of the flows inside and outside one box of source, destination and ports. */
function cut(
  flows: Pending,
  source: AddressRange,
  destination: AddressRange,
  ports: PortRange,
): { readonly inside: Pending | null; readonly outside: Pending[] } {
  const s = intersect(flows.source.range, source);
  const d = intersect(flows.destination.range, destination);
  const p = intersectPorts(flows.ports, ports);
  if (s === null || d === null || p === null) return { inside: null, outside: [flows] };
  const outside: Pending[] = [
    ...subtract(flows.source.range, s).map((range) => ({ ...flows, source: within(range, flows.source) })),
    ...subtract(flows.destination.range, d).map((range) => ({
      ...flows,
      source: within(s, flows.source),
      destination: within(range, flows.destination),
    })),
    ...subtractPorts(flows.ports, p).map((rest) => ({
      ...flows,
      source: within(s, flows.source),
      destination: within(d, flows.destination),
      ports: rest,
    })),
  ];
  return { inside: { ...flows, source: within(s, flows.source), destination: within(d, flows.destination), ports: p }, outside };
}

/** A chain of thousands of odd rules could cut the flows into very many pieces; what is left then stays undecided. */
const maxPieces = 4000;

function decide(piece: Pending, by: NsgRule): Decision {
  const { maybe, ...flows } = piece;
  const doubt = maybe.find((r) => r.access !== by.access);
  return doubt === undefined ? { ...flows, access: by.access, rule: by } : { ...flows, access: 'undecided', rule: doubt };
}

function applyRule(pieces: readonly Pending[], candidate: ReadRule): { readonly done: Decision[]; readonly left: Pending[] } {
  const done: Decision[] = [];
  let left: Pending[] = [];
  for (const piece of pieces) {
    const match = matchRule(candidate, piece);
    let rest: Pending[] = [piece];
    for (const source of match.sources)
      for (const destination of match.destinations)
        for (const ports of match.ports) {
          const cuts = rest.map((r) => cut(r, source, destination, ports));
          done.push(...cuts.flatMap((c) => (c.inside === null ? [] : [decide(c.inside, candidate.rule)])));
          rest = cuts.flatMap((c) => c.outside);
        }
    left.push(...(match.maybe ? rest.map((r) => ({ ...r, maybe: [...r.maybe, candidate.rule] })) : rest));
  }
  return { done, left };
}

function evaluateOne(rules: readonly ReadRule[], direction: NsgRule['direction'], flows: Flows): Decision[] {
  const done: Decision[] = [];
  let pending: Pending[] = [{ ...flows, maybe: [] }];
  for (const candidate of rules) {
    const step = applyRule(pending, candidate);
    done.push(...step.done);
    pending = step.left;
    if (pending.length === 0) return done;
    if (pending.length > maxPieces || done.length > maxPieces) break;
  }
  // The last default rule matches everything, so that only a chain given up on leaves flows here.
  const last = defaultRules.find((r) => r.direction === direction && r.access === 'Deny');
  return last === undefined
    ? done
    : [...done, ...pending.map(({ maybe: _maybe, ...rest }): Decision => ({ ...rest, access: 'undecided', rule: last }))];
}

/**
 * Sends sets of TCP flows through the whole chain of an NSG in priority order; the first rule that matches a flow
 * decides it. The result covers every flow exactly once, cut where rules differ.
 */
export function evaluateNsg(rules: readonly NsgRule[], direction: NsgRule['direction'], flows: readonly Flows[]): Decision[] {
  const read = chain(rules, direction).map(readRule);
  return flows.flatMap((f) => evaluateOne(read, direction, f));
}

/** True when the range lies in one of the prefixes. */
export function liesIn(range: AddressRange, prefixes: readonly AddressRange[]): boolean {
  return prefixes.some((p) => contains(p, range));
}
