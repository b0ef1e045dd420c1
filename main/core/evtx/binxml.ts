import { Damage, u16, u32 } from './bytes.ts';
import type { StringReader } from './strings.ts';

/**
 * Binary XML (MS-EVEN6 2.2.12 and libyal's "EVTX format") as a tree. A value stands where a substitution is filled in; a use of a
 * template within a text that is no template itself stands as `instance`.
 */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'value'; readonly index: number; readonly isOptional: boolean }
  | { readonly kind: 'element'; readonly element: Element }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string }
  | { readonly kind: 'instance'; readonly at: number };

export type Element = {
  readonly name: string;
  /** The element is left out when this substitution is null; -1 when it depends on none. */
  readonly dependsOn: number;
  readonly attributes: readonly { readonly name: string; readonly parts: readonly Node[] }[];
  readonly children: readonly Node[];
};

/** One chunk as binary XML refers into it: names and template definitions are given by their place in the chunk. */
export type ChunkBytes = {
  readonly bytes: Buffer;
  readonly names: Map<number, string>;
  readonly strings: StringReader;
};

/** Places in a template (from its start) whose bytes differ from chunk to chunk though the template is the same. */
export type Mark = { readonly at: number; readonly kind: 'size' | 'name'; readonly inlineBytes: number; readonly name: string };

export type ParsedNodes = { readonly nodes: readonly Node[]; readonly end: number; readonly marks: readonly Mark[] };

const mostDepth = 64;
const mostNodes = 20_000;
const nameHeaderBytes = 8;
const nameTailBytes = 2;
const hasMore = 0x40;

const token = {
  end: 0x00, element: 0x01, closeStart: 0x02, closeEmpty: 0x03, endElement: 0x04, text: 0x05, attribute: 0x06, cdata: 0x07,
  charRef: 0x08, entityRef: 0x09, target: 0x0a, data: 0x0b, instance: 0x0c, value: 0x0d, optionalValue: 0x0e, fragment: 0x0f,
} as const; // prettier-ignore

/** Length of the place, hash, length, characters and closing NUL of a name. */
export function nameBytes(chars: number): number {
  return nameHeaderBytes + 2 * chars + nameTailBytes;
}

/** The name at a place of the chunk. */
export function nameAt(chunk: ChunkBytes, at: number): string {
  const known = chunk.names.get(at);
  if (known !== undefined) return known;
  const chars = u16(chunk.bytes, at + 6);
  const start = at + nameHeaderBytes;
  if (chars === 0 || chars > 1024 || start + 2 * chars > chunk.bytes.length) throw new Damage('name');
  const name = chunk.strings.utf16(chunk.bytes, start, chars);
  if (!isXmlName(name)) throw new Damage('name');
  chunk.names.set(at, name);
  return name;
}

/** Anything that could break out of a tag is no name; Windows itself writes letters of any script. */
function isXmlName(name: string): boolean {
  return /^[\p{L}_:][\p{L}\p{M}\p{N}_:.-]*$/u.test(name);
}

