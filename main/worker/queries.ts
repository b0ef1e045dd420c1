import { parentPort } from 'node:worker_threads';
import { ExpectedError, fail, type Result } from '#shared/api/result.ts';
import type { Log } from '#core/ports.ts';
import { loadAssets } from '#host/assets.ts';
import { createCaseService, type CaseService } from '#host/case-service.ts';
import { caseFolder } from '#host/library/library.ts';
import { createOpenCases, type OpenCases } from '#host/open-cases.ts';
import { paths } from '#host/paths.ts';
import { systemClock } from '#host/system-clock.ts';
import type { Numbered, Question, Reply } from '#host/worker-protocol.ts';

async function answer(question: Question, service: CaseService, cases: OpenCases): Promise<Result<unknown>> {
  switch (question.kind) {
    case 'call': {
      // `dispatch` checked the input against the contract before it was sent here; method and input belong together.
      const handler = service[question.method] as (input: unknown) => Promise<Result<unknown>>;
      return handler(question.input);
    }
    case 'report':
      return service.report(question.caseId, question.format, question.options);
    case 'note':
      return service.note(question.caseId, question.what);
    case 'release':
      cases.release(question.caseId);
      return { ok: true, value: {} };
  }
}

function explained(error: unknown, log: Log): Result<never> {
  if (error instanceof ExpectedError) return { ok: false, error: error.appError };
  const incidentId = crypto.randomUUID();
  log.error(`${incidentId} case query`, error);
  return fail('internal', {}, incidentId);
}

/** Answers questions about cases until the worker is ended; every question gets exactly one reply. */
export function answerQuestions(dataFolder: string, log: Log): void {
  const cases = createOpenCases((caseId) => caseFolder(dataFolder, caseId));
  const service = createCaseService({ cases, assets: loadAssets(), clock: systemClock, fontSheet: paths.fontSheet, log });
  parentPort?.on('message', (question: Numbered<Question>) => {
    void answer(question, service, cases)
      .catch((error: unknown) => explained(error, log))
      .then((result) => parentPort?.postMessage({ number: question.number, result } satisfies Reply));
  });
}
