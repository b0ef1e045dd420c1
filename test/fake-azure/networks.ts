import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDir } from '../helpers/corpus.ts';
import type { FakeAzure } from './fake-azure.ts';

/** A network twice: as files that `az` or a recording exported, and as the resource manager would answer. */
export type Network = {
  readonly exported: readonly { readonly path: string; readonly text: string }[];
  readonly resources: readonly { readonly id: string }[];
  readonly gatewayId: string;
  readonly connectionId: string;
};

type Json = Readonly<Record<string, unknown>>;

const outside = new Set(['id', 'name', 'type', 'etag', 'location', 'tags', 'zones']);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `az` prints the members of `properties` beside the name and adds the resource group; the resource manager nests them. */
export function asResourceManager(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asResourceManager);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => name !== 'resourceGroup');
  const nested = members.map(([name, member]) => [name, asResourceManager(member)] as const);
  if (!('name' in value) || members.length < 3) return Object.fromEntries(nested);
  const isSku = members.every(([name]) => ['name', 'tier', 'capacity', 'family', 'size'].includes(name));
  if (isSku) return Object.fromEntries(nested);
  return {
    ...Object.fromEntries(nested.filter(([name]) => outside.has(name))),
    etag: 'W/"1"',
    properties: Object.fromEntries(nested.filter(([name]) => !outside.has(name))),
  };
}

function idOf(value: unknown): string {
  return isObject(value) && typeof value['id'] === 'string' ? value['id'] : '';
}

const find = (resources: readonly { readonly id: string }[], type: string): string =>
  resources.find(({ id }) => new RegExp(`/${type}/[^/]+$`, 'i').test(id))?.id ?? '';

function networkOf(exported: Network['exported'], bodies: readonly unknown[]): Network {
  const resources = bodies.filter(isObject).map((body) => ({ ...body, id: idOf(body) }));
  return { exported, resources, gatewayId: find(resources, 'virtualNetworkGateways'), connectionId: find(resources, 'connections') };
}

/** The Azure side of a sample, with a VNet around its GatewaySubnet: the resource manager lists subnets in their VNet. */
export function sampleNetwork(sample: string): Network {
  const folder = join(import.meta.dirname, '../../assets/samples', sample, 'azure');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = files.map((name) => ({ path: `azure/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
  const bodies: unknown[] = read.map(({ text }): unknown => JSON.parse(text));
  const subnets = bodies.filter((body) => /\/subnets\/[^/]+$/.test(idOf(body)));
  const id = /^(.*)\/subnets\//.exec(idOf(subnets[0]))?.[1] ?? '';
  const vnet = {
    id,
    name: id.split('/').at(-1),
    type: 'Microsoft.Network/virtualNetworks',
    location: 'japaneast',
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] },
    subnets,
    virtualNetworkPeerings: [],
  };
  const others = bodies.filter((body) => !subnets.includes(body));
  const exported = [...read, { path: 'azure/vnet.json', text: JSON.stringify(vnet, null, 2) }];
  return networkOf(exported, [...others, vnet].map(asResourceManager));
}

/** A network that was recorded from Azure (a connection with BGP, made and deleted by a test of an SDK). */
export function recordedNetwork(): Network {
  const names = [
    '02_virtualNetworks_GET_X',
    '04_virtualNetworkGateways_GET_vngwX',
    '06_localNetworkGateways_GET_lngwX',
    '08_connections_GET_myNewConnection',
  ];
  const exported = names.map((name) => {
    const path = `java_s2s_bgp_${name}_http200.json`;
    return { path, text: readFileSync(join(corpusDir, 'azure-json', path), 'utf8') };
  });
  return networkOf(
    exported,
    exported.map(({ text }): unknown => JSON.parse(text)),
  );
}

/** Lets the fake answer for a network: its resources, the lists that lead to them, and what a collection asks about them. */
export function serve(azure: FakeAzure, network: Network): void {
  const { gatewayId, connectionId, resources } = network;
  const subscription = gatewayId.split('/')[2] ?? '';
  for (const resource of resources) azure.arm.put(resource);
  const other = { subscriptionId: '12121212-1212-4212-8212-121212121212', displayName: 'Another', state: 'Enabled' };
  const third = { subscriptionId: '13131313-1313-4313-8313-131313131313', displayName: 'Test', state: 'Disabled' };
  azure.arm.list('/subscriptions', [{ subscriptionId: subscription, displayName: 'Contoso production', state: 'Enabled' }, other, third]);
  const bare = (id: string): Json => ({ id, name: id.split('/').at(-1), type: 'x', location: 'japaneast' });
  azure.arm.list(`/subscriptions/${subscription}/resources`, [bare(gatewayId)]);
  azure.arm.list(
    `${gatewayId}/connections`,
    resources.filter(({ id }) => id === connectionId),
  );
  azure.arm.on('POST', `${connectionId}/getikesas`, '{"Status":"Successful","Data":[]}', { later: 2 });
  azure.arm.on('POST', `${gatewayId}/getBgpPeerStatus`, { value: [] }, { later: 1, by: 'state' });
  azure.arm.on('POST', `${gatewayId}/getLearnedRoutes`, { value: [] }, { later: 1 });
  azure.arm.on('GET', `${gatewayId}/providers/Microsoft.Insights/metrics`, { cost: 0, timespan: '', interval: 'PT5M', value: [] });
  azure.arm.on('GET', `${gatewayId}/providers/Microsoft.Insights/diagnosticSettings`, { value: [] });
  azure.arm.list(`/subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values`, []);
}
