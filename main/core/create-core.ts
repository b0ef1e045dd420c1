import type { Handlers } from '#shared/api/client.ts';
import type { MethodName, Output, ParsedInput } from '#shared/api/contract.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { ExpectedError, fail, ok, type Result } from '#shared/api/result.ts';
import type { CaseSummary } from '#shared/model/case.ts';
import type { Message } from '#shared/model/message.ts';
import type { ReportFormat, ReportOptions } from '#shared/model/report.ts';
import type { Settings } from '#shared/model/settings.ts';
import { collectorHandlers } from './collectors/collector-handlers.ts';
import type { CollectedBundle } from './azure/collect.ts';
import { createAzureHandlers } from './azure/handlers.ts';
import type { AzurePorts } from './azure/http.ts';
import { createProbeHandlers, type ProbeOffer } from './probes/handlers.ts';
import type { JobContext, JobOutcome, Jobs } from './jobs.ts';
import type { Clock, PdfPrinter } from './ports.ts';
import { powerShellHandlers } from './powershell/powershell-handlers.ts';
import type { PowerShellPorts } from './powershell/ports.ts';

/** Methods answered from one case's own data, off the main thread. */
export const caseMethods = [
  'case.get',
  'analysis.get',
  'negotiations.get',
  'answers.set',
  'sources.setZone',
  'sources.carve',
  'records.open',
  'records.page',
  'records.histogram',
  'records.get',
  'records.locate',
  'report.preview',
  'probes.plan',
] as const satisfies readonly MethodName[];
export type CaseMethod = (typeof caseMethods)[number];

export type CaseQueries = {
  readonly call: <M extends CaseMethod>(method: M, input: ParsedInput<M>) => Promise<Result<Output<M>>>;
  /** The report as text; for PDF the page to print. */
  readonly renderReport: (
    caseId: string,
    format: ReportFormat,
    options: ReportOptions,
  ) => Promise<Result<{ readonly text: string; readonly title: string }>>;
  /** Writes a line into the case's log. */
  readonly note: (caseId: string, what: Message) => Promise<Result<Record<string, never>>>;
  /** Lets go of the case's files, so that it can be moved. */
  readonly release: (caseId: string) => Promise<void>;
};

/** Long work of one case, run in a worker of its own. `Granted` is what a read grant stands for: plain data. */
export type CaseTask<Granted> =
  | { readonly kind: 'import'; readonly caseId: string; readonly inputs: readonly Granted[] }
  | { readonly kind: 'import-text'; readonly caseId: string; readonly name: string; readonly text: string }
  | { readonly kind: 'import-texts'; readonly caseId: string; readonly texts: readonly { readonly name: string; readonly text: string }[] }
  | { readonly kind: 'import-sample'; readonly caseId: string; readonly sample: string }
  | { readonly kind: 'import-collected'; readonly caseId: string; readonly bundle: CollectedBundle }
  | { readonly kind: 'export-case'; readonly caseId: string; readonly target: string }
  | { readonly kind: 'import-case'; readonly input: Granted }
  /** A line for the log of a case. */
  | { readonly kind: 'note'; readonly caseId: string; readonly what: Message };

export type CaseLibrary = {
  readonly list: () => CaseSummary[];
  readonly create: (title: string) => CaseSummary;
  readonly rename: (caseId: string, title: string) => CaseSummary;
  readonly remove: (caseId: string) => void;
  readonly restore: (caseId: string) => CaseSummary;
  /** Reads the case's summary again after something changed in it. */
  readonly refresh: (caseId: string) => void;
  readonly settings: () => Settings;
  readonly saveSettings: (settings: Settings) => Settings;
};

