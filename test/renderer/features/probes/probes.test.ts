import { describe, expect, it } from 'vitest';
import { fail } from '#shared/api/result.ts';
import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import { createStores } from '../../../../renderer/app/stores.ts';
import { chartOf, roundUp } from '../../../../renderer/features/probes/chart-shape.ts';
import { emptyForm, formOf, wantedBy } from '../../../../renderer/features/probes/probe-form.ts';
import { createFakeShell, ids } from '../../../helpers/fake-shell.ts';

const tcp: ProbeRequest = {
  kind: 'tcp',
  host: '10.20.1.4',
  port: 443,
  count: 20,
  warmups: 1,
  intervalMs: 1000,
  timeoutMs: 5000,
  family: 'any',
};
const run = (ms: readonly (number | null)[]): ProbeRun => ({
  request: tcp,
  state: 'running',
  done: ms.length,
  total: 21,
  samples: ms.map((value, i) => ({ atMs: i * 1000, ms: value })),
  summary: null,
  verdict: null,
  says: null,
  text: '',
});

describe('the form', () => {
  it('is filled in from the plan: one line a target', () => {
    expect(formOf([tcp, { ...tcp, host: '2001:db8::4' }]).targets).toBe('10.20.1.4:443\n[2001:db8::4]:443');
    const ike = (port: number): ProbeRequest => ({
      kind: 'ike',
      host: 'gw.example.net',
      port,
      version: 1,
      offer: 'AES256/SHA1/2',
      groups: false,
    });
    expect(formOf([ike(500), ike(4500)])).toMatchObject({ targets: 'gw.example.net', version: 1, offer: 'AES256/SHA1/2' });
    expect(formOf([])).toEqual(emptyForm);
  });

  it('asks for what it says, and names each target once', () => {
    const wanted = wantedBy('B1', { ...emptyForm, targets: ' 10.20.1.4:443 \n\n[2001:db8::4]:22\n10.20.1.4:8443', untilStopped: true });
    expect(wanted).toMatchObject({ ok: true, targets: ['10.20.1.4', '2001:db8::4'] });
    expect(wanted.ok && wanted.requests.map((r) => (r.kind === 'tcp' ? `${r.host} ${r.port} ${r.count}` : ''))).toEqual([
      '10.20.1.4 443 0',
      '2001:db8::4 22 0',
      '10.20.1.4 8443 0',
    ]);
    const ike = wantedBy('B2', { ...emptyForm, targets: 'gw.example.net', groups: true });
    expect(ike.ok && ike.requests).toMatchObject([
      { port: 500, offer: null, groups: true },
      { port: 4500, groups: false },
    ]);
  });

  it.each([
    { check: 'B1' as const, line: '10.20.1.4' },
    { check: 'B1' as const, line: '10.20.1.4:0' },
    { check: 'B1' as const, line: '10.20.1.4:65536' },
    { check: 'B1' as const, line: '2001:db8::4:443' },
    { check: 'B1' as const, line: '-o:443' },
    { check: 'B1' as const, line: 'https://a:443' },
    { check: 'B2' as const, line: 'a b' },
    { check: 'B2' as const, line: '--help' },
    { check: 'B2' as const, line: '10.0.0.0/8' },
    { check: 'B2' as const, line: '' },
  ])('$check: "$line" is no target', ({ check, line }) => {
    expect(wantedBy(check, { ...emptyForm, targets: line })).toEqual({ ok: false, line });
  });
});

describe('the chart', () => {
  it('draws stretches between losses to one scale', () => {
    const shape = chartOf([run([10, 20, null, 30]), run([40])]);
    expect(shape?.topMs).toBe(50);
    expect(shape?.series).toEqual([
      { paths: ['M0 80L200 60'], lost: [400], dots: [[600, 40]] },
      { paths: [], lost: [], dots: [[300, 20]] },
    ]);
  });

  it('is none while nothing was measured', () => {
    expect(chartOf([run([]), run([null])])).toBeNull();
  });

  it.each([
    [0.04, 0.1],
    [9, 10],
    [10, 10],
    [11, 20],
    [43, 50],
    [51, 100],
    [2001, 5000],
  ])('%d rounds up to %d', (value, rounded) => expect(roundUp(value)).toBeCloseTo(rounded, 6));
});

describe('the store', () => {
  function start() {
    const shell = createFakeShell();
    shell.world.probes = { offered: true, confirms: false, plan: [tcp], runs: [run([10])] };
    return { shell, probes: createStores(shell).probes };
  }

  it('plans once and keeps what was changed', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled, 'B1');
    probes.change('B1', { targets: 'other:1' });
    await probes.plan(ids.troubled, 'B1');
    expect(probes.getState().panels.B1?.form.targets).toBe('other:1');
    expect(shell.calls.filter((c) => c.method === 'probes.plan')).toHaveLength(1);
    expect(shell.calls.some((c) => c.method === 'probes.run')).toBe(false);
  });

  it('forgets the targets of another case', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled, 'B1');
    shell.world.probes.plan = [];
    await probes.plan(ids.healthy, 'B1');
    expect(probes.getState().panels.B1?.form.targets).toBe('');
  });

  it('runs what was confirmed, shows it, and says that it is kept', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled, 'B1');
    await probes.run('B1', [tcp], ['10.20.1.4'], 'TCP latency');
    expect(shell.calls.find((c) => c.method === 'probes.run')?.input).toEqual({
      caseId: ids.troubled,
      requests: [tcp],
      confirmed: ['10.20.1.4'],
    });
    expect(probes.getState().panels.B1).toMatchObject({ isRunning: false, ended: 'saved', error: null, runs: [{ done: 1 }] });
  });

  it('says why it could not start', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled, 'B2');
    shell.answerNext('probes.run', fail('probes-not-here'));
    await probes.run('B2', [tcp], ['10.20.1.4'], 'x');
    expect(probes.getState().panels.B2).toMatchObject({ isRunning: false, error: { code: 'probes-not-here' } });
    probes.dismiss('B2');
    expect(probes.getState().panels.B2?.error).toBeNull();
  });

  it('stops by its job', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled, 'B1');
    await probes.run('B1', [tcp], ['10.20.1.4'], 'x');
    await probes.stop('B1');
    expect(shell.calls.at(-1)).toMatchObject({ method: 'probes.stop', input: { jobId: 'job-1' } });
  });
});