/** Reads nodes from `at` to `end` or to the end token. `inTemplate`: elements carry the field that says what they depend on. Throws Damage. */
export function parseNodes(chunk: ChunkBytes, at: number, end: number, inTemplate: boolean): ParsedNodes {
  const { bytes } = chunk;
  const marks: Mark[] = [];
  let p = at;
  let made = 0;

  function need(count: number): number {
    if (p + count > end) throw new Damage('cut');
    const start = p;
    p += count;
    return start;
  }

  function name(): string {
    const start = need(4);
    const where = u32(bytes, start);
    const text = nameAt(chunk, where);
    const inlineBytes = where === p ? nameBytes(text.length) : 0;
    need(inlineBytes);
    marks.push({ at: start - at, kind: 'name', inlineBytes, name: text });
    return text;
  }

  function size(): void {
    marks.push({ at: need(4) - at, kind: 'size', inlineBytes: 0, name: '' });
  }

  function text(): string {
    const chars = u16(bytes, need(2));
    return chunk.strings.utf16(bytes, need(2 * chars), chars);
  }

  /** One node that may stand in an attribute or between tags; null when the token at `p` is no such node. */
  function part(): Node | null {
    switch (bytes[p]! & ~hasMore) {
      case token.text:
        if (bytes[need(2) + 1] !== 1) throw new Damage('token');
        return { kind: 'text', text: text() };
      case token.cdata:
        need(1);
        return { kind: 'text', text: text() };
      case token.charRef:
        return { kind: 'text', text: String.fromCharCode(u16(bytes, need(3) + 1)) };
      case token.entityRef:
        need(1);
        return { kind: 'entity', name: name() };
      case token.value:
      case token.optionalValue: {
        const start = need(4);
        return { kind: 'value', index: u16(bytes, start + 1), isOptional: (bytes[start]! & ~hasMore) === token.optionalValue };
      }
      default:
        return null;
    }
  }

  function attributes(): Element['attributes'] {
    size();
    const found: { name: string; parts: Node[] }[] = [];
    while (p < end && (bytes[p]! & ~hasMore) === token.attribute) {
      need(1);
      const attribute = { name: name(), parts: [] as Node[] };
      found.push(attribute);
      for (let next = p < end ? part() : null; next; next = p < end ? part() : null) attribute.parts.push(counted(next));
    }
    return found;
  }

  function counted(node: Node): Node {
    made += 1;
    if (made > mostNodes) throw new Damage('expansion');
    return node;
  }

  function element(depth: number): Node {
    const withAttributes = (bytes[need(1)]! & hasMore) !== 0;
    const dependency = inTemplate ? u16(bytes, need(2)) : 0xffff;
    size();
    const start = { name: name(), dependsOn: dependency === 0xffff ? -1 : dependency, attributes: withAttributes ? attributes() : [] };
    const close = bytes[need(1)]! & ~hasMore;
    if (close === token.closeEmpty) return { kind: 'element', element: { ...start, children: [] } };
    if (close !== token.closeStart) throw new Damage('token');
    const children = content(depth + 1);
    if ((bytes[need(1)]! & ~hasMore) !== token.endElement) throw new Damage('token');
    return { kind: 'element', element: { ...start, children } };
  }

  /** Nodes up to a token that ends them, which stays unread. */
  function content(depth: number): Node[] {
    if (depth > mostDepth) throw new Damage('nesting');
    const found: Node[] = [];
    while (p < end) {
      const kind = bytes[p]! & ~hasMore;
      if (kind === token.endElement || kind === token.end) break;
      if (kind === token.fragment) need(4);
      else if (kind === token.element) found.push(counted(element(depth)));
      else if (kind === token.target) found.push(counted(instruction()));
      else if (kind === token.instance) found.push(counted(instance()));
      else {
        const node = part();
        if (!node) throw new Damage('token');
        found.push(counted(node));
      }
    }
    return found;
  }

  function instruction(): Node {
    need(1);
    const target = name();
    if (p < end && bytes[p] === token.data) {
      need(1);
      return { kind: 'instruction', target, text: text() };
    }
    return { kind: 'instruction', target, text: '' };
  }

  /** Within a template such a use would change its place with every chunk; none was ever seen there. */
  function instance(): Node {
    if (inTemplate) throw new Damage('token');
    const start = p;
    p = instanceEnd(bytes, start);
    need(0);
    return { kind: 'instance', at: start };
  }

  const nodes = content(0);
  return { nodes, end: p, marks };
}

/** Place of the value table behind the head of a template use; the definition may stand in between. */
export function valueTableOf(bytes: Buffer, at: number): number {
  const definition = u32(bytes, at + 6);
  return definition === at + 10 ? at + 34 + u32(bytes, at + 30) : at + 10;
}

/** Where a template use with its values ends. */
function instanceEnd(bytes: Buffer, at: number): number {
  const table = valueTableOf(bytes, at);
  const count = u32(bytes, table);
  if (count > bytes.length / 4) throw new Damage('template');
  let end = table + 4 + 4 * count;
  for (let i = 0; i < count; i += 1) end += u16(bytes, table + 4 + 4 * i);
  return end;
}
