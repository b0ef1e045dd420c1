import { childOf, type XmlNode } from '../shared/xml-tree.ts';

/** Property of a serialised object by its name: `Props` holds those of the .NET object, `MS` those that PowerShell added (the message). */
export type CliObject = { readonly has: (name: string) => boolean; readonly node: (name: string) => XmlNode | undefined };

/** `_x000A_` stands for a character that XML or the format reserves (MS-PSRP section 2.2.5.3.2). */
export function decodeCliText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export function cliObject(object: XmlNode): CliObject {
  const found = new Map<string, XmlNode>();
  for (const holder of object.children) {
    if (holder.name !== 'Props' && holder.name !== 'MS') continue;
    for (const property of holder.children) found.set(decodeCliText(property.attributes.get('N') ?? ''), property);
  }
  return { has: (name) => found.has(name), node: (name) => found.get(name) };
}

/** A primitive as text, an object (an enumeration, an identifier) as its `ToString`; null for `Nil` and empty text. */
export function cliText(node: XmlNode | undefined): string | null {
  const text = node?.name === 'Obj' ? childOf(node, 'ToString')?.text : node?.text;
  const decoded = decodeCliText(text ?? '');
  return decoded === '' ? null : decoded;
}

/** Elements of a list, whichever collection it was. */
export function cliList(node: XmlNode | undefined): readonly XmlNode[] {
  const list = node?.children.find((child) => ['LST', 'IE', 'STK', 'QUE'].includes(child.name));
  return list?.children ?? [];
}

/** A primitive as a value: bytes (`BA`, base64) as an array of numbers, anything else as text. */
export function cliValue(node: XmlNode | undefined): string | readonly number[] | null {
  if (node === undefined || node.name === 'Nil') return null;
  if (node.name === 'BA') return [...Buffer.from(node.text.slice(0, 128 * 1024), 'base64')];
  return cliText(node) ?? '';
}
