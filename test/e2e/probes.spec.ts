import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { EvidencePage } from './pages/evidence-page.ts';
import type { Frame } from './pages/frame.ts';

/** A server on this computer, of the kind that a probe knocks at. */
async function listening<T>(use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer((socket) => socket.on('error', () => undefined).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await use(typeof address === 'object' && address !== null ? address.port : 0);
  } finally {
    server.close();
  }
}

async function openStep(frame: Frame, check: string): Promise<void> {
  await frame.cases.openSample(1);
  await frame.go('wizard');
  await frame.wizard.open(check);
}

const targets = (frame: Frame, check: string) => frame.page.getByRole('textbox', { name: frame.t(`ui.probes.targets.${check}`) });
const results = (frame: Frame) => frame.page.getByRole('region', { name: frame.t('ui.probes.results') });
const runTab = (frame: Frame) => frame.page.getByRole('tab', { name: frame.t('ui.way.probe'), exact: true });

test('a window that is not live does not offer it', async ({ frame }) => {
  await openStep(frame, 'B1');
  await expect(frame.wizard.codes.or(frame.page.getByRole('tab')).first()).toBeVisible();
  await expect(runTab(frame)).toHaveCount(0);
});

test.describe('live', () => {
  test.use({ launchWith: { args: ['--live'], env: {} } });

  test('only steps that a probe answers offer it', async ({ frame }) => {
    await openStep(frame, 'C1');
    await expect(runTab(frame)).toHaveCount(0);
    await frame.wizard.open('B2');
    await expect(runTab(frame)).toHaveCount(1);
  });

  test('TCP: confirmed by name, measured, charted, kept as evidence', async ({ frame }) => {
    await openStep(frame, 'B1');
    await frame.wizard.way('probe');
    await listening(async (port) => {
      await targets(frame, 'B1').fill(`127.0.0.1:${port}`);
      await frame.page.getByRole('spinbutton', { name: frame.t('ui.probes.count') }).fill('2');
      await frame.button('ui.probes.run').click();
      await expect(frame.dialog).toContainText('127.0.0.1');
      await frame.dialog.getByRole('button', { name: frame.t('ui.cancel') }).click();
      await expect(results(frame)).toHaveCount(0);
      await frame.button('ui.probes.run').click();
      await frame.dialog.getByRole('button', { name: frame.t('ui.probes.confirm.send') }).click();
      await expect(results(frame)).toContainText(frame.t('ui.probes.ended.saved'), { timeout: 30_000 });
      await expect(results(frame)).toContainText(frame.t('ui.probes.figure.of', { received: 2, sent: 2 }));
      await expect(frame.page.getByRole('figure', { name: frame.t('ui.probes.chart', { count: 1 }) })).toBeVisible();
    });
    await frame.go('evidence');
    await new EvidencePage(frame).filter.fill('127.0.0.1');
    await expect(new EvidencePage(frame).rows.first()).toContainText('127.0.0.1');
  });

  test('until it is stopped: what was measured is kept', async ({ frame }) => {
    await openStep(frame, 'B1');
    await frame.wizard.way('probe');
    await listening(async (port) => {
      await targets(frame, 'B1').fill(`127.0.0.1:${port}`);
      await frame.page.getByRole('checkbox', { name: frame.t('ui.probes.untilStopped') }).click();
      await frame.button('ui.probes.run').click();
      await frame.dialog.getByRole('button', { name: frame.t('ui.probes.confirm.send') }).click();
      await expect(frame.page.getByRole('figure', { name: frame.t('ui.probes.chart', { count: 1 }) })).toBeVisible({ timeout: 20_000 });
      await frame.button('ui.probes.stop').click();
      await expect(results(frame)).toContainText(frame.t('ui.probes.ended.saved'), { timeout: 30_000 });
    });
  });

  test('IKE: prefilled with the gateway of the case; both ports are asked and told apart', async ({ frame }) => {
    await openStep(frame, 'B2');
    await frame.wizard.way('probe');
    await expect(targets(frame, 'B2')).not.toHaveValue('');
    await targets(frame, 'B2').fill('127.0.0.1');
    await frame.button('ui.probes.run').click();
    await frame.dialog.getByRole('button', { name: frame.t('ui.probes.confirm.send') }).click();
    await expect(results(frame)).toContainText(frame.t('ui.probes.ended.saved'), { timeout: 40_000 });
    // Nobody speaks IKE on this computer.
    for (const port of [500, 4500])
      await expect(results(frame)).toContainText(frame.t('record.ike-probe.refused', { port, version: 2, group: 0 }));
  });

  test('what is no target is said beside the field, and cannot be sent to', async ({ frame }) => {
    await openStep(frame, 'B1');
    await frame.wizard.way('probe');
    await targets(frame, 'B1').fill('not a target');
    await expect(frame.main).toContainText(frame.t('ui.probes.bad', { line: 'not a target' }));
    await expect(frame.button('ui.probes.run')).toBeDisabled();
  });

  for (const language of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`axe finds nothing serious (${language}, ${theme})`, async ({ frame }) => {
        test.setTimeout(120_000);
        await frame.cases.openSample(1);
        await frame.language(language);
        await frame.theme(theme);
        await frame.page.goBack();
        await frame.go('wizard');
        for (const check of ['B2', 'B1']) {
          await frame.wizard.open(check);
          await frame.wizard.way('probe');
          await expect(targets(frame, check)).toBeVisible();
          expect(await axeFaults(frame)).toEqual([]);
        }
        await listening(async (port) => {
          await targets(frame, 'B1').fill(`127.0.0.1:${port}`);
          await frame.page.getByRole('spinbutton', { name: frame.t('ui.probes.count') }).fill('2');
          await frame.button('ui.probes.run').click();
          await frame.dialog.waitFor();
          expect(await axeFaults(frame)).toEqual([]);
          await frame.dialog.getByRole('button', { name: frame.t('ui.probes.confirm.send') }).click();
          await expect(results(frame)).toContainText(frame.t('ui.probes.ended.saved'), { timeout: 30_000 });
          expect(await axeFaults(frame)).toEqual([]);
        });
      });
    }
  }

  test('nothing is cut sideways in the smallest window', async ({ frame }) => {
    await openStep(frame, 'B2');
    await frame.wizard.way('probe');
    await frame.page.setViewportSize({ width: 900, height: 600 });
    expect(await frame.sidewaysOverflow()).toBe(0);
  });
});
