import { z } from 'zod';
import { AppError } from '../api/result.ts';

export const JobProgress = z.object({
  /** Message key of the phase: `job.phase.<phase>`. */
  phase: z.enum(['starting', 'reading', 'analysing', 'writing', 'signing-in', 'collecting', 'probing']),
  /** The file being read; empty when there is none. */
  name: z.string(),
  done: z.number(),
  /** 0 when the total is not known yet. */
  total: z.number(),
  records: z.number().int(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** State of a long task. `caseId` tells which case changed, so that screens know what to fetch again. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(['import', 'report', 'export-case', 'import-case', 'azure-sign-in', 'azure-collect', 'probe', 'powershell']),
  caseId: z.string().nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: JobProgress,
  error: AppError.nullable(),
  /** Name of the file written, for exports. */
  file: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;
