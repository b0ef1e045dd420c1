import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slackPathOf } from '#shared/model/source.ts';
import { corpusDir, corpusNote, hasCorpus } from '../helpers/corpus.ts';
import { expect, test } from './helpers/app.ts';
import { EvidencePage } from './pages/evidence-page.ts';

test(`records that a log has given up are read on request and shown as a source of their own${corpusNote}`, async ({ frame }) => {
  test.skip(!hasCorpus, 'the corpus is absent');
  const name = 'Application_no_crc32.evtx';
  const buffer = readFileSync(join(corpusDir, 'evtx', name));
  await frame.cases.chooseFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
  await frame.cases.arrived();
  await frame.statusBar.getByRole('button').first().click();
  const rows = frame.dialog.getByRole('row');
  await expect(rows).toHaveCount(2);
  await frame.dialog.getByRole('button', { name: frame.t('ui.sources.slack.label', { path: name }) }).click();
  const slack = rows.filter({ hasText: slackPathOf(name) });
  await expect(slack).toContainText(frame.t('ui.sources.slack.note'));
  await slack.getByRole('link').first().click();
  const evidence = new EvidencePage(frame);
  await expect(evidence.count(30, 47)).toBeVisible();
  await expect(evidence.chips.first()).toHaveText(frame.t('viewer.chip.slack', { file: name }));
});

test('a record whose zone nobody knows leads to where it is set, and tells the time that follows', async ({ frame }) => {
  await frame.cases.openSample(1);
  await frame.go('evidence');
  const evidence = new EvidencePage(frame);
  await expect(evidence.count(45, 45)).toBeVisible();
  await evidence.filter.fill('20111');
  await expect(evidence.count(45, 45)).toHaveCount(0);
  await evidence.grid.focus();
  await frame.page.keyboard.press('Home');
  await expect(evidence.detail).toContainText(`2026-11-18 14:34:22 · ${frame.t('ui.time.zoneUnknown')}`);
  await evidence.button('viewer.detail.setZone').click();
  const [source] = (await evidence.selected.getByRole('gridcell').nth(2).getAttribute('title'))!.split(' ');
  await frame.dialog.getByRole('combobox', { name: frame.t('ui.sources.zone.label', { path: source! }) }).selectOption('+09:00');
  await frame.page.keyboard.press('Escape');
  await expect(evidence.detail).toContainText('2026-11-18 05:34:22 UTC');
});
