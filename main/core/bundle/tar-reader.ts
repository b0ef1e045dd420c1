import { message } from '#shared/model/message.ts';
import type { ByteSource } from '../ports.ts';
import { BundleError } from './bundle-error.ts';
import { sliceOf } from './byte-streams.ts';
import { guessName } from './entry-name.ts';
import type { RawItem } from './raw-item.ts';
import type { StreamCursor } from './stream-cursor.ts';
import { createStreamCursor } from './stream-cursor.ts';
import type { TarHeader } from './tar-header.ts';
import { parsePax, parseTarHeader } from './tar-header.ts';

const blockBytes = 512;
const maxExtendedBytes = 1024 * 1024;
const fileTypes = new Set(['0', '7']);
/** Folder, volume label, GNU folder listing, long link name, global pax header: nothing in them is evidence. */
const silentTypes = new Set(['5', 'V', 'D', 'K', 'g']);
/** These have no data whatever their size field says. */
const typesWithoutData = new Set(['1', '2', '3', '4', '5', '6']);

/** What extended headers say about the entry after them. */
type Extension = { readonly name: string | null; readonly size: number | null; readonly isSparse: boolean };
const noExtension: Extension = { name: null, size: null, isSparse: false };

/**
 * The entries of a tar stream in their order; each must be read before the next is asked for, what is left of it is skipped.
 * After a damaged header the next good one is looked for, and BundleError is thrown only at the end.
 * `source` is the archive itself when it lies uncompressed somewhere with random access.
 */
export async function* readTar(input: AsyncGenerator<Uint8Array>, source: ByteSource | null): AsyncGenerator<RawItem> {
  const cursor = createStreamCursor(input);
  let extension = noExtension;
  let isDamaged = false;
  let zeroBlocks = 0;
  try {
    while (zeroBlocks < 2) {
      const block = await cursor.take(blockBytes);
      if (block.length === 0) break;
      if (block.length < blockBytes) throw truncated();
      const isZero = block.every((byte) => byte === 0);
      zeroBlocks = isZero ? zeroBlocks + 1 : 0;
      if (isZero) continue;
      const header = parseTarHeader(block);
      if (!header) {
        isDamaged = true;
        continue;
      }
      if (header.type === 'x' || header.type === 'L') {
        extension = await readExtension(cursor, header, extension);
        continue;
      }
      yield* readEntry(cursor, header, extension, source);
      extension = noExtension;
    }
    if (isDamaged) throw new BundleError(message('bundle.refused.tar-damaged'));
  } finally {
    await cursor.close();
  }
}

async function readExtension(cursor: StreamCursor, header: TarHeader, before: Extension): Promise<Extension> {
  const data = await cursor.take(Math.min(header.size, maxExtendedBytes));
  await skipTo(cursor, header.size - data.length + padding(header.size));
  if (header.type === 'L') {
    const end = data.indexOf(0);
    return { ...before, name: guessName(end === -1 ? data : data.subarray(0, end)) };
  }
  const pax = parsePax(data);
  const size = Number(pax.get('size') ?? Number.NaN);
  return {
    name: pax.get('path') ?? before.name,
    size: Number.isSafeInteger(size) && size >= 0 ? size : before.size,
    isSparse: [...pax.keys()].some((key) => key.startsWith('GNU.sparse.')),
  };
}

async function* readEntry(
  cursor: StreamCursor,
  header: TarHeader,
  extension: Extension,
  source: ByteSource | null,
): AsyncGenerator<RawItem> {
  const name = extension.name ?? guessName(header.name);
  const size = typesWithoutData.has(header.type) ? 0 : (extension.size ?? header.size);
  await skipSparseMap(cursor, header);
  const start = cursor.position();
  const isFolder = silentTypes.has(header.type) || (header.type === '0' && name.endsWith('/'));
  const refusal = refusalOf(header, extension);
  if (!isFolder && refusal) yield { type: 'refused', name, reason: message(`bundle.refused.${refusal}`) };
  else if (!isFolder) {
    const read = (): AsyncGenerator<Uint8Array> => exactly(cursor, size);
    yield { type: 'file', name, size, read, random: source && (() => sliceOf(source, start, size)) };
  }
  await skipTo(cursor, start + size + padding(size) - cursor.position());
}

function refusalOf(header: TarHeader, extension: Extension): string | null {
  if (header.type === '1' || header.type === '2') return 'link';
  if (header.type === 'S' || extension.isSparse) return 'sparse';
  return fileTypes.has(header.type) ? null : 'special-file';
}

async function skipSparseMap(cursor: StreamCursor, header: TarHeader): Promise<void> {
  let continues = header.type === 'S' && header.continuesSparseMap;
  while (continues) {
    const block = await cursor.take(blockBytes);
    continues = block[504] === 1;
  }
}

async function* exactly(cursor: StreamCursor, size: number): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const chunk of cursor.stream(size)) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw truncated();
}

/** Skips bytes; the end of the stream before that is a missing end of the archive. */
async function skipTo(cursor: StreamCursor, bytes: number): Promise<void> {
  let left = bytes;
  for await (const chunk of cursor.stream(bytes)) left -= chunk.length;
  if (left > 0) throw truncated();
}

function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

function truncated(): BundleError {
  return new BundleError(message('bundle.refused.truncated'), { isTruncated: true });
}
