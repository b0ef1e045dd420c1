import { describe, expect, it } from 'vitest';
import { createJobs } from '#core/jobs.ts';
import { powerShellHandlers } from '#core/powershell/powershell-handlers.ts';
import type { PowerShellPorts, ProcessRequest, ProcessResult } from '#core/powershell/ports.ts';
import type { Result } from '#shared/api/result.ts';
import { standIn } from '../../../helpers/stand-in.ts';

const caseId = '00000000-0000-4000-8000-000000000001';
const request = { script: 'rras-events', computerName: null, days: 3 } as const;
const answer = '{"schema":"tunnel-triage/powershell@1","computer":"HQ-RRAS01","fault":null,"detail":"","text":"EventID : 20111"}\n';

function setUp(patch: Partial<PowerShellPorts> = {}, stdout = answer) {
  const ran: ProcessRequest[] = [];
  const tasks: { readonly kind: string }[] = [];
  const placed: string[] = [];
  const powershell: PowerShellPorts = {
    state: 'ready',
    executable: 'powershell.exe',
    placeScript: (id) => {
      placed.push(id);
      return { path: `C:\\T\\${id}.ps1`, remove: () => void placed.pop() };
    },
    scriptText: (id) => `# ${id}`,
    runner: {
      run: async (asked): Promise<ProcessResult> => {
        ran.push(asked);
        return { ended: 'exited', exitCode: 0, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) };
      },
    },
    confirm: null,
    ...patch,
  };
  let number = 0;
  const jobs = createJobs({
    log: { error: () => undefined, info: () => undefined },
    newId: () => `job-${(number += 1)}`,
    changed: () => undefined,
  });
  // The handlers use these two of the core's ports only.
  const handlers = powerShellHandlers(standIn({ powershell, jobs }), async (task) => {
    tasks.push(task);
    return {};
  });
  const settled = async (started: Result<{ readonly jobId: string }>) => {
    for (let i = 0; started.ok && i < 100; i++) {
      const job = jobs.get(started.value.jobId);
      if (job.ok && job.value.state !== 'running') return job.value;
      await new Promise((done) => setTimeout(done, 5));
    }
    return null;
  };
  return { handlers, jobs, ran, tasks, placed, settled };
}

async function shown({ handlers }: ReturnType<typeof setUp>): Promise<string> {
  const result = await handlers['powershell.show'](request);
  return result.ok ? result.value.command : '';
}

describe('running a shipped script', () => {
  it('runs what was shown, notes it, takes the answer in and leaves no file', async () => {
    const world = setUp();
    const confirmed = await shown(world);
    expect(world.ran).toEqual([]);
    const job = await world.settled(await world.handlers['powershell.run']({ caseId, request, confirmed }));
    expect(job).toMatchObject({ state: 'done', kind: 'powershell', caseId });
    expect(world.ran).toMatchObject([{ file: 'powershell.exe', args: expect.arrayContaining(['C:\\T\\rras-events.ps1', '-Days', '3']) }]);
    expect(world.tasks).toMatchObject([
      { kind: 'note', what: { key: 'log.powershell-ran', params: { command: confirmed, computer: 'HQ-RRAS01' } } },
      { kind: 'import-text', caseId, name: 'HQ-RRAS01/rras-events.txt', text: 'EventID : 20111' },
    ]);
    expect(world.placed).toEqual([]);
  });

  it('runs nothing when something else was confirmed', async () => {
    const world = setUp();
    const started = await world.handlers['powershell.run']({ caseId, request, confirmed: 'powershell.exe -File other.ps1' });
    expect(started).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect([world.ran, world.tasks]).toEqual([[], []]);
  });

  it('runs nothing when the dialog is declined', async () => {
    const asked: string[] = [];
    const world = setUp({
      confirm: async (command) => {
        asked.push(command);
        return false;
      },
    });
    const confirmed = await shown(world);
    expect(await world.settled(await world.handlers['powershell.run']({ caseId, request, confirmed }))).toMatchObject({
      state: 'cancelled',
    });
    expect([asked, world.ran, world.tasks]).toEqual([[confirmed], [], []]);
  });

  it('runs nothing when the task was cancelled while the dialog stood, whatever is answered to it then', async () => {
    const { promise: answered, resolve: press } = Promise.withResolvers<boolean>();
    const world = setUp({ confirm: () => answered });
    const started = await world.handlers['powershell.run']({ caseId, request, confirmed: await shown(world) });
    await new Promise((done) => setTimeout(done, 5));
    if (started.ok) world.jobs.cancel(started.value.jobId);
    press(true);
    expect(await world.settled(started)).toMatchObject({ state: 'cancelled' });
    expect([world.ran, world.placed, world.tasks]).toEqual([[], [], []]);
  });

  it('notes a failure, and shows it', async () => {
    const world = setUp({}, answer.replace('"fault":null', '"fault":"module-missing"'));
    const confirmed = await shown(world);
    const job = await world.settled(await world.handlers['powershell.run']({ caseId, request, confirmed }));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'powershell-module-missing' } });
    expect(world.tasks).toMatchObject([{ kind: 'note', what: { key: 'log.powershell-failed' } }]);
    expect(world.placed).toEqual([]);
  });

  it('notes a run that was cancelled, for it ran', async () => {
    const runner = {
      run: ({ signal }: ProcessRequest): Promise<ProcessResult> =>
        new Promise((resolve) => {
          const bytes = Buffer.alloc(0);
          signal.addEventListener('abort', () => resolve({ ended: 'cancelled', exitCode: null, stdout: bytes, stderr: bytes }));
        }),
    };
    const world = setUp({ runner });
    const started = await world.handlers['powershell.run']({ caseId, request, confirmed: await shown(world) });
    await new Promise((done) => setTimeout(done, 5));
    if (started.ok) world.jobs.cancel(started.value.jobId);
    expect(await world.settled(started)).toMatchObject({ state: 'cancelled' });
    expect(world.tasks).toMatchObject([{ kind: 'note', what: { key: 'log.powershell-failed', params: { reason: 'cancelled' } } }]);
    expect(world.placed).toEqual([]);
  });

  it.each(['not-live', 'not-windows', 'not-installed'] as const)('shows and runs nothing where it is %s', async (state) => {
    const world = setUp({ state });
    expect(await world.handlers['powershell.show'](request)).toMatchObject({ ok: false, error: { code: 'powershell-not-here' } });
    expect(await world.handlers['powershell.run']({ caseId, request, confirmed: 'x' })).toMatchObject({ ok: false });
    expect(world.ran).toEqual([]);
  });
});
