import type { TextLine } from '../format.ts';
import { isPrompt } from './format-list.ts';

/** One JSON object with its place; `value` is null when the text between the braces is no JSON. */
export type JsonObject = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  readonly value: JsonRecord | null;
};

/** A larger object is not what the commands of this project print; it is reported as unreadable. */
const maxObjectChars = 4 * 1024 * 1024;

type Scan = { depth: number; inString: boolean; escaped: boolean; arrayDepth: number };
type Collected = { readonly lines: TextLine[]; readonly parts: string[]; size: number };

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isJsonRecord(value: unknown): value is JsonRecord {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function parseObject(text: string): JsonRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** A very long line comes in pieces that share its number; there is no line break between them. */
function joinPieces(pieces: readonly string[], lines: readonly TextLine[]): string {
  return pieces.reduce(
    (joined, piece, i) => (i === 0 ? piece : joined + (lines[i]!.number === lines[i - 1]!.number ? '' : '\n') + piece),
    '',
  );
}

function finish(collected: Collected): JsonObject {
  const first = collected.lines[0]!;
  const endLine = collected.lines.at(-1)!.number;
  const text = joinPieces(collected.parts, collected.lines);
  // Of a line that holds many objects (`-Compress`) only the object itself is its text.
  const shown =
    endLine === first.number
      ? text
      : joinPieces(
          collected.lines.map((l) => l.text),
          collected.lines,
        );
  return { line: first.number, endLine, offset: first.offset, text: shown, value: parseObject(text) };
}

/** Where JSON may begin: a brace or bracket in the first column, so that values inside lists are left alone. */
function beginsJson(line: TextLine): boolean {
  return /^\uFEFF?[{[]/.test(line.text);
}

/** Moves over one character; tells whether an object opens ('open') or closes ('close') at the outermost level. */
function step(scan: Scan, c: string): 'open' | 'close' | null {
  if (scan.inString) {
    if (scan.escaped) scan.escaped = false;
    else if (c === '\\') scan.escaped = true;
    else if (c === '"') scan.inString = false;
    return null;
  }
  if (c === '"') scan.inString = true;
  else if (c === '[' && scan.depth === 0) scan.arrayDepth += 1;
  else if (c === ']' && scan.depth === 0) scan.arrayDepth -= 1;
  else if (c === '{') {
    scan.depth += 1;
    return scan.depth === 1 ? 'open' : null;
  } else if (c === '}' && scan.depth > 0) {
    scan.depth -= 1;
    return scan.depth === 0 ? 'close' : null;
  }
  return null;
}

/**
 * Finds the JSON objects of a text, alone, one after another or in one array, as `ConvertTo-Json` prints them, with the
 * lines they stand on. Streams: holds one object at a time. What is no JSON is skipped.
 */
export function* readJsonObjects(lines: Iterable<TextLine>): Iterable<JsonObject> {
  let scan: Scan | null = null;
  let collected: Collected | null = null;
  for (const line of lines) {
    if (!scan) {
      if (!beginsJson(line)) continue;
      scan = { depth: 0, inString: false, escaped: false, arrayDepth: 0 };
    } else if (!collected && isPrompt(line.text)) {
      scan = null;
      continue;
    }
    let start = 0;
    if (collected) collected.lines.push(line);
    for (let i = 0; i < line.text.length; i += 1) {
      const event = step(scan, line.text[i]!);
      if (event === 'open') {
        collected = { lines: [line], parts: [], size: 0 };
        start = i;
      } else if (event === 'close' && collected) {
        collected.parts.push(line.text.slice(start, i + 1));
        yield finish(collected);
        collected = null;
      }
    }
    scan.inString = scan.inString && collected !== null;
    if (collected) {
      collected.parts.push(line.text.slice(start));
      collected.size += line.text.length;
    }
    if (collected && collected.size > maxObjectChars) {
      yield { ...finish(collected), value: null };
      collected = null;
      scan = null;
    } else if (!collected && scan.arrayDepth <= 0) scan = null;
  }
  if (collected) yield finish(collected);
}

/**
 * Text and place of an object within another: of one that holds many, each has its own part alone, at the first line of the whole;
 * together they would take as much room as their square.
 */
export function ownPart(whole: JsonObject, part: JsonRecord): Omit<JsonObject, 'value'> {
  const { value, ...own } = whole;
  const text = value === part ? own.text : JSON.stringify(part);
  return 2 * text.length > own.text.length ? own : { text, line: own.line, endLine: own.line, offset: own.offset };
}
