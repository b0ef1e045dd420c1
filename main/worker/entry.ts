import { workerData } from 'node:worker_threads';
import { createLogFile } from '#host/log-file.ts';
import { systemClock } from '#host/system-clock.ts';
import type { WorkerStart } from '#host/worker-protocol.ts';

/**
 * Everything that reads or writes a case runs in a worker, so that no window ever waits: questions in one, each long task in its own, and
 * the storing of a long one in another. Each loads no more than it needs.
 */
// The host writes workerData from the same type.
const start = workerData as WorkerStart;

if (start.role === 'store') {
  const { storeSources } = await import('./store.ts');
  storeSources(start);
} else if (start.role === 'queries') {
  const { answerQuestions } = await import('./queries.ts');
  answerQuestions(start.dataFolder, createLogFile(start.dataFolder, systemClock));
} else {
  const { performTask } = await import('./tasks.ts');
  await performTask(start, createLogFile(start.dataFolder, systemClock));
}
