import { parseArmId, resourceName } from '#shared/net/arm-id.ts';
import type { ArmRequest } from './arm-client.ts';
import { blobOrigin } from './clouds.ts';
import { subscriptionOf, watcher, type Known } from './known.ts';

/** One request of a step. `about` names the resource; the file of its answer is named after the step and it. */
export type StepRequest = {
  readonly about: string;
  readonly request: Omit<ArmRequest, 'call'>;
  readonly paged?: boolean;
};

/** Versions are the newest that the recorded answers and the samples of Microsoft's specifications were seen with. */
export const network = { 'api-version': '2024-05-01' };
/** Interfaces in a scale set are read through Microsoft.Compute, which refuses newer versions of Microsoft.Network (Azure/azure-sdk-for-go, issue 18704). */
const scaleSetInterface = { 'api-version': '2018-10-01' };
const insights = { 'api-version': '2018-01-01' };
export const diagnosticSettings = { 'api-version': '2021-05-01-preview' };
export const compute = { 'api-version': '2024-07-01' };
const activityLog = { 'api-version': '2015-04-01' };
/** Not tried against a real workspace; the form is Microsoft Learn's "Azure Monitor Log Analytics API request format", through ARM. */
const logQuery = { 'api-version': '2020-08-01' };

const dayMs = 86_400_000;
const troubleshootMs = 15 * 60_000;

/** A plain read of a resource. */
export function get(id: string, query: Readonly<Record<string, string>> = network): StepRequest {
  return { about: resourceName(id), request: { method: 'GET', path: id, query } };
}

/** A network interface, of a machine by itself or of one in a scale set. */
export function getInterface(id: string): StepRequest {
  return get(id, /\/virtualMachineScaleSets\//i.test(id) ? scaleSetInterface : network);
}

/** A POST of an action that reads. */
export function post(id: string, action: string, more: Partial<StepRequest['request']> = {}): StepRequest {
  return { about: resourceName(id), request: { method: 'POST', path: `${id}/${action}`, query: network, ...more } };
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function span(known: Known, ms: number): string {
  return `${isoSeconds(known.nowMs - ms)}/${isoSeconds(known.nowMs)}`;
}

/** Figures of Azure Monitor of the last 24 hours, one in five minutes. */
export function metrics(id: string, names: readonly string[], known: Known): StepRequest {
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
export function gatewayLogs(workspace: string, known: Known): StepRequest {
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

/** What was changed in the gateway's resource group in the last 14 days. */
export function activity(known: Known): StepRequest {
  const { gatewayId } = known.target;
  const group = parseArmId(gatewayId)?.resourceGroup ?? '';
  const from = new Date(known.nowMs - 14 * dayMs).toISOString();
  const filter = `eventTimestamp ge '${from}' and eventTimestamp le '${new Date(known.nowMs).toISOString()}' and resourceGroupName eq '${group}'`;
  const path = `/subscriptions/${subscriptionOf(gatewayId)}/providers/Microsoft.Insights/eventtypes/management/values`;
  return { about: group, request: { method: 'GET', path, query: { ...activityLog, $filter: filter } }, paged: true };
}

/** Starts the diagnosis of the connection; nothing without a Network Watcher in the region or a place for its report. */
export function troubleshoot(known: Known): readonly StepRequest[] {
  const place = watcher(known);
  const { storage } = known;
  if (place === null || storage === null) return [];
  const storagePath = `${blobOrigin(resourceName(storage.storageId), known.cloud)}/${storage.container}`;
  const body = { targetResourceId: known.target.connectionId, properties: { storageId: storage.storageId, storagePath } };
  return [{ ...post(place, 'troubleshoot', { body, operationMs: troubleshootMs }), about: resourceName(known.target.connectionId) }];
}

export const gatewayMetrics = ['AverageBandwidth', 'TunnelAverageBandwidth', 'TunnelIngressBytes', 'TunnelEgressBytes'];
export const machineMetrics = ['Percentage CPU', 'Network In Total', 'Network Out Total'];
