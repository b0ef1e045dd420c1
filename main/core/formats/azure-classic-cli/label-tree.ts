import { arrayNode, memberKey, objectNode, scalarNode, type ArrayNode, type AzureNode, type ObjectNode } from '../azure/node.ts';

/** Labels of the 2016 client that differ from the REST names, by what the REST API calls them. */
const labels: Readonly<Record<string, string>> = {
  sourceip: 'sourceAddressPrefix',
  destinationip: 'destinationAddressPrefix',
  sourceport: 'sourcePortRange',
  destinationport: 'destinationPortRange',
};

export function keyOf(label: string): string {
  const key = memberKey(label);
  return memberKey(labels[key] ?? key);
}

type Open = { readonly indent: number; readonly key: string; readonly parent: ObjectNode; node: ObjectNode; list: ArrayNode | null };

/** Labels of one answer, put together by their indentation. */
export type LabelTree = {
  readonly root: ObjectNode;
  /** One line after `data:`: `Label : value`, `Header:` or an element of a list; blank lines end an element. */
  readonly add: (indent: number, text: string, line: number) => void;
};

/** `Label : value`, or `Header:` with the value undefined; null for a line that is neither. */
function labelOf(text: string): { readonly name: string; readonly value: string | undefined } | null {
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  const [name, rest] = [text.slice(0, colon).trimEnd(), text.slice(colon + 1)];
  if (rest === '') return { name, value: undefined };
  return /^\s+\S/.test(rest) ? { name, value: rest.trim() } : null;
}

function valueOf(text: string, line: number): AzureNode {
  return text === '[]' ? arrayNode(line) : scalarNode(text === '""' ? '' : text, line);
}

/**
 * The client prints an object as labels, an inner object as a header with deeper labels, a list of objects as a header with the
 * objects one after another, each followed by a blank line, and a list of texts as deeper lines without a colon.
 */
export function createLabelTree(line: number): LabelTree {
  const root = objectNode(line);
  let stack: Open[] = [];
  let blanks = 0;

  const listOf = (open: Open, first: AzureNode[], at: number): ArrayNode => {
    open.list ??= arrayNode(open.node.line, first);
    open.list.endLine = at;
    open.parent.members.set(open.key, open.list);
    return open.list;
  };
  const add = (indent: number, text: string, at: number): void => {
    if (text === '') {
      blanks += 1;
      return;
    }
    const depth = stack.length;
    stack = stack.filter((open) => open.indent < indent);
    const popped = depth - stack.length;
    for (const open of stack) open.node.endLine = at;
    root.endLine = at;
    const top = stack.at(-1);
    const match = labelOf(text);
    if (!match) {
      if (top && top.node.members.size === 0) listOf(top, [], at).items.push(scalarNode(text, at));
    } else {
      const key = keyOf(match.name);
      if (top && top.node.members.size > 0 && (top.node.members.has(key) || blanks > popped)) {
        const list = listOf(top, [top.node], at);
        top.node = objectNode(at);
        list.items.push(top.node);
      }
      // An object begins where its first label stands, not at its header.
      if (top && top.node.members.size === 0 && top.list === null) {
        top.node = objectNode(at);
        top.parent.members.set(top.key, top.node);
      }
      const parent = top?.node ?? root;
      const { value } = match;
      const node = objectNode(at);
      parent.members.set(key, value === undefined ? node : valueOf(value, at));
      if (value === undefined) stack.push({ indent, key, parent, node, list: null });
    }
    blanks = 0;
  };
  return { root, add };
}
