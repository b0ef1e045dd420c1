import { crc32 } from 'node:zlib';
import type { SourceColumns } from './columns.ts';

/**
 * The file of a source's columns (`index/<source>.idx`): a header of six 32-bit words (magic, version, records, bytes of the
 * providers' JSON, kind, CRC-32 of all that follows), that JSON, then the columns one after the other, widest first.
 * Little-endian.
 */
const magic = 0x58495454;
const version = 1;
const headerBytes = 24;
/** Kinds of sources: held as records, as lines. */
const kinds = { records: 0, lines: 1 } as const;

type Layout = { readonly lines: boolean; readonly count: number };

/** Byte lengths of the columns, in the order of the file. */
function lengths({ lines, count }: Layout): readonly [number, number, number, number, number, number] {
  return [count * 8, lines ? count * 8 : 0, lines ? 0 : count * 4, lines ? 0 : count * 2, count * 2, count];
}

export function encodeColumns(columns: SourceColumns): Uint8Array {
  const lines = columns.offset !== null;
  const providers = new TextEncoder().encode(JSON.stringify(columns.providers));
  const padding = (8 - (providers.length % 8)) % 8;
  const sizes = lengths({ lines, count: columns.count });
  const file = new Uint8Array(headerBytes + providers.length + padding + sizes.reduce((a, b) => a + b, 0));
  file.set(providers, headerBytes);
  let at = headerBytes + providers.length + padding;
  for (const column of [columns.time, columns.offset, columns.eventId, columns.provider, columns.zoneOffset, columns.flags]) {
    if (column === null) continue;
    file.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  const head = new DataView(file.buffer, 0, headerBytes);
  [magic, version, columns.count, providers.length, lines ? kinds.lines : kinds.records].forEach((word, i) =>
    head.setUint32(i * 4, word, true),
  );
  head.setUint32(20, crc32(file.subarray(headerBytes)), true);
  return file;
}

/** The columns of a file, or null when it is damaged, of another version or breaks its own rules: it is then built again. */
export function decodeColumns(file: Uint8Array, size: number): SourceColumns | null {
  if (file.length < headerBytes) return null;
  const head = new DataView(file.buffer, file.byteOffset, headerBytes);
  const word = (at: number) => head.getUint32(at * 4, true);
  if (word(0) !== magic || word(1) !== version || word(4) > kinds.lines) return null;
  const [count, jsonLength, crc] = [word(2), word(3), word(5)];
  const lines = word(4) === kinds.lines;
  const start = headerBytes + jsonLength + ((8 - (jsonLength % 8)) % 8);
  const sizes = lengths({ lines, count });
  if (file.length !== start + sizes.reduce((a, b) => a + b, 0) || crc32(file.subarray(headerBytes)) !== crc) return null;
  const providers = readProviders(file.subarray(headerBytes, headerBytes + jsonLength));
  if (providers === null) return null;
  let at = start;
  const next = (length: number): ArrayBuffer => {
    const buffer = new ArrayBuffer(length);
    new Uint8Array(buffer).set(file.subarray(at, at + length));
    at += length;
    return buffer;
  };
  const [time, offset, eventId, provider] = [next(sizes[0]), next(sizes[1]), next(sizes[2]), next(sizes[3])];
  const columns: SourceColumns = {
    count,
    time: new Float64Array(time),
    offset: lines ? new Float64Array(offset) : null,
    eventId: lines ? null : new Int32Array(eventId),
    provider: lines ? null : new Uint16Array(provider),
    zoneOffset: new Int16Array(next(sizes[4])),
    flags: new Uint8Array(next(sizes[5])),
    providers,
  };
  return isSound(columns, size) ? columns : null;
}

function readProviders(bytes: Uint8Array): string[] | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(value) && value.every((v) => typeof v === 'string') ? value : null;
  } catch {
    return null;
  }
}

/** A case file comes from anywhere: offsets must rise within the source, providers must exist. */
function isSound(columns: SourceColumns, size: number): boolean {
  let last = -1;
  for (const at of columns.offset ?? []) {
    if (!(at > last && at < size && Number.isInteger(at))) return false;
    last = at;
  }
  return columns.provider?.every((p) => p <= columns.providers.length) ?? true;
}
