import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/api/result.ts';
import type { Analysis } from '#shared/model/analysis.ts';
import type { CaseDetail } from '#shared/model/case.ts';
import { reportSections, type ReportFormat, type ReportOptions } from '#shared/model/report.ts';
import type { Translate } from '#shared/text/translate.ts';
import { exitCodeFor } from '#core/analysis/exit-code.ts';
import { formats } from '#core/generated/formats.ts';
import { canBeCarved, carveSource } from '#core/import/carve-source.ts';
import { toDiagnosis } from '#core/report/to-json.ts';
import type { Assets } from '#host/assets.ts';
import { analyseCase, caseDetail } from '#host/case-detail.ts';
import { createCaseService } from '#host/case-service.ts';
import { importInto } from '#host/import-into.ts';
import { openInput } from '#host/inputs.ts';
import { findBrowser } from '#host/browser-finder.ts';
import { createLogFile } from '#host/log-file.ts';
import { createOpenCases } from '#host/open-cases.ts';
import { paths } from '#host/paths.ts';
import { createPdfPrinter } from '#host/pdf-printer.ts';
import { exportCaseFile } from '#host/store/case-file.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { systemClock } from '#host/system-clock.ts';
import { writeThenRename } from '#host/write-then-rename.ts';
import type { DiagnoseArguments } from '../arguments.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { printDiagnosis } from '../print-diagnosis.ts';

type Context = { readonly assets: Assets; readonly t: Translate; readonly output: Output };

const log = createLogFile(tmpdir(), systemClock);
type Diagnosis = { readonly detail: CaseDetail; readonly analysis: Analysis };

/** Imports a bundle into a case in `folder` and works out the diagnosis. */
async function importOne(bundle: string, folder: string, carve: boolean, { assets, output }: Context): Promise<Diagnosis> {
  const input = openInput(resolve(bundle));
  createCase(folder, { id: randomUUID(), title: basename(resolve(bundle)), nowMs: systemClock.nowMs() });
  const store = openCase(folder);
  try {
    await importInto(store, [input], {
      knowledge: assets.knowledge,
      clock: systemClock,
      cancellation: { check: () => undefined },
      onProgress: output.progress,
      log,
    });
    const carved = carve ? store.sources().filter((source) => canBeCarved(source, formats)) : [];
    for (const { id } of carved) carveSource(store, id, { formats, knowledge: assets.knowledge, clock: systemClock, log });
    const analysis = analyseCase(store, assets.knowledge);
    return { detail: caseDetail(store, analysis), analysis };
  } finally {
    store.close();
  }
}

async function writeReport(path: string, format: ReportFormat, folder: string, { assets, t }: Context): Promise<void> {
  const cases = createOpenCases(() => folder);
  try {
    const service = createCaseService({ cases, assets, clock: systemClock, fontSheet: paths.fontSheet });
    const options: ReportOptions = { language: t.language, sections: [...reportSections], paper: 'A4' };
    const rendered = await service.report('', format, options);
    if (!rendered.ok) throw new ExpectedError(rendered.error.code, rendered.error.params);
    const { text, title } = rendered.value;
    const content =
      format === 'pdf' ? await createPdfPrinter(findBrowser, log).print(text, { paper: 'A4', title, language: t.language }) : text;
    await writeThenRename(resolve(path), (part) => writeFile(part, content));
  } finally {
    cases.close();
  }
}

async function diagnoseOne(bundle: string, parsed: DiagnoseArguments, context: Context): Promise<number> {
  const { t, output } = context;
  const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-'));
  const folder = join(work, 'case');
  try {
    const { detail, analysis } = await importOne(bundle, folder, parsed.carve, context);
    if (parsed.json) output.print(`${JSON.stringify(toDiagnosis(analysis, detail.sources, detail.gaps, t))}\n`);
    else output.print(printDiagnosis(basename(resolve(bundle)), detail, analysis, { t, paint: output.paint }));
    if (parsed.report) {
      await writeReport(parsed.report.path, parsed.report.format, folder, context);
      output.tell(t('cli.written', { path: parsed.report.path }));
    }
    if (parsed.caseFile !== null) {
      await writeThenRename(resolve(parsed.caseFile), (part) => exportCaseFile(folder, part));
      output.tell(t('cli.written', { path: parsed.caseFile }));
    }
    return exitCodeFor(analysis);
  } finally {
    output.endProgress();
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

function explain(error: unknown, bundle: string, { t, output }: Context): number {
  if (error instanceof ExpectedError) {
    output.tell(t('cli.unreadable', { path: bundle, reason: t(`error.${error.appError.code}`, error.appError.params) }));
    return exitCodes.usage;
  }
  const incident = randomUUID();
  log.error(incident, error);
  output.tell(t('cli.internal', { incident, log: join(tmpdir(), 'tunnel-triage.log') }));
  return exitCodes.internal;
}

/** The most telling code of several bundles: trouble of ours first, then problems, then what could not be told. */
const severity = [exitCodes.internal, exitCodes.usage, exitCodes.problems, exitCodes.cannotTell, exitCodes.healthy];

/** Diagnoses each bundle on its own; one that cannot be read costs only itself. */
export async function diagnose(parsed: DiagnoseArguments, context: Context): Promise<number> {
  const codes: number[] = [];
  for (const bundle of parsed.bundles) {
    try {
      codes.push(await diagnoseOne(bundle, parsed, context));
    } catch (error) {
      codes.push(explain(error, bundle, context));
    }
  }
  return severity.find((code) => codes.includes(code)) ?? exitCodes.healthy;
}
