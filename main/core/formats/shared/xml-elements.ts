import type { TextLine } from '../format.ts';

/** The text of one outermost element with its place; `text` null when it is larger than `maxElementChars` and was passed over. */
export type XmlElementText = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string | null;
  /** False when the file ends within the element. */
  readonly complete: boolean;
};

const maxElementChars = 4 * 1024 * 1024;
/** An unfinished tag longer than this is no tag. */
const maxTagChars = 64 * 1024;

type Spot = { readonly line: number; readonly offset: number };
type Found = { readonly kind: 'open' | 'close' | 'single'; readonly start: number; readonly end: number };
type Skipped = '-->' | ']]>';

function bytesIn(text: string, encoding: string): number {
  return encoding.startsWith('utf-16') ? text.length * 2 : Buffer.byteLength(text, encoding === 'utf-8' ? 'utf8' : 'latin1');
}

/**
 * Cuts the elements called `name` out of a text, with or without a namespace prefix, inside a root element or without one.
 * Elements of the same name within one belong to it; comments and CDATA sections hide tags. Streams line by line and keeps
 * one element in memory, whether a file has one event a line or all of them on one line. Never throws for content.
 */
export function* cutXmlElements(lines: Iterable<TextLine>, name: string, encoding: string): Iterable<XmlElementText> {
  const cutter = createCutter(name, encoding);
  for (const line of lines) yield* cutter.add(line);
  yield* cutter.end();
}

/** Finds the tags of one name in a piece of text, and remembers comments and CDATA sections that a piece leaves open. */
function tagFinder(name: string) {
  const pattern = new RegExp(String.raw`<!--|<!\[CDATA\[|<(/?)(?:[\w.-]{1,40}:)?${name}(?=[\s/>])[^<>]*>`, 'g');
  let hidden: Skipped | null = null;
  const find = (chunk: string, from: number): Found | null => {
    let at = from;
    for (;;) {
      if (hidden !== null) {
        const end = chunk.indexOf(hidden, at);
        if (end < 0) return null;
        at = end + 3;
        hidden = null;
      }
      pattern.lastIndex = at;
      const match = pattern.exec(chunk);
      if (!match) return null;
      const end = match.index + match[0].length;
      if (match[1] === undefined) {
        hidden = match[0] === '<!--' ? '-->' : ']]>';
        at = end;
        continue;
      }
      const kind = match[1] === '/' ? 'close' : match[0].endsWith('/>') ? 'single' : 'open';
      return { kind, start: match.index, end };
    }
  };
  return { find, isHidden: () => hidden !== null };
}

/** How much of the end of a piece may be the beginning of a tag or of the end of a comment. */
function openEnd(chunk: string, isHidden: boolean, from: number): number {
  if (isHidden) return Math.max(from, chunk.length - 2);
  const at = chunk.lastIndexOf('<');
  return at < from || chunk.length - at > maxTagChars || chunk.includes('>', at) ? chunk.length : at;
}

function createCutter(name: string, encoding: string) {
  const finder = tagFinder(name);
  let carry = '';
  let isInTag = false;
  let carrySpot: Spot = { line: 1, offset: 0 };
  let lastLine = 0;
  let depth = 0;
  let parts: string[] = [];
  let size = 0;
  let start: Spot = carrySpot;

  function keep(text: string): void {
    size += text.length;
    if (size <= maxElementChars) parts.push(text);
    else parts = [];
  }

  function take(endLine: number, complete: boolean): XmlElementText {
    const text = size > maxElementChars ? null : parts.join('');
    parts = [];
    size = 0;
    return { line: start.line, endLine, offset: start.offset, text, complete };
  }

  function* add(line: TextLine): Iterable<XmlElementText> {
    const gap = line.number !== lastLine && lastLine !== 0 ? '\n' : '';
    lastLine = line.number;
    // A tag that was begun ends with neither: looking at all of it again at each line would take the square of its length.
    if (isInTag && carry.length <= maxTagChars && !/[<>]/.test(line.text)) {
      carry += gap + line.text;
      return;
    }
    const ahead = carry.length + gap.length;
    const chunk = carry + gap + line.text;
    let anchor = { at: 0, offset: line.offset };
    const spotAt = (index: number): Spot => {
      if (index < carry.length) return carrySpot;
      const at = Math.max(0, index - ahead);
      anchor = { at, offset: anchor.offset + bytesIn(line.text.slice(anchor.at, at), encoding) };
      return { line: line.number, offset: anchor.offset };
    };
    let from = 0;
    for (let found = finder.find(chunk, 0); found; found = finder.find(chunk, found.end)) {
      if (depth === 0 && found.kind !== 'close') {
        from = found.start;
        start = spotAt(found.start);
      }
      if (found.kind === 'open') depth += 1;
      else if (found.kind === 'close' && depth > 0) depth -= 1;
      else if (found.kind === 'close') continue;
      if (depth > 0) continue;
      keep(chunk.slice(from, found.end));
      yield take(line.number, true);
      from = found.end;
    }
    const cut = openEnd(chunk, finder.isHidden(), from);
    if (depth > 0) keep(chunk.slice(from, cut));
    carrySpot = cut < chunk.length ? spotAt(cut) : carrySpot;
    carry = chunk.slice(cut);
    isInTag = carry.startsWith('<');
  }

  function* end(): Iterable<XmlElementText> {
    if (depth === 0) return;
    keep(carry);
    yield take(lastLine, false);
  }

  return { add, end };
}
