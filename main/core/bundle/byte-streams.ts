import { ExpectedError } from '#shared/api/result.ts';
import type { ByteSource } from '../ports.ts';

/** A byte source that somebody has to close. */
export type OpenSource = ByteSource & { readonly close: () => void };

const blockBytes = 256 * 1024;

/** The bytes of a range, block by block; ends early when the source does. */
export async function* blocksOf(source: ByteSource, start = 0, end = source.size): AsyncGenerator<Uint8Array> {
  for (let offset = start; offset < end;) {
    const block = source.read(offset, Math.min(blockBytes, end - offset));
    if (block.length === 0) return;
    yield block;
    offset += block.length;
  }
}

/** A range of a source as a source of its own. */
export function sliceOf(source: ByteSource, start: number, length: number): OpenSource {
  const size = Math.max(0, Math.min(length, source.size - start));
  return {
    size,
    read: (offset, wanted) => source.read(start + offset, Math.max(0, Math.min(wanted, size - offset))),
    close: () => {},
  };
}

export function sourceOf(bytes: Uint8Array): OpenSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => {} };
}

/** A stream whose beginning has been looked at. */
export type Peeked = {
  readonly head: Uint8Array;
  /** The whole stream from its beginning, once. */
  readonly read: () => AsyncGenerator<Uint8Array>;
  /** Releases what a stream holds that nobody read, or not to its end. */
  readonly close: () => Promise<void>;
};

/** Reads at least `wanted` bytes ahead; trouble after the first byte waits until those bytes have been read again. */
export async function peek(stream: AsyncGenerator<Uint8Array>, wanted: number): Promise<Peeked> {
  const chunks: Uint8Array[] = [];
  let failure: unknown = null;
  let length = 0;
  while (length < wanted && failure === null) {
    try {
      const next = await stream.next();
      if (next.done) break;
      chunks.push(next.value);
      length += next.value.length;
    } catch (error) {
      if (length === 0 || error instanceof ExpectedError) throw error;
      failure = error;
    }
  }
  async function* read(): AsyncGenerator<Uint8Array> {
    yield* chunks;
    if (failure !== null) throw failure;
    yield* stream;
  }
  const close = async (): Promise<void> => {
    await stream.return(undefined);
  };
  return { head: Buffer.concat(chunks).subarray(0, wanted), read, close };
}

/** All bytes of a stream, or null when there are more than `maxBytes`. */
export async function readWhole(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
