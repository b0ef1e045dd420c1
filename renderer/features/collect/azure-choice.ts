import { maxInterfaces, type CollectWish, type PlannedCall } from '#shared/model/azure.ts';

export function callsByDefault(plan: readonly PlannedCall[]): readonly string[] {
  return plan.filter((call) => call.byDefault).map((call) => call.id);
}

/** The chosen calls with one more and what it needs, or one less and what needs it, in the order of the plan. */
export function withCall(plan: readonly PlannedCall[], calls: readonly string[], id: string, wanted: boolean): readonly string[] {
  const chosen = new Set(calls);
  for (const call of plan) {
    if (wanted && call.id === id) for (const needed of [id, ...call.needs]) chosen.add(needed);
    if (!wanted && (call.id === id || call.needs.includes(id))) chosen.delete(call.id);
  }
  return plan.map((call) => call.id).filter((call) => chosen.has(call));
}

/** The chosen interfaces with one more or one less; no more than a collection looks at. */
export function withInterface(chosen: readonly string[], id: string, wanted: boolean): readonly string[] {
  const others = chosen.filter((one) => one !== id);
  return wanted && others.length < maxInterfaces ? [...others, id] : others;
}

type Storage = { readonly calls: readonly string[]; readonly storageId: string; readonly container: string };

/** Where the diagnosis of Network Watcher writes; null when it was not chosen. */
export function storageOf({ calls, storageId, container }: Storage): CollectWish['storage'] {
  return calls.includes('troubleshoot') ? { storageId: storageId.trim(), container: container.trim() } : null;
}

/** A path with the account and the container that were chosen, as far as they were. */
export function withStorage(path: string, { storageId, container }: Pick<Storage, 'storageId' | 'container'>): string {
  const account = /\/storageAccounts\/([a-z0-9]{3,24})$/i.exec(storageId.trim())?.[1]?.toLowerCase();
  return path.replace('{account}', account ?? '{account}').replace('{container}', container.trim() || '{container}');
}

/** The contract's own rules, so that the button waits for what the core would refuse. */
export function isStorageComplete(storage: CollectWish['storage']): boolean {
  if (storage === null) return true;
  const isAccount =
    /^\/subscriptions\/[\w-]+\/resourceGroups\/[\p{L}\p{M}\p{N}_.()-]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}$/iu;
  return isAccount.test(storage.storageId) && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(storage.container);
}

export const clientIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const tenantPattern = /^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/;
