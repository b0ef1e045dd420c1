import type { FactOf } from '#shared/model/fact.ts';
import type { AzureRoute } from '#shared/model/record-data.ts';
import { contains, parseRange, prefixLength, rangeText } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { Facts } from '../check.ts';
import { onPremisesPrefixes } from './network.ts';
import { citing } from './result.ts';

type RouteTable = FactOf<'azure-route-table'>;
type ReadRoute = { readonly range: AddressRange; readonly text: string; readonly route: AzureRoute };

/** A part of the on-premises network that a machine does not send to the gateway, and where it sends it instead. */
export type Astray = {
  /** True for a user route that leads away; false where no route to the gateway is in force. */
  readonly diverted: boolean;
  readonly destination: string;
  readonly nextHop: string;
  readonly citations: RouteTable['citations'];
};

/**
 * Next hops that lose what is meant for on premises. A virtual appliance may forward it, so it decides nothing. Microsoft Learn,
 * "Virtual network traffic routing".
 */
const losing = /^(?:none|internet|vnetlocal)$/i;

function readRoutes(table: RouteTable): ReadRoute[] {
  return table.routes
    .filter(({ state }) => state === null || /^active$/i.test(state))
    .flatMap((route) =>
      route.prefixes.flatMap((text) => {
        const range = parseRange(text);
        return range === null ? [] : [{ range, text, route }];
      }),
    );
}

function judge(table: RouteTable, routes: readonly ReadRoute[], wanted: AddressRange): Astray | null {
  const around = routes.filter(({ range }) => contains(range, wanted));
  // The longest prefix wins; of equal ones Azure shows one as active.
  const chosen = around.toSorted((a, b) => (prefixLength(b.range) ?? 0) - (prefixLength(a.range) ?? 0))[0];
  const inside = routes.find(({ range, route }) => range !== chosen?.range && contains(wanted, range) && losing.test(route.nextHopType));
  const found = chosen !== undefined && losing.test(chosen.route.nextHopType) ? chosen : inside;
  if (found === undefined) return null;
  const destination = contains(found.range, wanted) ? rangeText(wanted) : rangeText(found.range);
  const line = new RegExp(found.text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const diverted = /^user$/i.test(found.route.origin ?? '');
  return { diverted, destination, nextHop: found.route.nextHopType, citations: citing(table, line) };
}

/** What the effective routes of the case lose of the prefixes that Azure believes to lie on premises. */
export function astrayRoutes(view: Facts): Astray[] {
  const wanted = onPremisesPrefixes(view);
  return view
    .of('azure-route-table')
    .filter(({ effective }) => effective)
    .flatMap((table) => {
      const routes = readRoutes(table);
      return wanted.flatMap((range) => judge(table, routes, range) ?? []);
    });
}
