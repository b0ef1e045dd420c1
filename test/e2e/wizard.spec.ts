import { expect, test } from './helpers/app.ts';
import { textFile } from './pages/cases-page.ts';

const connected =
  '{ "name": "cn-hq", "connectionStatus": "Connected", "ingressBytesTransferred": 912331200, "egressBytesTransferred": 734003200, "connectionType": "IPsec", "type": "Microsoft.Network/connections" }';

test.beforeEach(async ({ frame }) => {
  await frame.cases.openSample(0);
});

test('opens at the best next check and offers its commands', async ({ frame }) => {
  await frame.overview.openNextBest();
  await expect(frame.wizard.steps).toHaveCount(15);
  await expect(frame.wizard.title).toContainText(/[A-D]\d/);
  await expect(frame.wizard.codes.first()).toBeVisible();
});

test('copies a command', async ({ frame, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await frame.overview.openNextBest();
  const command = await frame.wizard.codes.first().locator('pre').textContent();
  await frame.button('ui.copy').first().click();
  await expect(frame.page.getByRole('button', { name: frame.t('ui.copied') })).toBeVisible();
  expect(await frame.page.evaluate(() => navigator.clipboard.readText())).toBe(command);
});

test('quotes the lines that decide a step', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('A2');
  await expect(frame.wizard.says).toContainText('809');
  await expect(frame.wizard.says.getByRole('link').first()).toHaveAttribute('href', /\/evidence\?source=.+&seq=\d+/);
  await expect(frame.wizard.says.locator('pre').first()).not.toBeEmpty();
});

test('takes an answer by hand, and takes it back', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('C2');
  await frame.wizard.answer('C2', 'different');
  await expect(frame.wizard.says).toContainText(frame.t('ui.wizard.saidByHand'));
  await expect(frame.wizard.says).toContainText(frame.t('check.C2.choice.different'));
  await frame.wizard.takeBack();
  await expect(frame.wizard.says).not.toContainText(frame.t('ui.wizard.saidByHand'));
});

test('keeps an answer that was begun when one looks elsewhere', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('C2');
  await frame.wizard.way('hand');
  const note = frame.page.getByRole('textbox', { name: frame.t('ui.wizard.hand.note') });
  await note.fill('compared on the phone');
  await frame.wizard.open('A1');
  await frame.wizard.open('C2');
  await expect(note).toHaveValue('compared on the phone');
});

test('imports a file right at the step, which decides it', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('C5');
  await frame.wizard.importHere(textFile('connection.json', connected));
  await expect(frame.wizard.says).toContainText('cn-hq');
  await expect(frame.wizard.says.getByRole('link').first()).toContainText('connection.json');
});

test('is walked with the keyboard: arrows through the steps, Enter opens', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('A1');
  await frame.wizard.steps.first().focus();
  await frame.page.keyboard.press('ArrowDown');
  await expect(frame.wizard.steps.nth(1)).toBeFocused();
  await frame.page.keyboard.press('Enter');
  await expect(frame.wizard.title).toContainText('A2');
});

test('goes on by skipping and by the next best check', async ({ frame }) => {
  await frame.go('wizard');
  await frame.wizard.open('A1');
  await frame.button('ui.wizard.skip').click();
  await expect(frame.wizard.title).toContainText('A2');
  await frame.button('ui.wizard.nextBest').click();
  await expect(frame.wizard.title).not.toContainText('A2');
});
