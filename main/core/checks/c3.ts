import type { FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import { parseRange, prefixLength } from '#shared/net/address-range.ts';
import { parseArmId, resourceName, sameResource } from '#shared/net/arm-id.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { isGatewaySubnet } from './support/network.ts';
import { decided, gather, undecided, unknown, worstOf } from './support/result.ts';

type Subnet = FactOf<'azure-subnet'>;
type RouteTable = FactOf<'azure-route-table'>;

/** /29 works, /27 or larger is what Microsoft recommends (VPN Gateway settings, GatewaySubnet). */
const smallestPrefix = 27;
const order = ['nsg-and-route', 'nsg-attached', 'default-route', 'route-table-attached', 'too-small', 'clean', 'cannot-tell'];
const nothing: MessageParams = { subnet: 'GatewaySubnet', nsg: unknown, routeTable: unknown, prefix: unknown };
const defaultRoutes = new Set(['0.0.0.0/0', '::/0']);

/** A user route for everything, or no learned routes: both take the gateway's own traffic away (Microsoft, VPN Gateway settings). */
function isHarmful(table: RouteTable): boolean {
  const diverts = table.routes.some(
    (r) => r.prefixes.some((p) => defaultRoutes.has(p.trim())) && !/^virtualnetworkgateway$/i.test(r.nextHopType),
  );
  return diverts || table.disableBgpRoutePropagation === true;
}

function tableOf(view: FactView, nameOrId: string): RouteTable | undefined {
  return view.of('azure-route-table').find((t) => !t.effective && t.name !== null && sameResource(t.name, nameOrId));
}

/** A subnet that does not show an NSG may still be named by the NSG's own listing. */
function attachedNsg(view: FactView, subnet: Subnet): { readonly name: string; readonly fact: FactOf<'azure-nsg'> | null } | null {
  if (subnet.nsg !== null) return { name: resourceName(subnet.nsg), fact: null };
  const fact = view.of('azure-nsg').find((nsg) => nsg.subnets.some((s) => isGatewaySubnet(s) && sameVnet(s, subnet.vnet)));
  return fact === undefined ? null : { name: fact.name ?? unknown, fact };
}

function sameVnet(subnetId: string, vnet: string | null): boolean {
  const parent = parseArmId(subnetId)?.parent ?? null;
  return parent === null || vnet === null || sameResource(parent, vnet);
}

function judge(view: FactView, subnet: Subnet): CheckResult {
  const nsg = attachedNsg(view, subnet);
  const listed = view.of('azure-route-table').find((t) => t.subnets.some((s) => isGatewaySubnet(s) && sameVnet(s, subnet.vnet)));
  const tableName = subnet.routeTable ?? listed?.name ?? null;
  const table = tableName === null ? undefined : (tableOf(view, tableName) ?? listed);
  const prefix = subnet.prefixes[0] ?? unknown;
  const params = { ...nothing, prefix, nsg: nsg?.name ?? unknown, routeTable: tableName === null ? unknown : resourceName(tableName) };
  const cite = gather(subnet.citations, nsg?.fact?.citations.slice(0, 1) ?? [], table?.citations ?? []);
  if (nsg !== null) return decided(tableName === null ? 'nsg-attached' : 'nsg-and-route', params, cite);
  if (tableName !== null) return decided(table !== undefined && isHarmful(table) ? 'default-route' : 'route-table-attached', params, cite);
  const lengths = subnet.prefixes.flatMap((p) => {
    const range = parseRange(p);
    return range?.version === 4 ? (prefixLength(range) ?? []) : [];
  });
  return decided(lengths.length > 0 && lengths.every((l) => l > smallestPrefix) ? 'too-small' : 'clean', params, cite);
}

/** Without the subnet itself, an NSG or route table that names GatewaySubnet among its own still proves the fault. */
function judgeByAttachment(view: FactView): CheckResult[] {
  const nsgs = view.of('azure-nsg').filter((n) => n.subnets.some(isGatewaySubnet));
  const tables = view.of('azure-route-table').filter((t) => t.subnets.some(isGatewaySubnet));
  const [nsg, table] = [nsgs[0], tables[0]];
  if (nsg === undefined && table === undefined) return [];
  const params = { ...nothing, nsg: nsg?.name ?? unknown, routeTable: table?.name ?? unknown };
  const cite = gather(nsg?.citations.slice(0, 1) ?? [], table?.citations ?? []);
  if (nsg !== undefined) return [decided(table === undefined ? 'nsg-attached' : 'nsg-and-route', params, cite)];
  return [decided(tables.some(isHarmful) ? 'default-route' : 'route-table-attached', params, cite)];
}

/** C3: nothing on GatewaySubnet that stands in the way of the gateway. */
export const check: Check = {
  id: 'C3',
  evaluate: (view): CheckResult => {
    const subnets = view.of('azure-subnet').filter((s) => isGatewaySubnet(s.name));
    const results = subnets.length > 0 ? subnets.map((s) => judge(view, s)) : judgeByAttachment(view);
    return worstOf(order, results) ?? undecided(nothing, ['azure-gateway-subnet']);
  },
};
