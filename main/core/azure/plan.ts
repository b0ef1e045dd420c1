import type { AzureCloud, CollectTarget, PlannedCall } from '#shared/model/azure.ts';
import { clouds } from './clouds.ts';
import { steps, type Step } from './steps.ts';

/** Calls that another needs: the troubleshooting of Network Watcher must know which watcher to ask, a report its diagnosis. */
const needs: Readonly<Record<string, readonly string[]>> = {
  troubleshoot: ['gateway', 'network-watchers'],
  'report-files': ['gateway', 'network-watchers', 'troubleshoot'],
};

function filled(path: string, target: CollectTarget, cloud: AzureCloud): string {
  return path
    .replace('{gateway}', target.gatewayId)
    .replace('{connection}', target.connectionId)
    .replace('{suffix}', clouds[cloud].storageSuffix);
}

/** What a collection of this connection would call, in order, before anything is called. */
export function planCollection(target: CollectTarget, cloud: AzureCloud): readonly PlannedCall[] {
  return steps.map(({ id, method, path, kind, permission, byDefault }) => ({
    id,
    method,
    path: filled(path, target, cloud),
    kind,
    permission,
    byDefault,
    needs: [...(needs[id] ?? [])],
  }));
}

/**
 * The steps of the calls that were chosen, in the order of collection, with what they need. The report is a step whenever the diagnosis
 * runs: if nobody wants it fetched, it makes no call, and the case says where it lies.
 */
export function chosenSteps(calls: readonly string[]): readonly Step[] {
  const wanted = new Set(calls.flatMap((id) => [id, ...(needs[id] ?? [])]));
  if (wanted.has('troubleshoot')) wanted.add('report-files');
  return steps.filter(({ id }) => wanted.has(id));
}
