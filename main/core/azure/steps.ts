import type { PlannedCall } from '#shared/model/azure.ts';
import { parseArmId, resourceName } from '#shared/net/arm-id.ts';
import type { ArmRequest } from './arm-client.ts';
import { blobOrigin } from './clouds.ts';
import {
  localGateways,
  networkInterfaces,
  networks,
  otherNetworks,
  publicAddresses,
  routeTables,
  securityGroups,
  subscriptionOf,
  usesBgp,
  virtualMachines,
  watcher,
  workspaces,
  type Known,
} from './known.ts';

/** One request of a step. `about` names the resource; the file of its answer is named after the step and it. */
export type StepRequest = {
  readonly about: string;
  readonly request: Omit<ArmRequest, 'call'>;
  readonly paged?: boolean;
};

/** A kind of call and how to make it once the steps before have answered. The order is the order of collection. */
export type Step = PlannedCall & {
  /** Steps whose answers say what to ask. Without them this one is a gap. */
  readonly basis: readonly string[];
  /** Message of the gap when the answers say that there is nothing to ask; absent where nothing to ask is no loss. */
  readonly whenNone?: string;
  /** True when the wish itself names what to ask: then the basis is not needed. */
  readonly isNamed?: (known: Known) => boolean;
  readonly requests: (known: Known) => readonly StepRequest[];
};

/** Versions are the newest that the recorded answers and the samples of Microsoft's specifications were seen with. */
const network = { 'api-version': '2024-05-01' };
const insights = { 'api-version': '2018-01-01' };
const diagnosticSettings = { 'api-version': '2021-05-01-preview' };
const compute = { 'api-version': '2024-07-01' };
const activityLog = { 'api-version': '2015-04-01' };
/** Not tried against a real workspace; the form is Microsoft Learn's "Azure Monitor Log Analytics API request format", through ARM. */
const logQuery = { 'api-version': '2020-08-01' };

const maxMachines = 4;
const dayMs = 86_400_000;
const troubleshootMs = 15 * 60_000;

function get(id: string, query: Readonly<Record<string, string>> = network): StepRequest {
  return { about: resourceName(id), request: { method: 'GET', path: id, query } };
}

