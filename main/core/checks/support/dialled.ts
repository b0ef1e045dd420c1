import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import { parseRange, parseRanges } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { Facts } from '../check.ts';
import { gather } from './result.ts';
import { newest } from './newest.ts';

/** One end that the on-premises device is set up to call. */
export type Dialled = {
  readonly name: string;
  /** What stands for it: itself when it is an address, else what this computer's resolver answered; null: not looked up. */
  readonly addresses: readonly AddressRange[] | null;
  readonly isName: boolean;
  readonly citations: readonly Citation[];
};

type Lookup = {
  readonly addresses: readonly AddressRange[] | null;
  readonly startedMs: number;
  readonly name: string;
  readonly fact: Fact;
};

const unknownNames = new Set(['no-such-name', 'no-data']);

/** What the system's resolver, which the device's own stands for, said about names; a probe to a name had to look it up as well. */
function lookups(view: Facts): Lookup[] {
  const asked = view.of('dns-probe').map((fact): Lookup => {
    const own = fact.answers.filter((answer) => answer.server === 'system');
    const isTold = own.some((answer) => answer.result === 'answered' || unknownNames.has(answer.result));
    const addresses = isTold ? parseRanges(own.flatMap((answer) => answer.values)) : null;
    return { name: fact.name.toLowerCase(), startedMs: fact.startedMs, addresses, fact };
  });
  const probed = [...view.of('ike-probe'), ...view.of('health-probe')].flatMap((fact): Lookup[] =>
    fact.address === null || fact.address === fact.host
      ? []
      : [{ name: fact.host.toLowerCase(), startedMs: fact.startedMs, addresses: parseRanges([fact.address]), fact }],
  );
  return newest([...asked, ...probed], (lookup) => lookup.name);
}

/** A host name as a device is set up with one; `%any` and the like call nobody. */
const hostName = /^[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+\.?$/;

/** Everything that RRAS interfaces and tunnels of devices call, each once. */
export function dialledEnds(view: Facts): Dialled[] {
  const known = new Map(lookups(view).map((lookup) => [lookup.name, lookup]));
  const configured = [
    ...view.of('rras-interface').flatMap((fact) => fact.destinations.map((name) => ({ name, fact }))),
    ...view.of('device-tunnel').flatMap((fact) => fact.peers.map((name) => ({ name, fact }))),
  ];
  const ends = new Map<string, Dialled>();
  for (const { name, fact } of configured) {
    const literal = parseRange(name);
    const key = name.toLowerCase();
    if (ends.has(key) || (literal === null && !hostName.test(name))) continue;
    const lookup = literal === null ? known.get(key) : undefined;
    ends.set(key, {
      name,
      addresses: literal === null ? (lookup?.addresses ?? null) : [literal],
      isName: literal === null,
      citations: gather(lookup?.fact.citations ?? [], fact.citations.filter((c) => c.quote.includes(name)).slice(0, 1)),
    });
  }
  return [...ends.values()];
}
