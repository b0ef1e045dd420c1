import { prefix } from '../show/show-kind.ts';
import { prefixLength } from '../../addresses.ts';
import type { Section } from './sections.ts';

export type SelectorPair = { readonly local: readonly string[]; readonly remote: readonly string[] };

const maxPairs = 500;
const maxMembers = 1000;
const maxDepth = 8;
/** Lines of groups that one look-up goes through; groups that hold one another would never end. */
const maxSteps = 5000;

type Budget = { left: number };

/** `0.0.255.255` of IOS to the netmask that it stands for. */
function inverse(wildcard: string): string {
  return wildcard
    .split('.')
    .map((octet) => String(255 - Number(octet)))
    .join('.');
}

/** A network with a mask in either style; a mask that is contiguous one way only tells which style it is. */
function network(address: string, mask: string): string | null {
  const isNetmask = prefixLength(mask) !== null && (mask.startsWith('255') || mask === '0.0.0.0');
  return prefix(address, isNetmask ? mask : inverse(mask));
}

export type Names = {
  readonly objects: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

/** Prefixes that `object network` and `object-group network` of ASA stand for. */
export function readNames(sections: readonly Section[]): Names {
  const objects = new Map<string, readonly string[]>();
  const groups = new Map<string, readonly string[]>();
  for (const { head, body } of sections) {
    const match = /^object(-group)? network (\S{1,100})/.exec(head.text);
    if (match === null) continue;
    const map = match[1] === undefined ? objects : groups;
    map.set(match[2]!, body.map((line) => line.text).slice(0, maxMembers));
  }
  return { objects, groups };
}

/** Prefixes of one line of an object or group; a group may hold groups. */
function member(text: string, names: Names, depth: number, budget: Budget): string[] {
  budget.left -= 1;
  if (depth > maxDepth || budget.left < 0) return [];
  const words = text.split(/\s+/).slice(0, 6);
  const [what, first, second] = words[0] === 'network-object' ? ['network-object', words[1], words[2]] : words;
  if (first === undefined) return [];
  if (what === 'host' || first === 'host') return [`${first === 'host' ? second : first}/32`];
  if (what === 'group-object') return members(names.groups.get(first), names, depth + 1, budget);
  if (first === 'object') return members(names.objects.get(second ?? ''), names, depth + 1, budget);
  if (what === 'range') return second === undefined ? [] : [`${first}-${second}`];
  if (what !== 'subnet' && what !== 'network-object') return [];
  if (first.includes('/')) return [first];
  const found = second === undefined ? null : network(first, second);
  return found === null ? [] : [found];
}

function members(lines: readonly string[] | undefined, names: Names, depth = 0, budget: Budget = { left: maxSteps }): string[] {
  return (lines ?? []).flatMap((line) => member(line, names, depth, budget)).slice(0, maxMembers);
}

type Side = { readonly prefixes: readonly string[]; readonly used: number };

/** Source or destination of an entry, and how many words it takes; ports of TCP and UDP are passed over. */
function side(words: readonly string[], names: Names): Side | null {
  const [first, second] = words;
  if (first === undefined) return null;
  if (/^any[46]?$/.test(first)) return { prefixes: [first === 'any6' ? '::/0' : '0.0.0.0/0'], used: 1 };
  if (second === undefined) return first.includes('/') ? { prefixes: [first], used: 1 } : null;
  if (first === 'host') return { prefixes: [`${second}/${second.includes(':') ? 128 : 32}`], used: 2 };
  if (first === 'object') return { prefixes: members(names.objects.get(second), names), used: 2 };
  if (first === 'object-group') return { prefixes: members(names.groups.get(second), names), used: 2 };
  if (first.includes('/')) return { prefixes: [first], used: 1 };
  const found = network(first, second);
  return found === null ? null : { prefixes: [found], used: 2 };
}

function ports(words: readonly string[]): number {
  if (words[0] === 'eq' || words[0] === 'gt' || words[0] === 'lt' || words[0] === 'neq') return 2;
  return words[0] === 'range' ? 3 : 0;
}

/** `permit ip 10.1.0.0 0.0.255.255 10.20.0.0 0.0.255.255` with what may stand before it. */
function entry(text: string, names: Names): SelectorPair | null {
  const match = /(?:^|\s)permit (\S{1,20}) (.{3,300})$/.exec(text);
  if (match === null) return null;
  const protocol = match[1] === 'object-group' || match[1] === 'object';
  const words = match[2]!.split(/\s+/).slice(protocol ? 1 : 0, 16);
  const source = side(words, names);
  if (source === null) return null;
  const rest = words.slice(source.used);
  const target = side(rest.slice(ports(rest)), names);
  return target === null || source.prefixes.length === 0 || target.prefixes.length === 0
    ? null
    : { local: source.prefixes, remote: target.prefixes };
}

/** Access lists by their names; ASA writes every entry as a command of its own. */
export function indexLists(sections: readonly Section[]): ReadonlyMap<string, readonly Section[]> {
  const found = new Map<string, Section[]>();
  for (const section of sections) {
    const name = /^(?:ip )?access-list (?:extended )?(\S{1,100})/.exec(section.head.text)?.[1];
    if (name === undefined) continue;
    const list = found.get(name) ?? [];
    found.set(name, list);
    list.push(section);
  }
  return found;
}

/** The pairs that an access list permits; what it denies is not encrypted and says nothing here. */
export function selectorsOf(list: readonly Section[], names: Names): SelectorPair[] {
  return list.flatMap(({ head, body }) => [head, ...body].flatMap((line) => entry(line.text, names) ?? [])).slice(0, maxPairs);
}
