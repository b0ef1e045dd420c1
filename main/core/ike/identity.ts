import type { TrafficSelector } from '#shared/model/ike.ts';
import { addressText } from '../capture/ip.ts';
import { identityTypes, nameOf } from './registry.ts';

const mostSelectors = 256;
const mostTextBytes = 256;

function printable(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, mostTextBytes);
  return /^[\x20-\x7e]*$/.test(text) ? text : bytes.toString('hex', 0, mostTextBytes);
}

function rangeText(first: Buffer, last: Buffer): string {
  return `${addressText(first)}-${addressText(last)}`;
}

/** A mask such as 255.255.255.0 as a prefix length; null when its bits are not in one row. */
function prefixLength(mask: Buffer): number | null {
  const bits = [...mask].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : null;
}

function subnetText(bytes: Buffer): string {
  const half = bytes.length / 2;
  const length = prefixLength(bytes.subarray(half));
  return `${addressText(bytes.subarray(0, half))}/${length ?? addressText(bytes.subarray(half))}`;
}

/** An identity as its type is written; a distinguished name stays in hex. */
export function readIdentity(type: number, data: Buffer): { readonly type: string; readonly value: string } {
  const name = nameOf(identityTypes, type);
  if ((type === 1 && data.length === 4) || (type === 5 && data.length === 16)) return { type: name, value: addressText(data) };
  if ((type === 4 && data.length === 8) || (type === 6 && data.length === 32)) return { type: name, value: subnetText(data) };
  if ((type === 7 && data.length === 8) || (type === 8 && data.length === 32)) {
    return { type: name, value: rangeText(data.subarray(0, data.length / 2), data.subarray(data.length / 2)) };
  }
  if (type === 2 || type === 3) return { type: name, value: printable(data) };
  return { type: name, value: data.toString('hex', 0, mostTextBytes) };
}

/** A range that is one prefix as people write it. */
function selectorRange(first: Buffer, last: Buffer): string {
  const mask = Buffer.from(first.map((byte, i) => ~(byte ^ last[i]!) & 0xff));
  const length = prefixLength(mask);
  const isPrefix = length !== null && first.every((byte, i) => (byte & ~mask[i]! & 0xff) === 0);
  return isPrefix ? `${addressText(first)}/${length}` : rangeText(first, last);
}

/** Traffic selectors of IKEv2 (RFC 7296, 3.13). */
export function readSelectors(body: Buffer): { readonly selectors: readonly TrafficSelector[]; readonly isDamaged: boolean } {
  const selectors: TrafficSelector[] = [];
  const count = Math.min(body[0] ?? 0, mostSelectors);
  let at = 4;
  for (let i = 0; i < count; i += 1) {
    if (at + 8 > body.length) return { selectors, isDamaged: true };
    const length = body.readUInt16BE(at + 2);
    if (length < 8 || at + length > body.length) return { selectors, isDamaged: true };
    const half = body[at] === 7 && length === 16 ? 4 : body[at] === 8 && length === 40 ? 16 : 0;
    if (half > 0) {
      const ports = [body.readUInt16BE(at + 4), body.readUInt16BE(at + 6)] as const;
      const all = ports[0] === 0 && ports[1] === 65_535;
      selectors.push({
        range: selectorRange(body.subarray(at + 8, at + 8 + half), body.subarray(at + 8 + half, at + 8 + 2 * half)),
        protocol: body[at + 1] === 0 ? null : body[at + 1]!,
        ports: all ? null : ports[0] === ports[1] ? String(ports[0]) : `${ports[0]}-${ports[1]}`,
      });
    }
    at += length;
  }
  return { selectors, isDamaged: false };
}
