import type { Bytes } from './bytes.ts';
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
export type ChunkBytes = Bytes & {
  readonly names: Map<number, string>;
  readonly strings: StringReader;
};

/**
 * Four bytes in a template (`at` from its start) that differ from chunk to chunk though the template is the same: a size, or the
 * place of a name, which stands behind it (`inlineBytes`) where it is used first; then `name` is that name.
 */
export type Mark = { readonly at: number; readonly inlineBytes: number; readonly name: string | null };

/** `values`: how many substitution values the nodes speak of. */
export type ParsedNodes = { readonly nodes: readonly Node[]; readonly marks: readonly Mark[]; readonly values: number };

const mostDepth = 64;
const mostNodes = 20_000;
const nameHeaderBytes = 8;
export const nameLengthAt = 6;
const nameTailBytes = 2;
const hasMore = 0x40;
const noDependency = 0xffff;

export const token = {
  end: 0x00, element: 0x01, closeStart: 0x02, closeEmpty: 0x03, endElement: 0x04, text: 0x05, attribute: 0x06, cdata: 0x07,
  charRef: 0x08, entityRef: 0x09, target: 0x0a, data: 0x0b, instance: 0x0c, value: 0x0d, optionalValue: 0x0e, fragment: 0x0f,
} as const; // prettier-ignore

/** A fragment begins with its token, two numbers of the version and flags. */
export const fragmentBytes = 4;

/** Bytes of the place, hash, length, characters and closing NUL of a name. */
export function nameBytes(chars: number): number {
  return nameHeaderBytes + 2 * chars + nameTailBytes;
}

/** The name at a place of the chunk. */
function nameAt(chunk: ChunkBytes, at: number): string {
  const known = chunk.names.get(at);
  if (known !== undefined) return known;
  const chars = u16(chunk, at + nameLengthAt);
  const start = at + nameHeaderBytes;
  if (chars === 0 || chars > 1024 || start + 2 * chars > chunk.bytes.length) throw new Damage('name');
  const name = chunk.strings.utf16(chunk, start, chars);
  if (!isXmlName(name)) throw new Damage('name');
  chunk.names.set(at, name);
  return name;
}

/** Anything that could break out of a tag is no name; Windows itself writes letters of any script. */
function isXmlName(name: string): boolean {
  return /^[\p{L}_:][\p{L}\p{M}\p{N}_:.-]*$/u.test(name);
}

/** Where a text in binary XML is being read, and what was found on the way. */
type Cursor = {
  readonly chunk: ChunkBytes;
  readonly start: number;
  readonly end: number;
  readonly inTemplate: boolean;
  readonly marks: Mark[];
  at: number;
  nodes: number;
  values: number;
};

/** Reads nodes from `at` to `end` or to the end token. `inTemplate`: elements carry the field that says what they depend on. Throws Damage. */
export function parseNodes(chunk: ChunkBytes, at: number, end: number, inTemplate: boolean): ParsedNodes {
  const cursor: Cursor = { chunk, start: at, end, inTemplate, marks: [], at, nodes: 0, values: 0 };
  const nodes = readContent(cursor, 0);
  return { nodes, marks: cursor.marks, values: cursor.values };
}

/** Takes `count` bytes; returns where they begin. */
function take(cursor: Cursor, count: number): number {
  const start = cursor.at;
  if (start + count > cursor.end) throw new Damage('cut');
  cursor.at = start + count;
  return start;
}

/** The next token without its flag for more data; -1 at the end. */
function peek({ chunk, at, end }: Cursor): number {
  return at < end ? chunk.bytes[at]! & ~hasMore : -1;
}

function readName(cursor: Cursor): string {
  const start = take(cursor, 4);
  const { chunk } = cursor;
  const where = u32(chunk, start);
  const name = nameAt(chunk, where);
  const inlineBytes = where === cursor.at ? nameBytes(name.length) : 0;
  take(cursor, inlineBytes);
  cursor.marks.push({ at: start - cursor.start, inlineBytes, name });
  return name;
}

function skipSize(cursor: Cursor): void {
  cursor.marks.push({ at: take(cursor, 4) - cursor.start, inlineBytes: 0, name: null });
}

function readChars(cursor: Cursor): string {
  const { chunk } = cursor;
  const chars = u16(chunk, take(cursor, 2));
  return chunk.strings.utf16(chunk, take(cursor, 2 * chars), chars);
}

