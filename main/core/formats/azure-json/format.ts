import type { Format, Parsed, ParseInput } from '../format.ts';
import { collectFile } from '../azure/lines.ts';
import { readJsonTree } from '../azure/json-tree.ts';
import { findResources, holdsResource, toRecords, type LineTable } from '../azure/walk.ts';
import { rejected } from '../shared/parsed.ts';

/** A line that may begin a document: JSON itself, or JSON that `az` printed as a string. */
const opening = /^\uFEFF?\s*(?:[{[]|"(?:\\"|\[|\{))/;
/** Enough of a head to see what a document is; the head may end in mid-document. */
const headChars = 64 * 1024;

/** Shapes by which the Azure REST API, `az` and `ConvertTo-Json` can be told from other JSON, wherever the head is cut. */
const marks =
  /"(?:id|targetResourceId)"\s*:\s*"\/subscriptions\/|\\?"(?:effectiveSecurityRules|localEndpoint|nextHopType|connectionStatus|routesReceived|reasonType|recommendedActions|ruleName|routeTableId)\\?"|\\?"Status\\?"\s*:\s*\\?"Success|"PowerState\/\w|\[removed: shared key\]/i;
/** The error body of ARM; other services answer alike, so it counts less. */
const errorMark = /"error"\s*:\s*\{\s*"code"\s*:/;

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/** Start of the line after `at`; the length of the text when there is none. */
function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Start of the next line that may begin a document, at or after `at`; -1 when there is none. */
function nextOpening(text: string, at: number): number {
  for (let start = at; start >= 0 && start < text.length;) {
    const end = text.indexOf('\n', start);
    if (opening.test(text.slice(start, Math.min(end < 0 ? text.length : end, start + 200)))) return start;
    if (end < 0) return -1;
    start = end + 1;
  }
  return -1;
}

type Document = { readonly found: readonly Parsed[]; readonly end: number; readonly brokenAt: number | null };

/** One document that begins at `at`; `fragment` when it is the rest of a broken one, whose rules alone would be half a group. */
function readDocument(text: string, at: number, line: number, lines: LineTable, fragment: boolean): Document {
  const { root, end, trouble } = readJsonTree(text, at, line);
  if (root === null) return { found: [], end, brokenAt: trouble?.line ?? null };
  const partOfOther = fragment && [...findResources(root)].some(({ node }) => node.type === 'array');
  return { found: partOfOther ? [] : [...toRecords(root, lines)], end, brokenAt: trouble?.line ?? null };
}

function* parse(input: ParseInput): Generator<Parsed> {
  const file = collectFile(input.lines());
  if (file === null) {
    yield rejected(1, 'reject.azure-too-large', '');
    return;
  }
  const text = file.lines.map((line) => line.text).join('\n');
  const lines: LineTable = { ...file.table, source: text };
  let line = 1;
  let at = 0;
  let fragment = false;
  for (let opened = nextOpening(text, 0); opened >= 0; opened = nextOpening(text, at)) {
    line += countBreaks(text, at, opened);
    fragment &&= /\s/.test(text[opened] ?? '');
    const { found, end, brokenAt } = readDocument(text, opened, line, lines, fragment);
    yield* found;
    if (brokenAt !== null) yield rejected(brokenAt, 'reject.azure-bad-json', lines.slice(brokenAt, brokenAt));
    else if (found.length === 0 && !fragment) yield rejected(line, 'reject.azure-unknown-object', lines.slice(line, line));
    fragment ||= brokenAt !== null;
    at = brokenAt === null ? end : lineAfter(text, end);
    line += countBreaks(text, opened, at);
  }
}

/** Azure resources as JSON: `az … -o json`, ARM REST bodies, PowerShell `ConvertTo-Json`; alone, in lists, one after another. */
export const format: Format = {
  id: 'azure-json',
  detect: ({ text }) => {
    if (text === null) return 0;
    const known = marks.test(text);
    if (!known && !errorMark.test(text)) return 0;
    const head = text.slice(0, headChars);
    for (let at = nextOpening(head, 0), tries = 0; at >= 0 && tries < 20; tries++) {
      const { root, end, trouble } = readJsonTree(head, at);
      if (root !== null && holdsResource(root)) return known ? 0.9 : 0.5;
      at = nextOpening(head, trouble ? lineAfter(head, end) : end);
    }
    return 0;
  },
  parse,
};
