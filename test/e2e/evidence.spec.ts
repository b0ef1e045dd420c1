import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { EvidencePage } from './pages/evidence-page.ts';
import type { Frame } from './pages/frame.ts';

/** The sample with a shared key mismatch and an NSG: 45 records of 10 sources, one of them not recognised. */
async function openSample(frame: Frame): Promise<EvidencePage> {
  await frame.cases.openSample(1);
  return new EvidencePage(frame);
}

test.describe('the list of records', () => {
  test('reaches the last of five million records with few elements, by keys, wheel and scroll bar', async ({ frame }) => {
    const evidence = await openSample(frame);
    await evidence.pretend(5_000_000, 121_951);
    await evidence.grid.focus();

    await frame.page.keyboard.press('End');
    await expect(evidence.selected).toHaveAttribute('aria-rowindex', '5000001');
    await expect(evidence.selected).toContainText('4999999');
    expect((await evidence.visible()).last).toBe(5_000_000);
    expect(await evidence.rows.count()).toBeLessThan(100);

    await frame.page.keyboard.press('PageUp');
    const { first, last } = await evidence.visible();
    expect(last).toBeLessThanOrEqual(5_000_000);
    expect(last - first).toBeLessThan(60);

    await frame.page.keyboard.press('Home');
    await expect(evidence.selected).toHaveAttribute('aria-rowindex', '2');

    // A notch of the wheel is a few rows, although one pixel of the scroll bar is fifteen of the list.
    await evidence.grid.hover();
    await frame.page.mouse.wheel(0, 120);
    await expect.poll(async () => (await evidence.visible()).first).toBe(6);

    await evidence.grid.evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight }));
    await expect.poll(async () => (await evidence.visible()).last).toBe(5_000_000);
    await expect(evidence.rows.last()).toContainText('4999999');
  });

  test.describe('on a screen of double density', () => {
    test.use({ deviceScaleFactor: 2 });
    test('reaches the last record', async ({ frame }) => {
      const evidence = await openSample(frame);
      await evidence.pretend(5_000_000, 121_951);
      expect(await frame.page.evaluate(() => devicePixelRatio)).toBe(2);
      await evidence.grid.evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight }));
      await expect.poll(async () => (await evidence.visible()).last).toBe(5_000_000);
    });
  });

  test('keeps the width of a column and the place in the list when the screen is left', async ({ frame }) => {
    const evidence = await openSample(frame);
    await evidence.pretend(5_000_000, 121_951);
    await evidence.grid.focus();
    await frame.page.keyboard.press('End');
    const edge = evidence.button('viewer.column.resize', { column: frame.t('viewer.column.source') });
    const width = (): Promise<number> =>
      evidence.grid.getByRole('columnheader', { name: frame.t('viewer.column.source') }).evaluate((e) => e.clientWidth);
    const before = await width();
    await edge.focus();
    await frame.page.keyboard.press('ArrowRight');
    expect(await width()).toBe(before + 16);
    await frame.go('overview');
    await frame.go('evidence');
    expect(await width()).toBe(before + 16);
    expect((await evidence.visible()).last).toBe(5_000_000);
  });
});

test('a citation leads to its line, and Back to where it was read', async ({ frame }) => {
  const evidence = await openSample(frame);
  const citation = frame.main.getByRole('link', { name: /shared-key\.json/ }).first();
  await citation.scrollIntoViewIfNeeded();
  const scrolled = await frame.main.evaluate((main) => main.scrollTop);
  await citation.click();
  await expect(evidence.selected).toContainText('shared-key.json');
  await expect(evidence.detail).toContainText(frame.t('viewer.detail.citedBy'));
  await expect(evidence.grid).toBeFocused();
  await frame.page.goBack();
  await frame.page.waitForURL(/overview/);
  await expect.poll(() => frame.main.evaluate((main) => main.scrollTop)).toBe(scrolled);
});

test('a filter finds records as text and as regular expression, and says what is wrong with one', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await expect(evidence.count(45, 45)).toBeVisible();

  await frame.page.keyboard.press('/');
  await expect(evidence.filter).toBeFocused();
  await frame.page.keyboard.type('13801');
  await expect(evidence.status).toHaveText(/^\d of 45 records$/);
  const found = await evidence.rows.count();
  await expect(evidence.chips.first()).toContainText('13801');

  await evidence.button('viewer.filter.regex').click();
  await evidence.filter.fill('138(01');
  await expect(frame.page.getByRole('alert')).toContainText(frame.t('error.regex-invalid'));
  await expect(evidence.rows).toHaveCount(found);
  await evidence.filter.fill('138\\d1');
  await expect(frame.page.getByRole('alert')).toHaveCount(0);
  await expect(evidence.count(found, 45)).toBeVisible();

  await evidence.button('viewer.filter.level').click();
  await frame.page.getByRole('checkbox', { name: frame.t('viewer.level.warning') }).click();
  await frame.page.keyboard.press('Escape');
  await expect(frame.page.getByRole('heading', { name: frame.t('viewer.nothing.title') })).toBeVisible();
  await evidence.button('viewer.chip.remove', { text: frame.t('viewer.level.warning') }).click();
  await expect(evidence.count(found, 45)).toBeVisible();
  await evidence.button('viewer.filter.clear').click();
  await expect(evidence.count(45, 45)).toBeVisible();
  await expect(evidence.filter).toHaveValue('');
});

