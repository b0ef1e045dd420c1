import type { RecordFilter } from '#shared/model/record.ts';

/** A stretch of text; `hit` stretches are what the filter looks for. */
export type Stretch = { readonly text: string; readonly hit: boolean };

const mostHits = 500;

function patternOf({ text, mode, matchCase }: Pick<RecordFilter, 'text' | 'mode' | 'matchCase'>): RegExp | null {
  if (text === '') return null;
  const source = mode === 'regex' ? text : text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const flags = `gm${matchCase ? '' : 'i'}`;
  for (const wanted of [`${flags}u`, flags]) {
    try {
      return new RegExp(source, wanted);
    } catch {
      // The more lenient reading is tried next, as the search itself does.
    }
  }
  return null;
}

/**
 * Splits a text into what the filter found and the rest. Expressions only mark a text that is short enough to be searched
 * at once: a careless one may take long, and the search itself, which has time limits, has already answered.
 */
export function stretches(text: string, filter: Pick<RecordFilter, 'text' | 'mode' | 'matchCase'>): readonly Stretch[] {
  const pattern = filter.mode === 'regex' && text.length > 4000 ? null : patternOf(filter);
  if (pattern === null) return [{ text, hit: false }];
  const found: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index), hit: false });
    found.push({ text: match[0], hit: true });
    end = match.index + match[0].length;
    if (found.length > mostHits) break;
  }
  return end < text.length || found.length === 0 ? [...found, { text: text.slice(end), hit: false }] : found;
}
