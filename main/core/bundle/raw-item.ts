import type { Message } from '#shared/model/message.ts';
import type { OpenSource } from './byte-streams.ts';

/** A file as its container describes it; the name is decoded and not yet judged. */
export type RawFile = {
  readonly type: 'file';
  readonly name: string;
  readonly size: number | null;
  readonly read: () => AsyncGenerator<Uint8Array>;
  /** The same bytes with random access, where the container holds them as they are. */
  readonly random: (() => OpenSource) | null;
};

/** What a container reader yields; folders are left out. A reader throws BundleError when it cannot go on. */
export type RawItem = RawFile | { readonly type: 'refused'; readonly name: string; readonly reason: Message };
