import { expect, it } from 'vitest';
import { createCaseStore } from '../../../../renderer/features/case/case-store.ts';
import { createAzureStore } from '../../../../renderer/features/collect/azure-store.ts';
import { createJobsStore } from '../../../../renderer/features/jobs/jobs-store.ts';
import { createFakeShell } from '../../../helpers/fake-shell.ts';

it('forgets the subscriptions of an account that was signed out while they were on their way', async () => {
  const shell = createFakeShell();
  let arrive: (() => void) | null = null;
  const api: typeof shell.api = {
    ...shell.api,
    'azure.subscriptions': async (input) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return shell.api['azure.subscriptions'](input);
    },
  };
  const jobs = createJobsStore(api, { now: () => 0, wait: async () => undefined });
  const store = createAzureStore({ api, jobs, current: createCaseStore(api) });
  const listing = store.listSubscriptions();
  await store.signOut();
  arrive!();
  await listing;
  expect(store.getState().subscriptions).toBeNull();
  const again = store.listSubscriptions();
  arrive!();
  await again;
  expect(store.getState().subscriptions).toMatchObject({ kind: 'loaded', value: [{ name: 'Contoso production' }] });
});
