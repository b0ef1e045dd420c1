import type { z } from 'zod';
import { ExpectedError } from '#shared/api/result.ts';
import type {
  AzureConnectionChoice,
  AzureGatewayChoice,
  AzureInterfaceChoice,
  AzureStorageChoice,
  AzureSubscription,
} from '#shared/model/azure.ts';
import { parseArmId, resourceName } from '#shared/net/arm-id.ts';
import type { ArmClient } from './arm-client.ts';
import { ConnectionList, GatewayBody, GatewayList, InterfaceList, StorageList, SubscriptionList, VnetBody } from './arm-models.ts';
import { vnetOfSubnet } from './known.ts';

type Interface = z.output<typeof InterfaceList>['value'][number];

const network = { 'api-version': '2024-05-01' };
const subscriptionId = /^[\w-]+$/;
const maxSubscriptions = 5;
const byName = <T extends { readonly name: string }>(a: T, b: T): number => a.name.localeCompare(b.name);
const groupOf = (id: string): string => parseArmId(id)?.resourceGroup ?? '';

function bad(what: string): ExpectedError {
  return new ExpectedError('azure-bad-answer', { what });
}

/** The subscriptions that the account can see. */
export async function listSubscriptions(client: ArmClient, signal: AbortSignal): Promise<AzureSubscription[]> {
  const what = 'subscriptions';
  const call = { what, permission: 'Microsoft.Resources/subscriptions/read' };
  const query = { 'api-version': '2022-12-01' };
  const list = SubscriptionList.safeParse((await client.list({ method: 'GET', path: '/subscriptions', query, call }, signal)).value);
  if (!list.success) throw bad(what);
  return list.data.value.map((s) => ({ id: s.subscriptionId, name: s.displayName || s.subscriptionId, state: s.state })).toSorted(byName);
}

/**
 * The VPN gateways of a subscription. Gateways themselves can be listed by resource group only, so the list of all resources is
 * asked; it does not say the type of a gateway, so that ExpressRoute gateways are listed too.
 */
export async function listGateways(client: ArmClient, subscription: string, signal: AbortSignal): Promise<AzureGatewayChoice[]> {
  const call = { what: 'gateways', permission: 'Microsoft.Resources/subscriptions/resources/read' };
  const query = { 'api-version': '2021-04-01', $filter: "resourceType eq 'Microsoft.Network/virtualNetworkGateways'" };
  const path = `/subscriptions/${subscription}/resources`;
  const list = GatewayList.safeParse((await client.list({ method: 'GET', path, query, call }, signal)).value);
  if (!list.success) throw bad(call.what);
  return list.data.value
    .map(({ id, name, location, properties }) => ({
      id,
      name,
      location,
      resourceGroup: groupOf(id),
      sku: properties.sku.name,
      vpnType: properties.vpnType,
    }))
    .toSorted(byName);
}

/** The VNet of a gateway and those that it is peered with: workloads often stand in a network of their own. */
async function networksAround(client: ArmClient, gatewayId: string, signal: AbortSignal): Promise<string[]> {
  const of = { what: `gateway ${resourceName(gatewayId)}`, permission: 'Microsoft.Network/virtualNetworkGateways/read' };
  const gateway = GatewayBody.safeParse((await client.send({ method: 'GET', path: gatewayId, query: network, call: of }, signal)).value);
  if (!gateway.success) throw bad(of.what);
  const home = gateway.data.properties.ipConfigurations.map((c) => vnetOfSubnet(c.properties.subnet?.id)).find((id) => id !== undefined);
  if (home === undefined) return [];
  const call = { what: `network ${resourceName(home)}`, permission: 'Microsoft.Network/virtualNetworks/read' };
  const answer = await client.send({ method: 'GET', path: home, query: network, call }, signal).catch(unlessUnseen({ value: null }));
  const vnet = VnetBody.safeParse(answer.value);
  const peers = vnet.success ? vnet.data.properties.virtualNetworkPeerings.map((p) => p.properties.remoteVirtualNetwork?.id ?? '') : [];
  return [home, ...peers].map((id) => id.toLowerCase()).filter((id) => subscriptionId.test(parseArmId(id)?.subscription ?? ''));
}

