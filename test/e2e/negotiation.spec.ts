import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { corpusDir, corpusNote } from '../helpers/corpus.ts';
import { NegotiationPage } from './pages/negotiation-page.ts';

const lab = join(corpusDir, 'ike-lab/ike-proposal-mismatch');

test('the failed message is marked and leads to its line in the evidence, and back', async ({ frame }) => {
  await frame.cases.openSample(1);
  await frame.go('negotiation');
  const negotiation = new NegotiationPage(frame);
  await expect(negotiation.failed).toHaveCount(1);
  await expect(frame.main).toContainText(frame.t('negotiation.result.failed'));
  const detail = negotiation.section('message');
  await expect(detail).toContainText('AUTHENTICATION_FAILED');
  // Every time has a zone: in the heading of the picture, in full beside a raw line, and a mark where nobody knows it.
  await expect(negotiation.section('exchange')).toContainText('2026-11-18UTC');
  await expect(detail).toContainText('2026-11-18 05:35:52.176 UTC');
  await expect(negotiation.rows.filter({ hasText: '2:34:22 PM' }).first()).toContainText(frame.t('ui.time.zoneUnknown'));
  await detail.getByRole('link').first().click();
  await frame.page.waitForURL(/\/evidence\?source=/);
  await frame.page.goBack();
  await expect(negotiation.failed).toHaveCount(1);
});

test('arrow keys walk the messages, Enter opens one', async ({ frame }) => {
  await frame.cases.openSample(1);
  await frame.go('negotiation');
  const negotiation = new NegotiationPage(frame);
  const first = negotiation.rows.first();
  await first.focus();
  await frame.page.keyboard.press('ArrowDown');
  await expect(negotiation.rows.nth(1)).toBeFocused();
  await frame.page.keyboard.press('Enter');
  await expect(negotiation.rows.nth(1)).toHaveAttribute('aria-current', 'true');
});

test(`two witnesses: clocks, both ends' proposals and what to change${corpusNote}`, async ({ frame }) => {
  test.skip(!existsSync(lab), 'the corpus is absent');
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: readFileSync(join(lab, name)) });
  await frame.cases.chooseFiles([file('onprem.charon.log'), file('azure.charon.log')]);
  await frame.cases.arrived();
  await frame.go('negotiation');
  const negotiation = new NegotiationPage(frame);
  await expect(negotiation.section('witnesses').getByRole('listitem')).toHaveCount(2);
  await expect(negotiation.table.getByRole('row').filter({ hasText: '≠' })).toHaveCount(2);
  await expect(negotiation.section('comparison')).toContainText('--dh-group DHGroup14');
});

test('an empty case says what to import', async ({ frame }) => {
  await frame.cases.paste('notes.txt', 'nothing about a tunnel');
  await frame.cases.arrived();
  await frame.go('negotiation');
  await expect(frame.main).toContainText(frame.t('negotiation.empty.title'));
});

const looks = [
  ['en', 'light'],
  ['ja', 'dark'],
  ['en', 'high-contrast'],
] as const;

for (const [language, theme] of looks) {
  test(`axe finds nothing serious (${language}, ${theme}), and nothing is cut sideways`, async ({ frame }) => {
    await frame.language(language);
    await frame.theme(theme);
    await frame.go('cases');
    await frame.cases.openSample(1);
    await frame.go('negotiation');
    await new NegotiationPage(frame).failed.waitFor();
    expect(await axeFaults(frame)).toEqual([]);
    await frame.page.setViewportSize({ width: 640, height: 400 });
    expect(await frame.sidewaysOverflow()).toBe(0);
  });
}
