import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Format, Parsed } from '../format.ts';
import { collectFile } from '../azure/lines.ts';
import { arrayNode, maxDepth, memberKey, objectNode, scalarNode, type AzureNode } from '../azure/node.ts';
import { holdsResource, toRecords } from '../azure/walk.ts';
import { rejected } from '../shared/parsed.ts';

/** The library builds a document of its own; larger outputs are asked for as JSON. */
const maxYamlChars = 2 * 1024 * 1024;
const marks = /^(?:- )?[ \t]{0,200}id: \/subscriptions\//m;

function toNode(node: unknown, lines: LineCounter, depth: number): AzureNode {
  const [start, end] = (isNode(node) ? node.range : null) ?? [0, 0];
  const line = lines.linePos(start).line;
  const endLine = lines.linePos(Math.max(start, end - 1)).line;
  if (depth > maxDepth || isAlias(node)) return scalarNode(null, line);
  if (isMap(node)) {
    const object = objectNode(line);
    object.endLine = endLine;
    for (const pair of node.items)
      if (isPair(pair) && isScalar(pair.key)) object.members.set(memberKey(String(pair.key.value)), toNode(pair.value, lines, depth + 1));
    return object;
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => toNode(item, lines, depth + 1));
    return arrayNode(line, items, endLine);
  }
  const value = isScalar(node) ? node.value : null;
  return scalarNode(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null, line);
}

/** `az` writes blocks, never nested `[…]` or `{…}`, and breaks lines at 80 columns; the library takes very long over text that nests thousands of times. */
const maxFlowDepth = 16;
const maxMarksInLine = 64;

function nests(text: string): boolean {
  let depth = 0;
  let marksInLine = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '[' || c === '{') depth += 1;
    else if ((c === ']' || c === '}') && depth > 0) depth -= 1;
    else if (c === '\n') marksInLine = 0;
    else if ((c === ':' || c === '-' || c === '?') && (text[at + 1] === ' ' || text[at + 1] === '\t')) marksInLine += 1;
    if (depth > maxFlowDepth || marksInLine > maxMarksInLine) return true;
  }
  return false;
}

function treesOf(text: string): { readonly roots: AzureNode[]; readonly badLines: number[] } {
  if (nests(text)) return { roots: [], badLines: [1] };
  const lineCounter = new LineCounter();
  // A pretty error quotes the lines around it, and a text may have as many errors as words.
  const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: false, logLevel: 'silent', stringKeys: true, prettyErrors: false });
  if (!Array.isArray(documents)) return { roots: [], badLines: [] };
  return {
    roots: documents.flatMap((document) => (document.contents === null ? [] : [toNode(document.contents, lineCounter, 0)])),
    badLines: documents.flatMap((document) => document.errors.slice(0, 1).map((error) => lineCounter.linePos(error.pos[0]).line)),
  };
}

/** `az network … -o yaml`, told by ARM ids at the beginning of a line. */
export const format: Format = {
  id: 'azure-cli-yaml',
  detect: ({ text, size }) => {
    if (text === null || size > maxYamlChars || !marks.test(text) || /^\s*[{["]/.test(text)) return 0;
    return treesOf(text).roots.some((root) => holdsResource(root)) ? 0.85 : 0;
  },
  *parse(input): Generator<Parsed> {
    const file = collectFile(input.lines());
    const text = file?.lines.map((line) => line.text).join('\n') ?? '';
    if (file === null || text.length > maxYamlChars) {
      yield rejected(1, 'reject.azure-too-large', '');
      return;
    }
    const { roots, badLines } = treesOf(text);
    for (const root of roots) yield* toRecords(root, file.table);
    for (const line of badLines) yield rejected(line, 'reject.azure-bad-yaml', file.table.slice(line, line));
  },
};