function post(id: string, action: string, more: Partial<StepRequest['request']> = {}): StepRequest {
  return { about: resourceName(id), request: { method: 'POST', path: `${id}/${action}`, query: network, ...more } };
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function span(known: Known, ms: number): string {
  return `${isoSeconds(known.nowMs - ms)}/${isoSeconds(known.nowMs)}`;
}

function metrics(id: string, names: readonly string[], known: Known): StepRequest {
  const query = {
    ...insights,
    metricnames: names.join(','),
    timespan: span(known, dayMs),
    interval: 'PT5M',
    aggregation: 'Average,Maximum,Total',
  };
  return { about: resourceName(id), request: { method: 'GET', path: `${id}/providers/Microsoft.Insights/metrics`, query } };
}

/** The logs of this gateway of the last three days, newest first. */
function gatewayLogs(workspace: string, known: Known): StepRequest {
  const categories = ['GatewayDiagnosticLog', 'TunnelDiagnosticLog', 'RouteDiagnosticLog', 'IKEDiagnosticLog'];
  const query = [
    'AzureDiagnostics',
    `where Category in (${categories.map((c) => `"${c}"`).join(', ')})`,
    `where _ResourceId =~ "${known.target.gatewayId.toLowerCase()}"`,
    'order by TimeGenerated desc',
    'take 5000',
  ].join(' | ');
  return post(workspace, 'api/query', { query: logQuery, body: { query, timespan: 'P3D' } });
}

function activity(known: Known): StepRequest {
  const { gatewayId } = known.target;
  const group = parseArmId(gatewayId)?.resourceGroup ?? '';
  const from = new Date(known.nowMs - 14 * dayMs).toISOString();
  const filter = `eventTimestamp ge '${from}' and eventTimestamp le '${new Date(known.nowMs).toISOString()}' and resourceGroupName eq '${group}'`;
  const path = `/subscriptions/${subscriptionOf(gatewayId)}/providers/Microsoft.Insights/eventtypes/management/values`;
  return { about: group, request: { method: 'GET', path, query: { ...activityLog, $filter: filter } }, paged: true };
}

function choseInterfaces({ interfaces }: Known): boolean {
  return interfaces.length > 0;
}

function troubleshoot(known: Known): readonly StepRequest[] {
  const place = watcher(known);
  const { storage } = known;
  if (place === null || storage === null) return [];
  const storagePath = `${blobOrigin(resourceName(storage.storageId), known.cloud)}/${storage.container}`;
  const body = { targetResourceId: known.target.connectionId, properties: { storageId: storage.storageId, storagePath } };
  return [{ ...post(place, 'troubleshoot', { body, operationMs: troubleshootMs }), about: resourceName(known.target.connectionId) }];
}

const gatewayMetrics = ['AverageBandwidth', 'TunnelAverageBandwidth', 'TunnelIngressBytes', 'TunnelEgressBytes'];
const machineMetrics = ['Percentage CPU', 'Network In Total', 'Network Out Total'];

const read = { method: 'GET', kind: 'read', byDefault: true, basis: [] } as const;
const readingPost = { method: 'POST', kind: 'reading-post', byDefault: true, basis: [] } as const;
const networkPath = '/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.Network';

/**
 * Everything that a collection can ask, in the order in which it does. Paths, methods and permissions: Microsoft Learn, "Azure
 * permissions for Networking", and the operations of `@azure/arm-network` 39.0.0 (read 22 Nov 2026).
 */
export const steps: readonly Step[] = [
  {
    ...read,
    id: 'connection',
    path: '{connection}',
    permission: 'Microsoft.Network/connections/read',
    requests: ({ target }) => [get(target.connectionId)],
  },
  {
    ...read,
    id: 'gateway',
    path: '{gateway}',
    permission: 'Microsoft.Network/virtualNetworkGateways/read',
    requests: ({ target }) => [get(target.gatewayId)],
  },
  {
    ...read,
    id: 'local-gateway',
    basis: ['connection'],
    path: `${networkPath}/localNetworkGateways/{name}`,
    permission: 'Microsoft.Network/localNetworkGateways/read',
    requests: (known) => localGateways(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'public-ip',
    basis: ['gateway'],
    path: `${networkPath}/publicIPAddresses/{name}`,
    permission: 'Microsoft.Network/publicIPAddresses/read',
    requests: (known) => publicAddresses(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'vnet',
    basis: ['gateway'],
    path: `${networkPath}/virtualNetworks/{name}`,
    permission: 'Microsoft.Network/virtualNetworks/read',
    requests: (known) => networks(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'nic',
    basis: ['vnet'],
    path: `${networkPath}/networkInterfaces/{name}`,
    permission: 'Microsoft.Network/networkInterfaces/read',
    isNamed: choseInterfaces,
    requests: (known) => networkInterfaces(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'peer-vnet',
    basis: ['nic'],
    path: `${networkPath}/virtualNetworks/{name}`,
    permission: 'Microsoft.Network/virtualNetworks/read',
    requests: (known) => otherNetworks(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'nsg',
    basis: ['vnet'],
    path: `${networkPath}/networkSecurityGroups/{name}`,
    permission: 'Microsoft.Network/networkSecurityGroups/read',
    requests: (known) => securityGroups(known).map((id) => get(id)),
  },
  {
    ...read,
    id: 'route-table',
    basis: ['vnet'],
    path: `${networkPath}/routeTables/{name}`,
    permission: 'Microsoft.Network/routeTables/read',
    requests: (known) => routeTables(known).map((id) => get(id)),
  },
  {
    ...readingPost,
    id: 'ike-sas',
    path: '{connection}/getikesas',
    permission: 'Microsoft.Network/connections/getikesas/action',
    requests: ({ target }) => [post(target.connectionId, 'getikesas')],
  },
  {
    ...readingPost,
    id: 'bgp-peers',
    basis: ['gateway'],
    path: '{gateway}/getBgpPeerStatus',
    permission: 'Microsoft.Network/virtualNetworkGateways/getbgppeerstatus/action',
    requests: (known) => (usesBgp(known) ? [post(known.target.gatewayId, 'getBgpPeerStatus')] : []),
  },
  {
    ...readingPost,
    id: 'learned-routes',
    basis: ['gateway'],
    path: '{gateway}/getLearnedRoutes',
    permission: 'Microsoft.Network/virtualNetworkGateways/getlearnedroutes/action',
    requests: (known) => (usesBgp(known) ? [post(known.target.gatewayId, 'getLearnedRoutes')] : []),
  },
  {
    ...readingPost,
    id: 'effective-nsg',
    basis: ['vnet'],
    path: `${networkPath}/networkInterfaces/{name}/effectiveNetworkSecurityGroups`,
    permission: 'Microsoft.Network/networkInterfaces/effectiveNetworkSecurityGroups/action',
    byDefault: false,
    isNamed: choseInterfaces,
    requests: (known) => networkInterfaces(known).map((id) => post(id, 'effectiveNetworkSecurityGroups')),
  },
  {
    ...readingPost,
    id: 'effective-routes',
    basis: ['vnet'],
    path: `${networkPath}/networkInterfaces/{name}/effectiveRouteTable`,
    permission: 'Microsoft.Network/networkInterfaces/effectiveRouteTable/action',
    byDefault: false,
    isNamed: choseInterfaces,
    requests: (known) => networkInterfaces(known).map((id) => post(id, 'effectiveRouteTable')),
  },
  {
    ...read,
    id: 'gateway-metrics',
    path: '{gateway}/providers/Microsoft.Insights/metrics',
    permission: 'Microsoft.Insights/metrics/read',
    requests: (known) => [metrics(known.target.gatewayId, gatewayMetrics, known)],
  },
  {
    ...read,
    id: 'vm',
    basis: ['nic'],
    path: '/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{name}',
    permission: 'Microsoft.Compute/virtualMachines/read',
    requests: (known) =>
      virtualMachines(known)
        .slice(0, maxMachines)
        .map((id) => get(id, { ...compute, $expand: 'instanceView' })),
  },
  {
    ...read,
    id: 'vm-metrics',
    basis: ['nic'],
    path: '/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{name}/providers/Microsoft.Insights/metrics',
    permission: 'Microsoft.Insights/metrics/read',
    requests: (known) =>
      virtualMachines(known)
        .slice(0, maxMachines)
        .map((id) => metrics(id, machineMetrics, known)),
  },
  {
    ...read,
    id: 'diagnostic-settings',
    path: '{gateway}/providers/Microsoft.Insights/diagnosticSettings',
    permission: 'Microsoft.Insights/diagnosticSettings/read',
    requests: ({ target }) => [
      {
        ...get(`${target.gatewayId}/providers/Microsoft.Insights/diagnosticSettings`, diagnosticSettings),
        about: resourceName(target.gatewayId),
      },
    ],
  },
  {
    ...readingPost,
    id: 'gateway-logs',
    basis: ['diagnostic-settings'],
    whenNone: 'azure.gap.no-workspace',
    path: '/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.OperationalInsights/workspaces/{name}/api/query',
    permission: 'Microsoft.OperationalInsights/workspaces/query/*/read',
    requests: (known) => workspaces(known).map((id) => gatewayLogs(id, known)),
  },
  {
    ...read,
    id: 'activity-log',
    path: '/subscriptions/{s}/providers/Microsoft.Insights/eventtypes/management/values',
    permission: 'Microsoft.Insights/eventtypes/values/read',
    requests: (known) => [activity(known)],
  },
  {
    ...read,
    id: 'shared-key',
    kind: 'key',
    path: '{connection}/sharedkey',
    permission: 'Microsoft.Network/connections/sharedKey/action',
    byDefault: false,
    requests: ({ target }) => [{ ...get(`${target.connectionId}/sharedkey`), about: resourceName(target.connectionId) }],
  },
  {
    ...read,
    id: 'network-watchers',
    path: '/subscriptions/{s}/providers/Microsoft.Network/networkWatchers',
    permission: 'Microsoft.Network/networkWatchers/read',
    byDefault: false,
    requests: ({ target }) => {
      const subscription = subscriptionOf(target.gatewayId);
      const path = `/subscriptions/${subscription}/providers/Microsoft.Network/networkWatchers`;
      return [{ about: subscription, request: { method: 'GET', path, query: network }, paged: true }];
    },
  },
  {
    ...readingPost,
    id: 'troubleshoot',
    basis: ['gateway', 'network-watchers'],
    whenNone: 'azure.gap.no-watcher',
    kind: 'starts',
    path: `${networkPath}/networkWatchers/{name}/troubleshoot`,
    permission: 'Microsoft.Network/networkWatchers/troubleshoot/action',
    byDefault: false,
    requests: troubleshoot,
  },
  {
    ...read,
    id: 'report-files',
    basis: ['troubleshoot'],
    kind: 'report',
    path: 'https://{account}.blob.{suffix}/{container}',
    permission: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
    byDefault: false,
    requests: () => [],
  },
];