/** One node that may stand in an attribute or between tags; null when the next token is no such node. */
function readPart(cursor: Cursor): Node | null {
  const { chunk } = cursor;
  const kind = peek(cursor);
  switch (kind) {
    case token.text:
      if (chunk.bytes[take(cursor, 2) + 1] !== 1) throw new Damage('token');
      return counted(cursor, { kind: 'text', text: readChars(cursor) });
    case token.cdata:
      take(cursor, 1);
      return counted(cursor, { kind: 'text', text: readChars(cursor) });
    case token.charRef:
      return counted(cursor, { kind: 'text', text: String.fromCharCode(u16(chunk, take(cursor, 3) + 1)) });
    case token.entityRef:
      take(cursor, 1);
      return counted(cursor, { kind: 'entity', name: readName(cursor) });
    case token.value:
    case token.optionalValue:
      return counted(cursor, { kind: 'value', index: readIndex(cursor, take(cursor, 4) + 1), isOptional: kind === token.optionalValue });
    default:
      return null;
  }
}

/** The number of a substitution value. */
function readIndex(cursor: Cursor, at: number): number {
  const index = u16(cursor.chunk, at);
  cursor.values = Math.max(cursor.values, index + 1);
  return index;
}

function readDependency(cursor: Cursor): number {
  const at = take(cursor, 2);
  return u16(cursor.chunk, at) === noDependency ? -1 : readIndex(cursor, at);
}

function counted(cursor: Cursor, node: Node): Node {
  cursor.nodes += 1;
  if (cursor.nodes > mostNodes) throw new Damage('expansion');
  return node;
}

function readAttributes(cursor: Cursor): Element['attributes'] {
  skipSize(cursor);
  const found: { name: string; parts: Node[] }[] = [];
  while (peek(cursor) === token.attribute) {
    take(cursor, 1);
    const name = readName(cursor);
    const parts: Node[] = [];
    for (let part = readPart(cursor); part; part = readPart(cursor)) parts.push(part);
    found.push({ name, parts });
  }
  return found;
}

function readElement(cursor: Cursor, depth: number): Node {
  const { bytes } = cursor.chunk;
  const withAttributes = (bytes[take(cursor, 1)]! & hasMore) !== 0;
  const dependsOn = cursor.inTemplate ? readDependency(cursor) : -1;
  skipSize(cursor);
  const name = readName(cursor);
  const start = {
    name,
    dependsOn,
    attributes: withAttributes ? readAttributes(cursor) : [],
  };
  const close = bytes[take(cursor, 1)]! & ~hasMore;
  if (close === token.closeEmpty) return counted(cursor, { kind: 'element', element: { ...start, children: [] } });
  if (close !== token.closeStart) throw new Damage('token');
  const children = readContent(cursor, depth + 1);
  if ((bytes[take(cursor, 1)]! & ~hasMore) !== token.endElement) throw new Damage('token');
  return counted(cursor, { kind: 'element', element: { ...start, children } });
}

/** Nodes up to a token that ends them, which stays unread. */
function readContent(cursor: Cursor, depth: number): Node[] {
  if (depth > mostDepth) throw new Damage('nesting');
  const found: Node[] = [];
  for (let kind = peek(cursor); kind > token.end && kind !== token.endElement; kind = peek(cursor)) {
    if (kind === token.fragment) take(cursor, fragmentBytes);
    else found.push(readNode(cursor, kind, depth));
  }
  return found;
}

function readNode(cursor: Cursor, kind: number, depth: number): Node {
  if (kind === token.element) return readElement(cursor, depth);
  if (kind === token.target) return readInstruction(cursor);
  const node = kind === token.instance ? readInstance(cursor) : readPart(cursor);
  if (!node) throw new Damage('token');
  return node;
}

function readInstruction(cursor: Cursor): Node {
  take(cursor, 1);
  const target = readName(cursor);
  if (peek(cursor) !== token.data) return counted(cursor, { kind: 'instruction', target, text: '' });
  take(cursor, 1);
  return counted(cursor, { kind: 'instruction', target, text: readChars(cursor) });
}

/** Within a template such a use would change its place with every chunk; none was ever seen there. */
function readInstance(cursor: Cursor): Node {
  if (cursor.inTemplate) throw new Damage('token');
  const start = cursor.at;
  cursor.at = instanceEnd(cursor.chunk, start);
  take(cursor, 0);
  return counted(cursor, { kind: 'instance', at: start });
}

/** Place of the value table behind the head of a template use; the definition may stand in between. */
export function valueTableOf(chunk: Bytes, at: number): number {
  const definition = u32(chunk, at + 6);
  return definition === at + 10 ? at + 34 + u32(chunk, at + 30) : at + 10;
}

/** Where a template use with its values ends. Throws Damage. */
export function instanceEnd(chunk: Bytes, at: number): number {
  const table = valueTableOf(chunk, at);
  const count = u32(chunk, table);
  if (count > chunk.bytes.length / 4) throw new Damage('template');
  let end = table + 4 + 4 * count;
  for (let i = 0; i < count; i += 1) end += u16(chunk, table + 4 + 4 * i);
  return end;
}
