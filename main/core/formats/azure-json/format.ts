import type { Format, Parsed, ParseInput, TextLine } from '../format.ts';
import { collectFile } from '../azure/lines.ts';
import { readJsonTree } from '../azure/json-tree.ts';
import { findResources, toRecords } from '../azure/walk.ts';
import { rejected } from '../shared/parsed.ts';

/** A line that may begin a document: JSON itself, or JSON that `az` printed as a string. */
const opening = /^\uFEFF?\s*(?:[{[]|"(?:\\"|\[|\{))/;
/** Enough of a head to see what a document is; the head may end in mid-document. */
const headChars = 64 * 1024;

/** Shapes by which the Azure REST API, `az` and `ConvertTo-Json` can be told from other JSON, wherever the head is cut. */
const marks =
  /"(?:id|Id|ID)"\s*:\s*"\/subscriptions\/|\\?"(?:effectiveSecurityRules|localEndpoint|nextHopType|connectionStatus|ConnectionStatus|routesReceived|reasonType|recommendedActions)\\?"|\[removed: shared key\]/i;

function* documents(lines: readonly TextLine[]): Generator<{ readonly start: number; readonly text: string }> {
  const first = lines.findIndex((line) => opening.test(line.text));
  if (first >= 0)
    yield {
      start: first,
      text: lines
        .slice(first)
        .map((line) => line.text)
        .join('\n'),
    };
}

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
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

function* parse(input: ParseInput): Generator<Parsed> {
  const file = collectFile(input.lines());
  if (file === null) {
    yield rejected(1, 'reject.azure-too-large', '');
    return;
  }
  for (const { start, text } of documents(file.lines)) {
    let at = 0;
    let line = start + 1;
    for (;;) {
      const opened = nextOpening(text, at);
      if (opened < 0) break;
      line += countBreaks(text, at, opened);
      const tree = readJsonTree(text, opened, line);
      const found = tree.root === null ? [] : [...toRecords(tree.root, file.table)];
      yield* found;
      if (tree.trouble) yield rejected(tree.trouble.line, 'reject.azure-bad-json', file.table.slice(tree.trouble.line, tree.trouble.line));
      else if (found.length === 0) yield rejected(line, 'reject.azure-unknown-object', file.table.slice(line, line));
      const end = Math.max(tree.end, opened + 1);
      line += countBreaks(text, opened, end);
      at = end;
    }
  }
}

/** Azure resources as JSON: `az … -o json`, ARM REST bodies, PowerShell `ConvertTo-Json`; alone, in lists, one after another. */
export const format: Format = {
  id: 'azure-json',
  detect: ({ text }) => {
    if (text === null || !marks.test(text)) return 0;
    const head = text.slice(0, headChars);
    const at = nextOpening(head, 0);
    if (at < 0) return 0;
    const { root } = readJsonTree(head, at);
    return root !== null && [...findResources(root)].length > 0 ? 0.9 : 0;
  },
  parse,
};
