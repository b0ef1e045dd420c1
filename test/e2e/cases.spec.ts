import { expect, test } from './helpers/app.ts';
import { textFile } from './pages/cases-page.ts';

/** What `Get-EventLog -LogName Application -Source RasClient | Format-List -Property *` prints for a refused key. */
const refused = [
  'EventID            : 20227',
  'MachineName        : RRAS01',
  'Data               : {}',
  'Index              : 411',
  'Category           : (0)',
  'EntryType          : Error',
  'Message            : CoId={2D5BFCA5-2A7A-4A5B-9F30-1C1F5F6C8A11}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 13801.',
  'Source             : RasClient',
  'ReplacementStrings : {{2D5BFCA5-2A7A-4A5B-9F30-1C1F5F6C8A11}, SYSTEM, AzureGateway, 13801}',
  'InstanceId         : 20227',
  'TimeGenerated      : 11/18/2026 2:34:22 PM',
  'TimeWritten        : 11/18/2026 2:34:22 PM',
  '',
].join('\r\n');

test.describe('the first start', () => {
  test('says what to drop, and opens a sample with its cause, reasons, remedies and fifteen checks', async ({ frame }) => {
    await expect(frame.main).toContainText(frame.t('ui.cases.empty.text'));
    await frame.cases.openSample(1);
    await expect(frame.overview.headline).toHaveText(frame.t('cause.psk-mismatch.title'));
    await expect(frame.overview.reasons.first()).toBeVisible();
    await expect(frame.overview.remedies.first()).toBeVisible();
    await expect(frame.overview.checks).toHaveCount(15);
    await expect(frame.overview.picture).toContainText(frame.t('ui.node.gateway'));
  });

  test('shows a healthy sample as healthy, with no cause', async ({ frame }) => {
    await frame.cases.openSample(2);
    await expect(frame.overview.headline).toHaveText(frame.t('ui.overview.healthy.title'));
  });
});

test.describe('evidence gets in', () => {
  test('by choosing a file: the case is named after it and shows the cause', async ({ frame }) => {
    await frame.cases.chooseFiles([textFile('hq-rasclient.txt', refused)]);
    await frame.cases.arrived();
    await expect(frame.overview.headline).toHaveText(frame.t('cause.psk-mismatch.title'));
    await expect(frame.statusBar).toContainText(frame.t('ui.status.sources', { count: 1 }));
    await frame.go('cases');
    await expect(frame.cases.row('hq-rasclient')).toContainText(frame.t('verdict.problem'));
  });

  test('by dropping a file', async ({ frame }) => {
    await frame.cases.drop('dropped.txt', refused);
    await frame.cases.arrived();
    await expect(frame.overview.headline).toHaveText(frame.t('cause.psk-mismatch.title'));
  });

  test('by pasting text', async ({ frame }) => {
    await frame.button('ui.import.paste').press('Enter');
    await expect(frame.page.getByRole('textbox', { name: frame.t('ui.paste.text') })).toBeFocused();
    await frame.button('ui.cancel').click();
    await frame.cases.paste('from the ticket.txt', refused);
    await frame.cases.arrived();
    await expect(frame.overview.headline).toHaveText(frame.t('cause.psk-mismatch.title'));
  });

  test('not at all from a damaged archive, and the screen says why', async ({ frame }) => {
    const buffer = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(5000, 'x')]);
    await frame.cases.chooseFiles([{ name: 'bundle.zip', mimeType: 'application/zip', buffer }]);
    await frame.cases.arrived();
    await expect(frame.main).toContainText('bundle.zip');
    await expect(frame.main).toContainText(frame.t('bundle.refused.zip-directory', { count: 0 }));
    await expect(frame.main).toContainText(frame.t('ui.overview.empty.title'));
  });

  test('that nothing recognises: no verdict, and what is missing is named', async ({ frame }) => {
    await frame.cases.chooseFiles([textFile('notes.txt', 'call the provider tomorrow\nbring coffee\n')]);
    await frame.cases.arrived();
    await expect(frame.overview.headline).toHaveText(frame.t('ui.overview.cannot-tell.title'));
    await expect(frame.statusBar).toContainText(frame.t('ui.status.unknown', { count: 1 }));
    await frame.statusBar.getByRole('button').first().click();
    await expect(frame.dialog).toContainText('bring coffee');
  });
});

