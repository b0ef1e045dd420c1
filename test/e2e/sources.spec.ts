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
