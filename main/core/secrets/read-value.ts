import type { RawValue } from './finding.ts';
import { unescapeJson, unescapeXml } from './value.ts';

/** How a quoted string escapes its own quote. */
export type QuoteStyle = 'c' | 'powershell' | 'shell';

const maxBack = 20_000;

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** End of the line that `from` is in, at most `limit` characters on. */
export function lineEnd(text: string, from: number, limit = Number.POSITIVE_INFINITY): number {
  const stop = Math.min(text.length, from + limit);
  let i = from;
  while (i < stop && !isBreak(text.charCodeAt(i))) i += 1;
  return i;
}

/** Start of the line that `from` is in; on a longer line, the place `limit` characters back. */
export function lineStart(text: string, from: number, limit = maxBack): number {
  const stop = Math.max(0, from - limit);
  let i = from;
  while (i > stop && !isBreak(text.charCodeAt(i - 1))) i -= 1;
  return i;
}

/** The next line's start, or -1 at the end of the text. */
export function nextLine(text: string, from: number): number {
  let i = lineEnd(text, from);
  if (i >= text.length) return -1;
  if (text[i] === '\r' && text[i + 1] === '\n') i += 1;
  return i + 1 < text.length ? i + 1 : -1;
}

export function skipBlanks(text: string, from: number): number {
  let i = from;
  while (text[i] === ' ' || text[i] === '\t' || text[i] === '\u00a0') i += 1;
  return i;
}

export function skipSpace(text: string, from: number): number {
  let i = from;
  while (i < text.length && /\s/.test(text[i]!)) i += 1;
  return i;
}

function trimmed(text: string, start: number, end: number): RawValue {
  let s = start;
  let e = end;
  while (s < e && /\s/.test(text[s]!)) s += 1;
  while (e > s && /\s/.test(text[e - 1]!)) e -= 1;
  return { start: s, end: e, value: text.slice(s, e) };
}

/** From `from` to the end of the line, without blanks around; at most `limit` characters of it. */
export function readLine(text: string, from: number, limit?: number): RawValue {
  return trimmed(text, from, lineEnd(text, from, limit));
}

/** Up to the next blank or one of `stops`. */
export function readToken(text: string, from: number, stops: string): RawValue {
  let i = from;
  while (i < text.length && !/\s/.test(text[i]!) && !stops.includes(text[i]!)) i += 1;
  return { start: from, end: i, value: text.slice(from, i) };
}

/**
 * The closing quote of a JSON string whose delimiters carry `2^depth - 1` backslashes (a document inside a string).
 * A run of backslashes before the quote tells whether it closes this string or stands inside it.
 */
function jsonStringEnd(text: string, from: number, backslashes: number): number {
  const unit = 2 * (backslashes + 1);
  let run = 0;
  for (let i = from; i < text.length && !isBreak(text.charCodeAt(i)); i++) {
    const c = text[i];
    if (c === '"' && run >= backslashes && (run - backslashes) % unit === 0) return i - backslashes;
    run = c === '\\' ? run + 1 : 0;
  }
  return -1;
}

/**
 * A JSON string after its opening quote. A console may have broken it: then it goes on at the start of the next line. Without a
 * closing quote the rest of the line is taken, because losing a letter of text is better than keeping half a key.
 */
export function readJsonString(text: string, from: number, backslashes: number): RawValue {
  const depth = Math.round(Math.log2(backslashes + 1)) + 1;
  let close = jsonStringEnd(text, from, backslashes);
  if (close < 0) {
    const next = nextLine(text, from);
    const candidate = next < 0 ? -1 : jsonStringEnd(text, next, backslashes);
    if (candidate >= 0 && /^[^\s"':{}][^\s"]{0,400}$/.test(text.slice(next, candidate))) close = candidate;
  }
  const stop = close < 0 ? readLine(text, from).end : close;
  return {
    start: from,
    end: Math.max(stop, from),
    value: unescapeJson(text.slice(from, Math.max(stop, from)).replaceAll(/\r?\n/g, ''), depth),
  };
}

function escapeLength(text: string, i: number, quote: string, style: QuoteStyle): number {
  const c = text[i]!;
  const doubled = c === quote && text[i + 1] === quote;
  if (style === 'powershell') return doubled || (quote === '"' && c === '`' && i + 1 < text.length) ? 2 : 0;
  if (style === 'shell') return quote === '"' && c === '\\' && i + 1 < text.length ? 2 : 0;
  return (c === '\\' && i + 1 < text.length) || (doubled && quote === "'") ? 2 : 0;
}

