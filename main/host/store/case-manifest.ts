import { z } from 'zod';

/** Version of the case file's own layout; the schema of the database in it has its own. */
export const caseFileVersion = 1;
export const manifestName = 'manifest.json';
export const databaseName = 'case.sqlite';

/** The only names that a case file may hold beside its manifest. */
const memberName = /^(?:case\.sqlite|sources\/[0-9a-f]{64}|index\/[0-9a-f]{8,64}\.idx)$/;

const Member = z.strictObject({
  name: z.string().regex(memberName),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type CaseMember = z.infer<typeof Member>;

/** First entry of a `.ttcase`: what else is in it, with the hash of each member. */
export const CaseManifest = z.object({
  format: z.literal('tunnel-triage-case'),
  version: z.number().int().positive(),
  /** `PRAGMA user_version` of the database. */
  schema: z.number().int().positive(),
  caseId: z.uuid(),
  members: z.array(Member).max(300_000),
});
export type CaseManifest = z.infer<typeof CaseManifest>;

export function isMemberName(name: string): boolean {
  return name === manifestName || memberName.test(name);
}