export type CorePorts<Granted> = {
  readonly info: Output<'app.info'>;
  readonly library: CaseLibrary;
  readonly queries: CaseQueries;
  readonly runTask: (task: CaseTask<Granted>, context: JobContext) => Promise<JobOutcome>;
  readonly jobs: Jobs;
  readonly grants: {
    readonly redeemRead: (grant: string) => { readonly input: Granted; readonly release: () => void };
    readonly redeemWrite: (grant: string) => {
      readonly name: string;
      readonly write: (produce: (partPath: string) => Promise<void> | void) => Promise<void>;
    };
  };
  readonly writeFile: (path: string, content: Uint8Array | string) => Promise<void>;
  readonly printer: PdfPrinter;
  readonly samples: Output<'samples.list'>;
  /** Text of a shipped collector by its file name. */
  readonly collectorScript: (file: string) => string;
  readonly clock: Clock;
  /** Null where this program does not collect from Azure. */
  readonly azure: AzurePorts | null;
  readonly powershell: PowerShellPorts;
  /** Null where this program sends no packets. */
  readonly probes: ProbeOffer | null;
  readonly emit: (event: AppEvent) => void;
};

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new ExpectedError(result.error.code, result.error.params);
  return result.value;
}

/** What is read anew from a source changes what every screen shows. */
function sourceHandlers<Granted>({ library, queries, emit }: CorePorts<Granted>): Pick<Handlers, 'sources.setZone' | 'sources.carve'> {
  function changed<T>(caseId: string, result: Result<T>): Result<T> {
    if (!result.ok) return result;
    library.refresh(caseId);
    emit({ kind: 'case', caseId });
    emit({ kind: 'cases' });
    return result;
  }
  return {
    'sources.setZone': async (input) => changed(input.caseId, await queries.call('sources.setZone', input)),
    'sources.carve': async (input) => changed(input.caseId, await queries.call('sources.carve', input)),
  };
}

/** Files that leave the application: written beside their target and renamed, so that a failed export leaves nothing. */
function createExports<Granted>({ queries, jobs, grants, printer, runTask, writeFile }: CorePorts<Granted>) {
  async function exportReport(input: ParsedInput<'report.export'>): Promise<Result<{ jobId: string }>> {
    const target = grants.redeemWrite(input.grant);
    const jobId = jobs.start('report', input.caseId, async (context) => {
      context.progress({ phase: 'writing', name: target.name, done: 0, total: 0, records: 0 });
      const { text, title } = unwrap(await queries.renderReport(input.caseId, input.format, input.options));
      const content =
        input.format === 'pdf' ? await printer.print(text, { paper: input.options.paper, title, language: input.options.language }) : text;
      if (context.signal.aborted) throw new ExpectedError('cancelled');
      await target.write((part) => writeFile(part, content));
      return { file: target.name };
    });
    return ok({ jobId });
  }

  async function exportCase(caseId: string, grant: string): Promise<Result<{ jobId: string }>> {
    const target = grants.redeemWrite(grant);
    const jobId = jobs.start('export-case', caseId, async (context) => {
      await target.write(async (part) => {
        await runTask({ kind: 'export-case', caseId, target: part }, context);
      });
      return { file: target.name };
    });
    return ok({ jobId });
  }

  return { exportReport, exportCase };
}

/** Long work on cases. However a task ends, the lists are let know. */
function createTasks<Granted>(ports: CorePorts<Granted>) {
  const { library, jobs, emit } = ports;

  async function runTask(task: CaseTask<Granted>, context: JobContext): Promise<JobOutcome> {
    const known = 'caseId' in task ? task.caseId : null;
    try {
      const outcome = await ports.runTask(task, context);
      const caseId = outcome.caseId ?? known;
      if (caseId !== null) library.refresh(caseId);
      return outcome;
    } finally {
      if (known !== null) {
        library.refresh(known);
        emit({ kind: 'case', caseId: known });
      }
      emit({ kind: 'cases' });
    }
  }

  function startTask(kind: Parameters<Jobs['start']>[0], task: CaseTask<Granted>, release: () => void = () => undefined): string {
    const known = 'caseId' in task ? task.caseId : null;
    return jobs.start(kind, known, (context) => runTask(task, context).finally(release));
  }

  return { runTask, startTask };
}

