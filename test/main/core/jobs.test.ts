import { describe, expect, it } from 'vitest';
import { createJobs } from '../../../main/core/jobs.ts';
import { ExpectedError } from '../../../shared/api/result.ts';
import type { Job } from '../../../shared/model/job.ts';

function setUp() {
  const seen: Job[] = [];
  const logged: string[] = [];
  let next = 0;
  const jobs = createJobs({
    log: { error: (what) => logged.push(what), info: () => undefined },
    newId: () => `job-${(next += 1)}`,
    changed: (job) => seen.push(job),
  });
  const job = (id: string) => {
    const result = jobs.get(id);
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  /** Jobs start on the next turn; `close` cancels what has not started. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { jobs, seen, logged, job, settled };
}

describe('jobs', () => {
  it('runs to done and tells the file and the case it made', async () => {
    const { jobs, job, seen, settled } = setUp();
    const id = jobs.start('import-case', null, async ({ progress }) => {
      progress({ phase: 'reading', name: 'a.txt', done: 1, total: 2, records: 3 });
      return { file: 'x.ttcase', caseId: 'c1' };
    });
    expect(job(id).state).toBe('running');
    await settled();
    expect(job(id)).toMatchObject({ state: 'done', file: 'x.ttcase', caseId: 'c1', progress: { name: 'a.txt' } });
    expect(seen.map((j) => j.state)).toEqual(['running', 'done']);
  });

  it('keeps the code of an expected failure and logs nothing', async () => {
    const { jobs, job, logged, settled } = setUp();
    const id = jobs.start('import', 'c', () => Promise.reject(new ExpectedError('disk-full', { free: 0 })));
    await settled();
    expect(job(id)).toMatchObject({ state: 'failed', error: { code: 'disk-full', params: { free: 0 } } });
    expect(logged).toEqual([]);
  });

  it('turns an unexpected failure into an incident with the id that stands in the log', async () => {
    const { jobs, job, logged, settled } = setUp();
    const id = jobs.start('import', 'c', () => Promise.reject(new Error('boom')));
    await settled();
    expect(job(id)).toMatchObject({ state: 'failed', error: { code: 'internal', incidentId: id } });
    expect(logged).toEqual([`job ${id}`]);
  });

  it('says cancelled when the work stopped because the user asked', async () => {
    const { jobs, job, settled } = setUp();
    const id = jobs.start(
      'import',
      'c',
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new ExpectedError('cancelled')))),
    );
    await settled();
    expect(jobs.cancel(id).ok).toBe(true);
    await settled();
    expect(job(id).state).toBe('cancelled');
  });

  it('never starts a job that was cancelled at once', async () => {
    const { jobs, job, settled } = setUp();
    let started = false;
    const id = jobs.start('import', 'c', async () => {
      started = true;
      return {};
    });
    jobs.cancel(id);
    await settled();
    expect([started, job(id).state]).toEqual([false, 'cancelled']);
  });

  it('answers not-found for a job nobody started', () => {
    const { jobs } = setUp();
    expect(jobs.get('nope')).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(jobs.cancel('nope')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('forgets the oldest finished jobs, never a running one', async () => {
    const { jobs } = setUp();
    const stuck = jobs.start('import', 'c', ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve({}))));
    for (let i = 0; i < 250; i += 1) {
      jobs.start('import', 'c', () => Promise.resolve({}));
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(jobs.get(stuck).ok).toBe(true);
    expect(jobs.get('job-2').ok).toBe(false);
    await jobs.close();
  });
});
