/** An element of a small XML text. Names are without their namespace prefix. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  /** Text directly in the element, references decoded; of an element with children mostly blanks. */
  readonly text: string;
};

type Open = { name: string; qualified: string; attributes: ReadonlyMap<string, string>; children: XmlNode[]; text: string };

const maxDepth = 64;
const maxNodes = 50_000;
const nameStart = /[\p{L}_:]/u;
// Only where a name begins: within a long one the search for the equals sign would begin anew at every letter.
const attribute = /(?<![\p{L}\p{N}_:.-])([\p{L}_:][\p{L}\p{N}_:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML 1.0, section 2.2; the numbers of other code points name no character. */
function isCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0x10ffff && (code & 0xfffe) !== 0xfffe)
  );
}

/**
 * Decodes character references and the five entities of XML; there is no other entity without a DTD. What names none stays
 * as it is written. Windows writes control characters of event data as references although XML 1.0 has none: they become U+FFFD.
 */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));/g, (_whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name]!;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return isCharacter(code) ? String.fromCodePoint(code) : '\uFFFD';
  });
}

function local(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

const none: ReadonlyMap<string, string> = new Map();

function readAttributes(text: string): ReadonlyMap<string, string> {
  if (!text.includes('=')) return none;
  const found = new Map<string, string>();
  for (const match of text.matchAll(attribute)) {
    const name = match[1]!;
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) found.set(local(name), decodeReferences(match[2] ?? match[3] ?? ''));
  }
  return found;
}

const [doubleQuote, singleQuote, greater] = [34, 39, 62];

/** The end of a tag: the first `>` outside quotes; -1 when there is none. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === greater) return at;
    else if (c === doubleQuote || c === singleQuote) quote = c;
  }
  return -1;
}

type Reader = { readonly stack: Open[]; root: XmlNode | null; nodes: number };

function addText(reader: Reader, text: string): void {
  const top = reader.stack.at(-1);
  if (top) top.text += text;
}

function closeTop(reader: Reader): void {
  const { name, attributes, children, text } = reader.stack.pop()!;
  const node: XmlNode = { name, attributes, children, text };
  const parent = reader.stack.at(-1);
  if (parent) parent.children.push(node);
  else reader.root = node;
}

/** Opens or closes an element; false when the text is not well formed there or passes a limit. */
function takeTag(reader: Reader, tag: string): boolean {
  if (tag.startsWith('/')) {
    const qualified = tag.slice(1).trim();
    if (reader.stack.at(-1)?.qualified !== qualified) return false;
    closeTop(reader);
    return true;
  }
  const single = tag.endsWith('/');
  const body = single ? tag.slice(0, -1) : tag;
  const space = body.search(/\s/);
  const qualified = space < 0 ? body : body.slice(0, space);
  reader.nodes += 1;
  if (!nameStart.test(qualified[0] ?? '') || reader.nodes > maxNodes || reader.stack.length >= maxDepth || reader.root) return false;
  const attributes = space < 0 ? none : readAttributes(body.slice(space));
  reader.stack.push({ name: local(qualified), qualified, attributes, children: [], text: '' });
  if (single) closeTop(reader);
  return true;
}

/** Passes over what is no element: where it ends, or -1. A DOCTYPE ends the reading: events have none, and it could define entities. */
function skipMarkup(reader: Reader, text: string, at: number): number {
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at + 4);
    return end < 0 ? -1 : end + 3;
  }
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at);
    if (end < 0) return -1;
    addText(reader, text.slice(at + 9, end));
    return end + 3;
  }
  const end = text.startsWith('<?', at) ? text.indexOf('?>', at) : -1;
  return end < 0 ? -1 : end + 2;
}

/**
 * Reads one element and all in it. Not a validating XML processor: no DTD, no entities but the five, namespaces by
 * forgetting prefixes, at most 64 levels and 50,000 elements. Null when the text is not well formed or passes a limit.
 */
export function readXmlTree(text: string): XmlNode | null {
  const reader: Reader = { stack: [], root: null, nodes: 0 };
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const until = open < 0 ? text.length : open;
    if (until > at) addText(reader, decodeReferences(text.slice(at, until)));
    if (open < 0) break;
    const next = text[open + 1];
    if (next === '!' || next === '?') {
      at = skipMarkup(reader, text, open);
      if (at < 0) return null;
      continue;
    }
    const end = tagEnd(text, open + 1);
    if (end < 0 || !takeTag(reader, text.slice(open + 1, end))) return null;
    at = end + 1;
  }
  return reader.stack.length === 0 ? reader.root : null;
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}
