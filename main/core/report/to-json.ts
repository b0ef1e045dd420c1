import type { Analysis } from '#shared/model/analysis.ts';
import type { ImportGap, SourceSummary } from '#shared/model/source.ts';
import type { Translate } from '#shared/text/translate.ts';
import { findingText } from './words.ts';

export const diagnosisSchema = 'tunnel-triage/diagnosis@1';

/** Causes of less than this share are noise to a script; the leading cause is always printed. */
const leastProbability = 0.005;

/**
 * The document that `--json` prints and that the JSON report holds: schema `tunnel-triage/diagnosis@1`, whose members are
 * a stable surface (README). No times of export and no case ids: the same bundle gives the same document.
 */
export function toDiagnosis(analysis: Analysis, sources: readonly SourceSummary[], importGaps: readonly ImportGap[], t: Translate): object {
  return {
    schema: diagnosisSchema,
    status: analysis.status,
    sources: sources.map((s) => ({
      path: s.path,
      sha256: s.sha256,
      size: s.size,
      format: s.format,
      encoding: s.encoding,
      records: s.records,
      rejected: s.rejected,
      secretsRemoved: s.secretsRemoved,
    })),
    findings: analysis.findings.map((f) => ({
      check: f.check,
      outcome: f.outcome,
      verdict: f.verdict,
      text: findingText(f, t),
      params: f.params,
      byHand: f.byHand,
      citations: f.citations.map((c) => ({ path: c.path, line: c.line, endLine: c.endLine, quote: c.quote })),
      missing: f.missing,
    })),
    causes: analysis.causes
      .filter((c, i) => i === 0 || c.second || c.probability >= leastProbability)
      .map((c) => ({
        id: c.id,
        title: t(`cause.${c.id}.title`),
        probability: round(c.probability),
        second: c.second,
        for: c.reasonsFor.map((r) => r.check),
        against: c.reasonsAgainst.map((r) => r.check),
      })),
    next: analysis.next.map((n) => ({ check: n.check, gain: round(n.gain), costMinutes: n.costMinutes, separates: n.separates })),
    gaps: analysis.gaps.map((g) => ({
      evidence: g.evidence,
      why: t.message(g.why),
      checks: g.checks,
      collect: g.collect[0]?.command ?? '',
      ways: g.collect,
    })),
    notImported: importGaps.map((g) => ({ path: g.path, why: t.message(g.reason) })),
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
