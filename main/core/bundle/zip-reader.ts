import type { Entry } from 'yauzl';
import { RandomAccessReader, fromRandomAccessReaderPromise } from 'yauzl';
import { ExpectedError } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import type { ByteSource, Cancellation } from '../ports.ts';
import { BundleError } from './bundle-error.ts';
import { decodeZipName } from './entry-name.ts';
import type { BundleLimits } from './open-bundle.ts';
import type { RawItem } from './raw-item.ts';
import { toRawItem } from './zip-entry.ts';
import { readLocalHeader } from './zip-local-header.ts';
import type { RangeLedger } from './zip-ranges.ts';
import { createRangeLedger } from './zip-ranges.ts';
import { salvageEntries } from './zip-salvage.ts';

/**
 * The entries of a zip file by its central directory. Where that is missing or damaged, the remaining entries are found by
 * their own headers and BundleError is thrown at the end. Entries can be read in any order, and not at all.
 */
export async function* readZip(source: ByteSource, limits: BundleLimits, cancellation: Cancellation): AsyncGenerator<RawItem> {
  const taken = createRangeLedger();
  const directory = listDirectory(source);
  for (;;) {
    const next = await nextEntry(directory);
    if (next === 'end') return;
    if (next === 'damaged') break;
    const item = fromDirectory(source, next, taken, limits);
    if (item) yield item;
  }
  let found = 0;
  for (const entry of salvageEntries(source, taken, cancellation.check)) {
    found += 1;
    yield toRawItem(source, entry, limits);
  }
  throw new BundleError(message('bundle.refused.zip-directory', { count: found }));
}

/** Lets yauzl read from a byte source; a read that meets the end of the file is the archive's fault, not an empty answer. */
class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;
  constructor(source: ByteSource) {
    super();
    this.source = source;
  }
  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    try {
      const bytes = this.source.read(position, length);
      buffer.set(bytes, offset);
      callback(bytes.length < length ? new Error('the file ends before the data') : null);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

async function* listDirectory(source: ByteSource): AsyncGenerator<Entry> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const file = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, options);
  yield* file.eachEntry();
}

/** yauzl stops at the first entry it cannot read; every error of it means a damaged directory, all others go on. */
async function nextEntry(directory: AsyncGenerator<Entry>): Promise<Entry | 'end' | 'damaged'> {
  try {
    const next = await directory.next();
    return next.done ? 'end' : next.value;
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    return 'damaged';
  }
}

/** Null for folders. */
function fromDirectory(source: ByteSource, entry: Entry, taken: RangeLedger, limits: BundleLimits): RawItem | null {
  const name = decodeZipName(entry.fileNameRaw, entry.generalPurposeBitFlag, entry.extraFields);
  const mode = entry.externalFileAttributes >>> 16;
  if (/[\\/]$/u.test(name) || (mode & 0xf000) === 0x4000) return null;
  const start = entry.relativeOffsetOfLocalHeader;
  const header = Number.isSafeInteger(start) ? readLocalHeader(source, start) : null;
  const dataEnd = (header?.dataStart ?? Number.NaN) + entry.compressedSize;
  if (!header || !(dataEnd <= source.size)) return { type: 'refused', name, reason: message('bundle.refused.damaged') };
  if (!taken.take(start, dataEnd)) return { type: 'refused', name, reason: message('bundle.refused.overlap') };
  return toRawItem(
    source,
    {
      name,
      flags: entry.generalPurposeBitFlag,
      method: entry.compressionMethod,
      mode,
      dataStart: header.dataStart,
      dataEnd,
      declared: { size: entry.uncompressedSize, crc32: entry.crc32 },
    },
    limits,
  );
}
