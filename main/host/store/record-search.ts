import { createContext, Script } from 'node:vm';
import { ExpectedError } from '#shared/api/result.ts';
import type { BlockReader } from '#core/store/block-reader.ts';
import type { TextMatch } from '#core/store/text-match.ts';
import { escapeRegex } from '#core/store/text-match.ts';
import { decoderFor } from '#core/text/decoders.ts';
import type { SqliteDatabase } from './database.ts';
import type { LineText } from './line-text.ts';
import { blocksOf } from './record-blocks.ts';
import type { IndexedSource } from './record-index.ts';

const blockBytes = 4 << 20;
/** Longest line searched whole; the rest of a longer one is not searched. */
const mostLineBytes = 64 << 20;
/** Characters of a line or record that a regular expression sees. */
const mostRegexCharacters = 64 << 10;
/** Time that all regular expression tests of one search may take together. */
const regexBudgetMs = 5_000;

/** Marks the records of a source whose text matches. */
export type RecordSearch = { readonly hits: (source: IndexedSource) => Uint8Array };

/**
 * A search over sources held as records (their text, who, provider, event id and code) and over line sources (their bytes,
 * block by block). Throws ExpectedError('regex-invalid', `reason` 'too-slow') when a pattern exceeds its time.
 */
export function createRecordSearch(db: SqliteDatabase, lines: LineText, match: TextMatch): RecordSearch {
  const test = match.kind === 'literal' ? plainTest(match) : boundedTest(match);
  return {
    hits: (source) => {
      const hits = new Uint8Array(source.columns.count);
      if (source.summary.storage === 'lines') searchLines(source, lines, match, test, hits);
      else searchRecords(db, source, test, hits);
      return hits;
    },
  };
}

/** Tests texts one by one and calls `hit` with the index of each that matches. */
type Test = (texts: readonly string[], hit: (index: number) => void) => void;

function plainTest({ pattern }: TextMatch): Test {
  return (texts, hit) => {
    for (let i = 0; i < texts.length; i += 1) if (pattern.test(texts[i] ?? '')) hit(i);
  };
}

/**
 * JavaScript's regular expressions can take exponential time and cannot be interrupted from within, so the tests run under a
 * watchdog that ends them. Only pure tests run there: nothing is left half done when it strikes.
 */
function boundedTest({ pattern }: TextMatch): Test {
  const work: { run: () => void } = { run: () => undefined };
  const context = createContext({ work });
  const script = new Script('work.run()');
  let leftMs = regexBudgetMs;
  return (texts, hit) => {
    const found: number[] = [];
    work.run = () => {
      for (let i = 0; i < texts.length; i += 1) if (pattern.test((texts[i] ?? '').slice(0, mostRegexCharacters))) found.push(i);
    };
    const start = performance.now();
    try {
      script.runInContext(context, { timeout: Math.max(1, Math.ceil(leftMs)) });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new ExpectedError('regex-invalid', { reason: 'too-slow' }, { cause: error });
    }
    leftMs -= performance.now() - start;
    found.forEach(hit);
  };
}

/** The watchdog's error is made in the other context, so that it is no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Characters tested at once: the watchdog of a regular expression has to be set each time. */
const charactersAtOnce = 1 << 20;

function searchRecords(db: SqliteDatabase, source: IndexedSource, test: Test, hits: Uint8Array): void {
  let texts: string[] = [];
  let owners: (readonly number[])[] = [];
  let characters = 0;
  const add = (text: string, records: readonly number[]): void => {
    texts.push(text);
    owners.push(records);
    characters += text.length;
  };
  const testAll = (): void => {
    test(texts, (i) => {
      for (const seq of owners[i] ?? []) hits[seq] = 1;
    });
    [texts, owners, characters] = [[], [], 0];
  };
  for (const { first, block } of blocksOf(db, source.firstRecord, hits.length)) {
    const seq = first - source.firstRecord;
    block.numbers.line.forEach((_, i) => add(block.text(i), [seq + i]));
    for (const [word, records] of wordsOf(block)) add(word, records.map((i) => seq + i)); // prettier-ignore
    if (characters >= charactersAtOnce) testAll();
  }
  testAll();
}

