import type { GatewayChange, SignalClass } from '#shared/model/fact.ts';
import type { AzureGatewayLogData } from '#shared/model/record-data.ts';

/**
 * Operations of GatewayDiagnosticLog that interrupt tunnels (Microsoft, Troubleshoot VPN gateway with diagnostic logs,
 * 2024-10). Changes that somebody makes to a connection are no maintenance.
 */
const maintenance = /^(?:HostMaintenanceEvent|GatewayTenantPrimaryChanged|MigrateCustomerSubscription|GatewayResourceMove)$/i;
const upgrade = /upgrade gateway/i;

/** The operation of a row that tells about maintenance; null for every other row. */
export function maintenanceOf(row: AzureGatewayLogData): string | null {
  if (row.operation !== null && maintenance.test(row.operation)) return row.operation;
  return row.message !== null && upgrade.test(row.message) ? (row.operation ?? 'Upgrade') : null;
}

/** Changes that somebody makes to the gateway or a connection; ValidateGatewayConfiguration changes nothing. */
const configuration = /^Set(?:Gateway|Connection)Configuration$/i;

/** Operations of the activity log that change something; those that were only accepted, or failed, are left out. */
const activity =
  /^Microsoft\.Network\/(?:virtualNetworkGateways|localNetworkGateways|connections|vpnGateways|vpnSites)\/(?:.{1,60}\/)?(?:write|delete|reset\w{0,20}\/action|resetconnection\/action)$/i;

/** A row about a change of the gateway; null for every other row. */
export function gatewayChange(row: AzureGatewayLogData): Pick<GatewayChange, 'operation' | 'what'> | null {
  const operation = maintenanceOf(row);
  if (operation !== null) return { operation, what: 'maintenance' };
  if (row.operation === null) return null;
  const isActivity = activity.test(row.operation) && !/^(?:accept|fail)(?:ed|ure)?$/i.test(row.status ?? '');
  return isActivity || configuration.test(row.operation) ? { operation: row.operation, what: 'configuration' } : null;
}

/** `stateChangeReason` is free text without a published list, hence patterns; the first that fits counts. */
const reasons: readonly (readonly [RegExp, SignalClass])[] = [
  [/auth|credential/i, 'authentication'],
  [/time-?d? ?-?out|\bdpd\b|dead ?peer|not respond|unreachable/i, 'peer-lost'],
  [/remotely|\bpeer\b|delete/i, 'peer-closed'],
  [/polic(?:y|ies)/i, 'ike-policy'],
];

/** What a row of TunnelDiagnosticLog says; only disconnections of the IKE SA are logged. Null for every other row. */
export function tunnelChange(row: AzureGatewayLogData): 'connected' | SignalClass | null {
  const change = row.operation ?? '';
  if (/^TunnelConnected$/i.test(change)) return 'connected';
  if (!/^TunnelDisconnected$/i.test(change)) return null;
  return reasons.find(([pattern]) => pattern.test(row.reason ?? ''))?.[1] ?? 'other';
}
