import type { Analysis, Finding, RankedCause } from '#shared/model/analysis.ts';
import type { CaseDetail } from '#shared/model/case.ts';
import type { Message, MessageParams } from '#shared/model/message.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import type { Translate } from '#shared/text/translate.ts';
import { findingText, percentText, placeText } from '#core/report/words.ts';
import { otherCauses, reportedCauses } from '#core/report/sections/causes.ts';

const icons: Readonly<Record<Verdict, string>> = { problem: '●', warning: '▲', healthy: '✓', 'cannot-tell': '○' };
const colours: Readonly<Record<Verdict, string>> = { problem: '31', warning: '33', healthy: '32', 'cannot-tell': '90' };

export type Paint = (text: string, code: string) => string;

/** ANSI colours when the terminal shows them, else the bare text. */
export function createPaint(enabled: boolean): Paint {
  return (text, code) => (enabled ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** Evidence is hostile: control characters in it must not reach the terminal. */
export function terminalSafe(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}

/** Words whose parameters may quote evidence, made safe before colours are added. */
function safeTranslate(t: Translate): Translate {
  const safe = (key: string, params?: MessageParams): string => terminalSafe(t(key, params));
  return Object.assign(safe, { language: t.language, has: t.has, message: (m: Message) => terminalSafe(t.message(m)) });
}

function status(verdict: Verdict, t: Translate, paint: Paint): string {
  return paint(`${icons[verdict]} ${t(`verdict.${verdict}`)}`, colours[verdict]);
}

function causeLines(cause: RankedCause, t: Translate, paint: Paint): string[] {
  const label = cause.second ? 'cli.cause.second' : 'cli.cause.first';
  const lines = [
    paint(t(label, { cause: t(`cause.${cause.id}.title`), percent: percentText(cause.probability), id: cause.id }), '1'),
    `  ${t(`cause.${cause.id}.summary`)}`,
  ];
  for (const [heading, reasons] of [
    ['cli.why', cause.reasonsFor],
    ['cli.against', cause.reasonsAgainst],
  ] as const) {
    if (reasons.length === 0) continue;
    lines.push(`  ${t(heading)}`);
    for (const reason of reasons) {
      lines.push(`    ${reason.check} ${findingText(reason, t)}`);
      const citation = reason.citations[0];
      if (citation)
        lines.push(paint(`       ${placeText(citation, t)}: ${terminalSafe(citation.quote.split('\n')[0]?.trim() ?? '')}`, '90'));
    }
  }
  if (cause.remedies.length > 0) lines.push(`  ${t('cli.do')}`);
  cause.remedies.forEach((step, index) => {
    lines.push(`    ${index + 1}. ${t(`who.${step.who}`)}, ${t.message(step.where)}: ${t.message(step.what)}`);
    if (step.command !== null)
      lines.push(
        ...terminalSafe(step.command)
          .split('\n')
          .map((line) => paint(`       ${line}`, '36')),
      );
    if (step.verify) lines.push(`       ${t('report.remedy.verify', { text: t.message(step.verify) })}`);
  });
  return lines;
}

function otherLines(analysis: Analysis, t: Translate, paint: Paint): string[] {
  if (analysis.status === 'empty') return [];
  const others = otherCauses(analysis, 5).map((cause) => `${t(`cause.${cause.id}.title`)} ${percentText(cause.probability)}`);
  return others.length === 0 ? [] : [paint(t('report.also-possible'), '1'), `  ${others.join(' · ')}`, ''];
}

function checkLines(findings: readonly Finding[], t: Translate, paint: Paint): string[] {
  return findings.map((f) => `  ${f.check} ${status(f.verdict, t, paint)}  ${findingText(f, t)}`);
}

function unknownLines(analysis: Analysis, t: Translate, paint: Paint): string[] {
  const lines: string[] = [];
  const next = analysis.next[0];
  if (next) {
    const [one, other] = next.separates.map((id) => t(`cause.${id}.title`));
    lines.push(
      '',
      paint(t('cli.next'), '1'),
      `  ${next.check} ${t(`check.${next.check}.title`)} · ${t('cli.minutes', { minutes: next.costMinutes })} · ${t(`check.${next.check}.privilege`)}`,
    );
    if (one && other) lines.push(`  ${t('cli.separates', { one, other })}`);
  }
  if (analysis.gaps.length > 0) lines.push('', paint(t('cli.gaps'), '1'));
  for (const gap of analysis.gaps) {
    lines.push(`  ${t(`evidence.${gap.evidence}`)} (${gap.checks.join(', ')})`);
    const way = gap.collect[0];
    if (way)
      lines.push(
        ...terminalSafe(way.command)
          .split('\n')
          .map((line) => paint(`    ${line}`, '36')),
      );
  }
  return lines;
}

/** The diagnosis as text for a terminal: what is wrong, how it is known, what to do next. */
export function printDiagnosis(
  name: string,
  detail: CaseDetail,
  analysis: Analysis,
  view: { readonly t: Translate; readonly paint: Paint },
): string {
  const t = safeTranslate(view.t);
  const { paint } = view;
  const unknown = detail.sources.filter((s) => s.format === 'unknown');
  const rejected = detail.sources.reduce((sum, s) => sum + s.rejected, 0);
  const lines = [
    paint(terminalSafe(name), '1'),
    t('cli.counts', { sources: detail.sources.length, records: detail.summary.records, unknown: unknown.length, rejected }),
    '',
    t(`report.status.${analysis.status}`),
    '',
    ...reportedCauses(analysis).flatMap((cause) => [...causeLines(cause, t, paint), '']),
    ...otherLines(analysis, t, paint),
    paint(t('cli.checks'), '1'),
    ...checkLines(analysis.findings, t, paint),
    ...unknownLines(analysis, t, paint),
  ];
  if (unknown.length > 0) {
    lines.push('', paint(t('cli.unknown'), '1'));
    for (const source of unknown) lines.push(terminalSafe(`  ${source.path}: ${source.head.split('\n')[0]?.trim().slice(0, 100) ?? ''}`));
  }
  if (detail.gaps.length > 0) {
    lines.push('', paint(t('cli.not-imported'), '1'));
    for (const gap of detail.gaps) lines.push(terminalSafe(`  ${gap.path}: ${t.message(gap.reason)}`));
  }
  return `${lines.join('\n')}\n`;
}
