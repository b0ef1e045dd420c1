import type { ApiClient, ShellClient } from '#shared/api/client.ts';
import type { Input, MethodName, Output } from '#shared/api/contract.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { fail, ok, type Result } from '#shared/api/result.ts';
import type { Analysis } from '#shared/model/analysis.ts';
import { defaultAzureSettings } from '#shared/model/azure.ts';
import type { CaseDetail, CaseSummary } from '#shared/model/case.ts';
import type { Job } from '#shared/model/job.ts';
import { message } from '#shared/model/message.ts';
import type { ProbeRun, ProbeSuggestion } from '#shared/model/probe.ts';
import type { Settings } from '#shared/model/settings.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import { newAzureWorld, type FakeAzureWorld } from './fake-azure-world.ts';
import { emptyAnalysis, healthyAnalysis, troubledAnalysis, undecidedAnalysis } from './fake-analysis.ts';

/** Everything the fake core knows; tests change it freely. */
export type FakeWorld = {
  settings: Settings;
  cases: CaseSummary[];
  removed: CaseSummary[];
  analyses: Record<string, Analysis>;
  jobs: Record<string, Job>;
  /** Zones that were set for sources. */
  zones: Record<string, string | null>;
  azure: FakeAzureWorld;
  /** Called for every `job.get`; moves a job on. */
  step: (job: Job) => Job;
  /** Whether this shell probes, what it plans, and how its runs stand. */
  probes: { offered: boolean; confirms: boolean; plan: ProbeSuggestion[]; runs: ProbeRun[] };
};

export type FakeShell = ShellClient & {
  readonly world: FakeWorld;
  /** Every call in order, for assertions. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
  readonly emit: (event: AppEvent) => void;
  /** The next call of `method` answers this instead. */
  readonly answerNext: <M extends MethodName>(method: M, result: Result<Output<M>>) => void;
};

export const ids = {
  troubled: '11111111-1111-4111-8111-111111111111',
  healthy: '22222222-2222-4222-8222-222222222222',
  undecided: '33333333-3333-4333-8333-333333333333',
  empty: '44444444-4444-4444-8444-444444444444',
  damaged: '55555555-5555-4555-8555-555555555555',
  newer: '66666666-6666-4666-8666-666666666666',
} as const;

const day = 86_400_000;
const now = Date.parse('2026-11-23T09:30:00Z');

export function fakeCase(id: string, title: string, patch: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id,
    title,
    createdMs: now - day,
    changedMs: now - day,
    status: 'problem',
    causes: [],
    sources: 12,
    records: 48_210,
    trouble: null,
    ...patch,
  };
}

function fakeCases(): CaseSummary[] {
  return [
    fakeCase(ids.troubled, 'Contoso HQ → vpngw-prod', { causes: ['psk-mismatch', 'gateway-subnet-nsg'], changedMs: now }),
    fakeCase(ids.healthy, 'Fabrikam Osaka, after the change', { status: 'healthy', causes: ['none'], sources: 9, records: 3120 }),
    fakeCase(ids.undecided, 'support-bundle-2026-11-14', { status: 'cannot-tell', sources: 2, records: 84, changedMs: now - 9 * day }),
    fakeCase(ids.empty, 'New branch office', { status: 'empty', sources: 0, records: 0, changedMs: now - 12 * day }),
    fakeCase(ids.damaged, 'Woodgrove data centre', { trouble: message('error.case-damaged'), changedMs: now - 30 * day }),
    fakeCase(ids.newer, 'Litware failover test', { trouble: message('error.case-newer'), changedMs: now - 31 * day }),
  ];
}

const source = (path: string, format: string, patch: Partial<SourceSummary> = {}): SourceSummary => ({
  id: `src-${path}`,
  path,
  sha256: 'a'.repeat(64),
  size: 18_432,
  format,
  encoding: 'utf-8',
  zone: 'utc',
  records: 120,
  rejected: 0,
  secretsRemoved: 0,
  storage: 'records',
  importedAtMs: now,
  head: '',
  ...patch,
});

const sources: SourceSummary[] = [
  source('rras/rasclient-application.txt', 'windows-eventlog-list', { encoding: 'utf-16le', records: 412 }),
  source('rras/remoteaccess-system.txt', 'windows-eventlog-list', { encoding: 'shift_jis', records: 88, zone: 'unknown', rejected: 2 }),
  source('azure/gatewaysubnet.txt', 'azure-classic-cli', { records: 1, zone: 'none' }),
  source('azure/connection.json', 'azure-json', { records: 1, zone: 'none', secretsRemoved: 1 }),
  source('probes/psping-vm-app01.txt', 'psping', { records: 5, zone: 'none' }),
  source('perf/ras-total.csv', 'pdh-csv', { records: 2880 }),
  source('notes/handover.txt', 'unknown', {
    storage: 'lines',
    records: 44_817,
    zone: 'none',
    head: 'Handover 18 Nov, evening shift\nTunnel to Azure down since about 14:00, key rotation was planned for today\nSee ticket INC0042',
  }),
  source('misc/device.bin', 'unknown', { storage: 'binary', records: 0, encoding: 'binary', zone: 'none' }),
];

