import { describe, expect, it } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { ProbeRequest, type ProbeKind, type ProbeRun, type ProbeSuggestion } from '#shared/model/probe.ts';
import { checkIds } from '#shared/model/verdict.ts';
import { createStores } from '../../../../renderer/app/stores.ts';
import { chartOf, roundUp } from '../../../../renderer/features/probes/chart-shape.ts';
import {
  commandOf,
  emptyForm,
  formOf,
  suggestedFor,
  wantedBy,
  withLine,
  type ProbeForm,
} from '../../../../renderer/features/probes/probe-form.ts';
import { kindFrom, kindsFor, probeKinds } from '../../../../renderer/features/probes/probe-kinds.ts';
import { formIn } from '../../../../renderer/features/probes/probes-store.ts';
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
  means: null,
  figures: [],
  text: '',
});
const suggest = (request: ProbeRequest, role: ProbeSuggestion['role'] = 'host'): ProbeSuggestion => ({ role, request });
const form = (said: Partial<ProbeForm>): ProbeForm => ({ ...emptyForm, ...said });

describe('kinds', () => {
  it('every one has its place, and what an address names is one of them', () => {
    expect(probeKinds.toSorted()).toEqual(ProbeRequest.options.map((option) => option.shape.kind.value).toSorted());
    expect([kindFrom('dns'), kindFrom('smtp'), kindFrom(undefined)]).toEqual(['dns', null, null]);
  });

  it('steps offer those whose results their check hears, and no others', () => {
    const offered = Object.fromEntries(checkIds.flatMap((check) => (kindsFor(check).length > 0 ? [[check, kindsFor(check)]] : [])));
    expect(offered).toEqual({
      B1: ['tcp', 'traceroute', 'path-mtu', 'dns'],
      B2: ['ike', 'gateway-health', 'dns'],
      D4: ['tcp'],
    });
  });
});

