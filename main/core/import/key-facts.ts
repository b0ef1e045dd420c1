import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { NewRecord } from '../formats/format.ts';
import { secretMarker } from '../secrets/secrets.ts';
import type { SecretKeeper } from '../secrets/secrets.ts';

/** Citations kept of one file's shared keys; a comparison rests on the first ones. */
export const mostKeyCitations = 3;

/** True for a line where a shared key stood. */
export function namesKey(line: string): boolean {
  return line.includes(secretMarker);
}

/** True for a record that shows, or showed before it was cleaned, a shared key. */
export function isKeyRecord(record: NewRecord): boolean {
  return record.data.kind === 'azure-shared-key' || namesKey(record.text);
}

/** Where a file's key was shown: in this import, or by facts of an earlier one when the file was in the case already. */
function citationsOf(path: string, seen: ReadonlyMap<string, readonly Citation[]>, known: readonly Fact[]): readonly Citation[] {
  const now = seen.get(path);
  if (now) return now;
  const earlier = known.filter((f) => f.kind === 'azure-shared-key').flatMap((f) => f.citations);
  return earlier.filter((c) => c.path === path).slice(0, mostKeyCitations);
}

function sameStatement(a: Fact, b: Fact): boolean {
  if (a.kind !== 'shared-key-comparison' || b.kind !== 'shared-key-comparison') return false;
  return a.result === b.result && a.why === b.why && a.connection === b.connection;
}

/**
 * Ends the comparison of shared keys and turns its results into facts. What the case knows already (the same bundle imported
 * again after an interruption) is not said twice.
 */
export function keyComparisonFacts(secrets: SecretKeeper, seen: ReadonlyMap<string, readonly Citation[]>, known: readonly Fact[]): Fact[] {
  const facts = secrets
    .finish()
    .map(({ comparison, paths }): Fact => ({ ...comparison, citations: paths.flatMap((path) => citationsOf(path, seen, known)) }));
  return facts.filter((fact) => !known.some((k) => sameStatement(k, fact)));
}
