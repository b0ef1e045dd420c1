/** Bytes that are not what the format allows, or that are missing. It costs the record (or the chunk) that they stand in. */
export class Damage extends Error {
  /** Last part of the message key that says what is wrong: `reject.evtx-<reason>`. */
  readonly reason: DamageReason;
  constructor(reason: DamageReason) {
    super(reason);
    this.name = 'Damage';
    this.reason = reason;
  }
}

export type DamageReason = 'cut' | 'token' | 'name' | 'template' | 'nesting' | 'expansion' | 'empty';

/**
 * Bytes with both ways to look at them: runs of them as `bytes`, little-endian numbers at any place through `view`, which reads
 * four bytes at the cost of one.
 */
export type Bytes = { readonly bytes: Buffer; readonly view: DataView };

export function withView(bytes: Uint8Array): Bytes {
  const { buffer, byteOffset, length } = bytes;
  return { bytes: Buffer.from(buffer, byteOffset, length), view: new DataView(buffer, byteOffset, length) };
}

export function u16({ bytes, view }: Bytes, at: number): number {
  if (at < 0 || at + 2 > bytes.length) throw new Damage('cut');
  return view.getInt16(at, true) & 0xffff;
}

export function u32({ bytes, view }: Bytes, at: number): number {
  if (at < 0 || at + 4 > bytes.length) throw new Damage('cut');
  return view.getInt32(at, true) >>> 0;
}

/** Exact up to 2⁵³; use `u64Text` where every digit matters. */
export function u64(from: Bytes, at: number): number {
  return u32(from, at) + u32(from, at + 4) * 4294967296;
}

export function u64Text(from: Bytes, at: number): string {
  const high = u32(from, at + 4);
  if (high < 0x200000) return String(u32(from, at) + high * 4294967296);
  return String((BigInt(high) << 32n) | BigInt(u32(from, at)));
}

/** True when `count` bytes are the same, which stand at `atA` of one and at `atB` of the other; the caller has checked that they are there. */
export function areSame(a: DataView, atA: number, b: DataView, atB: number, count: number): boolean {
  const last = count - 4;
  if (last < 0) return areFewSame(a, atA, b, atB, count);
  for (let i = 0; i < last; i += 4) if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  return a.getInt32(atA + last, true) === b.getInt32(atB + last, true);
}

function areFewSame(a: DataView, atA: number, b: DataView, atB: number, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (a.getInt8(atA + i) !== b.getInt8(atB + i)) return false;
  return true;
}

/** True when the eight bytes at `at` are those of an ASCII text. */
export function hasMagic(bytes: Uint8Array, at: number, magic: string): boolean {
  for (let i = 0; i < 8; i += 1) if (bytes[at + i] !== magic.charCodeAt(i)) return false;
  return true;
}
