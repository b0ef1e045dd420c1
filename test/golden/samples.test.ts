import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSections } from '../../shared/model/report.ts';
import { createTranslate } from '../../shared/text/translate.ts';
import { exitCodeFor } from '../../main/core/analysis/exit-code.ts';
import { buildReport } from '../../main/core/report/build-report.ts';
import { toDiagnosis } from '../../main/core/report/to-json.ts';
import { toMarkdown } from '../../main/core/report/to-markdown.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { openInput } from '../../main/host/inputs.ts';
import { diagnoseInputs, fixedMs } from '../helpers/diagnose.ts';

/** Written anew with UPDATE_GOLDEN=1; a change of these files is a change of what users read and wants a look in review. */
const update = process.env['UPDATE_GOLDEN'] === '1';
const samplesDir = join(import.meta.dirname, '../../assets/samples');

function expectGolden(file: string, content: string): void {
  if (update || !existsSync(file)) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  expect(content).toBe(readFileSync(file, 'utf8'));
}

async function outputs(sample: string): Promise<{ json: string; markdown: string; causes: string[]; exitCode: number }> {
  const assets = loadAssets();
  const { detail, analysis, negotiations, remove } = await diagnoseInputs([openInput(join(samplesDir, sample))], sample);
  remove();
  const en = createTranslate(assets.catalogues, 'en');
  const ja = createTranslate(assets.catalogues, 'ja');
  const report = buildReport(
    { detail, analysis, negotiations, t: ja, version: assets.version },
    { language: 'ja', sections: [...reportSections], paper: 'A4' },
    fixedMs,
  );
  const causes = analysis.causes.filter((c, i) => i === 0 || c.second).map((c) => c.id);
  return {
    json: `${JSON.stringify(toDiagnosis(analysis, detail.sources, detail.gaps, en), null, 2)}\n`,
    markdown: toMarkdown(report),
    causes,
    exitCode: exitCodeFor(analysis),
  };
}

describe('sample bundles', () => {
  it.each([
    { sample: 'wrong-gateway-address', causes: ['wrong-gateway-ip'], exitCode: 3 },
    { sample: 'shared-key-and-nsg', causes: ['psk-mismatch', 'gateway-subnet-nsg'], exitCode: 3 },
    { sample: 'healthy', causes: ['none'], exitCode: 0 },
  ])('$sample gives $causes', async ({ sample, causes, exitCode }) => {
    const first = await outputs(sample);
    expect(first.causes).toEqual(causes);
    expect(first.exitCode).toBe(exitCode);
    expectGolden(join(import.meta.dirname, sample, 'diagnosis.en.json'), first.json);
    expectGolden(join(import.meta.dirname, sample, 'report.ja.md'), first.markdown);
  });

  it('gives the same bytes twice', async () => {
    expect(await outputs('shared-key-and-nsg')).toEqual(await outputs('shared-key-and-nsg'));
  });
});
