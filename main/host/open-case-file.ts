import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Ask } from '#core/dispatch.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { Job } from '#shared/model/job.ts';
import type { Grants } from './grants.ts';

const pollMs = 200;
const Started = z.object({ jobId: z.string() });

/**
 * The first case file among the arguments of a program start in `folder`, with its whole path; options and anything else are passed over.
 * A second start hands its arguments to the program that runs already, which was started in a folder of its own.
 */
export function caseFileOf(args: readonly string[], folder: string = process.cwd()): string | null {
  const named = args.find((arg) => !arg.startsWith('-') && /\.ttcase$/i.test(arg));
  return named === undefined ? null : resolve(folder, named);
}

/**
 * Imports a case file that was opened from outside of the window (a double click, an argument) and tells the window once its
 * case is ready. A file that cannot be read shows up as a failed job; nothing is thrown.
 */
export async function openCaseFile(
  path: string,
  tools: { readonly ask: Ask; readonly grants: Grants; readonly send: (event: AppEvent) => void },
): Promise<void> {
  const absolute = resolve(path);
  const { grant } = tools.grants.issueRead({ kind: 'path', name: basename(absolute), path: absolute });
  const started = await tools.ask('case.importFile', { grant });
  if (!started.ok) return;
  const { jobId } = Started.parse(started.value);
  for (;;) {
    const asked = await tools.ask('job.get', { jobId });
    if (!asked.ok) return;
    const job = Job.parse(asked.value);
    if (job.state === 'done' && job.caseId !== null) tools.send({ kind: 'open-case', caseId: job.caseId });
    if (job.state !== 'running') return;
    await sleep(pollMs);
  }
}
