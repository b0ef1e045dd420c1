import type { AzureCloud, CollectTarget, PlannedCall } from '#shared/model/azure.ts';
import { clouds } from './clouds.ts';
import { steps, type Step } from './steps.ts';

/**
 * Calls that another needs: the troubleshooting of Network Watcher must know which watcher to ask. Its report is a step whenever it
 * runs: if nobody wants it fetched, the case says where it lies.
 */
const troubleshooting = ['gateway', 'network-watchers', 'troubleshoot', 'report-files'];
const needs: Readonly<Record<string, readonly string[]>> = { troubleshoot: troubleshooting, 'report-files': troubleshooting };

function filled(path: string, target: CollectTarget, cloud: AzureCloud): string {
  return path
    .replace('{gateway}', target.gatewayId)
    .replace('{connection}', target.connectionId)
    .replace('{suffix}', clouds[cloud].storageSuffix);
}

/** What a collection of this connection would call, in order, before anything is called. Calls that only serve another are left out. */
export function planCollection(target: CollectTarget, cloud: AzureCloud): readonly PlannedCall[] {
  return steps
    .filter(({ id }) => id !== 'network-watchers')
    .map(({ id, method, path, kind, permission, byDefault }) => ({
      id,
      method,
      path: filled(path, target, cloud),
      kind,
      permission,
      byDefault,
    }));
}

/** The steps of the calls that were chosen, in the order of collection, with what they need. */
export function chosenSteps(calls: readonly string[]): readonly Step[] {
  const wanted = new Set(calls.flatMap((id) => [id, ...(needs[id] ?? [])]));
  return steps.filter(({ id }) => wanted.has(id));
}
