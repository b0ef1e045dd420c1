import { z } from 'zod';
import { CaseStatus } from './analysis.ts';
import { Message } from './message.ts';
import { ImportGap, Rejection, SourceSummary } from './source.ts';

export const CaseId = z.uuid();

export const CaseSummary = z.object({
  id: z.string(),
  title: z.string(),
  createdMs: z.number(),
  changedMs: z.number(),
  status: CaseStatus,
  /** Cause ids reported, most probable first. */
  causes: z.array(z.string()),
  sources: z.number().int(),
  records: z.number().int(),
  /** Why the case cannot be opened (damaged, locked, newer version); null when it can. */
  trouble: Message.nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const LogEntry = z.object({ atMs: z.number(), what: Message });
export type LogEntry = z.infer<typeof LogEntry>;

export const CaseDetail = z.object({
  summary: CaseSummary,
  sources: z.array(SourceSummary),
  gaps: z.array(ImportGap),
  log: z.array(LogEntry),
  /** Units that parsers could not read, the first of each source; how many there are in all is in its summary. */
  rejections: z.array(Rejection.extend({ sourceId: z.string() })).optional(),
});
export type CaseDetail = z.infer<typeof CaseDetail>;