/** What the records of a block say beside their texts, which mostly repeats, each with the records that say it. */
function wordsOf({ words, numbers }: BlockReader): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const add = (word: string, record: number): void => {
    const known = found.get(word);
    if (known) known.push(record);
    else found.set(word, [record]);
  };
  for (const column of ['who', 'provider'] as const)
    numbers[column].forEach((number, record) => number > 0 && add(words[column][number - 1] ?? '', record));
  numbers.eventId.forEach((id, record) => id >= 0 && add(String(id), record));
  numbers.code.forEach((code, record) => !Number.isNaN(code) && add(String(code), record));
  return found;
}

/** Encodings in which every ASCII byte is that character, wherever it stands. */
const asciiSafe = /^(?:utf-8|us-ascii|windows-125\d|windows-874|iso-8859-\d+|ibm8(?:50|66)|koi8-[ru]|macintosh)$/;

function searchLines(source: IndexedSource, lines: LineText, match: TextMatch, test: Test, hits: Uint8Array): void {
  const { encoding } = source.summary;
  const isAscii = /^[\x20-\x7E]*$/.test(match.literal);
  const inBytes = match.kind === 'literal' && asciiSafe.test(encoding) && (isAscii || (match.matchCase && encoding === 'utf-8'));
  const finder = inBytes ? (match.matchCase ? byteFinder(match.literal) : asciiFinder(match.literal)) : null;
  forEachBlock(source, lines, (block, from, to) => {
    if (finder) markFound(source, block, finder(block), { from, to }, hits);
    else {
      const texts = decoderFor(encoding)
        .decode(block)
        .split(/\r\n|\r|\n/, to - from);
      test(texts, (i) => {
        hits[from + i] = 1;
      });
    }
  });
}

/** Calls `visit` with the bytes of lines `from` to `to - 1`, as many whole lines at a time as fit in a block. */
function forEachBlock(source: IndexedSource, lines: LineText, visit: (block: Buffer, from: number, to: number) => void): void {
  const offsets = source.columns.offset ?? new Float64Array(0);
  const { size } = source.summary;
  let from = 0;
  while (from < offsets.length) {
    const start = offsets[from] ?? size;
    let to = lineAt(offsets, start + blockBytes, from);
    if (to === from || start + blockBytes >= size) to = start + blockBytes >= size ? offsets.length : from + 1;
    const end = offsets[to] ?? size;
    const bytes = lines.bytes(source).read(start, Math.min(end - start, mostLineBytes));
    visit(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), from, to);
    from = to;
  }
}

/** Index of the last line that starts at or before a byte position, from line `low` on. */
function lineAt(offsets: Float64Array, position: number, from: number): number {
  let [low, high] = [from, offsets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((offsets[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Position of the next hit from a position in the block, -1 when there is none. */
type Finder = (block: Buffer) => (from: number) => number;

function byteFinder(literal: string): Finder {
  const needle = Buffer.from(literal, 'utf8');
  return (block) => (from) => block.indexOf(needle, from);
}

function asciiFinder(literal: string): Finder {
  const pattern = new RegExp(escapeRegex(literal), 'gi');
  return (block) => {
    const text = block.toString('latin1');
    return (from) => {
      pattern.lastIndex = from;
      return pattern.exec(text)?.index ?? -1;
    };
  };
}

function markFound(
  source: IndexedSource,
  block: Buffer,
  next: (from: number) => number,
  lines: { readonly from: number; readonly to: number },
  hits: Uint8Array,
): void {
  const offsets = source.columns.offset ?? new Float64Array(0);
  const start = offsets[lines.from] ?? 0;
  let line = lines.from;
  for (let at = next(0); at >= 0; at = next(at)) {
    line = lineAt(offsets, start + at, line);
    hits[line] = 1;
    line += 1;
    if (line >= lines.to) return;
    at = (offsets[line] ?? 0) - start;
    if (at >= block.length) return;
  }
}
