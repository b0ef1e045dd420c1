import { workerData } from 'node:worker_threads';
import { createLogFile } from '#host/log-file.ts';
import { systemClock } from '#host/system-clock.ts';
import type { WorkerStart } from '#host/worker-protocol.ts';
import { answerQuestions } from './queries.ts';
import { performTask } from './tasks.ts';

/** Everything that reads or writes a case runs in a worker, so that no window ever waits: questions in one, each long task in its own. */
// The host writes workerData from the same type.
const start = workerData as WorkerStart;
const log = createLogFile(start.dataFolder, systemClock);

if (start.role === 'queries') answerQuestions(start.dataFolder, log);
else await performTask(start, log);
