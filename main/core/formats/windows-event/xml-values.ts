import { childOf, type XmlNode } from '../shared/xml-tree.ts';
import { hexBytes } from './data-bytes.ts';
import type { NamedValue } from './raw-event.ts';

const maxBinaryChars = 2 * 64 * 1024;
const maxValues = 2000;

/** Values of `EventData` in their order: `Data` with or without a name. A value that holds elements is taken with the text of all of them. */
function dataValues(data: XmlNode): NamedValue[] {
  return data.children
    .filter((child) => child.name !== 'Binary')
    .slice(0, maxValues)
    .map((child) => ({ name: child.attributes.get('Name') ?? (child.name === 'Data' ? '' : child.name), value: allText(child) }));
}

function allText(node: XmlNode): string {
  return node.children.length === 0 ? node.text : node.children.map(allText).join('');
}

/** `UserData` holds one element of the provider's own; its leaves are the values. */
function leaves(node: XmlNode, found: NamedValue[]): NamedValue[] {
  for (const child of node.children) {
    if (found.length >= maxValues) break;
    if (child.children.length > 0) leaves(child, found);
    else found.push({ name: child.name, value: child.text });
  }
  return found;
}

/** Values of an element that holds `EventData` or `UserData`. */
export function xmlValues(event: XmlNode): readonly NamedValue[] {
  const data = childOf(event, 'EventData');
  const user = childOf(event, 'UserData');
  return [...(data ? dataValues(data) : []), ...(user ? leaves(user, []) : [])];
}

/** Binary data of an element that holds `EventData`; empty without. */
export function xmlBytes(event: XmlNode): readonly number[] {
  return hexBytes((childOf(childOf(event, 'EventData'), 'Binary')?.text ?? '').trim().slice(0, maxBinaryChars));
}
