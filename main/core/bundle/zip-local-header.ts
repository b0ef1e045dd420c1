import type { ByteSource } from '../ports.ts';
import { decodeZipName } from './entry-name.ts';

/** The header in front of an entry's data (APPNOTE 4.3.7). */
export type LocalHeader = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly dataStart: number;
};

export type ExtraField = { readonly id: number; readonly data: Uint8Array };

const signature = 0x04034b50;
const fixedBytes = 30;
const zip64Field = 0x0001;
const unknown32 = 0xffffffff;

/** Reads the local header at `offset`; null when there is none. */
export function readLocalHeader(source: ByteSource, offset: number): LocalHeader | null {
  const fixed = Buffer.from(source.read(offset, fixedBytes));
  if (fixed.length < fixedBytes || fixed.readUInt32LE(0) !== signature) return null;
  const nameLength = fixed.readUInt16LE(26);
  const extraLength = fixed.readUInt16LE(28);
  const rest = source.read(offset + fixedBytes, nameLength + extraLength);
  if (rest.length < nameLength + extraLength) return null;
  const extra = parseExtraFields(rest.subarray(nameLength));
  const flags = fixed.readUInt16LE(6);
  const sizes = zip64Sizes(extra, fixed.readUInt32LE(22), fixed.readUInt32LE(18));
  return {
    name: decodeZipName(rest.subarray(0, nameLength), flags, extra),
    flags,
    method: fixed.readUInt16LE(8),
    crc32: fixed.readUInt32LE(14),
    ...sizes,
    dataStart: offset + fixedBytes + nameLength + extraLength,
  };
}

/** Extra fields up to the first that does not fit: archivers pad the area, and damage there must not cost the entry. */
function parseExtraFields(bytes: Uint8Array): ExtraField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: ExtraField[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > bytes.length) break;
    fields.push({ id: view.getUint16(at, true), data: bytes.subarray(at + 4, end) });
    at = end;
  }
  return fields;
}

function zip64Sizes(
  extra: readonly ExtraField[],
  size: number,
  compressedSize: number,
): { readonly size: number; readonly compressedSize: number } {
  const data = extra.find((field) => field.id === zip64Field)?.data;
  if (!data || data.length < 16 || (size !== unknown32 && compressedSize !== unknown32)) return { size, compressedSize };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { size: Number(view.getBigUint64(0, true)), compressedSize: Number(view.getBigUint64(8, true)) };
}
