import { message } from '#shared/model/message.ts';
import { ExpectedError } from '#shared/api/result.ts';
import type { Job } from '#shared/model/job.ts';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Cancellation, Clock, InputFolder, InputItem, Log } from '#core/ports.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { analyseCase } from './case-detail.ts';

export type ImportOptions = {
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly onProgress: (progress: Job['progress']) => void;
  readonly log: Log;
};

/** Several inputs picked at once, as one folder; a single one stays what it is. */
function joined(inputs: readonly InputItem[]): InputItem {
  const [first, ...others] = inputs;
  if (first !== undefined && others.length === 0) return first;
  return { kind: 'folder', name: inputs.map((input) => input.name).join(', '), files: () => filesOf(inputs) };
}

type FolderEntry = ReturnType<InputFolder['files']> extends Iterable<infer T> ? T : never;

function* filesOf(inputs: readonly InputItem[]): Generator<FolderEntry> {
  for (const input of inputs) {
    if (input.kind === 'file') yield { path: input.name, file: input };
    else for (const entry of input.files()) yield { ...entry, path: `${input.name}/${entry.path}` };
  }
}

/**
 * Imports inputs into a case, one after another with one secret keeper, so that keys of all of them are compared; then works out
 * the analysis anew. A cancelled import keeps what was committed and says so in the log.
 */
export async function importInto(store: CaseStore, inputs: readonly InputItem[], options: ImportOptions): Promise<void> {
  const { knowledge, clock, cancellation, onProgress, log } = options;
  const name = inputs.map((input) => input.name).join(', ');
  try {
    const input = joined(inputs);
    const { sources, gaps } = await importBundle({
      input,
      store,
      formats,
      extractors,
      knowledge,
      secrets: createSecretKeeper(),
      cancellation,
      clock,
      onProgress,
      log,
    });
    store.appendLog(message('log.imported', { name, sources: sources.length, gaps: gaps.length }));
  } catch (error) {
    if (error instanceof ExpectedError && error.appError.code === 'cancelled') store.appendLog(message('log.import-cancelled', { name }));
    throw error;
  } finally {
    store.saveAnalysis(analyseCase(store, knowledge));
  }
}
