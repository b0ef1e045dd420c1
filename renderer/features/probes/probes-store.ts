import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import type { CaseStore } from '../case/case-store.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';
import { emptyForm, formOf, type ProbeCheck, type ProbeForm } from './probe-form.ts';

/** One step's probes: what is asked for, and how the last run stands. */
export type ProbePanel = {
  readonly form: ProbeForm;
  readonly jobId: string | null;
  readonly isRunning: boolean;
  readonly runs: readonly ProbeRun[];
  /** How the last run ended; null before the first and while one runs. */
  readonly ended: 'saved' | 'cancelled' | null;
  readonly error: AppError | null;
};

export type ProbesState = { readonly caseId: string | null; readonly panels: Readonly<Partial<Record<ProbeCheck, ProbePanel>>> };

export type ProbesStore = StoreApi<ProbesState> & {
  /** Fills the form from the names of the case, once. Sends nothing. */
  readonly plan: (caseId: string, check: ProbeCheck) => Promise<void>;
  readonly change: (check: ProbeCheck, patch: Partial<ProbeForm>) => void;
  /** Sends to the targets that a person has seen and confirmed; resolves when the results are in the case. */
  readonly run: (check: ProbeCheck, requests: readonly ProbeRequest[], confirmed: readonly string[], title: string) => Promise<void>;
  readonly stop: (check: ProbeCheck) => Promise<void>;
  readonly dismiss: (check: ProbeCheck) => void;
};

type Deps = {
  readonly api: ApiClient;
  readonly jobs: JobsStore;
  readonly current: CaseStore;
  readonly wait: (ms: number) => Promise<void>;
};

export const emptyPanel: ProbePanel = { form: emptyForm, jobId: null, isRunning: false, runs: [], ended: null, error: null };
const pollMs = 400;

export function createProbesStore({ api, jobs, current, wait }: Deps): ProbesStore {
  const store = createStore<ProbesState>(() => ({ caseId: null, panels: {} }));
  const panelOf = (check: ProbeCheck): ProbePanel => store.getState().panels[check] ?? emptyPanel;
  const put = (check: ProbeCheck, patch: Partial<ProbePanel>): void =>
    store.setState(({ panels }) => ({ panels: { ...panels, [check]: { ...(panels[check] ?? emptyPanel), ...patch } } }));

  async function follow(check: ProbeCheck, jobId: string): Promise<void> {
    const state = await api['probes.state']({ jobId });
    if (state.ok && panelOf(check).jobId === jobId) put(check, { runs: state.value });
  }

  return Object.assign(store, {
    plan: async (caseId: string, check: ProbeCheck) => {
      if (store.getState().caseId !== caseId) store.setState({ caseId, panels: {} });
      if (store.getState().panels[check]) return;
      const planned = await api['probes.plan']({ caseId, check });
      if (store.getState().caseId !== caseId || store.getState().panels[check]) return;
      put(check, planned.ok ? { form: formOf(planned.value) } : { error: planned.error });
    },
    change: (check: ProbeCheck, patch: Partial<ProbeForm>) => put(check, { form: { ...panelOf(check).form, ...patch } }),
    run: async (check: ProbeCheck, requests: readonly ProbeRequest[], confirmed: readonly string[], title: string) => {
      const { caseId } = store.getState();
      if (caseId === null) return;
      put(check, { runs: [], ended: null, error: null });
      const started = await api['probes.run']({ caseId, requests: [...requests], confirmed: [...confirmed] });
      if (!started.ok) return put(check, { error: started.error });
      const { jobId } = started.value;
      put(check, { jobId, isRunning: true });
      const ended = jobs.follow(jobId, title);
      for (let job = null; job === null;) {
        job = await Promise.race([ended, wait(pollMs).then(() => null)]);
        await follow(check, jobId);
      }
      const job = await ended;
      await current.refresh(caseId);
      if (panelOf(check).jobId !== jobId) return;
      put(check, { isRunning: false, ended: job.state === 'done' ? 'saved' : job.state === 'cancelled' ? 'cancelled' : null });
    },
    stop: async (check: ProbeCheck) => {
      const { jobId } = panelOf(check);
      if (jobId !== null) await api['probes.stop']({ jobId });
    },
    dismiss: (check: ProbeCheck) => put(check, { error: null }),
  });
}
