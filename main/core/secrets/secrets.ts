import type { SharedKeyComparison } from '#shared/model/fact.ts';
import type { Encoding } from '../text/text.ts';

/** What stands in the stored bytes where a shared key, password or token was. */
export const secretMarker = '[removed: shared key]';

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
export declare function findSecrets(text: string, path: string): readonly SecretSpan[];

/**
 * Cleans the files of one import and remembers, as keyed fingerprints in memory only, which keys it saw.
 * The fingerprint key is random per keeper and never leaves it.
 */
export type SecretKeeper = {
  /** Replaces secrets in a file's bytes, in its own encoding; bytes without secrets come back unchanged. */
  readonly clean: (bytes: Uint8Array, encoding: Encoding, path: string) => { readonly bytes: Uint8Array; readonly removed: number };
  /** The same for files too large to hold: yields cleaned chunks; a secret never straddles a chunk unseen. */
  readonly cleanStream: (chunks: AsyncIterable<Uint8Array>, encoding: Encoding, path: string) => AsyncIterable<{ readonly bytes: Uint8Array; readonly removed: number }>;
  /** One comparison per connection, or one over all when names are missing; the fingerprints are forgotten afterwards. `paths` are the files compared. */
  readonly finish: () => readonly { readonly comparison: SharedKeyComparison; readonly paths: readonly string[] }[];
};

export declare function createSecretKeeper(): SecretKeeper;