test('the keyboard goes on at the filter when a part of it was taken away', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await expect(evidence.count(45, 45)).toBeVisible();
  await evidence.filter.fill('nothing that any record holds');
  const nothing = frame.page.getByRole('heading', { name: frame.t('viewer.nothing.title') });
  await expect(nothing).toBeVisible();
  await evidence.chips.first().getByRole('button').press('Enter');
  await expect(nothing).toHaveCount(0);
  await expect(evidence.filter).toBeFocused();
  // A refused expression says so above, and nothing beside it: the list is the one from before.
  await evidence.filter.fill('nothing that any record holds');
  await expect(nothing).toBeVisible();
  await evidence.button('viewer.filter.regex').click();
  await evidence.filter.fill('(');
  await expect(frame.page.getByRole('alert')).toContainText(frame.t('error.regex-invalid'));
  await expect(nothing).toHaveCount(0);
});

test('a jump to a record that the filter hides clears the filter and says so', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await evidence.filter.fill('nothing that any record holds');
  await expect(evidence.count(0, 45)).toBeVisible();
  await frame.go('overview');
  await frame.main
    .getByRole('link', { name: /gateway-subnet\.txt/ })
    .first()
    .click();
  await expect(frame.page.getByText(frame.t('viewer.notice.filter-cleared'))).toBeVisible();
  await expect(evidence.selected).toContainText('gateway-subnet.txt');
});

test('cited records are walked in time order', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  const next = evidence.button('viewer.cited.next');
  await expect(next).toBeEnabled();
  await next.click();
  await expect(evidence.cited).toContainText(/^1 of \d+ cited$/);
  await next.click();
  await expect(evidence.cited).toContainText(/^2 of \d+ cited$/);
  await evidence.button('viewer.cited.previous').click();
  await expect(evidence.cited).toContainText(/^1 of \d+ cited$/);
  await expect(evidence.detail).toContainText(frame.t('viewer.detail.citedBy'));
});

test('the histogram zooms into a range by mouse and by keys, and back', async ({ frame }) => {
  const evidence = await openSample(frame);
  await evidence.pretend(20_000, 1000);
  const box = (await evidence.plot.boundingBox())!;
  await frame.page.mouse.move(box.x + box.width * 0.25, box.y + 20);
  await frame.page.mouse.down();
  await frame.page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 4 });
  await frame.page.mouse.up();
  await expect(evidence.chips).toHaveCount(2);
  await evidence.button('viewer.histogram.reset').click();
  await expect(evidence.chips).toHaveCount(0);

  await frame.page.getByRole('slider', { name: frame.t('viewer.histogram.from') }).focus();
  await frame.page.keyboard.press('PageUp');
  await frame.page.keyboard.press('ArrowRight');
  await frame.page.keyboard.press('Enter');
  await expect(evidence.chips).toHaveCount(2);
});

for (const [sample, code, symbol, hex, cause, records] of [
  [0, 809, 'ERROR_VPN_TIMEOUT', '0x329', 'wrong-gateway-ip', 32],
  [1, 13801, 'ERROR_IPSEC_IKE_AUTH_FAIL', '0x35E9', 'psk-mismatch', 45],
] as const) {
  test(`a click on ${code} explains it`, async ({ frame }) => {
    await frame.cases.openSample(sample);
    await frame.go('evidence');
    const evidence = new EvidencePage(frame);
    const all = evidence.count(records, records);
    await expect(all).toBeVisible();
    await evidence.filter.fill(String(code));
    // A row is clicked when the list has its new rows, as it would move under the pointer.
    await expect(all).toHaveCount(0);
    await evidence.grid.getByText(String(code), { exact: true }).first().click();
    await expect(evidence.code).toContainText(`${code} ${symbol} · ${hex}`);
    await expect(evidence.code).toContainText(frame.t(`code.${code}`));
    await expect(evidence.code).toContainText(frame.t(`cause.${cause}.title`));
  });
}

test('the detail decodes the code, and its finding leads to the step', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await expect(evidence.count(45, 45)).toBeVisible();
  await evidence.filter.fill('20111');
  await expect(evidence.count(45, 45)).toHaveCount(0);
  await evidence.button('viewer.cited.next').click();
  await expect(evidence.code).toContainText('13801 ERROR_IPSEC_IKE_AUTH_FAIL · 0x35E9');
  await expect(evidence.detail).toContainText(frame.t('code.13801'));
  await expect(evidence.detail).toContainText('EventID');
  await evidence.button('viewer.detail.dock.right').click();
  await expect(evidence.button('viewer.detail.dock.bottom')).toBeVisible();
  await evidence.detail.getByRole('link', { name: 'A1' }).click();
  await frame.page.waitForURL(/wizard/);
  await frame.page.goBack();
  await expect(evidence.selected).toBeVisible();
  await evidence.button('viewer.detail.close').click();
  await expect(evidence.detail).toHaveCount(0);
  await expect(evidence.grid).toBeFocused();
});

