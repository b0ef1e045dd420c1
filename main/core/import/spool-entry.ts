import { ExpectedError } from '#shared/api/result.ts';
import type { Message } from '#shared/model/message.ts';
import { BundleError } from '../bundle/bundle-error.ts';
import type { BundleEntry } from '../bundle/open-bundle.ts';
import type { ByteSource, Cancellation } from '../ports.ts';
import type { SecretKeeper } from '../secrets/secrets.ts';
import type { ImportSession, SourceSpool } from '../store/case-store.ts';
import type { Encoding } from '../text/text.ts';
import { detectEncoding } from '../text/text.ts';
import { cleanBinary, isStructured } from './clean-binary.ts';
import type { CleanedBytes } from './clean-binary.ts';

/** Files up to this size are cleaned of secrets in one piece, larger ones as a stream. */
const wholeBytes = 32 << 20;
const headBytes = 64 << 10;

export type SpooledEntry = {
  readonly spool: SourceSpool;
  readonly sha256: string;
  readonly size: number;
  readonly bytes: ByteSource;
  readonly encoding: Encoding;
  readonly secretsRemoved: number;
  /** Why the end of the file is missing; null when it is whole. */
  readonly truncated: Message | null;
};

export type SpoolContext = {
  readonly session: ImportSession;
  readonly secrets: SecretKeeper;
  readonly cancellation: Cancellation;
  readonly onBytes: (bytes: number) => void;
};

/**
 * Reads one entry of a bundle into the case, cleaned: what is written holds no shared key, password or token. Throws BundleError
 * when the entry cannot be read, ExpectedError when cancelled or when the case cannot be written.
 */
export async function spoolEntry(entry: BundleEntry, context: SpoolContext): Promise<SpooledEntry> {
  const spool = context.session.spool();
  try {
    const end: { truncated: Message | null } = { truncated: null };
    const chunks = tolerant(entry.read(), context, end);
    const written = await writeCleaned(entry.path, chunks, spool, context.secrets);
    return { spool, ...spool.finish(), ...written, truncated: end.truncated };
  } catch (error) {
    spool.discard();
    throw error;
  }
}

/** Passes chunks on; a stream whose end is missing ends where it ends, and `end` says so. */
async function* tolerant(
  chunks: AsyncIterable<Uint8Array>,
  context: SpoolContext,
  end: { truncated: Message | null },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      context.cancellation.check();
      context.onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof BundleError) || !error.isTruncated) throw error;
    end.truncated = error.reason;
  }
}

async function writeCleaned(
  path: string,
  chunks: AsyncGenerator<Uint8Array>,
  spool: SourceSpool,
  secrets: SecretKeeper,
): Promise<{ readonly encoding: Encoding; readonly secretsRemoved: number }> {
  const start: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  let isLog = false;
  while (size <= wholeBytes && !isWhole && !isLog) {
    const next = await chunks.next();
    if (next.done) isWhole = true;
    else {
      const isFirst = size < headBytes;
      start.push(next.value);
      size += next.value.length;
      // Its beginning tells: no more of it need be held.
      isLog = isFirst && size >= headBytes && isStructured(Buffer.concat(start));
    }
  }
  const head = Buffer.concat(start);
  const encoding = isLog || isStructured(head) ? 'binary' : detectEncoding(head.subarray(0, headBytes));
  if (encoding === 'binary') return { encoding, secretsRemoved: await writeAll(cleanBinary(head, chunks, secrets, path), spool) };
  if (isWhole) {
    const cleaned = secrets.clean(head, encoding, path);
    spool.write(cleaned.bytes);
    return { encoding, secretsRemoved: cleaned.removed };
  }
  return { encoding, secretsRemoved: await writeAll(secrets.cleanStream(joined(head, chunks), encoding, path), spool) };
}

/** Writes what was cleaned and counts what was removed. */
async function writeAll(pieces: AsyncIterable<CleanedBytes>, spool: SourceSpool): Promise<number> {
  let removed = 0;
  for await (const piece of pieces) {
    spool.write(piece.bytes);
    removed += piece.removed;
  }
  return removed;
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

/** Errors that end the whole import: cancelled, or the case cannot be written any more. */
export function endsImport(error: unknown): boolean {
  if (error instanceof BundleError) return false;
  if (!(error instanceof ExpectedError)) return true;
  return ['cancelled', 'disk-full', 'case-damaged', 'case-locked', 'file-no-permission', 'internal'].includes(error.appError.code);
}
