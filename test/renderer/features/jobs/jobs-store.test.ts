import { describe, expect, it } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { createJobsStore } from '../../../../renderer/features/jobs/jobs-store.ts';
import { rateOf, shareOf } from '../../../../renderer/features/jobs/jobs-updates.ts';
import { createFakeShell, ids, type FakeShell } from '../../../helpers/fake-shell.ts';

/** A clock that moves only when the store waits. */
function timing() {
  let now = 1000;
  return {
    now: () => now,
    wait: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
}

async function startImport(shell: FakeShell): Promise<string> {
  const started = await shell.api['case.import']({ caseId: ids.troubled, grants: ['g'.repeat(22)] });
  if (!started.ok) throw new Error('the fake starts imports');
  return started.value.jobId;
}

describe('following a job', () => {
  it('shows it until it is done, then forgets it', async () => {
    const shell = createFakeShell();
    const store = createJobsStore(shell.api, timing());
    let asked = 0;
    const seen: number[] = [];
    shell.world.step = (job) => {
      seen.push(store.getState().jobs.length);
      asked += 1;
      return asked < 3 ? { ...job, progress: { ...job.progress, done: asked } } : { ...job, state: 'done' };
    };
    const job = await store.follow(await startImport(shell), 'import', 'contoso.zip');
    expect(job.state).toBe('done');
    expect(seen).toEqual([1, 1, 1]);
    expect(store.getState().jobs).toEqual([]);
  });

  it('keeps a failed job until it is dismissed', async () => {
    const shell = createFakeShell();
    const store = createJobsStore(shell.api, timing());
    shell.world.step = (job) => ({ ...job, state: 'failed', error: { code: 'disk-full', params: {}, incidentId: null } });
    const jobId = await startImport(shell);
    await store.follow(jobId, 'import', 'contoso.zip');
    expect(store.getState().jobs[0]?.job.error?.code).toBe('disk-full');
    store.dismiss(jobId);
    expect(store.getState().jobs).toEqual([]);
  });

  it('keeps a job that wrote a file, so that its place can be told', async () => {
    const shell = createFakeShell();
    const store = createJobsStore(shell.api, timing());
    shell.world.step = (job) => ({ ...job, state: 'done', file: 'report.pdf' });
    await store.follow(await startImport(shell), 'report', 'report.pdf');
    expect(store.getState().jobs[0]?.job.file).toBe('report.pdf');
  });

  it('ends when the job is cancelled', async () => {
    const shell = createFakeShell();
    const store = createJobsStore(shell.api, timing());
    shell.world.step = (job) => job;
    const jobId = await startImport(shell);
    const following = store.follow(jobId, 'import', 'contoso.zip');
    await store.cancel(jobId);
    expect((await following).state).toBe('cancelled');
    expect(store.getState().jobs).toEqual([]);
  });

  it('ends with the reason when the core no longer answers', async () => {
    const shell = createFakeShell();
    const store = createJobsStore(shell.api, timing());
    const jobId = await startImport(shell);
    shell.answerNext('job.get', fail('core-not-started'));
    expect(await store.follow(jobId, 'import', 'contoso.zip')).toMatchObject({ state: 'failed', error: { code: 'core-not-started' } });
  });
});

describe('figures of a job', () => {
  const job = {
    id: 'j',
    kind: 'import',
    caseId: null,
    state: 'running',
    progress: { phase: 'reading', name: 'a.log', done: 3, total: 12, records: 5000 },
    error: null,
    file: null,
  } as const;
  const tracked = { job, title: 'a', startedMs: 0, elapsedMs: 2000 };
  it('gives records a second', () => expect(rateOf(tracked)).toBe(2500));
  it('gives no rate in the first moment', () => expect(rateOf({ ...tracked, elapsedMs: 300 })).toBeNull());
  it('gives the share done', () => expect(shareOf(job)).toBe(0.25));
  it('gives no share while the total is unknown', () => expect(shareOf({ ...job, progress: { ...job.progress, total: 0 } })).toBeNull());
});
