import { parentPort } from 'node:worker_threads';
import type { Message } from '#shared/model/message.ts';
import { ExpectedError, fail, ok, type Result } from '#shared/api/result.ts';
import type { JobOutcome } from '#core/jobs.ts';
import type { Cancellation, InputItem, Log } from '#core/ports.ts';
import { loadAssets } from '#host/assets.ts';
import { collectedInput } from '#host/azure/collected-input.ts';
import { openGranted } from '#host/granted-input.ts';
import { importInto } from '#host/import-into.ts';
import { inputFromBytes, openInput } from '#host/inputs.ts';
import { caseFolder } from '#host/library/library.ts';
import { sampleFolder } from '#host/samples.ts';
import { exportCaseFile, importCaseFile } from '#host/store/case-file.ts';
import { openCase } from '#host/store/open-case.ts';
import { systemClock } from '#host/system-clock.ts';
import type { TaskMessage, WorkerStart } from '#host/worker-protocol.ts';

type TaskStart = Extract<WorkerStart, { role: 'task' }>;
type ImportTask = Extract<TaskStart['task'], { kind: 'import' | 'import-text' | 'import-texts' | 'import-sample' | 'import-collected' }>;

type TaskContext = { readonly dataFolder: string; readonly cancellation: Cancellation; readonly log: Log };

function tell(message: TaskMessage): void {
  parentPort?.postMessage(message);
}

function inputsOf(task: ImportTask): readonly InputItem[] {
  switch (task.kind) {
    case 'import':
      return task.inputs.map((input) => openGranted(input, openInput));
    case 'import-text':
      return [inputFromBytes(task.name, new TextEncoder().encode(task.text))];
    case 'import-texts':
      return task.texts.map(({ name, text }) => inputFromBytes(name, new TextEncoder().encode(text)));
    case 'import-sample':
      return [openInput(sampleFolder(task.sample))];
    case 'import-collected':
      return [collectedInput(task.bundle)];
  }
}

async function importTask(task: ImportTask, { dataFolder, cancellation, log }: TaskContext): Promise<JobOutcome> {
  const store = openCase(caseFolder(dataFolder, task.caseId));
  try {
    const { knowledge } = loadAssets();
    await importInto(store, inputsOf(task), {
      knowledge,
      clock: systemClock,
      cancellation,
      onProgress: (progress) => tell({ kind: 'progress', progress }),
      log,
    });
    return {};
  } finally {
    store.close();
  }
}

function noteTask(caseId: string, what: Message, dataFolder: string): JobOutcome {
  const store = openCase(caseFolder(dataFolder, caseId));
  try {
    store.appendLog(what);
    return {};
  } finally {
    store.close();
  }
}

async function perform(task: TaskStart['task'], context: TaskContext): Promise<JobOutcome> {
  const { dataFolder } = context;
  switch (task.kind) {
    case 'export-case':
      await exportCaseFile(caseFolder(dataFolder, task.caseId), task.target);
      return {};
    case 'note':
      return noteTask(task.caseId, task.what, dataFolder);
    case 'import-case':
      return { caseId: await importCaseFile(openGranted(task.input, openInput), dataFolder) };
    default:
      return importTask(task, context);
  }
}

/** Does one task, tells how it goes and how it ended. */
export async function performTask(start: TaskStart, log: Log): Promise<void> {
  const flag = new Int32Array(start.cancelled);
  const cancellation: Cancellation = {
    check: () => {
      if (Atomics.load(flag, 0) === 1) throw new ExpectedError('cancelled');
    },
  };
  let result: Result<JobOutcome>;
  try {
    result = ok(await perform(start.task, { dataFolder: start.dataFolder, cancellation, log }));
  } catch (error) {
    if (error instanceof ExpectedError) result = { ok: false, error: error.appError };
    else {
      const incidentId = crypto.randomUUID();
      log.error(`${incidentId} ${start.task.kind}`, error);
      result = fail('internal', {}, incidentId);
    }
  }
  tell({ kind: 'ended', result });
}
