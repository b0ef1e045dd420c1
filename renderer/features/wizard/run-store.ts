import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import { computerNamePattern, mostDays } from '#shared/model/powershell.ts';
import type { PowerShellRequest, PowerShellScriptId } from '#shared/model/powershell.ts';
import { loading, remoteOf, type Remote } from '../../ui/remote.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';

export type RunState = {
  readonly script: PowerShellScriptId | null;
  /** As typed; empty asks this computer. */
  readonly computer: string;
  readonly days: string;
  /** The exact command and the text of the script, as they would run. */
  readonly shown: Remote<{ readonly command: string; readonly text: string }>;
  readonly jobId: string | null;
  readonly error: AppError | null;
  /** Name of the script that last brought something. */
  readonly done: PowerShellScriptId | null;
};

export type RunStore = StoreApi<RunState> & {
  readonly choose: (script: PowerShellScriptId) => Promise<void>;
  readonly change: (patch: Partial<Pick<RunState, 'computer' | 'days'>>) => Promise<void>;
  readonly run: (caseId: string) => Promise<void>;
  readonly dismiss: () => void;
};

/** What is asked for; null while something typed is no name of a computer or no number of days. */
export function requestOf({ script, computer, days }: Pick<RunState, 'script' | 'computer' | 'days'>): PowerShellRequest | null {
  const name = computer.trim();
  const isDays = /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= mostDays;
  if (script === null || !isDays || (name !== '' && !computerNamePattern.test(name))) return null;
  return { script, computerName: name === '' ? null : name, days: Number(days) };
}

/** A shipped script to run from a wizard step: shown first, and run as it was shown. */
export function createRunStore(api: ApiClient, jobs: JobsStore): RunStore {
  const store = createStore<RunState>(() => ({
    script: null,
    computer: '',
    days: '3',
    shown: loading,
    jobId: null,
    error: null,
    done: null,
  }));
  let turn = 0;
  const refresh = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    store.setState({ shown: loading });
    const request = requestOf(store.getState());
    if (request === null) return;
    const result = await api['powershell.show'](request);
    if (mine === turn) store.setState({ shown: remoteOf(result) });
  };
  return Object.assign(store, {
    choose: async (script: PowerShellScriptId) => {
      if (store.getState().script === script && store.getState().shown.kind === 'loaded') return;
      store.setState({ script, error: null, done: null });
      await refresh();
    },
    change: async (patch: Partial<Pick<RunState, 'computer' | 'days'>>) => {
      store.setState({ ...patch, error: null });
      await refresh();
    },
    run: async (caseId: string) => {
      const { shown, script, jobId } = store.getState();
      const request = requestOf(store.getState());
      if (request === null || shown.kind !== 'loaded' || jobId !== null) return;
      store.setState({ error: null, done: null });
      const started = await api['powershell.run']({ caseId, request, confirmed: shown.value.command });
      if (!started.ok) return store.setState({ error: started.error });
      store.setState({ jobId: started.value.jobId });
      const job = await jobs.follow(started.value.jobId, 'powershell', request.script);
      // The step says how it ended, with the way out beside it.
      jobs.dismiss(started.value.jobId);
      store.setState({ jobId: null, error: job.state === 'failed' ? job.error : null, done: job.state === 'done' ? script : null });
    },
    dismiss: () => store.setState({ error: null }),
  });
}
