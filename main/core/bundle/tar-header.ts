/** One 512-byte header block of a tar file; names are raw bytes because only pax headers declare an encoding. */
export type TarHeader = {
  readonly name: Uint8Array;
  readonly size: number;
  /** Type flag as the character it is: '0' file, '1' hard link, '5' folder, 'x' pax header, 'L' GNU long name … */
  readonly type: string;
  /** Old GNU sparse format: blocks with more of the map follow this one. */
  readonly continuesSparseMap: boolean;
};

/** Parses a header block (POSIX ustar, GNU, and the older format without magic); null when the checksum does not fit. */
export function parseTarHeader(block: Uint8Array): TarHeader | null {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const size = readNumber(bytes, 124, 12);
  const name = cString(bytes, 0, 100);
  if (readNumber(bytes, 148, 8) !== checksum(bytes) || size === null || name.length === 0) return null;
  const magic = bytes.toString('latin1', 257, 263);
  const prefix = magic === 'ustar\0' ? cString(bytes, 345, 155) : new Uint8Array(0);
  const flag = bytes[156] ?? 0;
  return {
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    size,
    type: flag === 0 ? '0' : String.fromCharCode(flag),
    continuesSparseMap: bytes[482] === 1,
  };
}

/** Sum of all bytes with the checksum field itself as eight spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < 512; at += 1) {
    if (at < 148 || at >= 156) sum += block[at] ?? 0;
  }
  return sum;
}

/** An octal number, or the base-256 form of GNU tar for large ones; null when it is neither, negative or beyond what JavaScript counts exactly. */
function readNumber(block: Buffer, start: number, length: number): number | null {
  const first = block[start] ?? 0;
  const number =
    (first & 0x80) !== 0 ? readBase256(block.subarray(start, start + length)) : readOctal(block.toString('latin1', start, start + length));
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

function readOctal(field: string): number | null {
  const digits = /^[ \0]*([0-7]*)[ \0]*(?:\0.*)?$/su.exec(field)?.[1];
  if (digits === undefined) return null;
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function readBase256(field: Buffer): number | null {
  if (field[0] !== 0x80) return null;
  let number = 0;
  for (const byte of field.subarray(1)) number = number * 256 + byte;
  return number;
}

function cString(block: Buffer, start: number, length: number): Uint8Array {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}

/** The records `<length> <key>=<value>\n` of a pax extended header (POSIX.1-2008, pax, "Extended header file format"); stops at the first malformed one. */
export function parsePax(data: Uint8Array): ReadonlyMap<string, string> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = space === -1 || space - at > 10 ? Number.NaN : Number(bytes.toString('latin1', at, space));
    if (!(length > space - at + 1) || at + length > bytes.length) return records;
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
