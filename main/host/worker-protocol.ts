import type { CaseMethod, CaseTask } from '#core/create-core.ts';
import type { JobOutcome } from '#core/jobs.ts';
import type { MessagePort } from 'node:worker_threads';
import type { AppError, Result } from '#shared/api/result.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { RecordBlock } from '#core/store/record-block.ts';
import type { Rejection, SourceSummary } from '#shared/model/source.ts';
import type { Message } from '#shared/model/message.ts';
import type { Job } from '#shared/model/job.ts';
import type { ReportFormat, ReportOptions } from '#shared/model/report.ts';
import type { GrantedInput } from './granted-input.ts';

/**
 * What a worker is told when it starts. The cancel flag is shared memory, so that a busy worker sees it at once; so is what the store
 * thread tells of its progress: how many messages it has done, and whether the last ones failed (then the reason stands in the port).
 */
export type WorkerStart =
  | { readonly role: 'queries'; readonly dataFolder: string }
  | { readonly role: 'task'; readonly dataFolder: string; readonly task: CaseTask<GrantedInput>; readonly cancelled: SharedArrayBuffer }
  | {
      readonly role: 'store';
      readonly database: string;
      readonly importId: number;
      readonly shared: SharedArrayBuffer;
      readonly port: MessagePort;
    };

/** What the store thread is to do, in the order of the messages. `hash` reads a file that is being written up to `end`; `digest` is answered with a `StoreDigest`. */
export type StoreWork =
  | { readonly kind: 'begin' | 'rollback' | 'close' }
  | { readonly kind: 'hash'; readonly file: string; readonly end: number }
  | { readonly kind: 'digest' | 'forget'; readonly file: string }
  | { readonly kind: 'rows'; readonly blocks: readonly RecordBlock[]; readonly rejections: readonly Rejection[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'commit'; readonly summary: SourceSummary };
/** Null when the file could not be read. */
export type StoreDigest = { readonly kind: 'digest'; readonly sha256: string | null };
export type StoreFailure = { readonly kind: 'expected'; readonly error: AppError } | { readonly kind: 'unexpected'; readonly error: Error };

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
