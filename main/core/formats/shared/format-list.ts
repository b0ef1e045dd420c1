import type { TextLine } from '../format.ts';

/** One property of a list. Continuation lines are trimmed and joined by '\n'; `joinToken` and `joinWords` undo the wrapping. */
export type ListProperty = { readonly value: string; readonly line: number };

/** One object as `Format-List` prints it. `text` is the original lines, `offset` the byte offset of the first. */
export type ListBlock = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly properties: ReadonlyMap<string, ListProperty>;
  readonly text: string;
};

type Label = { readonly indent: number; readonly colon: number; readonly name: string; readonly value: string };

type OpenProperty = { readonly parts: string[]; readonly line: number; readonly bracketed: boolean; depth: number };

type OpenBlock = {
  readonly indent: number;
  colon: number;
  readonly lines: TextLine[];
  readonly properties: Map<string, OpenProperty>;
  current: OpenProperty;
  /** Blank and unindented lines whose place is not known until the next property tells. */
  pending: TextLine[];
  size: number;
};

const maxNameLength = 64;
const maxPendingLines = 64;
/** A list block larger than this is no list: the reader gives up on it so that memory stays bounded. */
const maxBlockChars = 4 * 1024 * 1024;
const labelName = /^[\p{L}_@#$(][^"'{}[\]<>|=;\t]*$/u;
const prompt = /^\s*(?:\[[^\]]{1,60}\]:? ?)?(?:PS [^>]{0,260}>|(?:PS)?[A-Za-z]:\\[^>]{0,260}>|PS>|[\w.-]+@[\w.-]+[:~][^$#]{0,200}[$#] )/;

/** True for a line that a shell printed before a command, such as `PS C:\>` or `C:\Users\x>`. */
export function isPrompt(text: string): boolean {
  return prompt.test(text.slice(0, 400));
}

function indentOf(text: string): number {
  let i = 0;
  while (text[i] === ' ' || text[i] === '\t') i += 1;
  return i;
}

/** `Name : value` as `Format-List` writes it: a space before the colon, a space or nothing after it. Null for any other line. */
export function readLabel(text: string): Label | null {
  const colon = text.indexOf(' :') + 1;
  if (colon === 0) return null;
  const after = text[colon + 1];
  if (after !== undefined && after !== ' ' && after !== '\t') return null;
  const indent = indentOf(text);
  const name = text.slice(indent, colon).trimEnd();
  if (name.length === 0 || name.length > maxNameLength || name.includes('  ') || !labelName.test(name)) return null;
  return { indent, colon, name, value: text.slice(colon + 1).trim() };
}

function start(line: TextLine, label: Label): OpenBlock {
  const property = open(label, line);
  return {
    indent: label.indent,
    colon: label.colon,
    lines: [line],
    properties: new Map([[label.name, property]]),
    current: property,
    pending: [],
    size: line.text.length,
  };
}

function close(block: OpenBlock): ListBlock {
  const first = block.lines[0]!;
  const last = block.lines.at(-1)!;
  const properties = new Map<string, ListProperty>();
  for (const [name, p] of block.properties) properties.set(name, { value: p.parts.join('\n').trim(), line: p.line });
  return { line: first.number, endLine: last.number, offset: first.offset, properties, text: block.lines.map((l) => l.text).join('\n') };
}

/** Brackets still open after `text`; counts only values that begin with one, as a JSON object or `{a, b}` does. */
function bracketDepth(text: string): number {
  let depth = 0;
  for (const c of text) {
    if (c === '{' || c === '[') depth += 1;
    else if (c === '}' || c === ']') depth -= 1;
  }
  return depth;
}

function open(label: Label, line: TextLine): OpenProperty {
  const bracketed = label.value === '' || label.value.startsWith('{') || label.value.startsWith('[');
  return { parts: [label.value], line: line.number, bracketed, depth: bracketed ? bracketDepth(label.value) : 0 };
}

function addPart(property: OpenProperty, text: string): void {
  property.parts.push(text.trim());
  if (property.bracketed) property.depth += bracketDepth(text);
}

function takePending(block: OpenBlock): void {
  for (const line of block.pending) {
    block.lines.push(line);
    addPart(block.current, line.text);
  }
  block.pending = [];
}

function addContinuation(block: OpenBlock, line: TextLine): void {
  takePending(block);
  block.lines.push(line);
  addPart(block.current, line.text);
  block.size += line.text.length;
}

function addProperty(block: OpenBlock, line: TextLine, label: Label): void {
  takePending(block);
  block.lines.push(line);
  block.current = open(label, line);
  block.properties.set(label.name, block.current);
  block.size += line.text.length;
}

/**
 * Whether a property line goes on with the block. After blank or foreign lines (a message may hold blank lines) only a
 * new name with its colon in the same column does; two blank lines after a one-line value end the object, as
 * PowerShell prints them between two commands.
 */
function continues(block: OpenBlock, label: Label): boolean {
  if (label.indent !== block.indent || block.properties.has(label.name)) return false;
  if (block.pending.length === 0) return true;
  const onlyBlank = block.pending.every((l) => l.text.trim() === '');
  if (onlyBlank && block.pending.length > 1 && block.current.parts.length === 1) return false;
  return label.colon === block.colon;
}

/** A non-property line within a block: continuation of the value, undecided, or the end ('end'). */
function place(block: OpenBlock, line: TextLine): 'continuation' | 'pending' | 'end' {
  if (line.text.trim() === '') return 'pending';
  if (isPrompt(line.text)) return 'end';
  const indent = indentOf(line.text);
  const afterGap = block.pending.length > 0;
  if (indent > block.indent && (!afterGap || indent > block.colon)) return 'continuation';
  return block.current.depth > 0 ? 'continuation' : 'pending';
}

/** A deeper line that looks like a property starts a new, more indented block only after a gap and left of the values. */
function opensDeeperBlock(block: OpenBlock, label: Label): boolean {
  return label.indent > block.indent && block.pending.length > 0 && label.indent <= block.colon;
}

/**
 * Reads PowerShell `Format-List` output: blocks of `Name : value` at one indentation, values wrapped or continued on
 * deeper lines, JSON values over several lines, blank lines inside values, prompts and prose in between. A name that
 * comes again starts the next block. Lines outside blocks are skipped; blocks of one property may be prose, so callers
 * look for the names they know. Streams, and never throws for content.
 */
export function* readFormatList(lines: Iterable<TextLine>): Iterable<ListBlock> {
  let block: OpenBlock | null = null;
  for (const line of lines) {
    const label = readLabel(line.text);
    if (!block) {
      if (label && !isPrompt(line.text)) block = start(line, label);
      continue;
    }
    if (label && (label.indent <= block.indent || opensDeeperBlock(block, label)) && !isPrompt(line.text)) {
      if (continues(block, label)) {
        addProperty(block, line, label);
      } else {
        yield close(block);
        block = start(line, label);
      }
      continue;
    }
    const where = place(block, line);
    if (where === 'continuation') addContinuation(block, line);
    else if (where === 'pending') block.pending.push(line);
    if (where === 'end' || block.pending.length > maxPendingLines || block.size > maxBlockChars) {
      yield close(block);
      block = null;
    }
  }
  if (block) yield close(block);
}

/** Undoes wrapping of a value without spaces, such as a resource id. */
export function joinToken(value: string): string {
  return value.replaceAll('\n', '');
}

/** A character of Japanese or Chinese, which are written without blanks. */
export const cjk = /[\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/;

/** Undoes wrapping of running text: a space for a line break, none between Japanese or Chinese characters. */
export function joinWords(value: string): string {
  const parts = value.split('\n').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .reduce((joined, part) => {
      const gap = joined === '' || (cjk.test(joined.at(-1)!) && cjk.test(part[0]!)) ? '' : ' ';
      return `${joined}${gap}${part}`;
    }, '');
}
