import { crc32, inflateRawSync } from 'node:zlib';
import { message } from '#shared/model/message.ts';
import type { ByteSource } from '../ports.ts';
import { BundleError } from './bundle-error.ts';
import { blocksOf, sliceOf } from './byte-streams.ts';
import { inflate } from './inflate.ts';
import { isBomb } from './limits.ts';
import type { BundleLimits } from './open-bundle.ts';
import type { RawItem } from './raw-item.ts';

/** A zip entry whose data has been found, whichever way. */
export type LocatedEntry = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** Unix mode (APPNOTE 4.4.15, upper half), 0 when the archiver was none that knows modes. */
  readonly mode: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Null where a salvaged header does not say; the data then runs to the end of the compressed stream. */
  readonly declared: { readonly size: number; readonly crc32: number } | null;
};

const stored = 0;
const deflated = 8;
const encryptedFlags = 0x0001 | 0x0040 | 0x2000;
const aesMethod = 99;
const smallBytes = 256 * 1024;

/** The entry as a file to read, or the reason why it is none. */
export function toRawItem(source: ByteSource, entry: LocatedEntry, limits: BundleLimits): RawItem {
  const reason = refusalOf(entry, limits);
  if (reason) return { type: 'refused', name: entry.name, reason };
  const isPlain = entry.method === stored && entry.dataEnd <= source.size;
  return {
    type: 'file',
    name: entry.name,
    size: entry.declared?.size ?? null,
    read: () => readEntryData(source, entry, limits),
    random: isPlain ? () => sliceOf(source, entry.dataStart, entry.dataEnd - entry.dataStart) : null,
  };
}

function refusalOf(entry: LocatedEntry, limits: BundleLimits): ReturnType<typeof message> | null {
  const compressedBytes = entry.dataEnd - entry.dataStart;
  const kind = entry.mode & 0xf000;
  if (kind === 0xa000) return message('bundle.refused.link');
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000) return message('bundle.refused.special-file');
  if ((entry.flags & encryptedFlags) !== 0 || entry.method === aesMethod) return message('bundle.refused.encrypted');
  if (entry.method !== stored && entry.method !== deflated) return message('bundle.refused.method', { method: entry.method });
  if (entry.method === stored && !entry.declared) return message('bundle.refused.damaged');
  if (entry.method === stored && entry.declared?.size !== compressedBytes) return message('bundle.refused.lying-size');
  if (entry.declared && isBomb(entry.declared.size, compressedBytes, limits))
    return message('bundle.refused.bomb', { ratio: limits.maxRatio });
  return null;
}

/** Decompresses and checks size and CRC-32; the checks come after the last byte, so a reader must be ready to take its bytes back. */
async function* readEntryData(source: ByteSource, entry: LocatedEntry, limits: BundleLimits): AsyncGenerator<Uint8Array> {
  let size = 0;
  let crc = 0;
  for await (const chunk of dataOf(source, entry, limits)) {
    size += chunk.length;
    crc = crc32(chunk, crc);
    if (entry.declared && size > entry.declared.size) throw new BundleError(message('bundle.refused.lying-size'));
    yield chunk;
  }
  if (!entry.declared) return;
  if (entry.method === stored && size < entry.declared.size)
    throw new BundleError(message('bundle.refused.truncated'), { isTruncated: true });
  if (size !== entry.declared.size) throw new BundleError(message('bundle.refused.lying-size'));
  if (crc !== entry.declared.crc32) throw new BundleError(message('bundle.refused.bad-crc'));
}

function dataOf(source: ByteSource, entry: LocatedEntry, limits: BundleLimits): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  const end = Math.min(entry.dataEnd, source.size);
  const whole = entry.method === deflated ? inflateSmall(source, entry, end) : null;
  if (whole) return [whole];
  const blocks = blocksOf(source, entry.dataStart, end);
  return entry.method === stored ? blocks : inflate('raw', blocks, limits);
}

/** Bundles hold thousands of small files, for which starting a stream takes ten times as long as inflating. Null when it must be done in blocks, as for all that is damaged. */
function inflateSmall(source: ByteSource, entry: LocatedEntry, end: number): Uint8Array | null {
  if (!entry.declared || entry.declared.size > smallBytes || end - entry.dataStart > smallBytes) return null;
  try {
    return inflateRawSync(source.read(entry.dataStart, end - entry.dataStart), { maxOutputLength: smallBytes });
  } catch {
    return null;
  }
}
