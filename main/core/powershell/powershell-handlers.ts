import type { Handlers } from '#shared/api/client.ts';
import type { ParsedInput } from '#shared/api/contract.ts';
import { ExpectedError, fail, ok } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import type { CaseTask, CorePorts } from '../create-core.ts';
import type { JobContext, JobOutcome } from '../jobs.ts';
import { answerOf } from './answer.ts';
import { argumentsOf, shownCommand } from './command.ts';
import type { PowerShellPorts } from './ports.ts';

const timeoutMs = 120_000;
const maxOutputBytes = 32 << 20;

type RunInput = ParsedInput<'powershell.run'>;

/** Runs one shipped script and gives its text. Throws ExpectedError for everything that can be expected to go wrong. */
async function runScript(powershell: PowerShellPorts, request: RunInput['request'], signal: AbortSignal) {
  const placed = powershell.placeScript(request.script);
  try {
    const args = argumentsOf(placed.path, request);
    return answerOf(await powershell.runner.run({ file: powershell.executable, args, timeoutMs, maxOutputBytes, signal }));
  } finally {
    placed.remove();
  }
}

/** Shipped PowerShell scripts by id: shown, confirmed, run, their output taken into the case as a file, all of it in the case's log. */
export function powerShellHandlers<Granted>(
  { powershell, jobs }: CorePorts<Granted>,
  runTask: (task: CaseTask<Granted>, context: JobContext) => Promise<JobOutcome>,
): Pick<Handlers, 'powershell.show' | 'powershell.run'> {
  async function perform({ caseId, request }: RunInput, command: string, context: JobContext): Promise<JobOutcome> {
    const note = (key: string, params: Readonly<Record<string, string>> = {}): Promise<JobOutcome> =>
      runTask({ kind: 'note', caseId, what: message(key, { command, ...params }) }, context);
    if (powershell.confirm !== null && !(await powershell.confirm(command))) throw new ExpectedError('cancelled');
    // The dialog may stand long after its task was cancelled.
    if (context.signal.aborted) throw new ExpectedError('cancelled');
    context.progress({ phase: 'starting', name: request.script, done: 0, total: 0, records: 0 });
    const { text, computer } = await runScript(powershell, request, context.signal).catch(async (error: unknown) => {
      // Also one that was cancelled: it was run.
      if (error instanceof ExpectedError) await note('log.powershell-failed', { reason: error.appError.code });
      throw error;
    });
    await note('log.powershell-ran', { computer });
    const name = `${computer || 'computer'}/${request.script}.txt`.replaceAll(/[^\w./-]/g, '_');
    return runTask({ kind: 'import-text', caseId, name, text }, context);
  }

  return {
    'powershell.show': async (request) => {
      if (powershell.state !== 'ready') return fail('powershell-not-here');
      return ok({ command: shownCommand(powershell.executable, request), text: powershell.scriptText(request.script) });
    },
    'powershell.run': async (input) => {
      if (powershell.state !== 'ready') return fail('powershell-not-here');
      const command = shownCommand(powershell.executable, input.request);
      // What runs is what was shown: a page that confirms something else confirms nothing.
      if (input.confirmed !== command) return fail('bad-input');
      return ok({ jobId: jobs.start('powershell', input.caseId, (context) => perform(input, command, context)) });
    },
  };
}
