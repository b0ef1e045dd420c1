import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient, PickedFile } from '#shared/api/client.ts';
import { fail, type AppError, type Result } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import type { CaseStore } from '../case/case-store.ts';
import type { CasesStore } from '../cases/cases-store.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';
import { caseTitle, isCaseFile } from './naming.ts';

export type ImportState = {
  /** The import that the Cases and Wizard screens show; the job bar shows every job. */
  readonly jobId: string | null;
  readonly starting: boolean;
  readonly error: AppError | null;
};

/** Where an import goes: a new case named after the bundle, or an open one. */
export type ImportTarget = { readonly kind: 'new' } | { readonly kind: 'case'; readonly caseId: string };

export type ImportStore = StoreApi<ImportState> & {
  /** Each resolves with the case once its import is complete; null when it failed or was cancelled. */
  readonly files: (picked: readonly PickedFile[], target: ImportTarget) => Promise<string | null>;
  readonly text: (name: string, text: string, target: ImportTarget) => Promise<string | null>;
  readonly sample: (sample: string, title: string) => Promise<string | null>;
  readonly refuse: (error: AppError) => void;
  readonly dismiss: () => void;
};

type Started = { readonly caseId: string | null; readonly jobId: string };
type Deps = { readonly api: ApiClient; readonly jobs: JobsStore; readonly cases: CasesStore; readonly current: CaseStore };

const idle: ImportState = { jobId: null, starting: false, error: null };

export function createImportStore({ api, jobs, cases, current }: Deps): ImportStore {
  const store = createStore<ImportState>(() => idle);

  const caseFor = async (target: ImportTarget, title: string): Promise<Result<string>> => {
    if (target.kind === 'case') return { ok: true, value: target.caseId };
    const created = await api['cases.create']({ title });
    return created.ok ? { ok: true, value: created.value.id } : created;
  };

  const finish = async (job: Job, caseId: string | null): Promise<string | null> => {
    const done = job.caseId ?? caseId;
    await cases.load();
    if (done !== null) await current.refresh(done);
    // Another import may have begun in the meantime, and is the one that is shown.
    if (store.getState().jobId === job.id) store.setState(job.state === 'failed' ? { ...idle, error: job.error } : idle);
    return job.state === 'done' ? done : null;
  };

  const run = async (title: string, start: () => Promise<Result<Started>>, kind: Job['kind'] = 'import'): Promise<string | null> => {
    store.setState({ ...idle, starting: true });
    const started = await start();
    if (!started.ok) {
      store.setState({ ...idle, error: started.error });
      await cases.load();
      return null;
    }
    store.setState({ ...idle, jobId: started.value.jobId });
    await cases.load();
    return finish(await jobs.follow(started.value.jobId, kind, title), started.value.caseId);
  };

  /** Creates the case when needed, then starts what fills it. */
  const into = (
    target: ImportTarget,
    title: string,
    start: (caseId: string) => Promise<Result<{ readonly jobId: string }>>,
  ): Promise<string | null> =>
    run(title, async () => {
      const caseId = await caseFor(target, title);
      if (!caseId.ok) return caseId;
      const started = await start(caseId.value);
      return started.ok ? { ok: true, value: { caseId: caseId.value, jobId: started.value.jobId } } : started;
    });

  return Object.assign(store, {
    files: (picked: readonly PickedFile[], target: ImportTarget) => {
      const [first] = picked;
      if (!first) return Promise.resolve(null);
      if (isCaseFile(first.name) && picked.length === 1 && target.kind === 'new')
        return run(first.name, () => startCaseFile(api, first.grant), 'import-case');
      return into(target, caseTitle(picked.map((p) => p.name)), (caseId) =>
        api['case.import']({ caseId, grants: picked.map((p) => p.grant) }),
      );
    },
    text: (name: string, text: string, target: ImportTarget) => {
      if (text.trim() === '') return run(name, () => Promise.resolve(fail('nothing-to-import')));
      return into(target, name, (caseId) => api['case.importText']({ caseId, name, text }));
    },
    sample: (sample: string, title: string) => run(title, () => api['samples.open']({ sample, title })),
    refuse: (error: AppError) => store.setState({ ...idle, error }),
    dismiss: () => store.setState({ error: null }),
  });
}

async function startCaseFile(api: ApiClient, grant: string): Promise<Result<Started>> {
  const started = await api['case.importFile']({ grant });
  return started.ok ? { ok: true, value: { caseId: null, jobId: started.value.jobId } } : started;
}
