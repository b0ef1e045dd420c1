import { describe, expect, it } from 'vitest';
import { createJobs } from '#core/jobs.ts';
import { createProbeHandlers } from '#core/probes/handlers.ts';
import type { ProbePorts } from '#core/probes/ports.ts';
import { ok } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import type { Message } from '#shared/model/message.ts';
import type { ProbeRequest } from '#shared/model/probe.ts';
import { fakeWorld } from '../../../helpers/fake-probe-ports.ts';

const caseId = '11111111-1111-4111-8111-111111111111';
const tcp = (host: string, said: object = {}): ProbeRequest => ({
  kind: 'tcp',
  host,
  port: 443,
  count: 3,
  warmups: 1,
  intervalMs: 1000,
  timeoutMs: 1000,
  family: 'any',
  ...said,
});
const ike: ProbeRequest = { kind: 'ike', host: '198.51.100.20', port: 500, version: 2, offer: 'AES256/SHA1/2', groups: false };

function start(more: Partial<ProbePorts> = {}, isOffered = true) {
  const world = fakeWorld({ tcp: () => ({ outcome: 'connected', ms: 10, local: null, code: null }), more });
  const [notes, imported]: [Message[], { name: string; text: string }[]] = [[], []];
  let ids = 0;
  const log = { error: (what: string, error: unknown) => expect.unreachable(`${what} ${String(error)}`), info: () => undefined };
  const jobs = createJobs({ log, newId: () => `job-${(ids += 1)}`, changed: () => undefined });
  const handlers = createProbeHandlers({
    offer: isOffered ? { tools: { ports: world.ports, defaults: [], version: '0.1.0' }, confirm: null } : null,
    jobs,
    queries: {
      call: () => expect.unreachable('no question of the case'),
      note: async (_, what) => {
        notes.push(what);
        return ok({});
      },
    },
    importTexts: async (_, texts) => void imported.push(...texts),
  });
  async function ended(jobId: string): Promise<Job> {
    for (;;) {
      const job = jobs.get(jobId);
      if (!job.ok) throw new Error('the job is gone');
      if (job.value.state !== 'running') return job.value;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  const run = (requests: ProbeRequest[], confirmed: string[]) => handlers['probes.run']({ caseId, requests, confirmed });
  return { handlers, jobs, notes, imported, world, run, ended };
}

async function jobOf(result: Awaited<ReturnType<ReturnType<typeof start>['run']>>): Promise<string> {
  if (!result.ok) throw new Error(result.error.code);
  return result.value.jobId;
}

describe('probes of the contract', () => {
  it('where they are not offered nothing is sent', async () => {
    const { run, notes } = start({}, false);
    expect(await run([tcp('10.20.1.4')], ['10.20.1.4'])).toMatchObject({ ok: false, error: { code: 'probes-not-here' } });
    expect(notes).toEqual([]);
  });

  it.each([
    { name: 'nothing', confirmed: [] },
    { name: 'another host', confirmed: ['10.20.1.5'] },
    { name: 'one of two', confirmed: ['10.20.1.4'] },
    { name: 'more than is asked', confirmed: ['10.20.1.4', '198.51.100.20', '10.20.1.5'] },
  ])('$name confirmed: nothing is sent', async ({ confirmed }) => {
    const { run, notes, world } = start();
    expect(await run([tcp('10.20.1.4'), ike], confirmed)).toMatchObject({ ok: false, error: { code: 'probes-not-confirmed' } });
    expect([notes, world.sent, world.now()]).toEqual([[], [], 0]);
  });

  it('are noted in the log before the first packet, and imported as texts when they end', async () => {
    const { run, notes, imported, handlers, ended } = start();
    const jobId = await jobOf(await run([tcp('10.20.1.4'), ike], ['10.20.1.4', '198.51.100.20']));
    expect(notes).toEqual([{ key: 'log.probed', params: { targets: '10.20.1.4, 198.51.100.20', count: 2 } }]);
    expect(await ended(jobId)).toMatchObject({ kind: 'probe', state: 'done', caseId });
    expect(imported.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^probe-ike-198\.51\.100\.20-500-\d{8}T\d{6}Z\.txt$/),
      expect.stringMatching(/^probe-tcp-10\.20\.1\.4-443-\d{8}T\d{6}Z\.txt$/),
    ]);
    expect(imported[1]!.text).toContain('Sent = 3, Received = 3');
    expect(await handlers['probes.state']({ jobId })).toMatchObject({
      value: [
        {
          state: 'done',
          done: 4,
          total: 4,
          summary: { sent: 3, received: 3, averageMs: 10 },
          verdict: 'healthy',
          says: { key: 'record.tcp-probe' },
        },
        { state: 'done', verdict: 'problem', says: { key: 'record.ike-probe.silent' }, summary: null },
      ],
    });
  });

  it('of an offer that cannot be sent say so and import nothing', async () => {
    const { run, imported, handlers, ended } = start();
    const jobId = await jobOf(await run([{ ...ike, offer: 'AES256/SHA1/99' }], ['198.51.100.20']));
    await ended(jobId);
    expect(await handlers['probes.state']({ jobId })).toMatchObject({ value: [{ state: 'not-possible', verdict: null }] });
    expect(imported).toEqual([]);
  });

  it.each([
    { way: 'probes.stop' as const, state: 'done', kept: 1 },
    { way: 'job.cancel' as const, state: 'cancelled', kept: 0 },
  ])('until they are stopped: $way keeps $kept text', async ({ way, state, kept }) => {
    const { run, imported, handlers, jobs, ended } = start({ wait: () => new Promise((resolve) => setTimeout(resolve, 2)) });
    const jobId = await jobOf(await run([tcp('10.20.1.4', { count: 0 })], ['10.20.1.4']));
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (way === 'probes.stop') await handlers['probes.stop']({ jobId });
    else jobs.cancel(jobId);
    expect(await ended(jobId)).toMatchObject({ state });
    expect(imported).toHaveLength(kept);
    if (kept > 0) expect(imported[0]!.text).toMatch(/Sent = [1-9]\d*, Received = [1-9]/);
  });

  it('of a job that is not there are not found', async () => {
    const { handlers } = start();
    expect(await handlers['probes.state']({ jobId: 'none' })).toMatchObject({ error: { code: 'not-found' } });
    expect(await handlers['probes.stop']({ jobId: 'none' })).toMatchObject({ error: { code: 'not-found' } });
  });
});
