import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { EvidencePage } from './pages/evidence-page.ts';
import type { Frame } from './pages/frame.ts';
import { ProbesPage } from './pages/probes-page.ts';

function portOf(server: { address: () => unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}

/** A server on this computer, of the kind that a probe knocks at. */
async function listening<T>(use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer((socket) => socket.on('error', () => undefined).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(portOf(server));
  } finally {
    server.close();
  }
}

async function openProbes(frame: Frame): Promise<ProbesPage> {
  await frame.cases.openSample(1);
  await frame.go('probes');
  return new ProbesPage(frame);
}

async function openStep(frame: Frame, check: string): Promise<ProbesPage> {
  await frame.cases.openSample(1);
  await frame.go('wizard');
  await frame.wizard.open(check);
  return new ProbesPage(frame);
}

const runTab = (frame: Frame) => frame.page.getByRole('tab', { name: frame.t('ui.way.probe'), exact: true });
const saved = { timeout: 30_000 };

test('a window that is not live says so, gives the command with the names of the case, and sends nothing', async ({ frame }) => {
  const probes = await openProbes(frame);
  await expect(frame.main).toContainText(frame.t('ui.probes.not-here'));
  await expect(frame.page.getByRole('figure')).toContainText('tunnel-triage probe ike 198.51.100.20 --output probe-ike.txt');
  await expect(probes.sendButton).toHaveCount(0);
  await frame.go('wizard');
  await frame.wizard.open('B1');
  await expect(frame.page.getByRole('tab').first()).toBeVisible();
  await expect(runTab(frame)).toHaveCount(0);
});

test.describe('live', () => {
  test.use({ launchWith: { args: ['--live'], env: {} } });

  test('every kind has its place; targets of the case are ticked or not, and a no at the confirmation sends nothing', async ({ frame }) => {
    const probes = await openProbes(frame);
    await expect(probes.kinds).toHaveCount(7);
    await expect(probes.named('198.51.100.20')).toBeChecked();
    await probes.named('198.51.100.20').click();
    await expect(probes.targets('ike')).toHaveValue('');
    await expect(probes.sendButton).toBeDisabled();
    await probes.named('198.51.100.20').click();
    await probes.sendButton.click();
    await expect(frame.dialog).toContainText(frame.t('probe.sends.ike', { host: '198.51.100.20', port: '4500', version: 2 }));
    await frame.dialog.getByRole('button', { name: frame.t('ui.cancel') }).click();
    await expect(probes.results).toHaveCount(0);
    await expect(probes.kept).toContainText(frame.t('ui.probes.kept.none'));

    await probes.open('tcp');
    await probes.targets('tcp').fill('not a target');
    await expect(frame.main).toContainText(frame.t('ui.probes.bad', { line: 'not a target' }));
    await expect(probes.sendButton).toBeDisabled();

    await probes.open('dns');
    await probes.targets('dns').fill('app.test');
    await frame.page.getByRole('textbox', { name: frame.t('ui.probes.server') }).fill('dns.test');
    await expect(frame.main).toContainText(frame.t('ui.probes.server.bad'));
    await expect(probes.sendButton).toBeDisabled();

    // Nothing is cut sideways in the smallest window, and what is to be entered is said.
    await frame.page.setViewportSize({ width: 900, height: 600 });
    for (const kind of ['gateway-health', 'traceroute', 'path-mtu', 'clock']) {
      await probes.open(kind);
      await expect(probes.targets(kind)).toBeVisible();
      expect(frame.page.url()).toContain(`/probes/${kind}`);
      expect(await frame.sidewaysOverflow()).toBe(0);
    }
    await expect(frame.main).toContainText(frame.t('ui.probes.none.clock'));
    await probes.open('ike');
    for (const size of [
      { width: 640, height: 400 },
      { width: 3840, height: 2160 },
    ]) {
      await frame.page.setViewportSize(size);
      expect(await frame.sidewaysOverflow()).toBe(0);
    }
  });

  test('TCP in the wizard: confirmed by name, measured, charted, kept as evidence', async ({ frame }) => {
    const probes = await openStep(frame, 'C1');
    await expect(runTab(frame)).toHaveCount(0);
    await frame.wizard.open('B1');
    await frame.wizard.way('probe');
    await listening(async (port) => {
      await probes.targets('tcp').fill(`127.0.0.1:${port}`);
      await probes.count.fill('2');
      await probes.send();
      await expect(probes.results).toContainText(frame.t('ui.probes.ended.saved'), saved);
      await expect(probes.results).toContainText(frame.t('ui.probes.figure.of', { received: 2, sent: 2 }));
      await expect(probes.results).toContainText(frame.t('probe.means.tcp.all'));
      await expect(probes.chart).toBeVisible();
    });
    await frame.go('evidence');
    await new EvidencePage(frame).filter.fill('127.0.0.1');
    await expect(new EvidencePage(frame).rows.first()).toContainText('127.0.0.1');
  });

  test('a shell that asks by itself: the page does not, says what it waits for, and takes a no as one', async ({ frame }) => {
    const answered = { state: 'running' };
    // What the core of the Electron shell answers: it asks in a dialog of its own, and the run waits for it.
    await frame.page.route('**/api/{app.info,probes.run,probes.state,job.get}', async (route) => {
      const method = new URL(route.request().url()).pathname.split('/').at(-1);
      const job = { id: 'j', kind: 'probe', caseId: null, error: null, file: null };
      const progress = { phase: 'starting', name: '', done: 0, total: 0, records: 0 };
      const run = {
        state: 'waiting',
        done: 0,
        total: 1,
        samples: [],
        summary: null,
        verdict: null,
        says: null,
        means: null,
        figures: [],
        text: '',
      };
      const request = { kind: 'gateway-health', host: '198.51.100.20', port: 8081 };
      if (method === 'probes.run') return route.fulfill({ json: { ok: true, value: { jobId: 'j' } } });
      if (method === 'probes.state') return route.fulfill({ json: { ok: true, value: [{ ...run, request }] } });
      if (method === 'job.get' && route.request().postDataJSON().jobId === 'j')
        return route.fulfill({ json: { ok: true, value: { ...job, progress, ...answered } } });
      if (method !== 'app.info') return route.continue();
      const { value } = await (await route.fetch()).json();
      return route.fulfill({ json: { ok: true, value: { ...value, capabilities: { ...value.capabilities, confirmsProbes: true } } } });
    });
    await frame.page.reload();
    await frame.loaded();
    const probes = await openProbes(frame);
    await probes.open('gateway-health');
    await probes.sendButton.click();
    await expect(probes.results).toContainText(frame.t('ui.probes.asked'));
    await expect(frame.dialog).toHaveCount(0);
    answered.state = 'cancelled';
    await expect(probes.results).toContainText(frame.t('ui.probes.ended.declined'));
    await expect(probes.results).toContainText(frame.t('ui.probes.state.not-sent'));
  });

  test('until it is stopped: what was measured is kept; cancelled, it is not', async ({ frame }) => {
    const probes = await openProbes(frame);
    await probes.open('tcp');
    await listening(async (port) => {
      await probes.targets('tcp').fill(`127.0.0.1:${port}`);
      await frame.page.getByRole('checkbox', { name: frame.t('ui.probes.untilStopped') }).click();
      await probes.send();
      await expect(probes.stop).toBeVisible();
      await frame.main.getByRole('button', { name: frame.t('ui.cancel'), exact: true }).click();
      await expect(probes.results).toContainText(frame.t('ui.probes.ended.cancelled'), saved);
      await expect(probes.results).not.toContainText(frame.t('ui.probes.text'));
      await expect(probes.kept).toContainText(frame.t('ui.probes.kept.none'));

      await probes.send();
      await expect(probes.chart).toBeVisible({ timeout: 20_000 });
      // A run goes on while another kind is looked at.
      await probes.open('clock');
      await expect(probes.kinds.filter({ hasText: frame.t('ui.probes.title.tcp') })).toContainText(frame.t('ui.probes.state.running'));
      await probes.open('tcp');
      await probes.stop.click();
      await expect(probes.results).toContainText(frame.t('ui.probes.ended.saved'), saved);
    });
    await expect(probes.kept.getByRole('link')).toHaveCount(1);
    await probes.kept.getByRole('link').click();
    await expect(new EvidencePage(frame).rows.first()).toContainText('127.0.0.1');
  });

  test('the wizard offers each probe that a step hears; where nobody speaks IKE or serves a page, both say so', async ({ frame }) => {
    const probes = await openStep(frame, 'B2');
    await frame.wizard.way('probe');
    const kinds = frame.page.getByRole('radiogroup', { name: frame.t('ui.probes.kind') });
    await expect(kinds.getByRole('radio')).toHaveCount(3);
    await expect(probes.targets('ike')).not.toHaveValue('');
    await probes.targets('ike').fill('127.0.0.1');
    await probes.send();
    await expect(probes.results).toContainText(frame.t('ui.probes.ended.saved'), { timeout: 40_000 });
    for (const port of [500, 4500])
      await expect(probes.results).toContainText(frame.t('record.ike-probe.refused', { port, version: 2, group: 0 }));
    await expect(probes.results).toContainText(frame.t('probe.means.ike.refused', { port: 500 }));

    await kinds.getByText(frame.t('ui.probes.title.gateway-health')).click();
    await probes.targets('gateway-health').fill('127.0.0.1');
    await frame.page.getByRole('radio', { name: frame.t('ui.probes.instance.1', { port: '8083' }) }).click();
    await probes.send();
    await expect(probes.results).toContainText(frame.t('record.health-probe.refused', { port: 8083 }), saved);
    await expect(probes.results).toContainText(frame.t('probe.means.health.refused'));
    await frame.go('probes');
    await expect(probes.kept.getByRole('link').first()).toHaveText(/^probe-health-127\.0\.0\.1-8083-\d{8}T\d{6}Z\.txt$/);
  });

  for (const language of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`axe finds nothing serious (${language}, ${theme})`, async ({ frame }) => {
        test.setTimeout(120_000);
        await frame.cases.openSample(1);
        await frame.language(language);
        await frame.theme(theme);
        await frame.page.goBack();
        await frame.go('probes');
        const probes = new ProbesPage(frame);
        // Between them and the step of the wizard they have every kind of field.
        for (const kind of ['ike', 'path-mtu']) {
          await probes.open(kind);
          expect(await axeFaults(frame), kind).toEqual([]);
        }
        await probes.open('gateway-health');
        await probes.targets('gateway-health').fill('127.0.0.1');
        await probes.sendButton.click();
        await frame.dialog.waitFor();
        expect(await axeFaults(frame)).toEqual([]);
        await frame.dialog.getByRole('button', { name: frame.t('ui.probes.confirm.send') }).click();
        await expect(probes.results).toContainText(frame.t('ui.probes.ended.saved'), saved);
        expect(await axeFaults(frame)).toEqual([]);
        await frame.go('wizard');
        await frame.wizard.open('B1');
        await frame.wizard.way('probe');
        await expect(probes.targets('tcp')).toBeVisible();
        expect(await axeFaults(frame)).toEqual([]);
      });
    }
  }
});
