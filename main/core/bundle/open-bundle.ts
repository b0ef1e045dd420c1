import type { Message } from '#shared/model/message.ts';
import type { Cancellation, InputItem } from '../ports.ts';

export { BundleError } from './bundle-error.ts';

/** One file of a bundle. `read` streams its bytes once; it throws BundleError when the archive turns out damaged or lying midway. */
export type BundleEntry = {
  /** `/`-separated and safe: no drive, no `..`, no leading `/`. Nested archives: `outer.zip!/inner.txt`. */
  readonly path: string;
  /** Uncompressed size in bytes; null when the container does not say (gz). */
  readonly size: number | null;
  readonly read: () => AsyncIterable<Uint8Array>;
};

/** Entries that must not or cannot be taken come as `refused`, with the reason; the others go on. */
export type BundleItem =
  | { readonly type: 'entry'; readonly entry: BundleEntry }
  | { readonly type: 'refused'; readonly path: string; readonly reason: Message };

export type BundleLimits = {
  readonly maxEntries: number;
  readonly maxTotalBytes: number;
  readonly maxEntryBytes: number;
  /** Uncompressed over compressed size above which an entry is a bomb. */
  readonly maxRatio: number;
  readonly maxDepth: number;
};

/** Any input (folder, zip, tar, tar.gz, gz, single file), recognised by content, to its files. */
export declare function openBundle(
  input: InputItem,
  options: { readonly limits: BundleLimits; readonly cancellation: Cancellation },
): AsyncIterable<BundleItem>;
