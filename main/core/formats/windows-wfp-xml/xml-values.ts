import { childOf } from '../shared/xml-tree.ts';
import type { XmlNode } from '../shared/xml-tree.ts';

/** Text of the element under `names`, one within the other; null when there is none or it is empty. */
export function textAt(node: XmlNode | undefined, ...names: readonly string[]): string | null {
  let at = node;
  for (const name of names) at = childOf(at, name);
  const text = at?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** The first element of that name at any depth; a tree has a bounded number of elements. */
export function findDeep(node: XmlNode, name: string): XmlNode | null {
  for (const child of node.children) {
    const found = child.name === name ? child : findDeep(child, name);
    if (found !== null) return found;
  }
  return null;
}

/** Text of the first element of that name at any depth. */
export function deepText(node: XmlNode, name: string): string | null {
  return textAt(findDeep(node, name) ?? undefined);
}

/** A whole number in decimal or hexadecimal digits. */
export function numberOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text, 16);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const ipv4Text = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const ipv6Text = /^[0-9a-f:]{2,39}$/i;

/** An address as Windows writes it; null for the unset one and for anything else. */
export function addressOf(text: string | null): string | null {
  if (text === null || text === '0.0.0.0' || text === '::') return null;
  return ipv4Text.test(text) || (ipv6Text.test(text) && text.includes(':')) ? text.toLowerCase() : null;
}

/** `localAddrV4`, or `localAddrV6` under either of its spellings (`localAddrV6.byteArray16`). */
export function addressIn(node: XmlNode | undefined, ...starts: readonly string[]): string | null {
  for (const child of node?.children ?? []) {
    const address = starts.some((start) => child.name.startsWith(start)) ? addressOf(textAt(child)) : null;
    if (address !== null) return address;
  }
  return null;
}

/** Bits of a mask such as 255.255.0.0, in one row. */
function maskBits(mask: string): number | null {
  const number = mask.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const bits = number.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replaceAll('0', '').length : null;
}

/** A subnet of a condition value (`FWP_CONDITION_VALUE0`): `addr` and `mask`, or `addr` and `prefixLength`. */
export function subnetOf(node: XmlNode | null): string | null {
  const address = node === null ? null : deepText(node, 'addr');
  if (node === null || address === null || !(ipv4Text.test(address) || ipv6Text.test(address))) return null;
  const mask = deepText(node, 'mask');
  const bits = numberOf(deepText(node, 'prefixLength')) ?? (mask !== null && ipv4Text.test(mask) ? maskBits(mask) : numberOf(mask));
  return bits === null ? null : `${address.toLowerCase()}/${bits}`;
}
