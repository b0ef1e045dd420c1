import type { Citation, Finding } from '#shared/model/analysis.ts';
import type { Translate } from '#shared/text/translate.ts';

/**
 * Text of an evaluated check, or of a reason that rests on one, in the reader's language; an answer by hand in the words the person
 * chose, as it has no figures.
 */
export function findingText(finding: Pick<Finding, 'check' | 'outcome' | 'params' | 'byHand'>, t: Translate): string {
  const choice = `check.${finding.check}.choice.${finding.outcome}`;
  if (finding.byHand && t.has(choice)) return t(choice);
  return t(`check.${finding.check}.outcome.${finding.outcome}`, finding.params);
}

/** `file.txt, line 12` or `file.txt, lines 12–30`. */
export function placeText(citation: Citation, t: Translate): string {
  return citation.endLine > citation.line
    ? t('report.place.lines', { path: citation.path, from: String(citation.line), to: String(citation.endLine) })
    : t('report.place.line', { path: citation.path, line: String(citation.line) });
}

/** `2024-03-18 13:29:21 UTC`. */
export function utcText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A UTC time, or the written time marked as of unknown zone; a dash for what bears no time. */
export function timeText(time: { readonly utcMs: number | null; readonly timeText: string }, t: Translate): string {
  if (time.utcMs === null && time.timeText === '') return '–';
  return time.utcMs === null ? t('report.time.unknown-zone', { time: time.timeText }) : utcText(time.utcMs);
}

/** Per cent without decimals; below one per cent as `< 1 %`, so that nothing possible reads as impossible. */
export function percentText(probability: number): string {
  const percent = Math.round(probability * 100);
  if (percent === 0) return '< 1 %';
  return percent === 100 && probability < 1 ? '> 99 %' : `${percent} %`;
}

/** Bytes as `1,234 B`, `12.3 kB`, `4.5 MB` (decimal units). */
export function sizeText(bytes: number, language: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(value)}\u00a0${units[power]}`;
}
