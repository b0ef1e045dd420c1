import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import { placeStandIn } from './helpers/powershell-stand-in.ts';
import { textFile } from './pages/cases-page.ts';
import type { Frame } from './pages/frame.ts';

const failed = `EventID            : 20111
MachineName        : HQ-RRAS01
Data               : {233, 53, 0, 0}
Index              : 1
Category           : (0)
CategoryNumber     : 0
EntryType          : Error
Message            : RoutingDomainID- {00000000-0000-0000-0000-000000000000}: A demand dial connection to the remote interface AzureGateway on port VPN2-4 was successfully initiated but failed to complete successfully because of the following error: IKE authentication credentials are unacceptable.
Source             : RemoteAccess
ReplacementStrings : {{00000000-0000-0000-0000-000000000000}, AzureGateway, VPN2-4, IKE authentication credentials are unacceptable.}
InstanceId         : 20111
TimeGenerated      : 3/18/2026 1:26:02 PM
TimeWritten        : 3/18/2026 1:26:02 PM
UserName           :
Site               :
Container          :
`;

const folder = mkdtempSync(join(tmpdir(), 'powershell-stand-in-'));
const standIn = placeStandIn(folder, failed);
base.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const test = base.extend({ launchWith: { args: ['--live'], env: { TUNNEL_TRIAGE_POWERSHELL: standIn.path } } });

/** A case without events of the server, at the step that asks for them. */
async function openStep(frame: Frame): Promise<void> {
  await frame.cases.chooseFiles([textFile('note.txt', 'The tunnel is down since this morning.\n')]);
  await frame.cases.arrived();
  await frame.go('wizard');
  await frame.wizard.open('A1');
  await frame.page.getByRole('tab', { name: frame.t('ui.way.run'), exact: true }).click();
}

const command = (frame: Frame) => frame.wizard.codes.filter({ hasText: frame.t('run.command') }).locator('pre');

base('a window that was not started for it says where it can be done, and runs nothing', async ({ frame }) => {
  await openStep(frame);
  await expect(frame.main).toContainText(frame.t('run.state.not-live'));
  await frame.main.getByRole('link', { name: frame.t('run.offline') }).click();
  await expect(frame.main).toContainText('Collect-OnPremises.ps1');
});

test('what is shown is what runs; its answer decides the step', async ({ frame }) => {
  await openStep(frame);
  const before = standIn.calls().length;
  await expect(command(frame)).toHaveText(`${standIn.path} -NoLogo -NoProfile -NonInteractive -File rras-events.ps1 -Days 3`);
  await frame.main.getByText(frame.t('run.read')).click();
  await expect(frame.main).toContainText("ProviderName = 'RemoteAccess'");
  expect(standIn.calls()).toHaveLength(before);
  await frame.button('run.run').click();
  await expect(frame.wizard.says).toContainText('13801');
  const caseId = /case\/([^/]+)/.exec(frame.page.url())?.[1];
  const detail = await frame.page.evaluate(async (id) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ caseId: id }) };
    return (await fetch('/api/case.get', init)).text();
  }, caseId);
  expect(detail).toContain('log.powershell-ran');
  expect(detail).toContain('HQ-RRAS01/rras-events.txt');
  const call = standIn.calls().at(-1);
  expect(call).toMatchObject({ isThere: true, start: [0xef, 0xbb, 0xbf] });
  expect(call).toMatchObject({ args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', expect.any(String), '-Days', '3'] });
});

test('another computer is asked by name, and a name that is none is refused', async ({ frame }) => {
  await openStep(frame);
  const computer = frame.main.getByRole('textbox', { name: frame.t('run.computer') });
  await computer.fill('x; reboot');
  await expect(frame.main).toContainText(frame.t('run.computer.invalid'));
  await expect(frame.button('run.run')).toHaveCount(0);
  await computer.fill('DENIED');
  await expect(command(frame)).toContainText('-ComputerName DENIED -Days 3');
  await frame.button('run.run').click();
  await expect(frame.page.getByRole('alert')).toContainText('アクセスが拒否されました。');
  await expect(frame.main.getByRole('link', { name: frame.t('run.offline') })).toBeVisible();
});

test('a refusal by the execution policy is told, whatever the language of Windows', async ({ frame }) => {
  await openStep(frame);
  await frame.main.getByRole('textbox', { name: frame.t('run.computer') }).fill('POLICY');
  await frame.button('run.run').click();
  await expect(frame.page.getByRole('alert')).toContainText(frame.t('error.powershell-policy', { detail: '' }).trim());
});

for (const language of ['en', 'ja'] as const) {
  test(`axe finds nothing serious where a command is run (${language})`, async ({ frame }) => {
    test.setTimeout(120_000);
    await frame.language(language);
    await openStep(frame);
    await expect(command(frame)).toBeVisible();
    expect(await axeFaults(frame)).toEqual([]);
  });
}
