import { createGunzip, createInflateRaw } from 'node:zlib';
import { message } from '#shared/model/message.ts';
import { BundleError } from './bundle-error.ts';
import { bombError, isBomb } from './limits.ts';
import type { BundleLimits } from './open-bundle.ts';

const chunkSize = 256 * 1024;

/**
 * Decompresses raw deflate or gzip (any number of members); throws BundleError for damaged or missing data and for a bomb.
 * When the end of the data is missing, everything before is yielded first: a stream piped the usual way drops what is
 * buffered when it fails, and the last lines before an interruption may be the ones that matter.
 */
export async function* inflate(format: 'raw' | 'gzip', input: AsyncIterable<Uint8Array>, limits: BundleLimits): AsyncGenerator<Uint8Array> {
  const engine = startEngine(format, limits);
  try {
    for await (const block of input) {
      yield* engine.decompress(block);
      // Bytes after the end of the compressed data, such as padding, are none of it.
      if (engine.hasEnded()) return;
    }
    yield* engine.finish();
  } finally {
    engine.destroy();
  }
}

type Engine = {
  /** Takes one block and yields all that comes out of it. */
  readonly decompress: (block: Uint8Array) => AsyncGenerator<Uint8Array>;
  readonly finish: () => AsyncGenerator<Uint8Array>;
  readonly hasEnded: () => boolean;
  readonly destroy: () => void;
};

function startEngine(format: 'raw' | 'gzip', limits: BundleLimits): Engine {
  const stream = format === 'raw' ? createInflateRaw({ chunkSize }) : createGunzip({ chunkSize });
  let error: Error | null = null;
  let hasEnded = false;
  let isPending = false;
  let bytesOut = 0;
  let waiting: PromiseWithResolvers<void> | null = null;
  const wake = (): void => waiting?.resolve();
  stream.on('readable', wake);
  stream.on('end', () => {
    hasEnded = true;
    wake();
  });
  stream.on('error', (thrown) => {
    error = thrown;
    wake();
  });

  async function* drain(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk: Uint8Array | null = stream.read();
      if (chunk) {
        bytesOut += chunk.length;
        if (isBomb(bytesOut, stream.bytesWritten, limits)) throw bombError(limits);
        yield chunk;
        continue;
      }
      if (error) throw inflateError(error);
      if (hasEnded || !isPending) return;
      waiting = Promise.withResolvers();
      await waiting.promise;
    }
  }

  return {
    decompress: (block) => {
      isPending = true;
      stream.write(block, () => {
        isPending = false;
        wake();
      });
      return drain();
    },
    finish: () => {
      isPending = true;
      stream.end();
      return drain();
    },
    hasEnded: () => hasEnded,
    destroy: () => stream.destroy(),
  };
}

function inflateError(error: Error & { readonly code?: string }): BundleError {
  const isTruncated = error.code === 'Z_BUF_ERROR';
  return new BundleError(message(isTruncated ? 'bundle.refused.truncated' : 'bundle.refused.damaged'), { cause: error, isTruncated });
}
