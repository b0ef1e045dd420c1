import { message } from '#shared/model/message.ts';
import type { RouteData } from '#shared/model/record-data.ts';
import type { Parsed } from '../../format.ts';
import { parseInteger } from '../numbers.ts';
import { recordOf, type Unit } from '../parsed.ts';
import type { PsObject } from '../ps-objects.ts';

/** A route record; `0.0.0.0` and `::` as next hop mean that the network is on the link. */
export function routeRecord(unit: Unit, route: Omit<RouteData, 'kind'>): Parsed {
  const data: RouteData = { kind: 'route', ...route };
  const what = route.nextHop
    ? message('record.route', { prefix: route.prefix, nextHop: route.nextHop })
    : message('record.route-on-link', { prefix: route.prefix });
  return recordOf(unit, data, { what, who: route.interfaceName });
}

const prefixShape = /^[0-9A-Fa-f:.]+\/\d{1,3}$/;

function persistent(object: PsObject): boolean | null {
  const store = object.get('PolicyStore') ?? object.get('Store');
  if (store === null) return null;
  if (/^(?:PersistentStore|0)$/i.test(store)) return true;
  return /^(?:ActiveStore|1)$/i.test(store) ? false : null;
}

/** `Get-NetRoute` as list, table, CSV or JSON; null for any other object. */
export function netRoute(object: PsObject): Parsed | null {
  const prefix = object.get('DestinationPrefix');
  if (prefix === null || !prefixShape.test(prefix) || !object.has('NextHop')) return null;
  const nextHop = object.get('NextHop');
  const ifIndex = object.get('ifIndex') ?? object.get('InterfaceIndex');
  return routeRecord(object, {
    prefix,
    nextHop: nextHop === '0.0.0.0' || nextHop === '::' ? null : nextHop,
    interfaceName: object.get('InterfaceAlias') ?? object.get('ifAlias') ?? ifIndex,
    metric: parseInteger(object.get('RouteMetric')),
    persistent: persistent(object),
  });
}