/** What reaches out of this computer, and only where its ports are there: Azure and probes. */
function liveHandlers<Granted>(ports: CorePorts<Granted>, runTask: ReturnType<typeof createTasks<Granted>>['runTask']) {
  const { jobs, library, queries } = ports;
  const azure = createAzureHandlers({
    ...ports,
    settings: library.settings,
    importBundle: async (caseId, bundle, context) => {
      await runTask({ kind: 'import-collected', caseId, bundle }, context);
    },
  });

  const probes = createProbeHandlers({
    offer: ports.probes,
    jobs,
    queries,
    importTexts: async (caseId, texts, context) => {
      await runTask({ kind: 'import-texts', caseId, texts }, context);
    },
  });
  return { ...azure, ...probes };
}

/** The product behind its contract. The only wiring place: everything else gets its needs as arguments. */
export function createCore<Granted>(ports: CorePorts<Granted>): Handlers {
  const { library, queries, jobs, grants, emit } = ports;
  const { exportReport, exportCase } = createExports(ports);
  const { runTask, startTask } = createTasks(ports);
  async function listChanged<T>(change: () => T): Promise<Result<T>> {
    const value = change();
    emit({ kind: 'cases' });
    return ok(value);
  }

  function importFiles(caseId: string, words: readonly string[]): Result<{ jobId: string }> {
    const redeemed: ReturnType<typeof grants.redeemRead>[] = [];
    const release = (): void => redeemed.forEach((r) => r.release());
    try {
      for (const word of words) redeemed.push(grants.redeemRead(word));
    } catch (error) {
      release();
      throw error;
    }
    return ok({ jobId: startTask('import', { kind: 'import', caseId, inputs: redeemed.map((r) => r.input) }, release) });
  }

  async function answer(input: ParsedInput<'answers.set'>): Promise<Result<Output<'answers.set'>>> {
    const result = await queries.call('answers.set', input);
    library.refresh(input.caseId);
    emit({ kind: 'cases' });
    return result;
  }

  return {
    'app.info': async () => ok(ports.info),
    'settings.get': async () => ok(library.settings()),
    'settings.set': async (input) => ok(library.saveSettings(input)),
    'cases.list': async () => ok(library.list()),
    'cases.create': ({ title }) => listChanged(() => library.create(title)),
    'cases.rename': async ({ caseId, title }) => {
      await queries.release(caseId);
      return listChanged(() => library.rename(caseId, title));
    },
    'cases.remove': async ({ caseId }) => {
      await queries.release(caseId);
      return listChanged(() => {
        library.remove(caseId);
        return {};
      });
    },
    'cases.restore': ({ caseId }) => listChanged(() => library.restore(caseId)),
    'samples.list': async () => ok(ports.samples),
    'samples.open': async ({ sample, title }) => {
      if (!ports.samples.some((s) => s.id === sample)) return fail('not-found', { what: sample });
      const { id } = library.create(title);
      return ok({ caseId: id, jobId: startTask('import', { kind: 'import-sample', caseId: id, sample }) });
    },
    'case.get': (input) => queries.call('case.get', input),
    'case.import': async ({ caseId, grants: words }) => importFiles(caseId, words),
    'case.importText': async ({ caseId, name, text }) => ok({ jobId: startTask('import', { kind: 'import-text', caseId, name, text }) }),
    'case.exportFile': ({ caseId, grant }) => exportCase(caseId, grant),
    'case.importFile': async ({ grant }) => {
      const { input, release } = grants.redeemRead(grant);
      return ok({ jobId: startTask('import-case', { kind: 'import-case', input }, release) });
    },
    'analysis.get': (input) => queries.call('analysis.get', input),
    'negotiations.get': (input) => queries.call('negotiations.get', input),
    'answers.set': answer,
    ...sourceHandlers(ports),
    'records.open': (input) => queries.call('records.open', input),
    'records.page': (input) => queries.call('records.page', input),
    'records.histogram': (input) => queries.call('records.histogram', input),
    'records.get': (input) => queries.call('records.get', input),
    'records.locate': (input) => queries.call('records.locate', input),
    'report.preview': (input) => queries.call('report.preview', input),
    'report.export': exportReport,
    ...collectorHandlers(ports),
    ...liveHandlers(ports, runTask),
    ...powerShellHandlers(ports, runTask),
    'job.get': async ({ jobId }) => jobs.get(jobId),
    'job.cancel': async ({ jobId }) => jobs.cancel(jobId),
  };
}