function detailOf(summary: CaseSummary, zones: FakeWorld['zones']): CaseDetail {
  const filled = summary.sources > 0;
  return {
    summary,
    sources: filled ? sources.map((s) => (zones[s.id] == null ? s : { ...s, zone: 'offset', zoneSet: zones[s.id] })) : [],
    gaps: filled ? [{ path: 'old/backup.zip!/../../etc/passwd', reason: message('bundle.refused.traversal') }] : [],
    log: [],
  };
}

function newWorld(): FakeWorld {
  return {
    settings: { language: 'en', theme: 'light', timeZone: 'utc', azure: defaultAzureSettings },
    cases: fakeCases(),
    removed: [],
    analyses: {
      [ids.troubled]: troubledAnalysis,
      [ids.healthy]: healthyAnalysis,
      [ids.undecided]: undecidedAnalysis,
      [ids.empty]: emptyAnalysis,
    },
    jobs: {},
    zones: {},
    azure: newAzureWorld(),
    step: (job) => ({ ...job, state: 'done' }),
    probes: { offered: false, confirms: false, plan: [], runs: [] },
  };
}

/** What this fake leaves to tests of other screens. */
const notInThisFake = (): Result<never> => fail('not-found');

type FakeHandlers = { readonly [M in MethodName]: (input: Input<M>) => Result<Output<M>> };

function newJob(world: FakeWorld, kind: Job['kind'], caseId: string | null): string {
  const id = `job-${Object.keys(world.jobs).length + 1}`;
  world.jobs[id] = {
    id,
    kind,
    caseId,
    state: 'running',
    progress: { phase: 'reading', name: 'rras/rasclient-application.txt', done: 5, total: 12, records: 18_240 },
    error: null,
    file: null,
  };
  return id;
}

