import type { SharedKeyComparison } from '#shared/model/fact.ts';
import type { Encoding } from '../text/text.ts';
import { cleanChunks } from './clean-stream.ts';
import { createComparer } from './comparison.ts';
import { applyEdits, findEdits } from './edits.ts';
import { scanText } from './scan.ts';

export { secretMarker } from './value.ts';

/** A secret found in a text: character range of its value, and whose key it is. */
export type SecretSpan = {
  readonly start: number;
  readonly end: number;
  /** 'other' for tokens and passwords, which are removed and never compared. */
  readonly side: 'azure' | 'device' | 'other';
  /** Connection or interface name when the text says it. */
  readonly connection: string | null;
};

/** Every shared key, password and token in a text, in order, not overlapping. Masked values (`####`, `****`) are no secrets. */
export function findSecrets(text: string, path: string): readonly SecretSpan[] {
  const found = scanText(text, path).filter((f) => f.state !== 'masked');
  return found.map(({ start, end, side, connection }) => ({ start, end, side, connection }));
}

/**
 * Cleans the files of one import and remembers, as keyed fingerprints in memory only, which keys it saw.
 * The fingerprint key is random per keeper and never leaves it.
 */
export type SecretKeeper = {
  /** Replaces secrets in a file's bytes, in its own encoding; bytes without secrets come back unchanged. */
  readonly clean: (bytes: Uint8Array, encoding: Encoding, path: string) => { readonly bytes: Uint8Array; readonly removed: number };
  /** The same for files too large to hold: yields cleaned chunks; a secret never straddles a chunk unseen. */
  readonly cleanStream: (
    chunks: AsyncIterable<Uint8Array>,
    encoding: Encoding,
    path: string,
  ) => AsyncIterable<{ readonly bytes: Uint8Array; readonly removed: number }>;
  /** One comparison per connection, or one over all when names are missing; the fingerprints are forgotten afterwards. `paths` are the files compared. */
  readonly finish: () => readonly { readonly comparison: SharedKeyComparison; readonly paths: readonly string[] }[];
};

/** A keeper for one import; after `finish` it remembers nothing. */
export function createSecretKeeper(): SecretKeeper {
  const comparer = createComparer();
  return {
    clean: (bytes, encoding, path) => {
      const { edits, masked } = findEdits(bytes, encoding, path);
      for (const finding of masked) comparer.add(finding, path);
      for (const { finding } of edits) if (finding) comparer.add(finding, path);
      if (edits.length === 0) return { bytes, removed: 0 };
      return { bytes: applyEdits(bytes, edits, 0, bytes.length), removed: edits.filter((e) => e.finding).length };
    },
    cleanStream: (chunks, encoding, path) =>
      cleanChunks(chunks, encoding, path, (edits, masked) => {
        for (const finding of masked) comparer.add(finding, path);
        for (const { finding } of edits) if (finding) comparer.add(finding, path);
      }),
    finish: comparer.finish,
  };
}
