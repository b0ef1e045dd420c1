import type { Message } from '#shared/model/message.ts';
import type { Cancellation, InputItem } from '../ports.ts';
import { expand, expandFile } from './expand.ts';
import { fileItem, readFolder } from './folder-reader.ts';
import { createIntake } from './intake.ts';
import { safePath } from './safe-path.ts';

export { BundleError } from './bundle-error.ts';
export { defaultLimits } from './limits.ts';

/**
 * One file of a bundle. `read` streams its bytes once, before the next item is asked for; it throws BundleError when the
 * archive turns out damaged or lying midway.
 */
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
  /** How many containers may be around a container: 1 opens a zip in a folder or in a zip, and no zip in that. */
  readonly maxDepth: number;
};

/**
 * Any input (folder, zip, tar, tar.gz, gz, single file), recognised by content, to its files.
 *
 * What cannot be taken comes as one refused item and the rest goes on; a damaged container yields what can be read of it and
 * one refused item for the rest. Throws ExpectedError when the input itself cannot be opened, and when cancelled.
 */
export async function* openBundle(
  input: InputItem,
  options: { readonly limits: BundleLimits; readonly cancellation: Cancellation },
): AsyncIterable<BundleItem> {
  const intake = createIntake(options.limits, options.cancellation);
  if (input.kind === 'folder') {
    yield* expand(intake, readFolder(input), { path: input.name, prefix: '', level: 1 });
    return;
  }
  const source = input.open();
  try {
    const name = safePath(input.name);
    const path = name.ok ? name.path : 'input';
    yield* expandFile(intake, fileItem(path, source), { path, prefix: '', level: 0 });
  } finally {
    source.close();
  }
}
