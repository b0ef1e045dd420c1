import { expect, it } from 'vitest';
import { createJobs } from '#core/jobs.ts';
import { createProbeHandlers } from '#core/probes/handlers.ts';
import type { ProbePorts } from '#core/probes/ports.ts';
import { ok } from '#shared/api/result.ts';
import type { ProbeRequest } from '#shared/model/probe.ts';
import { targetsOf } from '#shared/model/probe-words.ts';
import { fakeWorld } from '../../../helpers/fake-probe-ports.ts';

const caseId = '11111111-1111-4111-8111-111111111111';
const size: ProbeRequest = { kind: 'path-mtu', host: '10.20.1.4', cipher: null };
const trace: ProbeRequest = { kind: 'traceroute', host: '10.20.1.5' };

/** Runs requests over a ping that answers small packets, and stops when a tool is asked for the nth time. */
async function stoppedAt(nth: number, requests: ProbeRequest[]) {
  const imported: string[] = [];
  let asked = 0;
  const runTool: ProbePorts['runTool'] = async (_, args) => {
    asked += 1;
    if (asked === nth) await handlers['probes.stop']({ jobId: 'job-1' });
    return Number(args[args.indexOf('-s') + 1]) <= 1372 ? { code: 0, text: '' } : { code: 1, text: '' };
  };
  const log = { error: (what: string, error: unknown) => expect.unreachable(`${what} ${String(error)}`), info: () => undefined };
  const jobs = createJobs({ log, newId: () => 'job-1', changed: () => undefined });
  const handlers = createProbeHandlers({
    offer: { tools: { ports: fakeWorld({ more: { runTool } }).ports, defaults: [], version: '0.1.0' }, confirm: null },
    jobs,
    queries: { call: () => expect.unreachable('no question of the case'), note: async () => ok({}) },
    importTexts: async (_, texts) => void imported.push(...texts.map(({ text }) => text)),
  });
  await handlers['probes.run']({ caseId, requests, confirmed: targetsOf(requests) });
  for (let job = jobs.get('job-1'); job.ok && job.value.state === 'running'; job = jobs.get('job-1'))
    await new Promise((resolve) => setTimeout(resolve, 1));
  const state = await handlers['probes.state']({ jobId: 'job-1' });
  return { imported, states: state.ok ? state.value.map((run) => [run.state, run.verdict]) : [], state };
}

it('a search that was stopped half way found no size: nothing is kept of it, and what waited was not sent', async () => {
  const { imported, states } = await stoppedAt(5, [size, trace]);
  expect(imported).toEqual([]);
  expect(states).toEqual([
    ['running', null],
    ['waiting', null],
  ]);
});

it('one that came to its end before is kept, and told its steps', async () => {
  const { imported, state } = await stoppedAt(Infinity, [size]);
  expect(imported).toEqual([expect.stringContaining('Path MTU: 1400')]);
  expect(state).toMatchObject({ value: [{ state: 'done', verdict: 'healthy', total: 18, done: 18 }] });
});
