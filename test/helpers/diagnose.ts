import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '../../shared/model/analysis.ts';
import type { NegotiationView } from '../../shared/model/negotiation.ts';
import type { CaseDetail } from '../../shared/model/case.ts';
import type { InputItem } from '../../main/core/ports.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { analyseCase, caseDetail, negotiationsOf } from '../../main/host/case-detail.ts';
import { importInto } from '../../main/host/import-into.ts';
import { createCase, openCase } from '../../main/host/store/open-case.ts';

export type Diagnosed = {
  readonly folder: string;
  readonly detail: CaseDetail;
  readonly analysis: Analysis;
  readonly negotiations: NegotiationView;
  readonly remove: () => void;
};

/** A fixed clock, so that two runs give the same bytes. */
export const fixedMs = Date.UTC(2026, 10, 23, 4, 0, 0);

/** Imports inputs into a new case in a temporary folder and analyses it: the real thing, as every entrance runs it. */
export async function diagnoseInputs(inputs: readonly InputItem[], title = 'test'): Promise<Diagnosed> {
  const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-test-'));
  const folder = join(work, 'case');
  const { knowledge } = loadAssets();
  const clock = { nowMs: () => fixedMs };
  createCase(folder, { id: '00000000-0000-4000-8000-000000000001', title, nowMs: fixedMs });
  const store = openCase(folder, { clock });
  try {
    await importInto(store, inputs, {
      knowledge,
      clock,
      cancellation: { check: () => undefined },
      onProgress: () => undefined,
      log: { error: () => undefined, info: () => undefined },
    });
    const analysis = analyseCase(store, knowledge);
    return {
      folder,
      detail: caseDetail(store, analysis),
      analysis,
      negotiations: negotiationsOf(store, knowledge),
      remove: () => rmSync(work, { recursive: true, force: true }),
    };
  } finally {
    store.close();
  }
}
