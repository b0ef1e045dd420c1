import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient, ShellClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { Language } from '#shared/model/message.ts';
import type { ReportFormat, ReportOptions } from '#shared/model/report.ts';
import { loading, remoteOf, type Remote } from '../../ui/remote.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';
import { defaultOptions, suggestedName } from './options.ts';

/** `fit`: the sheet is as wide as its room; a number is its scale. */
export type Zoom = 'fit' | number;

/** How the last export went; null when there was none, or it was cancelled. */
export type Outcome =
  | { readonly kind: 'running'; readonly jobId: string; readonly format: ReportFormat; readonly file: string }
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly format: ReportFormat; readonly error: AppError };

export type ReportState = {
  readonly caseId: string | null;
  readonly revision: string;
  readonly options: ReportOptions;
  /** The page as the core made it; the one before stays until the next has come. */
  readonly preview: Remote<string>;
  readonly refreshing: boolean;
  readonly zoom: Zoom;
  readonly outcome: Outcome | null;
};

export type ReportStore = StoreApi<ReportState> & {
  readonly enter: (entry: { readonly caseId: string; readonly revision: string; readonly language: Language }) => Promise<void>;
  readonly change: (patch: Partial<ReportOptions>) => Promise<void>;
  readonly setZoom: (zoom: Zoom) => void;
  readonly export: (shell: ShellClient, format: ReportFormat, title: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly retry: () => Promise<void>;
  readonly dismiss: () => void;
};

const closed: ReportState = {
  caseId: null,
  revision: '',
  options: defaultOptions('en'),
  preview: loading,
  refreshing: false,
  zoom: 'fit',
  outcome: null,
};

type Exporting = { readonly api: ApiClient; readonly jobs: JobsStore; readonly store: StoreApi<ReportState> };

/** Asks where to, starts the job, and hands the file over when it is written. Every end is told by `outcome`. */
function createExport({ api, jobs, store }: Exporting): ReportStore['export'] {
  const fail = (format: ReportFormat, error: AppError): void => store.setState({ outcome: { kind: 'failed', format, error } });
  return async (shell, format, title) => {
    const { caseId, options } = store.getState();
    if (caseId === null || store.getState().outcome?.kind === 'running') return;
    const target = await shell.pickSaveTarget(suggestedName(title, format));
    if (!target.ok) return fail(format, target.error);
    if (target.value === null) return;
    const { grant, name } = target.value;
    const started = await api['report.export']({ caseId, format, options, grant });
    if (!started.ok) return fail(format, started.error);
    const { jobId } = started.value;
    store.setState({ outcome: { kind: 'running', jobId, format, file: name } });
    const job = await jobs.follow(jobId, 'report', name);
    // Another case is open by now: its screen has nothing to say of this report, the bar at the foot has.
    const { outcome } = store.getState();
    if (outcome?.kind !== 'running' || outcome.jobId !== jobId) {
      if (job.state === 'done') await shell.deliver(target.value);
      return;
    }
    // This screen says how it ended, with the way out beside it; the bar at the foot need not say it again.
    jobs.dismiss(jobId);
    if (job.state === 'done') {
      await shell.deliver(target.value);
      store.setState({ outcome: { kind: 'saved', file: name } });
    } else if (job.state === 'cancelled') store.setState({ outcome: { kind: 'cancelled' } });
    else fail(format, job.error ?? { code: 'internal', params: {}, incidentId: null });
  };
}

/** The report of the open case: what is in it, how it looks, how it leaves. */
export function createReportStore(api: ApiClient, jobs: JobsStore): ReportStore {
  const store = createStore<ReportState>(() => closed);
  let turn = 0;
  const refresh = async (): Promise<void> => {
    const { caseId, options } = store.getState();
    if (caseId === null) return;
    turn += 1;
    const mine = turn;
    store.setState({ refreshing: true });
    const result = await api['report.preview']({ caseId, options });
    if (mine !== turn) return;
    store.setState({ refreshing: false, preview: remoteOf(result.ok ? { ok: true, value: result.value.html } : result) });
  };
  return Object.assign(store, {
    enter: async ({ caseId, revision, language }: { readonly caseId: string; readonly revision: string; readonly language: Language }) => {
      const state = store.getState();
      if (state.caseId === caseId && state.revision === revision) return;
      if (state.caseId !== caseId)
        store.setState({ ...closed, zoom: state.zoom, caseId, options: { ...defaultOptions(language), paper: state.options.paper } });
      store.setState({ revision });
      await refresh();
    },
    change: async (patch: Partial<ReportOptions>) => {
      store.setState(({ options }) => ({ options: { ...options, ...patch } }));
      await refresh();
    },
    setZoom: (zoom: Zoom) => store.setState({ zoom }),
    export: createExport({ api, jobs, store }),
    cancel: async () => {
      const { outcome } = store.getState();
      if (outcome?.kind === 'running') await jobs.cancel(outcome.jobId);
    },
    retry: refresh,
    dismiss: () => store.setState({ outcome: null }),
  });
}
