import { readFile } from 'node:fs/promises';
import { fail } from '#shared/api/result.ts';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import type { Frame } from './pages/frame.ts';
import { ReportPage } from './pages/report-page.ts';

async function openReport(frame: Frame): Promise<ReportPage> {
  await frame.cases.openSample(1);
  await frame.go('report');
  const report = new ReportPage(frame);
  await report.heading.waitFor();
  return report;
}

test('the report is shown as it is printed, in its own styles', async ({ frame }) => {
  const report = await openReport(frame);
  // The styles of the report stand under the policy of the window: without its nonce the page would be plain.
  await expect(report.sheet.locator('main')).toHaveCSS('padding-left', `${(16 / 25.4) * 96}px`.replace(/(\.\d{4})\d+/, '$1'));
  await expect(report.sheet.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const beyond = (): Promise<number> =>
    frame.page
      .locator('iframe')
      .evaluate((e: HTMLIFrameElement) => e.contentDocument!.querySelector('main')!.offsetHeight - e.offsetHeight);
  await expect.poll(beyond).toBe(0);
});

test('sections, language and paper change the page at once', async ({ frame }) => {
  const report = await openReport(frame);
  const gaps = report.sheet.getByRole('heading', { level: 2, name: frame.t('report.gaps') });
  await expect(gaps).toBeVisible();
  await report.section('gaps').click();
  await expect(gaps).toHaveCount(0);
  await report.option('language', '日本語').check({ force: true });
  await expect(report.sheet.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(gaps).toHaveCount(0);
  // The system may have no Japanese font at all: the sheet brings the one that is printed.
  const japaneseFaces = (): Promise<number> =>
    frame.page
      .locator('iframe')
      .evaluate(
        (e: HTMLIFrameElement) =>
          [...e.contentDocument!.fonts].filter((f) => f.family.includes('Noto Sans JP') && f.status === 'loaded').length,
      );
  await expect.poll(japaneseFaces).toBeGreaterThan(2);
  await report.option('paper', frame.t('report-screen.paper.Letter')).check({ force: true });
  await expect(frame.page.locator('iframe')).toHaveCSS('width', '816px');
});

test('the sheet is zoomed in steps and fitted to the width', async ({ frame }) => {
  await frame.page.setViewportSize({ width: 1000, height: 700 });
  const report = await openReport(frame);
  const width = (): Promise<number> => frame.page.locator('iframe').evaluate((e) => e.getBoundingClientRect().width);
  const fitted = await width();
  expect(fitted).toBeLessThan(794);
  await report.button('zoom.in').click();
  expect(await width()).toBeGreaterThan(fitted);
  await report.button('zoom.fit').click();
  expect(await width()).toBe(fitted);
});

test('Markdown is saved under the title of the case', async ({ frame }) => {
  const report = await openReport(frame);
  const downloading = frame.page.waitForEvent('download');
  await report.button('export.md').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Shared key mismatch.*\.md$/);
  expect(await readFile(await download.path(), 'utf8')).toContain('# Case report');
  await expect(frame.main.getByRole('status')).toContainText(download.suggestedFilename());
});

test('the PDF is a PDF', async ({ frame }) => {
  const report = await openReport(frame);
  const downloading = frame.page.waitForEvent('download');
  await report.button('export.pdf').click();
  const download = await downloading;
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
});

test('without a browser to print with, the words say what to do instead', async ({ frame }) => {
  const report = await openReport(frame);
  await frame.page.route('**/api/report.export', (route) => route.fulfill({ json: fail('pdf-no-browser') }));
  await report.button('export.pdf').click();
  await expect(frame.page.getByRole('alert')).toContainText(frame.t('error.pdf-no-browser'));
  await expect(report.button('export.html')).toBeEnabled();
});

/** Lets axe into the frame of the report, where no script may run otherwise. */
async function unlock(frame: Frame, report: ReportPage): Promise<void> {
  await frame.page.locator('iframe').evaluate((e: HTMLIFrameElement) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    e.addEventListener('load', () => resolve(), { once: true });
    e.removeAttribute('sandbox');
    e.srcdoc = `${e.srcdoc} `;
    return promise;
  });
  await report.heading.waitFor();
}

for (const language of ['en', 'ja'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious on the Report screen (${language}, ${theme})`, async ({ frame }) => {
      test.setTimeout(120_000);
      const report = await openReport(frame);
      await frame.language(language);
      await frame.theme(theme);
      await frame.page.goBack();
      await frame.go('report');
      await report.heading.waitFor();
      // A sheet that is made anew would take the place of the one that is looked at.
      await expect(frame.main.getByRole('progressbar')).toHaveCount(0);
      await unlock(frame, report);
      expect(await axeFaults(frame), 'preview').toEqual([]);
      for (const id of ['summary', 'causes', 'remedies', 'checks', 'negotiation', 'timeline', 'throughput', 'gaps', 'appendix'])
        await report.section(id).click();
      await expect(frame.main).toContainText(frame.t('report-screen.noSections'));
      // The last of the sheets that were made on the way: nothing is left but its title.
      await expect(frame.page.frameLocator('iframe').getByRole('heading')).toHaveCount(1);
      expect(await axeFaults(frame), 'no sections').toEqual([]);
    });
  }
}

for (const [name, width, height] of [
  ['the smallest window', 900, 600],
  ['a window of 1280 × 800 at 200 %', 640, 400],
  ['a 4K screen', 3840, 2160],
] as const) {
  test(`nothing of the Report screen is cut sideways in ${name}`, async ({ frame }) => {
    const report = await openReport(frame);
    await frame.page.setViewportSize({ width, height });
    for (const language of ['en', 'ja'] as const) {
      await frame.language(language);
      await report.heading.waitFor();
      expect(await frame.sidewaysOverflow(), language).toBe(0);
    }
  });
}