function unescapeQuoted(value: string, quote: string, style: QuoteStyle): string {
  if (style === 'powershell') return quote === "'" ? value.replaceAll("''", "'") : value.replaceAll('""', '"').replaceAll(/`(.)/g, '$1');
  if (style === 'shell') return quote === "'" ? value : value.replaceAll(/\\(["\\$`])/g, '$1');
  if (quote === "'") return value.replaceAll("''", "'").replaceAll(/\\(['\\])/g, '$1');
  return unescapeJson(value, 1);
}

/** A quoted string that begins at `from` (the quote). Unterminated: to the end of the line. */
export function readQuoted(text: string, from: number, style: QuoteStyle): RawValue {
  const quote = text[from]!;
  let i = from + 1;
  while (i < text.length && !isBreak(text.charCodeAt(i)) && (text[i] !== quote || escapeLength(text, i, quote, style) > 0))
    i += escapeLength(text, i, quote, style) || 1;
  const stop = Math.min(i, text.length);
  return { start: from + 1, end: stop, value: unescapeQuoted(text.slice(from + 1, stop), quote, style) };
}

/** A PowerShell here-string whose `@'` or `@"` is at `from`. */
export function readHereString(text: string, from: number): RawValue | null {
  const start = nextLine(text, from);
  if (start < 0) return null;
  const mark = `${text[from + 1]}@`;
  for (let line = start; line >= 0 && line - start < 65_536; line = nextLine(text, line)) {
    if (text.startsWith(mark, line)) {
      const raw = trimmed(text, start, line);
      return { ...raw, value: text.slice(raw.start, raw.end) };
    }
  }
  return readLine(text, start);
}

/** The text of an XML element after its `>`; CDATA and one nested element, as Palo Alto writes `<pre-shared-key><key>` and Junos `<pre-shared-key><ascii-text>`. */
export function readXmlText(text: string, from: number): RawValue | null {
  let i = skipSpace(text, from);
  const nested = /<(?:key|value|string|ascii-text|hexadecimal)>/iy;
  nested.lastIndex = i;
  if (nested.test(text)) i = skipSpace(text, nested.lastIndex);
  if (text.startsWith('<![CDATA[', i)) {
    const close = text.indexOf(']]>', i);
    const end = close < 0 ? lineEnd(text, i) : close;
    return { start: i + 9, end: Math.max(end, i + 9), value: text.slice(i + 9, Math.max(end, i + 9)) };
  }
  if (text[i] === '<') return null;
  const close = text.indexOf('<', i);
  const raw = trimmed(text, i, close < 0 || close - i > 16_384 ? lineEnd(text, i) : close);
  return { ...raw, value: unescapeXml(raw.value) };
}

/**
 * The value of a `Name : value` line with the lines it was wrapped onto: PowerShell indents them to the column of the value.
 * Wrapping is undone in the value and the whole stretch is its range.
 */
export function readListValue(text: string, from: number): RawValue {
  const first = readLine(text, from);
  const column = first.start - lineStart(text, first.start);
  if (first.end === first.start || column < 4) return first;
  let { end, value } = first;
  for (let line = nextLine(text, end); line >= 0; line = nextLine(text, line)) {
    const start = skipBlanks(text, line);
    const part = readLine(text, line);
    if (start - line !== column || part.end === part.start || end - first.start > 16_384) break;
    value += part.value;
    end = part.end;
  }
  return { start: first.start, end, value };
}

/** A YAML block scalar: the deeper lines after `|` or `>`. */
export function readBlockScalar(text: string, from: number, indent: number): RawValue | null {
  const start = nextLine(text, from);
  if (start < 0) return null;
  let end = start;
  for (let line = start; line >= 0 && end - start < 16_384; line = nextLine(text, line)) {
    const inner = skipBlanks(text, line);
    const stop = lineEnd(text, line);
    if (inner < stop && inner - line <= indent) break;
    end = stop;
  }
  const raw = trimmed(text, start, end);
  return raw.end > raw.start ? { ...raw, value: raw.value.replaceAll(/\s*\n\s*/g, '\n') } : null;
}
