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

export function u16(bytes: Uint8Array, at: number): number {
  if (at < 0 || at + 2 > bytes.length) throw new Damage('cut');
  return bytes[at]! | (bytes[at + 1]! << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  if (at < 0 || at + 4 > bytes.length) throw new Damage('cut');
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** Exact up to 2⁵³; use `u64Text` where every digit matters. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 4294967296;
}

export function u64Text(bytes: Uint8Array, at: number): string {
  const high = u32(bytes, at + 4);
  if (high < 0x200000) return String(u32(bytes, at) + high * 4294967296);
  return String((BigInt(high) << 32n) | BigInt(u32(bytes, at)));
}

/** True when the eight bytes at `at` are those of an ASCII text. */
export function hasMagic(bytes: Uint8Array, at: number, magic: string): boolean {
  for (let i = 0; i < 8; i += 1) if (bytes[at + i] !== magic.charCodeAt(i)) return false;
  return true;
}
