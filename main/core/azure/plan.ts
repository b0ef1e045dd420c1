import type { CollectTarget, PlannedCall } from '#shared/model/azure.ts';
import { steps, type Step } from './steps.ts';

/** Calls that another needs: the troubleshooting of Network Watcher must know which watcher to ask. */
const needs: Readonly<Record<string, readonly string[]>> = { troubleshoot: ['gateway', 'network-watchers'] };

function filled(path: string, target: CollectTarget): string {
  return path.replace('{gateway}', target.gatewayId).replace('{connection}', target.connectionId);
}

/** What a collection of this connection would call, in order, before anything is called. Calls that only serve another are left out. */
export function planCollection(target: CollectTarget): readonly PlannedCall[] {
  return steps
    .filter(({ id }) => id !== 'network-watchers')
    .map(({ id, method, path, kind, permission, byDefault }) => ({ id, method, path: filled(path, target), kind, permission, byDefault }));
}

/** The steps of the calls that were chosen, in the order of collection, with what they need. */
export function chosenSteps(calls: readonly string[]): readonly Step[] {
  const wanted = new Set(calls.flatMap((id) => [id, ...(needs[id] ?? [])]));
  return steps.filter(({ id }) => wanted.has(id));
}
