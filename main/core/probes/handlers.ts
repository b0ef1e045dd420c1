import type { Handlers } from '#shared/api/client.ts';
import { ExpectedError, fail, ok, type Result } from '#shared/api/result.ts';
import { message, type Message } from '#shared/model/message.ts';
import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import { targetsOf } from '#shared/model/probe-words.ts';
import type { CaseQueries } from '../create-core.ts';
import type { JobContext, Jobs } from '../jobs.ts';
import { followRun, type FollowedRun } from './follow-run.ts';
import { isWhole, runProbe, type ProbeOutcome, type ProbeTools } from './run-probe.ts';

export type ProbeOffer = {
  readonly tools: ProbeTools;
  /** Asks a person with a dialog of the shell's own; null where the page asks and sends back what it showed. */
  readonly confirm: ((requests: readonly ProbeRequest[]) => Promise<boolean>) | null;
};

export type ProbeDeps = {
  /** Null where this program sends no packets. */
  readonly offer: ProbeOffer | null;
  readonly jobs: Jobs;
  readonly queries: Pick<CaseQueries, 'call' | 'note'>;
  readonly importTexts: (
    caseId: string,
    texts: readonly { readonly name: string; readonly text: string }[],
    context: JobContext,
  ) => Promise<void>;
};

type Live = { readonly runs: readonly FollowedRun[]; readonly stop: AbortController };
type ProbeMethods = 'probes.plan' | 'probes.run' | 'probes.state' | 'probes.stop';

const keptJobs = 20;

/** The user saw these names and said yes: no other may be probed, and none may be left out of what was shown. */
function isConfirmed(requests: readonly ProbeRequest[], confirmed: readonly string[]): boolean {
  const [wanted, seen] = [new Set(targetsOf(requests)), new Set(confirmed)];
  return wanted.size === seen.size && [...wanted].every((target) => seen.has(target));
}

function probedMessage(requests: readonly ProbeRequest[]): Message {
  return message('log.probed', { targets: targetsOf(requests).join(', '), count: requests.length });
}

/** IKE and the like one after another, so that no peer is asked twice at once; then TCP targets side by side. */
async function runAll(runs: readonly FollowedRun[], tools: ProbeTools, signal: AbortSignal, changed: () => void): Promise<ProbeOutcome[]> {
  const outcomes: ProbeOutcome[] = [];
  const one = async (run: FollowedRun): Promise<void> => {
    if (signal.aborted) return;
    const outcome = await runProbe(run.request, tools, run.watch(signal, changed));
    if (!isWhole(run.request, signal)) return;
    run.finish(outcome);
    changed();
    if (outcome !== null) outcomes.push(outcome);
  };
  for (const run of runs.filter(({ request }) => request.kind !== 'tcp')) await one(run);
  await Promise.all(runs.filter(({ request }) => request.kind === 'tcp').map(one));
  return outcomes;
}

/** Probes as the contract offers them: planned from the case, confirmed, followed while they run, imported when they end. */
export function createProbeHandlers({ offer, jobs, queries, importTexts }: ProbeDeps): Pick<Handlers, ProbeMethods> {
  const live = new Map<string, Live>();

  async function work(caseId: string, { runs, stop }: Live, able: ProbeTools, context: JobContext): Promise<void> {
    const progress = (): void => {
      const current = runs.find((run) => run.state().state === 'running')?.request ?? null;
      const name = current === null ? '' : (targetsOf([current])[0] ?? '');
      const [done, total] = [runs.reduce((sum, run) => sum + run.state().done, 0), runs.reduce((sum, run) => sum + run.state().total, 0)];
      context.progress({ phase: 'probing', name, done, total: runs.some((run) => run.state().total === 0) ? 0 : total, records: 0 });
    };
    progress();
    const outcomes = await runAll(runs, able, AbortSignal.any([context.signal, stop.signal]), progress);
    if (context.signal.aborted) throw new ExpectedError('cancelled');
    const texts = outcomes.filter(({ text }) => text !== '').map(({ fileName, text }) => ({ name: fileName, text }));
    if (texts.length > 0) await importTexts(caseId, texts, context);
  }

  function remember(jobId: string, entry: Live): void {
    live.set(jobId, entry);
    const [oldest] = live.keys();
    if (live.size > keptJobs && oldest !== undefined) live.delete(oldest);
  }

  return {
    'probes.plan': (input) => queries.call('probes.plan', input),
    'probes.run': async ({ caseId, requests, confirmed }): Promise<Result<{ jobId: string }>> => {
      if (offer === null) return fail('probes-not-here');
      if (!isConfirmed(requests, confirmed)) return fail('probes-not-confirmed');
      const entry: Live = { runs: requests.map(followRun), stop: new AbortController() };
      const jobId = jobs.start('probe', caseId, async (context) => {
        if (offer.confirm !== null && !(await offer.confirm(requests))) throw new ExpectedError('cancelled');
        if (context.signal.aborted) throw new ExpectedError('cancelled');
        // Before the first packet: a case whose log cannot be written is not probed for.
        const noted = await queries.note(caseId, probedMessage(requests));
        if (!noted.ok) throw new ExpectedError(noted.error.code, noted.error.params);
        await work(caseId, entry, offer.tools, context);
        return {};
      });
      remember(jobId, entry);
      return ok({ jobId });
    },
    'probes.state': async ({ jobId }): Promise<Result<ProbeRun[]>> => {
      const entry = live.get(jobId);
      return entry ? ok(entry.runs.map((run) => run.state())) : fail('not-found', { what: jobId });
    },
    'probes.stop': async ({ jobId }) => {
      const entry = live.get(jobId);
      if (!entry) return fail('not-found', { what: jobId });
      entry.stop.abort();
      return ok({});
    },
  };
}