function handlers(world: FakeWorld): FakeHandlers {
  const find = (caseId: string): CaseSummary | undefined => world.cases.find((c) => c.id === caseId);
  const create = (title: string): CaseSummary => {
    const created = fakeCase(`00000000-0000-4000-8000-${String(world.cases.length + 1).padStart(12, '0')}`, title, {
      status: 'empty',
      sources: 0,
      records: 0,
      changedMs: now + world.cases.length,
    });
    world.cases = [created, ...world.cases];
    return created;
  };
  return {
    'app.info': () =>
      ok({
        version: '0.1.0',
        shell: 'browser',
        powershell: 'not-live',
        dataFolder: 'C:\\Users\\admin\\AppData\\Local\\Tunnel Triage',
        capabilities: {
          nativeDialog: false,
          revealFile: false,
          azure: false,
          probes: world.probes.offered,
          confirmsProbes: world.probes.confirms,
        },
      }),
    'settings.get': () => ok(world.settings),
    'settings.set': (input) => ok((world.settings = input)),
    'cases.list': () => ok(world.cases),
    'cases.create': ({ title }) => ok(create(title)),
    'cases.rename': ({ caseId, title }) => {
      world.cases = world.cases.map((c) => (c.id === caseId ? { ...c, title } : c));
      const renamed = find(caseId);
      return renamed ? ok(renamed) : fail('not-found');
    },
    'cases.remove': ({ caseId }) => {
      world.removed.push(...world.cases.filter((c) => c.id === caseId));
      world.cases = world.cases.filter((c) => c.id !== caseId);
      return ok({});
    },
    'cases.restore': ({ caseId }) => {
      const restored = world.removed.find((c) => c.id === caseId);
      if (!restored) return fail('not-found');
      world.cases = [...world.cases, restored];
      return ok(restored);
    },
    'samples.list': () =>
      ok([
        { id: 'wrong-gateway-address', title: { en: 'Wrong gateway address', ja: 'ゲートウェイ アドレスの誤り' } },
        {
          id: 'shared-key-and-nsg',
          title: { en: 'Shared key mismatch, and an NSG on GatewaySubnet', ja: '共有キーの不一致と GatewaySubnet の NSG' },
        },
        { id: 'healthy', title: { en: 'Healthy connection', ja: '正常な接続' } },
      ]),
    'samples.open': ({ title }) => {
      const created = create(title);
      world.analyses[created.id] = troubledAnalysis;
      return ok({ caseId: created.id, jobId: newJob(world, 'import', created.id) });
    },
    'case.get': ({ caseId }) => {
      const summary = find(caseId);
      return summary ? ok(detailOf(summary, world.zones)) : fail('not-found');
    },
    'case.import': ({ caseId }) => ok({ jobId: newJob(world, 'import', caseId) }),
    'case.importText': ({ caseId }) => ok({ jobId: newJob(world, 'import', caseId) }),
    'case.exportFile': ({ caseId }) => ok({ jobId: newJob(world, 'export-case', caseId) }),
    'case.importFile': () => ok({ jobId: newJob(world, 'import-case', ids.healthy) }),
    'negotiations.get': () => ok({ witnesses: [], negotiations: [], comparison: null, selectors: [], drops: [] }),
    'analysis.get': ({ caseId }) => ok(world.analyses[caseId] ?? emptyAnalysis),
    'answers.set': ({ caseId, check, outcome }) => {
      const analysis = world.analyses[caseId] ?? emptyAnalysis;
      const byHand = outcome !== null;
      const findings = analysis.findings.map((f) =>
        f.check === check
          ? { ...f, outcome: outcome ?? 'cannot-tell', verdict: byHand ? ('problem' as const) : ('cannot-tell' as const), byHand }
          : f,
      );
      return ok((world.analyses[caseId] = { ...analysis, findings }));
    },
    'sources.setZone': ({ caseId, sourceId, zone }) => {
      world.zones[sourceId] = zone;
      return ok(world.analyses[caseId] ?? emptyAnalysis);
    },
    'sources.carve': () => ok({ records: 0 }),
    'records.open': notInThisFake,
    'records.page': notInThisFake,
    'records.histogram': notInThisFake,
    'records.get': notInThisFake,
    'records.locate': notInThisFake,
    'report.preview': notInThisFake,
    'report.export': notInThisFake,
    'collectors.script': ({ values }) => ok({ fileName: 'collect-linux.sh', text: JSON.stringify(values) }),
    'collectors.save': () => ok({ file: 'collect-linux.sh' }),
    'azure.state': () => ok(world.azure.state),
    'azure.signIn': () => ok({ jobId: newJob(world, 'azure-sign-in', null) }),
    'azure.signOut': () => {
      world.azure.state = { ...world.azure.state, account: null };
      return ok({});
    },
    'azure.subscriptions': () => ok(world.azure.subscriptions),
    'azure.gateways': () => ok(world.azure.gateways),
    'azure.connections': () => ok(world.azure.connections),
    'azure.interfaces': () => ok(world.azure.interfaces),
    'azure.storageAccounts': () => ok(world.azure.storageAccounts),
    'azure.plan': () => ok(world.azure.plan),
    'azure.collect': ({ caseId }) => ok({ jobId: newJob(world, 'azure-collect', caseId) }),
    'powershell.show': notInThisFake,
    'powershell.run': notInThisFake,
    'probes.plan': () => ok(world.probes.plan),
    'probes.run': ({ caseId }) => ok({ jobId: newJob(world, 'probe', caseId) }),
    'probes.state': () => ok(world.probes.runs),
    'probes.stop': () => ok({}),
    'job.get': ({ jobId }) => {
      const job = world.jobs[jobId];
      if (!job) return fail('not-found');
      const next = job.state === 'running' ? world.step(job) : job;
      world.jobs[jobId] = next;
      return ok(next);
    },
    'job.cancel': ({ jobId }) => {
      const job = world.jobs[jobId];
      if (job) world.jobs[jobId] = { ...job, state: 'cancelled' };
      return ok({});
    },
  };
}

/** A shell without a core behind it: answers from memory, at once. */
export function createFakeShell(): FakeShell {
  const world = newWorld();
  const calls: { method: string; input: unknown }[] = [];
  const queued = new Map<string, Result<unknown>>();
  const listeners = new Set<(event: AppEvent) => void>();
  const table = handlers(world);
  const call = (method: string, input: unknown): Promise<unknown> => {
    calls.push({ method, input });
    const planned = queued.get(method);
    queued.delete(method);
    return Promise.resolve(planned ?? Reflect.apply(Reflect.get(table, method), undefined, [input]));
  };
  const methods: unknown[][] = Object.keys(table).map((method) => [method, (input: unknown) => call(method, input)]);
  const api: ApiClient = Object.fromEntries(methods);
  const picked = { grant: 'g'.repeat(22), name: 'contoso-hq-2026-11-18.zip' };
  return {
    world,
    calls,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    answerNext: (method, result) => void queued.set(method, result),
    api,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pickFiles: (what) => Promise.resolve(ok([what === 'case-file' ? { ...picked, name: 'old.ttcase' } : picked])),
    grantDropped: (files) => Promise.resolve(ok(files.map((f) => ({ ...picked, name: f.name })))),
    pickSaveTarget: (name) => Promise.resolve(ok({ ...picked, name })),
    deliver: () => Promise.resolve(),
    openExternal: () => undefined,
  };
}
