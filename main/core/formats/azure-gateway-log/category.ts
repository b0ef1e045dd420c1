import type { LogRow } from '../azure-monitor/row.ts';

const categories: readonly (readonly [RegExp, string])[] = [
  [/^IKELogEvent$/i, 'IKEDiagnosticLog'],
  [/^Tunnel(?:Dis)?connected$/i, 'TunnelDiagnosticLog'],
  [/^(?:StaticRoute|Bgp(?:Route|Connected|Disconnected))/i, 'RouteDiagnosticLog'],
  [/^P2SLogEvent$/i, 'P2SDiagnosticLog'],
  [/^(?:SetGateway|SetConnection|HostMaintenance|GatewayTenant|MigrateCustomer|GatewayResource|ValidateGateway)/i, 'GatewayDiagnosticLog'],
];

/** Operations of the activity log on what a tunnel consists of (Microsoft, Resource provider operations, Microsoft.Network). */
const activity =
  /^Microsoft\.Network\/(?:virtualNetworkGateways|localNetworkGateways|connections|vpnGateways|vpnSites|publicIPAddresses|virtualNetworks|networkSecurityGroups|routeTables)(?:\/|$)/i;

/** Queries that project a few columns leave the operation out; its state tells it then. */
function tunnelState(row: LogRow): 'TunnelConnected' | 'TunnelDisconnected' | null {
  if (!row.has('remoteip') && !row.has('statechangereason')) return null;
  const status = row.get('status') ?? '';
  if (/^connected$/i.test(status)) return 'TunnelConnected';
  return /^disconnected$/i.test(status) ? 'TunnelDisconnected' : null;
}

/** The operation of a row as logged, or as its other columns tell it. */
export function operationOf(row: LogRow): string | null {
  return row.get('operationname') ?? row.get('operationnamevalue') ?? tunnelState(row);
}

/** Category of the row, also where only the operation is exported; null when it is no row about a VPN gateway. */
export function categoryOf(row: LogRow): string | null {
  const named = row.get('category') ?? '';
  if (/^(?:IKE|Tunnel|Gateway|Route|P2S)DiagnosticLog$/i.test(named)) return named;
  const operation = row.get('operationnamevalue') ?? operationOf(row) ?? '';
  if (activity.test(operation)) return 'Administrative';
  return categories.find(([pattern]) => pattern.test(operation))?.[1] ?? null;
}
