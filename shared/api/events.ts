import { z } from 'zod';

/** Hints that something changed; state is always fetched again, so a lost event costs nothing. */
export const AppEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), jobId: z.string() }),
  z.object({ kind: z.literal('case'), caseId: z.string() }),
  z.object({ kind: z.literal('cases') }),
  /** The state of the sign-in or of the last collection changed. */
  z.object({ kind: z.literal('azure') }),
  /** A `.ttcase` was opened from outside (double click): its case is ready. */
  z.object({ kind: z.literal('open-case'), caseId: z.string() }),
]);
export type AppEvent = z.infer<typeof AppEvent>;
