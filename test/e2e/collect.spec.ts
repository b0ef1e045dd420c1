import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { CollectPage } from './pages/collect-page.ts';
import type { Frame } from './pages/frame.ts';

async function openCollect(frame: Frame): Promise<CollectPage> {
  await frame.cases.openSample(1);
  await frame.go('collect');
  const collect = new CollectPage(frame);
  await expect(collect.script).toContainText('#!/usr/bin/env bash');
  return collect;
}

test('a script has the names of the case, is read on the screen and saved as it was read', async ({ frame }) => {
  const collect = await openCollect(frame);
  await collect.kind('linux').check({ force: true });
  const gateway = await collect.field('gatewayAddress').inputValue();
  expect(gateway).not.toBe('');
  await expect(collect.script).toContainText(`GATEWAY='${gateway}'`);
  await collect.field('targetHost').fill(`x'; touch owned; '`);
  await expect(collect.script).toContainText(String.raw`TARGET='x'\''; touch owned; '\'''`);
  const downloading = frame.page.waitForEvent('download');
  await frame.button('collect.save').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('collect-linux.sh');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toBe(await collect.script.locator('code').textContent());
  expect(spawnSync('bash', ['-n'], { input: text }).status).toBe(0);
  await expect(frame.main.getByRole('status')).toContainText('collect-linux.sh');
});

test('a value that no script can hold is refused beside its field', async ({ frame }) => {
  const collect = await openCollect(frame);
  await collect.kind('linux').check({ force: true });
  await collect.field('captureSeconds').fill('soon');
  await expect(frame.main).toContainText(frame.t('collect.invalid.number'));
  await expect(frame.button('collect.save')).toBeDisabled();
});

test('how it is run follows what one may', async ({ frame }) => {
  const collect = await openCollect(frame);
  await collect.kind('linux').check({ force: true });
  await expect(collect.steps).toContainText('sudo bash ./collect-linux.sh');
  await frame.page.getByRole('checkbox', { name: frame.t('collect.administrator.bash') }).click();
  await expect(collect.steps).not.toContainText('sudo');
  await expect(frame.main).toContainText(frame.t('collect.without.linux'));
});

test('the script is reached and scrolled by keyboard; missing evidence links to it', async ({ frame }) => {
  const collect = await openCollect(frame);
  await collect.script.focus();
  await frame.page.keyboard.press('End');
  await expect.poll(() => collect.script.evaluate((e) => e.scrollTop)).toBeGreaterThan(0);
  await frame.go('overview');
  const link = frame.main.getByRole('link', { name: frame.t('collect.link.about', { evidence: frame.t('evidence.packet-capture') }) });
  await link.click();
  await expect(frame.page.getByRole('heading', { level: 1, name: frame.t('ui.nav.collect') })).toBeVisible();
});

for (const language of ['en', 'ja'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious on the Collect screen (${language}, ${theme})`, async ({ frame }) => {
      test.setTimeout(120_000);
      await frame.cases.openSample(1);
      await frame.language(language);
      await frame.theme(theme);
      await frame.page.goBack();
      await frame.go('collect');
      await expect(new CollectPage(frame).script).toContainText('#!/usr/bin/env bash');
      expect(await axeFaults(frame)).toEqual([]);
    });
  }
}

for (const [name, width, height] of [
  ['the smallest window', 900, 600],
  ['a window of 1280 × 800 at 200 %', 640, 400],
] as const) {
  test(`nothing of the Collect screen is cut sideways in ${name}`, async ({ frame }) => {
    await openCollect(frame);
    await frame.page.setViewportSize({ width, height });
    for (const language of ['en', 'ja'] as const) {
      await frame.language(language);
      expect(await frame.sidewaysOverflow(), language).toBe(0);
    }
  });
}
