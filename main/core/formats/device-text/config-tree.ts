import type { TextLine } from '../format.ts';

/** A configuration as words below words: values are the last words. `lines` are those that speak of the word or of what is below it. */
export type Node = { readonly children: Map<string, Node>; readonly lines: TextLine[] };

const maxNodes = 200_000;
const maxLines = 400;

export type Tree = { readonly root: Node; nodes: number };

function newNode(): Node {
  return { children: new Map(), lines: [] };
}

export function newTree(): Tree {
  return { root: newNode(), nodes: 0 };
}

/** Puts a path of words into the tree; beyond the limits it stays out. */
export function put(tree: Tree, path: readonly string[], line: TextLine): void {
  let node = tree.root;
  for (const word of path.slice(0, 40)) {
    let next = node.children.get(word);
    if (next === undefined) {
      if (tree.nodes >= maxNodes) return;
      next = newNode();
      tree.nodes += 1;
      node.children.set(word, next);
    }
    node = next;
    if (node.lines.at(-1)?.number !== line.number && node.lines.length < maxLines) node.lines.push(line);
  }
}

export function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((found, word) => found?.children.get(word), node);
}

export function words(node: Node | undefined, ...path: readonly string[]): string[] {
  return [...(at(node, ...path)?.children.keys() ?? [])];
}

/** The one value below a path. */
export function value(node: Node | undefined, ...path: readonly string[]): string | null {
  return words(node, ...path)[0] ?? null;
}

/** The words of a `set` command; a list in brackets gives one path for each of its words. */
export function setPaths(text: string): string[][] {
  const tokens = [...text.slice(0, 4000).matchAll(/"([^"\n]{0,500})"|'([^'\n]{0,500})'|([^\s"']{1,500})/g)].slice(0, 200);
  const path: string[] = [];
  const list: string[] = [];
  let inList = false;
  for (const token of tokens) {
    const word = token[1] ?? token[2] ?? token[3]!;
    if (token[3] === '[') inList = true;
    else if (token[3] === ']') inList = false;
    else (inList ? list : path).push(word);
  }
  return list.length === 0 ? [path] : list.map((word) => [...path, word]);
}
