import type { FactOf } from '#shared/model/fact.ts';
import { isLocalOnly, isPrivate, merge, overlaps, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { Facts } from '../check.ts';
import { azurePrefixes } from './network.ts';
import { newest } from './newest.ts';

/** A name that stands for an address in the virtual network, and that applications here are told something else about. */
export type Misled = {
  readonly fact: FactOf<'dns-probe'>;
  /** What this computer's own resolver says; empty when it says that there is no such name. */
  readonly outside: readonly string[];
  /** What another server says. */
  readonly inside: readonly string[];
};

const told = new Set(['answered', 'no-such-name', 'no-data']);

/**
 * Split-horizon DNS seen from the wrong side: another server knows the address in the virtual network, and the resolver that applications
 * use answers without it. A resolver that does not answer at all says nothing about the name, and a name that nobody knows may be misspelt.
 */
export function misledNames(view: Facts): Misled[] {
  const azure = merge(azurePrefixes(view));
  const isInside = (range: AddressRange): boolean =>
    azure.length > 0 ? azure.some((prefix) => overlaps(prefix, range)) : isPrivate(range) && !isLocalOnly(range);
  return newest(view.of('dns-probe'), (probe) => probe.name.toLowerCase()).flatMap((fact): Misled[] => {
    const own = fact.answers.filter((answer) => answer.server === 'system' && told.has(answer.result));
    const others = fact.answers.filter((answer) => answer.server !== 'system');
    const [outside, inside] = [own.flatMap((answer) => answer.values), others.flatMap((answer) => answer.values)];
    const found = inside.filter((value) => parseRanges([value]).some(isInside));
    if (own.length === 0 || found.length === 0 || parseRanges(outside).some(isInside)) return [];
    return [{ fact, outside, inside: found }];
  });
}