describe('the form', () => {
  it('is filled in from the plan: one line a target', () => {
    expect(formOf('tcp', [suggest(tcp), suggest({ ...tcp, host: '2001:db8::4' })]).targets).toBe('10.20.1.4:443\n[2001:db8::4]:443');
    const ike = (port: number) => suggest({ kind: 'ike', host: 'gw.example.net', port, version: 1, offer: 'AES256/SHA1/2', groups: false });
    expect(formOf('ike', [ike(500), ike(4500)])).toMatchObject({ targets: 'gw.example.net', version: 1, offer: 'AES256/SHA1/2' });
    expect(formOf('clock', [suggest(tcp)])).toEqual(emptyForm);
  });

  it('a size is asked of hosts behind the tunnel or of the gateway, not of both at once', () => {
    const size = (host: string, role: ProbeSuggestion['role']) => suggest({ kind: 'path-mtu', host, cipher: 'GCMAES256' }, role);
    const both = [size('10.20.1.4', 'host'), size('10.20.1.5', 'host'), size('198.51.100.20', 'gateway')];
    expect(formOf('path-mtu', both)).toMatchObject({ targets: '10.20.1.4\n10.20.1.5', cipher: 'GCMAES256' });
    expect(suggestedFor('path-mtu', both).map(({ line, role }) => `${line} ${role}`)).toEqual([
      '10.20.1.4 host',
      '10.20.1.5 host',
      '198.51.100.20 gateway',
    ]);
  });

  it('a tick adds a line or takes it away', () => {
    expect(withLine('a\n b \n', 'c', true)).toBe('a\nb\nc');
    expect(withLine('a\nb', 'a', false)).toBe('b');
    expect(withLine('a', 'a', true)).toBe('a');
  });

  it.each<[ProbeKind, ProbeForm, object[]]>([
    [
      'tcp',
      form({ targets: ' 10.20.1.4:443 \n\n[2001:db8::4]:22\n10.20.1.4:443', untilStopped: true }),
      [
        { host: '10.20.1.4', port: 443, count: 0 },
        { host: '2001:db8::4', port: 22, count: 0 },
      ],
    ],
    [
      'ike',
      form({ targets: 'gw.example.net', groups: true }),
      [
        { port: 500, offer: null, groups: true },
        { port: 4500, groups: false },
      ],
    ],
    ['gateway-health', form({ targets: '198.51.100.20', healthPort: 8083 }), [{ host: '198.51.100.20', port: 8083 }]],
    ['dns', form({ targets: 'app.example.net', server: ' 10.20.0.10 ' }), [{ name: 'app.example.net', server: '10.20.0.10' }]],
    ['dns', form({ targets: '10.20.1.4' }), [{ name: '10.20.1.4', server: null }]],
    ['path-mtu', form({ targets: '10.20.1.4', cipher: 'AES256/SHA256' }), [{ host: '10.20.1.4', cipher: 'AES256/SHA256' }]],
    ['traceroute', form({ targets: '10.20.1.4\n10.20.1.5' }), [{ host: '10.20.1.4' }, { host: '10.20.1.5' }]],
    ['clock', form({ targets: 'dc01.example.net' }), [{ host: 'dc01.example.net', port: 123 }]],
  ])('asks for what it says: %s %o', (kind, filled, requests) => {
    const wanted = wantedBy(kind, filled);
    expect(wanted).toMatchObject({ ok: true, requests: requests.map((request) => ({ kind, ...request })) });
    // The core takes all of it.
    if (wanted.ok) for (const request of wanted.requests) expect(ProbeRequest.safeParse(request).success).toBe(true);
  });

  it.each<[ProbeKind, string]>([
    ['tcp', '10.20.1.4'],
    ['tcp', '10.20.1.4:0'],
    ['tcp', '10.20.1.4:65536'],
    ['tcp', '2001:db8::4:443'],
    ['tcp', '-o:443'],
    ['tcp', 'https://a:443'],
    ['ike', 'a b'],
    ['traceroute', '--help'],
    ['path-mtu', '10.0.0.0/8'],
    ['dns', ''],
  ])('%s: "%s" is no target', (kind, line) => {
    expect(wantedBy(kind, form({ targets: line }))).toEqual({ ok: false, field: 'targets', text: line });
  });

  it('a name server is an address, and no more than ten targets are asked at once', () => {
    expect(wantedBy('dns', form({ targets: 'app', server: 'dns.example.net' }))).toEqual({
      ok: false,
      field: 'server',
      text: 'dns.example.net',
    });
    const many = Array.from({ length: 11 }, (_, i) => `10.0.0.${i}`).join('\n');
    expect(wantedBy('traceroute', form({ targets: many }))).toMatchObject({ ok: false, field: 'targets' });
  });

  it.each<[ProbeKind, Partial<ProbeForm>, string | null]>([
    [
      'ike',
      { targets: '198.51.100.20', version: 1, offer: 'AES256/SHA256/14, AES128/SHA1/2' },
      'ike 198.51.100.20 --ike 1 --offer AES256/SHA256/14,AES128/SHA1/2 --output probe-ike.txt',
    ],
    ['gateway-health', { targets: '198.51.100.20', healthPort: 8083 }, 'health 198.51.100.20 --port 8083 --output probe-health.txt'],
    ['path-mtu', { targets: '10.20.1.4', cipher: 'GCMAES256' }, 'mtu 10.20.1.4 --cipher GCMAES256 --output probe-mtu.txt'],
    ['dns', { targets: 'a.example\nb.example', server: '10.0.0.53' }, 'dns a.example b.example --server 10.0.0.53 --output probe-dns.txt'],
    ['tcp', { targets: '10.20.1.4:443' }, 'tcp 10.20.1.4:443 --output probe-tcp.txt'],
    ['clock', {}, null],
    ['traceroute', { targets: '; rm -rf /' }, null],
  ])('the same by the command line: %s %o', (kind, said, words) =>
    expect(commandOf(kind, form(said))).toBe(words === null ? null : `tunnel-triage probe ${words}`),
  );
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
    shell.world.probes = { offered: true, confirms: false, plan: [suggest(tcp)], runs: [{ ...run([10]), state: 'done', text: 'x' }] };
    return { shell, probes: createStores(shell).probes };
  }

  it('fills forms in from the case, as it stands now, until they are changed', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled);
    expect(formIn(probes.getState(), 'tcp').targets).toBe('10.20.1.4:443');
    shell.world.probes.plan = [suggest({ ...tcp, host: '10.20.1.5' })];
    await probes.plan(ids.troubled);
    expect(formIn(probes.getState(), 'tcp').targets).toBe('10.20.1.5:443');
    probes.change('tcp', { targets: 'other:1' });
    await probes.plan(ids.troubled);
    expect(formIn(probes.getState(), 'tcp').targets).toBe('other:1');
    expect(shell.calls.some((c) => c.method === 'probes.run')).toBe(false);
  });

  it('forgets the targets of another case', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled);
    probes.change('tcp', { targets: 'other:1' });
    shell.world.probes.plan = [];
    await probes.plan(ids.healthy);
    expect(formIn(probes.getState(), 'tcp').targets).toBe('');
  });

  it('says why the case could not be read', async () => {
    const { shell, probes } = start();
    shell.answerNext('probes.plan', fail('case-damaged'));
    await probes.plan(ids.troubled);
    expect(probes.getState()).toMatchObject({ suggestions: [], planError: { code: 'case-damaged' } });
  });

  it('runs what was confirmed, shows it, and says that it is kept', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled);
    await probes.run('tcp', [tcp], 'TCP latency');
    expect(shell.calls.find((c) => c.method === 'probes.run')?.input).toEqual({
      caseId: ids.troubled,
      requests: [tcp],
      confirmed: ['10.20.1.4'],
    });
    expect(probes.getState().panels.tcp).toMatchObject({ isRunning: false, ended: 'saved', error: null, runs: [{ done: 1 }] });
  });

  it.each<[string, Partial<ProbeRun>, 'done' | 'cancelled' | 'failed', string | null]>([
    ['a text is there to keep', { state: 'done', text: 'x' }, 'done', 'saved'],
    ['nothing was measured', { state: 'not-possible' }, 'done', 'nothing'],
    ['cancelled on the way', { state: 'running' }, 'cancelled', 'cancelled'],
    ['declined before it began', { state: 'waiting' }, 'cancelled', 'declined'],
    ['the results could not be kept', { state: 'done', text: 'x' }, 'failed', null],
  ])('%s', async (_, said, state, ended) => {
    const { shell, probes } = start();
    shell.world.probes.runs = [{ ...run([]), ...said }];
    const error = state === 'failed' ? { code: 'disk-full' as const, params: {}, incidentId: null } : null;
    shell.world.step = (job) => ({ ...job, state, error });
    await probes.plan(ids.troubled);
    await probes.run('tcp', [tcp], 'x');
    expect(probes.getState().panels.tcp).toMatchObject({ isRunning: false, ended, error });
  });

  it('says why it could not start', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled);
    shell.answerNext('probes.run', fail('probes-not-here'));
    await probes.run('ike', [tcp], 'x');
    expect(probes.getState().panels.ike).toMatchObject({ isRunning: false, error: { code: 'probes-not-here' } });
    probes.dismiss('ike');
    expect(probes.getState().panels.ike?.error).toBeNull();
  });

  it('stops by its job', async () => {
    const { shell, probes } = start();
    await probes.plan(ids.troubled);
    await probes.run('tcp', [tcp], 'x');
    await probes.stop('tcp');
    expect(shell.calls.at(-1)).toMatchObject({ method: 'probes.stop', input: { jobId: 'job-1' } });
  });
});
