import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { Cite, Extractor, PlacedRecord } from './extractor.ts';

/**
 * A source that names more objects of a kind than this is no configuration; the rest stays searchable as records.
 * Windows ships about 500 firewall rules, a large route table has a few thousand routes.
 */
const maxFacts = 20_000;
const maxCitations = 16;

/** What to look for in a record's original text, best first. Names of API fields and values only, so that language does not matter. */
export type Mark = RegExp | string | null | ((line: string) => boolean);
export type Marks = readonly Mark[];

/**
 * Lines (1-based in the source) that decide: for each mark the first line of the record's text that holds it. A mark
 * given as text matches as a whole word, so that `10.0.0.1` does not point at `10.0.0.10`.
 */
export function decisiveLines(record: PlacedRecord, marks: Marks): number[] {
  const lines = record.text.split(/\r\n|\r|\n/);
  const found = marks.flatMap((mark) => {
    if (mark === null || mark === '') return [];
    const at = lines.findIndex((line) => marked(line, mark));
    return at < 0 ? [] : [record.place.line + at];
  });
  return [...new Set(found)].filter((line) => line <= record.place.endLine).slice(0, maxCitations);
}

function marked(line: string, mark: Exclude<Mark, null>): boolean {
  if (typeof mark === 'string') return holdsWord(line, mark);
  return typeof mark === 'function' ? mark(line) : mark.test(line);
}

function holdsWord(line: string, word: string): boolean {
  const wordChar = /[\p{L}\p{N}._-]/u;
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    const [before, after] = [line[at - 1] ?? ' ', line[at + word.length] ?? ' '];
    if (!wordChar.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Citations of the deciding lines; the record as a whole when none is found. */
export function citeLines(record: PlacedRecord, marks: Marks, cite: Cite): Citation[] {
  const lines = decisiveLines(record, marks);
  return lines.length === 0 ? [cite(record)] : lines.map((line) => cite(record, line));
}

/** Makes the fact of one record; null for records of other kinds. */
export type Observe = (record: PlacedRecord, cite: Cite) => Fact | null;

/** An extractor that passes records of the given kinds on as facts, one fact a record. */
export function observedExtractor(id: string, kinds: Extractor['kinds'], observe: Observe): Extractor {
  return {
    id,
    kinds,
    start: ({ cite }) => {
      const facts: Fact[] = [];
      const add = (record: PlacedRecord): void => {
        const fact = facts.length < maxFacts ? observe(record, cite) : null;
        if (fact !== null) facts.push(fact);
      };
      return { add, finish: () => facts };
    },
  };
}