/**
 * The network interfaces in the VNet of a gateway and in those peered with it, with the machines that they belong to. Those of a
 * subscription are listed and sorted out: a VNet lists its interfaces by name only. Peers that the account may not see are left out.
 */
export async function listInterfaces(client: ArmClient, gatewayId: string, signal: AbortSignal): Promise<AzureInterfaceChoice[]> {
  const vnets = await networksAround(client, gatewayId, signal);
  const subscriptions = [...new Set(vnets.map((id) => parseArmId(id)?.subscription ?? ''))].slice(0, maxSubscriptions);
  const call = { what: 'network interfaces', permission: 'Microsoft.Network/networkInterfaces/read' };
  const found: AzureInterfaceChoice[] = [];
  for (const [index, subscription] of subscriptions.entries()) {
    const path = `/subscriptions/${subscription}/providers/Microsoft.Network/networkInterfaces`;
    const asked = client.list({ method: 'GET', path, query: network, call }, signal);
    const answer = await (index === 0 ? asked : asked.catch(unlessUnseen({ value: { value: [] } })));
    const list = InterfaceList.safeParse(answer.value);
    if (!list.success) throw bad(call.what);
    found.push(...list.data.value.filter((nic) => liesIn(nic, vnets)).map(choiceOf));
  }
  return found.toSorted(byName);
}

/** Takes `instead` for what the account may not see; throws every other error on. */
function unlessUnseen<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ExpectedError && ['azure-forbidden', 'azure-not-found'].includes(error.appError.code)) return instead;
    throw error;
  };
}

function liesIn({ properties }: Interface, vnets: readonly string[]): boolean {
  return properties.ipConfigurations.some((c) => vnets.includes(vnetOfSubnet(c.properties.subnet?.id)?.toLowerCase() ?? ''));
}

function choiceOf({ id, name, properties }: Interface): AzureInterfaceChoice {
  const addresses = properties.ipConfigurations.map((c) => c.properties.privateIPAddress).filter((address) => address !== '');
  return { id, name, machine: resourceName(properties.virtualMachine?.id ?? ''), addresses };
}

/** The storage accounts of a subscription. */
export async function listStorageAccounts(client: ArmClient, subscription: string, signal: AbortSignal): Promise<AzureStorageChoice[]> {
  const call = { what: 'storage accounts', permission: 'Microsoft.Resources/subscriptions/resources/read' };
  const query = { 'api-version': '2021-04-01', $filter: "resourceType eq 'Microsoft.Storage/storageAccounts'" };
  const path = `/subscriptions/${subscription}/resources`;
  const list = StorageList.safeParse((await client.list({ method: 'GET', path, query, call }, signal)).value);
  if (!list.success) throw bad(call.what);
  return list.data.value.map(({ id, name, location }) => ({ id, name, location, resourceGroup: groupOf(id) })).toSorted(byName);
}

/** The connections of a gateway. */
export async function listConnections(client: ArmClient, gatewayId: string, signal: AbortSignal): Promise<AzureConnectionChoice[]> {
  const call = {
    what: `connections of ${resourceName(gatewayId)}`,
    permission: 'Microsoft.Network/virtualNetworkGateways/connections/read',
  };
  const list = ConnectionList.safeParse(
    (await client.list({ method: 'GET', path: `${gatewayId}/connections`, query: network, call }, signal)).value,
  );
  if (!list.success) throw bad(call.what);
  return list.data.value
    .map(({ id, name, properties }) => ({
      id,
      name,
      resourceGroup: groupOf(id),
      type: properties.connectionType,
      localGateway: resourceName(properties.localNetworkGateway2?.id ?? ''),
    }))
    .toSorted(byName);
}
