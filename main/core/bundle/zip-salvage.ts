import type { ByteSource } from '../ports.ts';
import type { LocatedEntry } from './zip-entry.ts';
import type { LocalHeader } from './zip-local-header.ts';
import { readLocalHeader } from './zip-local-header.ts';
import type { RangeLedger } from './zip-ranges.ts';

const localSignature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const descriptorSignature = Buffer.from([0x50, 0x4b, 0x07, 0x08]);
/** The next header usually begins where the data before it ends. */
const nearBytes = 1024;
const farBytes = 256 * 1024;
const sizesFollowFlag = 0x0008;
const longDescriptorBytes = 24;
/** A file made of nothing but signatures must not keep the search busy; real archives have one per entry. */
const maxCandidates = 100_000;

/**
 * Entries of a zip file whose directory is missing or damaged (an interrupted copy has none), found by the headers in front of
 * their data. Ranges that are taken already are passed over, so that a stored zip inside one is not entered.
 */
export function* salvageEntries(source: ByteSource, taken: RangeLedger, check: () => void): Iterable<LocatedEntry> {
  const descriptors = indexDescriptors(source, check);
  let offset = 0;
  for (let candidates = 0; candidates < maxCandidates; candidates += 1) {
    const found = find(source, localSignature, taken.endOfRangeAt(offset) ?? offset, check);
    if (found === null) return;
    const header = readLocalHeader(source, found);
    const entry = header && locate(source, header, descriptors);
    offset = found + 1;
    if (entry && taken.take(found, entry.dataEnd)) {
      offset = entry.dataEnd;
      if (!/[\\/]$/u.test(entry.name)) yield entry;
    }
  }
}

type Descriptor = { readonly at: number; readonly compressedSize: number; readonly size: number; readonly crc32: number };

/** Null for what only looks like a header. */
function locate(source: ByteSource, header: LocalHeader, descriptors: ReadonlyMap<number, Descriptor>): LocatedEntry | null {
  const { name, flags, method, dataStart } = header;
  if (name === '') return null;
  const base = { name, flags, method, mode: 0, dataStart };
  if ((flags & sizesFollowFlag) === 0 || header.compressedSize > 0) {
    const dataEnd = dataStart + header.compressedSize;
    return Number.isSafeInteger(dataEnd) ? { ...base, dataEnd, declared: { size: header.size, crc32: header.crc32 } } : null;
  }
  const descriptor = descriptors.get(dataStart);
  if (!descriptor) return { ...base, dataEnd: source.size, declared: null };
  return { ...base, dataEnd: descriptor.at, declared: { size: descriptor.size, crc32: descriptor.crc32 } };
}

/** Descriptors (APPNOTE 4.3.9) by the start of the data they stand behind, which they tell by its length. */
function indexDescriptors(source: ByteSource, check: () => void): ReadonlyMap<number, Descriptor> {
  const byStart = new Map<number, Descriptor>();
  let at = find(source, descriptorSignature, 0, check);
  for (let candidates = 0; at !== null && candidates < maxCandidates; candidates += 1) {
    const descriptor = readDescriptor(source, at);
    if (descriptor.compressedSize <= at) byStart.set(at - descriptor.compressedSize, descriptor);
    at = find(source, descriptorSignature, at + 1, check);
  }
  return byStart;
}

/** Sizes take four bytes each, or eight in zip64; nothing says which but where the next header begins. */
function readDescriptor(source: ByteSource, at: number): Descriptor {
  const found = source.read(at, longDescriptorBytes + 2);
  const bytes = Buffer.concat([found], longDescriptorBytes + 2);
  const isLong = bytes.toString('latin1', longDescriptorBytes) === 'PK' || found.length === longDescriptorBytes;
  const base = { at, crc32: bytes.readUInt32LE(4) };
  if (isLong) return { ...base, compressedSize: Number(bytes.readBigUInt64LE(8)), size: Number(bytes.readBigUInt64LE(16)) };
  return { ...base, compressedSize: bytes.readUInt32LE(8), size: bytes.readUInt32LE(12) };
}

function find(source: ByteSource, signature: Buffer, from: number, check: () => void): number | null {
  let window = nearBytes;
  for (let offset = from; offset < source.size;) {
    check();
    const block = source.read(offset, window + signature.length - 1);
    const at = Buffer.from(block.buffer, block.byteOffset, block.byteLength).indexOf(signature);
    if (at !== -1) return offset + at;
    offset += window;
    window = farBytes;
  }
  return null;
}
