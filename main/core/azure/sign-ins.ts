import type { ParsedInput } from '#shared/api/contract.ts';
import { ExpectedError } from '#shared/api/result.ts';
import type { AzureSettings, PendingSignIn } from '#shared/model/azure.ts';
import type { Jobs } from '../jobs.ts';
import type { AzureAuth } from './http.ts';

export type SignIns = {
  /** Starts a sign-in in place of one that runs; returns its job. Throws ExpectedError('azure-no-client-id'). */
  readonly start: (auth: AzureAuth, settings: AzureSettings, input: ParsedInput<'azure.signIn'>) => string;
  readonly signOut: (auth: AzureAuth) => Promise<void>;
  /** What the person has to do for the one that runs. */
  readonly pending: () => PendingSignIn | null;
  /** Whether the last one was for storage. */
  readonly readsStorage: () => boolean;
};

/** Sign-ins, one at a time. `changed` is told when the answer to `pending` is another. */
export function createSignIns(jobs: Jobs, changed: () => void): SignIns {
  let pending: PendingSignIn | null = null;
  let readsStorage = false;
  let job: string | null = null;
  let count = 0;

  function giveUp(): void {
    if (job !== null) jobs.cancel(job);
  }

  return {
    pending: () => pending,
    readsStorage: () => readsStorage,
    start: (auth, settings, { way, access }) => {
      if (settings.clientId === '') throw new ExpectedError('azure-no-client-id');
      giveUp();
      const own = (count += 1);
      // One that was given up for another may end after that one began.
      const show = (value: PendingSignIn | null): void => {
        if (own !== count) return;
        pending = value;
        changed();
      };
      job = jobs.start('azure-sign-in', null, async ({ signal, progress }) => {
        progress({ phase: 'signing-in', name: '', done: 0, total: 0, records: 0 });
        if (way === 'browser') show({ way });
        try {
          await auth.signIn(settings, way, { access, signal, onPending: show });
          readsStorage = access === 'storage';
        } finally {
          show(null);
        }
        return {};
      });
      return job;
    },
    signOut: async (auth) => {
      giveUp();
      await auth.signOut();
      readsStorage = false;
    },
  };
}
