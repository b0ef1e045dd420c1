import { z } from 'zod';
import { Message } from './message.ts';

/** A unit that was not taken in: its place and why. Entries of an archive have no line. */
export const Rejection = z.object({ line: z.number().int().nullable(), reason: Message, excerpt: z.string() });
export type Rejection = z.infer<typeof Rejection>;

/** One imported file. */
export const SourceSummary = z.object({
  id: z.string(),
  /** Path inside the bundle, `/`-separated; nested archives as `outer.zip!/inner.txt`. */
  path: z.string(),
  /** Of the stored bytes. Equals the original file's unless shared keys were replaced (then a hash of the original would let a short key be guessed). */
  sha256: z.string(),
  size: z.number(),
  /** Format id, or 'unknown'. */
  format: z.string(),
  /** For example 'utf-8', 'utf-16le', 'shift_jis', 'windows-1252', 'binary'. */
  encoding: z.string(),
  zone: z.enum(['utc', 'offset', 'unknown', 'none']),
  /** What a person set for the times that name no zone: `±hh:mm` or an IANA name. */
  zoneSet: z.string().max(64).nullable().optional(),
  records: z.number().int(),
  rejected: z.number().int(),
  secretsRemoved: z.number().int(),
  storage: z.enum(['records', 'lines', 'binary']),
  importedAtMs: z.number(),
  /** First lines, shown for sources that no format recognised. */
  head: z.string(),
});
export type SourceSummary = z.infer<typeof SourceSummary>;

const slackEnd = '!/slack';

/** Path of the source that holds what the file at `path` has given up; it stands beside the file's own source. */
export function slackPathOf(path: string): string {
  return `${path}${slackEnd}`;
}

export function isSlackPath(path: string): boolean {
  return path.endsWith(slackEnd);
}

/** Path of the file whose slack the source holds; null for any other source. */
export function slackFileOf(path: string): string | null {
  return isSlackPath(path) ? path.slice(0, -slackEnd.length) : null;
}

/** What a bundle should have given and did not: a refused entry, an unreadable file, an interrupted import. */
export const ImportGap = z.object({ path: z.string(), reason: Message });
export type ImportGap = z.infer<typeof ImportGap>;
