import type { CaseMethod, CaseTask } from '#core/create-core.ts';
import type { JobOutcome } from '#core/jobs.ts';
import type { Result } from '#shared/api/result.ts';
import type { Message } from '#shared/model/message.ts';
import type { Job } from '#shared/model/job.ts';
import type { ReportFormat, ReportOptions } from '#shared/model/report.ts';
import type { GrantedInput } from './granted-input.ts';

/** What a worker is told when it starts. The cancel flag is shared memory, so that a busy worker sees it at once. */
export type WorkerStart =
  | { readonly role: 'queries'; readonly dataFolder: string }
  | { readonly role: 'task'; readonly dataFolder: string; readonly task: CaseTask<GrantedInput>; readonly cancelled: SharedArrayBuffer };

/** A question to the query worker; every question gets exactly one reply with the same number. */
export type Question =
  | { readonly kind: 'call'; readonly method: CaseMethod; readonly input: unknown }
  | { readonly kind: 'report'; readonly caseId: string; readonly format: ReportFormat; readonly options: ReportOptions }
  | { readonly kind: 'note'; readonly caseId: string; readonly what: Message }
  | { readonly kind: 'release'; readonly caseId: string };
export type Numbered<T> = T & { readonly number: number };
export type Reply = { readonly number: number; readonly result: Result<unknown> };

export type TaskMessage =
  | { readonly kind: 'progress'; readonly progress: Job['progress'] }
  | { readonly kind: 'ended'; readonly result: Result<JobOutcome> };
