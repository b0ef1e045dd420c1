import { ok, type Result } from '#shared/api/result.ts';
import type { Handlers } from '#shared/api/client.ts';
import type { ReportFormat, ReportOptions } from '#shared/model/report.ts';
import { createTranslate } from '#shared/text/translate.ts';
import { message, type Message } from '#shared/model/message.ts';
import type { CaseMethod } from '#core/create-core.ts';
import { extractors } from '#core/generated/extractors.ts';
import { formats } from '#core/generated/formats.ts';
import { carveSource } from '#core/import/carve-source.ts';
import { setSourceZone } from '#core/import/set-source-zone.ts';
import type { Clock, Log } from '#core/ports.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { planProbes } from '#core/probes/plan.ts';
import { buildReport } from '#core/report/build-report.ts';
import { toHtml } from '#core/report/to-html.ts';
import { toDiagnosis } from '#core/report/to-json.ts';
import { toMarkdown } from '#core/report/to-markdown.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import type { Assets } from './assets.ts';
import { analyseCase, caseDetail, negotiationsOf } from './case-detail.ts';
import type { OpenCases } from './open-cases.ts';

export type CaseService = Pick<Handlers, CaseMethod> & {
  readonly report: (
    caseId: string,
    format: ReportFormat,
    options: ReportOptions,
  ) => Promise<Result<{ readonly text: string; readonly title: string }>>;
  readonly note: (caseId: string, what: Message) => Promise<Result<Record<string, never>>>;
};

export type CaseServiceOptions = {
  readonly cases: OpenCases;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly fontSheet: string | null;
  readonly log?: Log;
};

const noLog: Log = { error: () => undefined, info: () => undefined };

/** Answers what one case's own data can answer. Runs in the query worker; the command line and tests call it in place. */
export function createCaseService({ cases, assets, clock, fontSheet, log = noLog }: CaseServiceOptions): CaseService {
  function render(store: CaseStore, format: ReportFormat, options: ReportOptions, fonts: string | null): { text: string; title: string } {
    const t = createTranslate(assets.catalogues, options.language);
    const analysis = analyseCase(store, assets.knowledge);
    const detail = caseDetail(store, analysis);
    const document = buildReport(
      { detail, analysis, negotiations: negotiationsOf(store, assets.knowledge), t, version: assets.version },
      options,
      clock.nowMs(),
    );
    const texts: Readonly<Record<ReportFormat, () => string>> = {
      pdf: () => toHtml(document, { paper: options.paper, fontSheet: fonts }),
      html: () => toHtml(document, { paper: options.paper, fontSheet: null }),
      md: () => toMarkdown(document),
      json: () => `${JSON.stringify(toDiagnosis(analysis, detail.sources, detail.gaps, t), null, 2)}\n`,
    };
    return { text: texts[format](), title: document.title };
  }

  return {
    'case.get': async ({ caseId }) => ok(cases.use(caseId, (store) => caseDetail(store, analyseCase(store, assets.knowledge)))),
    'negotiations.get': async ({ caseId }) => ok(cases.use(caseId, (store) => negotiationsOf(store, assets.knowledge))),
    'analysis.get': async ({ caseId }) => ok(cases.use(caseId, (store) => analyseCase(store, assets.knowledge))),
    'answers.set': async ({ caseId, check, outcome, note }) =>
      ok(
        cases.use(caseId, (store) => {
          store.setAnswer(check, outcome === null ? null : { check, outcome, note, atMs: clock.nowMs() });
          store.appendLog(outcome === null ? message('log.answer-taken-back', { check }) : message('log.answered', { check, outcome }));
          const analysis = analyseCase(store, assets.knowledge);
          store.saveAnalysis(analysis);
          return analysis;
        }),
      ),
    'sources.setZone': async ({ caseId, sourceId, zone }) => {
      const analysis = cases.use(caseId, (store) => {
        setSourceZone(store, sourceId, zone, { formats, extractors, knowledge: assets.knowledge, log });
        const worked = analyseCase(store, assets.knowledge);
        store.saveAnalysis(worked);
        return worked;
      });
      // Open views hold the times as they were.
      cases.release(caseId);
      return ok(analysis);
    },
    'sources.carve': async ({ caseId, sourceId }) => {
      const records = cases.use(caseId, (store) => carveSource(store, sourceId, { formats, knowledge: assets.knowledge, clock, log }));
      // Open views do not hold the new source.
      cases.release(caseId);
      return ok({ records });
    },
    'records.open': async ({ caseId, filter }) => ok(cases.openView(caseId, filter)),
    'records.page': async ({ viewId, start, count }) => ok(cases.view(viewId).page(start, count)),
    'records.histogram': async ({ viewId, buckets }) => ok(cases.view(viewId).histogram(buckets)),
    'records.get': async ({ caseId, sourceId, seq }) => ok(cases.record(caseId, sourceId, seq)),
    'records.locate': async ({ viewId, sourceId, seq }) => ok({ position: cases.view(viewId).locate(sourceId, seq) }),
    'probes.plan': async ({ caseId }) => ok(cases.use(caseId, (store) => planProbes(createFactView(store.facts(), assets.knowledge)))),
    note: async (caseId, what) => {
      cases.use(caseId, (store) => store.appendLog(what));
      return ok({});
    },
    'report.preview': async ({ caseId, options }) =>
      ok(cases.use(caseId, (store) => ({ html: render(store, 'html', options, null).text }))),
    report: async (caseId, format, options) =>
      ok(
        cases.use(caseId, (store) => {
          const rendered = render(store, format, options, fontSheet);
          store.appendLog(message('log.report-exported', { format }));
          return rendered;
        }),
      ),
  };
}