test.describe('the list of cases', () => {
  test('is searched by title and by cause', async ({ frame }) => {
    await frame.cases.openSample(1);
    await frame.go('cases');
    await frame.cases.openSample(2);
    await frame.go('cases');
    await expect(frame.cases.rows).toHaveCount(2);
    await frame.page.keyboard.press('/');
    await expect(frame.cases.search).toBeFocused();
    await frame.page.keyboard.type('keys differ');
    await expect(frame.cases.rows).toHaveCount(1);
    await frame.cases.search.fill('nothing like this');
    await expect(frame.main).toContainText(frame.t('ui.cases.noneFound.title'));
  });

  test('keeps the bar one line high on the smallest window, however long the name of the case is', async ({ frame }) => {
    await frame.page.setViewportSize({ width: 900, height: 600 });
    await frame.cases.chooseFiles([textFile(`${'a long name from a ticket system '.repeat(5)}.txt`, refused)]);
    await frame.cases.arrived();
    const bar = await frame.page.getByRole('banner').boundingBox();
    expect(bar!.height).toBeLessThan(50);
  });

  test('renames, removes and brings back', async ({ frame }) => {
    await frame.cases.chooseFiles([textFile('hq.txt', refused)]);
    await frame.cases.arrived();
    await frame.go('cases');
    await frame.cases.rename('hq', 'Contoso HQ, second attempt');
    await expect(frame.cases.row('Contoso HQ, second attempt').getByRole('link')).toBeFocused();
    await frame.cases.remove('Contoso HQ, second attempt');
    await expect(frame.cases.rows).toHaveCount(0);
    await expect(frame.button('ui.undo')).toBeFocused();
    await frame.button('ui.undo').click();
    await expect(frame.cases.row('Contoso HQ, second attempt')).toBeVisible();
  });

  test('is walked with the arrow keys', async ({ frame }) => {
    await frame.cases.openSample(1);
    await frame.go('cases');
    await frame.cases.openSample(2);
    await frame.go('cases');
    await frame.cases.rows.first().getByRole('link').focus();
    await frame.page.keyboard.press('ArrowDown');
    await expect(frame.cases.rows.nth(1).getByRole('link')).toBeFocused();
    await frame.page.keyboard.press('Enter');
    await frame.cases.arrived();
  });
});

test.describe('the window', () => {
  test('switches the language without a restart and remembers it', async ({ frame }) => {
    await frame.language('ja');
    await expect(frame.main).toContainText(frame.t('ui.cases.drop.title'));
    await frame.page.reload();
    await frame.loaded();
    await expect(frame.main).toContainText(frame.t('ui.cases.drop.title'));
  });

  test('goes anywhere from the command palette and gives the focus back', async ({ frame }) => {
    await frame.cases.openSample(1);
    await frame.openPalette();
    await frame.page.keyboard.type('c2');
    await expect(frame.paletteOptions.first()).toContainText('C2');
    await frame.page.keyboard.press('Enter');
    await expect(frame.wizard.title).toContainText('C2');
    await frame.openPalette();
    await frame.page.keyboard.press('Escape');
    await expect(frame.dialog).toHaveCount(0);
  });

  test('decodes an error code in the command palette', async ({ frame }) => {
    await frame.openPalette();
    await frame.page.keyboard.type('0x35E9');
    await expect(frame.paletteOptions.first()).toContainText(frame.t('code.13801'));
  });

  test('hears the keys of the window on a choice, which takes no text, and leaves a field its text', async ({ frame }) => {
    await frame.theme('dark');
    await frame.page.getByRole('radio', { checked: true }).first().focus();
    await frame.page.keyboard.press('?');
    await expect(frame.dialog).toBeVisible();
    await frame.page.keyboard.press('Escape');
    await frame.openPalette();
    await frame.page.keyboard.type('?');
    await expect(frame.page.getByRole('combobox')).toHaveValue('?');
  });

  test('comes back to the same place of a screen', async ({ frame }) => {
    await frame.cases.openSample(1);
    await frame.overview.check('C5').scrollIntoViewIfNeeded();
    const before = await frame.main.evaluate((main) => main.scrollTop);
    expect(before).toBeGreaterThan(0);
    await frame.overview.check('C5').click();
    await expect(frame.wizard.title).toContainText('C5');
    await frame.page.goBack();
    await expect(frame.overview.headline).toBeVisible();
    await expect.poll(() => frame.main.evaluate((main) => main.scrollTop)).toBe(before);
  });
});
