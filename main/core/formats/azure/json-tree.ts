import { arrayNode, maxDepth, memberKey, objectNode, scalarNode, type ArrayNode, type AzureNode, type ObjectNode } from './node.ts';

/** Where reading stopped because the text is no JSON (or ends too early); what came before is in the tree. */
export type JsonTrouble = { readonly line: number; readonly at: number };
export type JsonTree = { readonly root: AzureNode | null; readonly end: number; readonly trouble: JsonTrouble | null };

type Reader = { readonly text: string; at: number; line: number };

class Malformed extends Error {}
/** One for all: hostile text fails at every character, and a stack trace each time would be most of the work. */
const malformed = new Malformed('not JSON');

/** A console breaks a string a few times; more lines than this are a missing quote. */
const maxBreaksInString = 500;

function skipSpace(r: Reader): void {
  for (;;) {
    const c = r.text[r.at];
    if (c === '\n') r.line += 1;
    else if (c !== ' ' && c !== '\t' && c !== '\r' && c !== '\uFEFF') return;
    r.at += 1;
  }
}

/**
 * A string. A console that wrapped its output may have broken it: line breaks inside are taken out, as JSON allows none there.
 */
function readString(r: Reader): string {
  const start = r.at;
  let at = start + 1;
  let breaks = 0;
  for (;;) {
    const c = r.text[at];
    if (c === '\n') breaks += 1;
    if (c === undefined || breaks > maxBreaksInString) {
      r.at = at;
      r.line += breaks;
      throw malformed;
    }
    if (c === '"') break;
    at += c === '\\' && r.text[at + 1] !== '\n' ? 2 : 1;
  }
  const raw = r.text.slice(start, at + 1);
  r.at = at + 1;
  r.line += breaks;
  try {
    const joined = breaks > 0 ? raw.replace(/\r?\n[ \t]*/g, '') : raw;
    return String(JSON.parse(joined.replaceAll('\t', String.raw`\t`)));
  } catch {
    throw malformed;
  }
}

const literal = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function readLiteral(r: Reader): AzureNode {
  literal.lastIndex = r.at;
  const match = literal.exec(r.text)?.[0];
  if (match === undefined) throw malformed;
  r.at += match.length;
  if (match === 'null') return scalarNode(null, r.line);
  return scalarNode(match === 'true' ? true : match === 'false' ? false : Number(match), r.line);
}

/** Reads the members of a container that is in the tree already, so that a text that ends too early keeps what it had. */
function readMembers(r: Reader, node: ObjectNode | ArrayNode, depth: number): void {
  const closing = node.type === 'object' ? '}' : ']';
  r.at += 1;
  for (;;) {
    skipSpace(r);
    if (r.text[r.at] === closing) break;
    if (node.type === 'object') {
      if (r.text[r.at] !== '"') throw malformed;
      const name = readString(r);
      skipSpace(r);
      if (r.text[r.at] !== ':') throw malformed;
      r.at += 1;
      skipSpace(r);
      readValue(r, depth + 1, (value) => node.members.set(memberKey(name), value));
    } else {
      readValue(r, depth + 1, (value) => node.items.push(value));
    }
    node.endLine = r.line;
    skipSpace(r);
    if (r.text[r.at] === ',') r.at += 1;
    else if (r.text[r.at] !== closing) throw malformed;
  }
  r.at += 1;
  node.endLine = r.line;
  node.complete = true;
}

function readValue(r: Reader, depth: number, place: (value: AzureNode) => void): void {
  const c = r.text[r.at];
  if (depth > maxDepth) throw malformed;
  if (c === '"') {
    const { line } = r;
    return place(scalarNode(readString(r), line));
  }
  if (c !== '{' && c !== '[') return place(readLiteral(r));
  const node: ObjectNode | ArrayNode = c === '{' ? objectNode(r.line) : arrayNode(r.line);
  const start = r.at;
  node.complete = false;
  place(node);
  readMembers(r, node, depth);
  node.span = { start, end: r.at };
}

/**
 * Reads one JSON value (RFC 8259) that begins at `at`, keeping the line of every value; `line` is the line of `at`. Malformed or
 * truncated text gives the part that could be read, with the place of the trouble. Linear in the length, bounded in depth.
 */
export function readJsonTree(text: string, at = 0, line = 1): JsonTree {
  const r: Reader = { text, at, line };
  let root: AzureNode | null = null;
  try {
    skipSpace(r);
    readValue(r, 0, (value) => {
      root = value;
    });
    return { root, end: r.at, trouble: null };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { root, end: r.at, trouble: { line: r.line, at: r.at } };
  }
}
