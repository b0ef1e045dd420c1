import { ExpectedError } from '#shared/api/result.ts';
import type { RecordFilter } from '#shared/model/record.ts';

/** What a filter's text asks for, ready to be tried on decoded text. */
export type TextMatch = {
  readonly kind: 'literal' | 'regex';
  /** Without `g` and `y`: it keeps no state between texts. */
  readonly pattern: RegExp;
  readonly literal: string;
  readonly matchCase: boolean;
};

/** Null when the filter has no text. Errors: `regex-invalid` with `reason` 'syntax'. */
export function compileTextMatch(filter: Pick<RecordFilter, 'text' | 'mode' | 'matchCase'>): TextMatch | null {
  if (filter.text === '') return null;
  const { text: literal, matchCase } = filter;
  const flags = matchCase ? '' : 'i';
  if (filter.mode === 'text') return { kind: 'literal', pattern: new RegExp(escapeRegex(literal), `u${flags}`), literal, matchCase };
  return { kind: 'regex', pattern: compileRegex(literal, flags), literal, matchCase };
}

/** `^` and `$` stand for the ends of a line, as in every log viewer. Unicode mode first, because `.` must not split a character; without it for patterns that escape more than Unicode mode allows. */
function compileRegex(source: string, flags: string): RegExp {
  for (const mode of [`mu${flags}`, `m${flags}`]) {
    try {
      return new RegExp(source, mode);
    } catch {
      // The next mode is more lenient; what fails in both is reported below.
    }
  }
  throw new ExpectedError('regex-invalid', { reason: 'syntax' });
}

export function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
