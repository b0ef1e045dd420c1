import type { TextLine } from '../format.ts';

/** A section of strongswan.conf syntax (strongswan.conf(5)): settings, and sections inside. Lines are 1-based, both ends included. */
export type Section = {
  readonly name: string;
  readonly settings: Map<string, string>;
  readonly sections: Section[];
  readonly line: number;
  endLine: number;
};

const maxDepth = 20;
const maxSettings = 20_000;

type Cursor = { readonly text: string; readonly number: number; at: number };

/** `"…"` with escapes, up to the end of the line; an open quote holds the rest. */
function quoted(cursor: Cursor): string {
  let value = '';
  for (let i = cursor.at + 1; i < cursor.text.length; i += 1) {
    const c = cursor.text[i]!;
    if (c === '"') {
      cursor.at = i + 1;
      return value;
    }
    value += c === '\\' ? (cursor.text[++i] ?? '') : c;
  }
  cursor.at = cursor.text.length;
  return value;
}

/** A word or a value up to one of the ends; quotes protect what stands in them. */
function readUntil(cursor: Cursor, ends: string): string {
  let value = '';
  while (cursor.at < cursor.text.length && !ends.includes(cursor.text[cursor.at]!)) {
    if (cursor.text[cursor.at] === '"') value += quoted(cursor);
    else value += cursor.text[cursor.at++];
  }
  return value.trim();
}

type Reading = { readonly open: Section[]; count: number; pending: string | null };

function opened(reading: Reading, name: string, line: number): void {
  const section: Section = { name: name.split(':')[0]!.trim(), settings: new Map(), sections: [], line, endLine: line };
  reading.open.at(-1)?.sections.push(section);
  reading.open.push(section);
}

function step(cursor: Cursor, reading: Reading): void {
  const word = readUntil(cursor, '={}#\n');
  const end = cursor.text[cursor.at];
  const name = word === '' ? (reading.pending ?? '') : word;
  cursor.at += 1;
  reading.pending = null;
  if (end === '{' && reading.open.length < maxDepth) opened(reading, name, cursor.number);
  else if (end === '}' && reading.open.length > 1) reading.open.pop()!.endLine = cursor.number;
  else if (end === '=') {
    const value = readUntil(cursor, '}#\n');
    reading.count += 1;
    if (name !== '' && reading.count < maxSettings) reading.open.at(-1)!.settings.set(name, value);
  } else if (end === '#') cursor.at = cursor.text.length;
  else if (end === undefined && word !== '') reading.pending = word;
}

/** The tree of the lines; what is not closed ends with the last of them. */
export function readSections(lines: readonly TextLine[]): Section {
  const root: Section = { name: '', settings: new Map(), sections: [], line: lines[0]?.number ?? 0, endLine: lines.at(-1)?.number ?? 0 };
  const reading: Reading = { open: [root], count: 0, pending: null };
  for (const line of lines) {
    const cursor: Cursor = { text: line.text.slice(0, 8000), number: line.number, at: 0 };
    while (cursor.at < cursor.text.length) step(cursor, reading);
  }
  for (const section of reading.open) section.endLine = root.endLine;
  return root;
}

/** How a line changes the depth of braces outside quotes and comments. */
export function braces(text: string): number {
  const bare = text
    .slice(0, 8000)
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/#.*$/, '');
  return bare.replaceAll(/[^{]/g, '').length - bare.replaceAll(/[^}]/g, '').length;
}