test('the keyboard reads a record: the original text is one key away, and Escape leads back to the list', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await expect(evidence.count(45, 45)).toBeVisible();
  await evidence.filter.fill('TimeWritten');
  await expect(evidence.count(45, 45)).toHaveCount(0);
  await evidence.grid.focus();
  await frame.page.keyboard.press('End');
  const original = evidence.detail.getByRole('region', { name: frame.t('viewer.detail.original') });
  await original.waitFor();
  await expect(evidence.detail).toContainText(frame.t('viewer.detail.written', { text: '11/18/2026 2:38:53 PM' }));
  await frame.page.keyboard.press('o');
  await expect(original).toBeFocused();
  // What was searched for stands at the end of a long text, and is in sight all the same.
  await expect(original.getByText('TimeWritten').first()).toBeInViewport();
  await frame.page.keyboard.press('Escape');
  await expect(evidence.grid).toBeFocused();
  await frame.page.keyboard.press('Escape');
  await expect(evidence.detail).toHaveCount(0);
  // A time in UTC as everybody writes it is not said twice.
  await evidence.button('viewer.filter.clear').click();
  await expect(evidence.count(45, 45)).toBeVisible();
  await evidence.grid.focus();
  await frame.page.keyboard.press('Home');
  await expect(evidence.detail).toContainText('2026-11-18 05:35:52.110 UTC');
  await expect(evidence.detail).not.toContainText(frame.t('viewer.detail.written', { text: '2026-11-18T05:35:52.1100000Z' }));
});

test('records of a new source appear while the list stays where it is', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await evidence.button('viewer.cited.next').click();
  const before = await evidence.selected.textContent();
  await frame.page.evaluate(async () => {
    const caseId = window.location.hash.split('/')[2];
    const body = JSON.stringify({ caseId, name: 'later.txt', text: 'a line that came later\nand one more' });
    await fetch('/api/case.importText', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  });
  await expect(evidence.status).toHaveText(frame.t('viewer.count', { shown: 47, all: 47 }));
  expect(await evidence.selected.textContent()).toBe(before);
  await expect(evidence.detail).toBeVisible();
});

test('what was not understood is listed with its first lines', async ({ frame }) => {
  const evidence = await openSample(frame);
  await frame.go('evidence');
  await evidence.button('viewer.unread.open', { count: 1 }).press('Enter');
  await expect(evidence.button('viewer.unread.back')).toBeFocused();
  await frame.page.keyboard.press('Enter');
  await expect(evidence.grid).toBeFocused();
  await evidence.button('viewer.unread.open', { count: 1 }).click();
  await expect(frame.main).toContainText('Import-Module RemoteAccess');
  await frame.main.getByRole('link', { name: /configure-s2s\.ps1/ }).click();
  await expect(evidence.chips.first()).toContainText('configure-s2s.ps1');
  await expect(evidence.count(6, 45)).toBeVisible();
});

for (const language of ['en', 'ja'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious on the Evidence screen (${language}, ${theme})`, async ({ frame }) => {
      test.setTimeout(120_000);
      const evidence = await openSample(frame);
      await frame.language(language);
      await frame.theme(theme);
      await frame.page.goBack();
      await frame.go('evidence');
      await evidence.rows.first().waitFor();
      expect(await axeFaults(frame), 'list').toEqual([]);
      await evidence.button('viewer.cited.next').click();
      await evidence.detail.getByRole('link').first().waitFor();
      expect(await axeFaults(frame), 'detail below').toEqual([]);
      await evidence.button('viewer.detail.dock.right').click();
      await evidence.filter.fill('13801');
      await evidence.chips.first().waitFor();
      expect(await axeFaults(frame), 'detail beside, filtered').toEqual([]);
      await evidence.button('viewer.filter.event').click();
      await frame.page.getByRole('checkbox').first().waitFor();
      expect(await axeFaults(frame), 'choices').toEqual([]);
      await frame.page.keyboard.press('Escape');
      await evidence.filter.fill('nothing that any record holds');
      await frame.page.getByRole('heading', { name: frame.t('viewer.nothing.title') }).waitFor();
      expect(await axeFaults(frame), 'nothing found').toEqual([]);
      await evidence.button('viewer.unread.open', { count: 1 }).click();
      expect(await axeFaults(frame), 'not understood').toEqual([]);
    });
  }
}

for (const [name, width, height] of [
  ['the smallest window', 900, 600],
  ['a window of 1280 × 800 at 200 %', 640, 400],
  ['a 4K screen', 3840, 2160],
] as const) {
  test(`nothing of the Evidence screen is cut sideways in ${name}`, async ({ frame }) => {
    const evidence = await openSample(frame);
    await frame.page.setViewportSize({ width, height });
    for (const language of ['en', 'ja'] as const) {
      await frame.language(language);
      await frame.go('evidence');
      await evidence.button('viewer.cited.next').click();
      await evidence.detail.waitFor();
      expect(await frame.sidewaysOverflow(), language).toBe(0);
      await frame.go('overview');
    }
  });
}
