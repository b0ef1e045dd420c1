import { describe, expect, it } from 'vitest';
import { createJobs } from '#core/jobs.ts';
import { createProbeHandlers } from '#core/probes/handlers.ts';
import { fail, ok, type Result } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import type { ProbeRequest } from '#shared/model/probe.ts';
import { fakeWorld } from '../../../helpers/fake-probe-ports.ts';

const caseId = '11111111-1111-4111-8111-111111111111';
const ike: ProbeRequest = { kind: 'ike', host: '198.51.100.20', port: 500, version: 2, offer: 'AES256/SHA1/2', groups: false };

/** Handlers of a shell that asks by itself; gives in order what happened. */
function start(answer: (requests: readonly ProbeRequest[]) => Promise<boolean>, noted: Result<Record<string, never>> = ok({})) {
  const happened: string[] = [];
  const world = fakeWorld({
    peer: () => {
      happened.push('sent');
      return null;
    },
  });
  const log = { error: (what: string, error: unknown) => expect.unreachable(`${what} ${String(error)}`), info: () => undefined };
  const jobs = createJobs({ log, newId: () => 'job-1', changed: () => undefined });
  const handlers = createProbeHandlers({
    offer: {
      tools: { ports: world.ports, defaults: [], version: '0.1.0' },
      confirm: (requests) => {
        happened.push('asked');
        return answer(requests);
      },
    },
    jobs,
    queries: {
      call: () => expect.unreachable('no question of the case'),
      note: async () => {
        happened.push('noted');
        return noted;
      },
    },
    importTexts: async () => void happened.push('imported'),
  });
  const ended = async (): Promise<Job> => {
    for (;;) {
      const job = jobs.get('job-1');
      if (!job.ok) throw new Error('the job is gone');
      if (job.value.state !== 'running') return job.value;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const run = (confirmed = ['198.51.100.20']) => handlers['probes.run']({ caseId, requests: [ike], confirmed });
  return { happened, jobs, handlers, run, ended };
}

describe('a shell that asks by itself', () => {
  it('asks with what will be sent, then the log is written, then the first packet leaves', async () => {
    const asked: (readonly ProbeRequest[])[] = [];
    const { happened, run, ended } = start(async (requests) => asked.push(requests) > 0);
    await run();
    expect(await ended()).toMatchObject({ state: 'done' });
    expect(asked).toEqual([[ike]]);
    expect(happened).toEqual(['asked', 'noted', 'sent', 'sent', 'sent', 'imported']);
  });

  it('a no sends nothing and leaves nothing; the run never began', async () => {
    const { happened, run, ended, handlers } = start(async () => false);
    await run();
    expect(await ended()).toMatchObject({ state: 'cancelled' });
    expect(happened).toEqual(['asked']);
    expect(await handlers['probes.state']({ jobId: 'job-1' })).toMatchObject({ value: [{ state: 'waiting', text: '' }] });
  });

  it('a yes that comes after the job was cancelled is none', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { happened, run, ended, jobs } = start(() => promise);
    await run();
    jobs.cancel('job-1');
    resolve(true);
    expect(await ended()).toMatchObject({ state: 'cancelled' });
    expect(happened).toEqual(['asked']);
  });

  it('does not ask for what the page did not show', async () => {
    const { happened, run } = start(async () => true);
    expect(await run(['198.51.100.21'])).toMatchObject({ ok: false, error: { code: 'probes-not-confirmed' } });
    expect(happened).toEqual([]);
  });

  it('a case whose log cannot be written is not probed for', async () => {
    const { happened, run, ended } = start(async () => true, fail('case-damaged'));
    await run();
    expect(await ended()).toMatchObject({ state: 'failed', error: { code: 'case-damaged' } });
    expect(happened).toEqual(['asked', 'noted']);
  });
});
