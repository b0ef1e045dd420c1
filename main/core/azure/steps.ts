import type { PlannedCall } from '#shared/model/azure.ts';
import { resourceName } from '#shared/net/arm-id.ts';
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
  workspaces,
  type Known,
} from './known.ts';
import {
  activity,
  compute,
  diagnosticSettings,
  gatewayLogs,
  gatewayMetrics,
  get,
  getInterface,
  machineMetrics,
  metrics,
  network,
  post,
  troubleshoot,
  type StepRequest,
} from './step-requests.ts';

/** A kind of call and how to make it once the steps before have answered. The order is the order of collection. */
export type Step = Omit<PlannedCall, 'needs'> & {
  /** Steps whose answers say what to ask. Without them this one is a gap. */
  readonly basis: readonly string[];
  /** Message of the gap when the answers say that there is nothing to ask; absent where nothing to ask is no loss. */
  readonly whenNone?: string;
  /** True when the wish itself names what to ask: then the basis is not needed. */
  readonly isNamed?: (known: Known) => boolean;
  readonly requests: (known: Known) => readonly StepRequest[];
};

const maxMachines = 4;

function choseInterfaces({ interfaces }: Known): boolean {
  return interfaces.length > 0;
}

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
    requests: (known) => networkInterfaces(known).map(getInterface),
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
