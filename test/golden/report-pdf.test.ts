import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportSections } from '../../shared/model/report.ts';
import { createTranslate } from '../../shared/text/translate.ts';
import { buildReport } from '../../main/core/report/build-report.ts';
import { toHtml } from '../../main/core/report/to-html.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { findBrowser } from '../../main/host/browser-finder.ts';
import { openInput } from '../../main/host/inputs.ts';
import { paths } from '../../main/host/paths.ts';
import { createPdfPrinter } from '../../main/host/pdf-printer.ts';
import { diagnoseInputs, fixedMs } from '../helpers/diagnose.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
const note = `${findBrowser() === null ? ' (skipped: no Chromium, Edge or Chrome)' : ''}${hasPoppler ? '' : ' (skipped: poppler-utils is not installed)'}`;
const log = { error: () => undefined, info: () => undefined };

/** Times of printing and the ids made from them are all that may differ. */
function withoutTimes(pdf: Uint8Array): string {
  return Buffer.from(pdf)
    .toString('latin1')
    .replace(/\/(?:CreationDate|ModDate) \(D:[^)]*\)/g, '')
    .replace(/\/ID ?\[[^\]]*\]/g, '');
}

describe.skipIf(note !== '')(`the report on paper${note}`, () => {
  const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-pdf-'));
  let pdf: Uint8Array = new Uint8Array();
  let again: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    const assets = loadAssets();
    const { detail, analysis, negotiations, remove } = await diagnoseInputs(
      [openInput(join(paths.samples, 'wrong-gateway-address'))],
      '髙﨑商店 ①㈱ 東京 → Azure',
    );
    remove();
    const t = createTranslate(assets.catalogues, 'ja');
    const report = buildReport(
      { detail, analysis, negotiations, t, version: assets.version },
      { language: 'ja', sections: [...reportSections], paper: 'A4' },
      fixedMs,
    );
    const html = toHtml(report, { paper: 'A4', fontSheet: paths.fontSheet });
    const printer = createPdfPrinter(findBrowser, log);
    pdf = await printer.print(html, { paper: 'A4', title: report.title, language: 'ja' });
    again = await printer.print(html, { paper: 'A4', title: report.title, language: 'ja' });
    writeFileSync(join(work, 'report.pdf'), pdf);
  }, 60_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const run = (tool: string, ...args: string[]) =>
    spawnSync(tool, [...args, join(work, 'report.pdf'), ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' }).stdout;

  it('is the same twice but for the time of printing', () => {
    expect(withoutTimes(pdf) === withoutTimes(again)).toBe(true);
  });

  it('is A4, tagged, in Japanese, with an outline, table heads and page numbers', () => {
    expect(run('pdfinfo')).toMatch(/Tagged:\s+yes[\s\S]*Page size:\s+59\d(?:\.\d+)? x 84\d/);
    const raw = Buffer.from(pdf).toString('latin1');
    for (const mark of ['/Lang (ja)', '/Outlines', '/StructTreeRoot', '/S /TH', '/S /H1', '/S /H2']) expect(raw).toContain(mark);
    expect(run('pdftotext', '-layout')).toMatch(/1\s*\/\s*\d/);
  });

  it('embeds every font, and its Japanese comes out as text', () => {
    const fonts = run('pdffonts').trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/ yes yes (?:yes|no) +\d+ +\d+$/);
    const text = run('pdftotext', '-layout').replace(/\s+/g, '');
    for (const word of ['髙﨑商店①㈱東京', 'ゲートウェイ', '共有キー', '198.51.100.20']) expect(text).toContain(word);
  });
});
