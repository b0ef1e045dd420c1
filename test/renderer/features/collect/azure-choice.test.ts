import { describe, expect, it } from 'vitest';
import type { PlannedCall } from '../../../../shared/model/azure.ts';
import {
  callsByDefault,
  isStorageComplete,
  storageOf,
  withCall,
  withInterface,
  withStorage,
} from '../../../../renderer/features/collect/azure-choice.ts';

const call = (id: string, kind: PlannedCall['kind'], byDefault = false, needs: readonly string[] = []): PlannedCall => ({
  id,
  kind,
  byDefault,
  method: 'GET',
  path: '/',
  permission: 'x',
  needs: [...needs],
});
const plan = [
  call('gateway', 'read', true),
  call('network-watchers', 'read'),
  call('troubleshoot', 'starts', false, ['gateway', 'network-watchers']),
  call('report-files', 'report', false, ['gateway', 'network-watchers', 'troubleshoot']),
];
const storageId = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/contosodiag';

describe('the chosen calls', () => {
  it('are those by default, and keep the order of the plan', () => {
    expect(callsByDefault(plan)).toEqual(['gateway']);
    expect(withCall(plan, ['troubleshoot'], 'gateway', true)).toEqual(['gateway', 'troubleshoot']);
  });

  it('hold what one of them needs, so that nothing is called that is not ticked', () => {
    expect(withCall(plan, [], 'troubleshoot', true)).toEqual(['gateway', 'network-watchers', 'troubleshoot']);
  });

  it('hold no report when the diagnosis goes, and no diagnosis without what it needs', () => {
    const all = withCall(plan, ['gateway', 'troubleshoot'], 'report-files', true);
    expect(all).toEqual(['gateway', 'network-watchers', 'troubleshoot', 'report-files']);
    expect(withCall(plan, all, 'troubleshoot', false)).toEqual(['gateway', 'network-watchers']);
    expect(withCall(plan, all, 'network-watchers', false)).toEqual(['gateway']);
  });
});

it('no more interfaces are chosen than a collection looks at', () => {
  const eight = Array.from({ length: 8 }, (_, i) => `nic-${i}`);
  expect(withInterface(eight, 'nic-9', true)).toEqual(eight);
  expect(withInterface(eight, 'nic-3', false)).toHaveLength(7);
  expect(withInterface(['nic-1'], 'nic-1', true)).toEqual(['nic-1']);
});

describe('the storage account', () => {
  it('is wanted for the diagnosis only, and complete as the contract wants it', () => {
    expect(storageOf({ calls: ['gateway'], storageId, container: 'c' })).toBeNull();
    expect(isStorageComplete(null)).toBe(true);
    expect(isStorageComplete(storageOf({ calls: ['troubleshoot'], storageId: ` ${storageId} `, container: 'tunnel-triage' }))).toBe(true);
    expect(isStorageComplete({ storageId: storageId.replace('rg', '検証-rg'), container: 'tunnel-triage' })).toBe(true);
    for (const bad of ['', 'contosodiag', `${storageId}.example`, `${storageId}/x`])
      expect(isStorageComplete({ storageId: bad, container: 'tunnel-triage' })).toBe(false);
  });

  it('stands in the call that reads it, as far as it is known', () => {
    const path = 'https://{account}.blob.core.windows.net/{container}';
    expect(withStorage(path, { storageId, container: 'tunnel-triage' })).toBe('https://contosodiag.blob.core.windows.net/tunnel-triage');
    expect(withStorage(path, { storageId: 'x', container: '' })).toBe(path);
  });
});
