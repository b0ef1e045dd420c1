import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import type { ProbeKind, ProbeRequest, ProbeRun, ProbeSuggestion } from '#shared/model/probe.ts';
import { targetsOf } from '#shared/model/probe-words.ts';
import type { CaseStore } from '../case/case-store.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';
import { formOf, type ProbeForm } from './probe-form.ts';

/** How a run ended: its texts are in the case, there were none to keep, it was cancelled on the way, or it was never begun. */
export type ProbeEnding = 'saved' | 'nothing' | 'cancelled' | 'declined';

/** Probes of one kind: what is asked for, and how the last run stands. */
export type ProbePanel = {
  /** Null while nobody has changed what the case fills in. */
  readonly form: ProbeForm | null;
  readonly jobId: string | null;
  readonly isRunning: boolean;
  readonly runs: readonly ProbeRun[];
  /** Null before the first run, while one runs, and after one that failed. */
  readonly ended: ProbeEnding | null;
  readonly error: AppError | null;
};

export type ProbesState = {
  readonly caseId: string | null;
  /** What the case names; null while it is not known. */
  readonly suggestions: readonly ProbeSuggestion[] | null;
  readonly planError: AppError | null;
  readonly panels: Readonly<Partial<Record<ProbeKind, ProbePanel>>>;
};

export type ProbesStore = StoreApi<ProbesState> & {
  /** Reads what the case names, for forms that nobody has changed. Sends nothing. */
  readonly plan: (caseId: string) => Promise<void>;
  readonly change: (kind: ProbeKind, patch: Partial<ProbeForm>) => void;
  /** Sends to targets that a person has seen; resolves when the results are in the case. */
  readonly run: (kind: ProbeKind, requests: readonly ProbeRequest[], title: string) => Promise<void>;
  /** Ends what runs and keeps what was measured. */
  readonly stop: (kind: ProbeKind) => Promise<void>;
  readonly dismiss: (kind: ProbeKind) => void;
};

type Deps = {
  readonly api: ApiClient;
  readonly jobs: JobsStore;
  readonly current: CaseStore;
  readonly wait: (ms: number) => Promise<void>;
};

export const emptyPanel: ProbePanel = { form: null, jobId: null, isRunning: false, runs: [], ended: null, error: null };
const pollMs = 400;

/** The form of a kind as it stands: changed by a person, else filled in from the case. */
export function formIn({ suggestions, panels }: ProbesState, kind: ProbeKind): ProbeForm {
  return panels[kind]?.form ?? formOf(kind, suggestions ?? []);
}

function endingOf(job: Job, runs: readonly ProbeRun[]): ProbeEnding | null {
  if (job.state === 'cancelled') return runs.every((run) => run.state === 'waiting') ? 'declined' : 'cancelled';
  if (job.state !== 'done') return null;
  return runs.some((run) => run.text !== '') ? 'saved' : 'nothing';
}

export function createProbesStore({ api, jobs, current, wait }: Deps): ProbesStore {
  const store = createStore<ProbesState>(() => ({ caseId: null, suggestions: null, planError: null, panels: {} }));
  const panelOf = (kind: ProbeKind): ProbePanel => store.getState().panels[kind] ?? emptyPanel;
  const put = (kind: ProbeKind, patch: Partial<ProbePanel>): void =>
    store.setState(({ panels }) => ({ panels: { ...panels, [kind]: { ...(panels[kind] ?? emptyPanel), ...patch } } }));

  async function follow(kind: ProbeKind, jobId: string): Promise<void> {
    const state = await api['probes.state']({ jobId });
    if (state.ok && panelOf(kind).jobId === jobId) put(kind, { runs: state.value });
  }

  return Object.assign(store, {
    plan: async (caseId: string) => {
      if (store.getState().caseId !== caseId) store.setState({ caseId, suggestions: null, planError: null, panels: {} });
      const planned = await api['probes.plan']({ caseId });
      if (store.getState().caseId !== caseId) return;
      store.setState(planned.ok ? { suggestions: planned.value, planError: null } : { suggestions: [], planError: planned.error });
    },
    change: (kind: ProbeKind, patch: Partial<ProbeForm>) => put(kind, { form: { ...formIn(store.getState(), kind), ...patch } }),
    run: async (kind: ProbeKind, requests: readonly ProbeRequest[], title: string) => {
      const { caseId } = store.getState();
      if (caseId === null) return;
      put(kind, { runs: [], ended: null, error: null });
      const started = await api['probes.run']({ caseId, requests: [...requests], confirmed: targetsOf(requests) });
      if (!started.ok) return put(kind, { error: started.error });
      const { jobId } = started.value;
      put(kind, { jobId, isRunning: true });
      const ended = jobs.follow(jobId, 'probe', title);
      for (let job = null; job === null;) {
        job = await Promise.race([ended, wait(pollMs).then(() => null)]);
        await follow(kind, jobId);
      }
      const job = await ended;
      // The panel says how it ended.
      jobs.dismiss(jobId);
      await current.refresh(caseId);
      if (panelOf(kind).jobId !== jobId) return;
      put(kind, { isRunning: false, ended: endingOf(job, panelOf(kind).runs), error: job.state === 'failed' ? job.error : null });
    },
    stop: async (kind: ProbeKind) => {
      const { jobId } = panelOf(kind);
      if (jobId !== null) await api['probes.stop']({ jobId });
    },
    dismiss: (kind: ProbeKind) => put(kind, { error: null }),
  });
}
