import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { expect } from '@playwright/test';
import { axeFaults } from './helpers/axe.ts';
import { listenForComplaints } from './helpers/complaints.ts';
import { test as base } from './helpers/window.ts';
import { AzurePage } from './pages/azure-page.ts';
import { Frame } from './pages/frame.ts';

const program = join(import.meta.dirname, '../fake-azure/window.ts');
const clientId = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';

type Azure = { readonly tell: (line: string) => void; readonly hosts: () => Promise<string> };
type Fixtures = { readonly frame: Frame; readonly azure: Azure; readonly collect: AzurePage; readonly caseId: string };

async function nextLine(lines: Interface, wanted: RegExp): Promise<string> {
  for (;;) {
    const said: unknown[] = await once(lines, 'line');
    const line = String(said[0]);
    if (wanted.test(line)) return line;
  }
}

/** The real window, core, sign-in library and HTTP over the fake Azure, at the Collect screen of a new case. */
const test = base.extend<
  Fixtures & { readonly running: { readonly child: ChildProcessWithoutNullStreams; readonly lines: Interface; readonly url: string } }
>({
  running: async ({ page }, use) => {
    const child = spawn(process.execPath, [program], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const lines = createInterface({ input: child.stdout });
    child.stderr.pipe(process.stderr);
    const url = await nextLine(lines, /^http:\/\/127\.0\.0\.1:\d+\/launch/);
    await use({ child, lines, url });
    // The page leaves first: it would ask the server that is gone.
    await page.goto('about:blank');
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  },
  azure: async ({ running }, use) => {
    const tell = (line: string): void => void running.child.stdin.write(`${line}\n`);
    await use({
      tell,
      hosts: async () => {
        const answer = nextLine(running.lines, /^hosts/);
        tell('hosts');
        return answer;
      },
    });
  },
  frame: async ({ page, running }, use) => {
    const complaints = listenForComplaints(page);
    const frame = new Frame(page);
    await page.goto(running.url);
    await frame.loaded();
    await use(frame);
    expect(complaints()).toEqual([]);
  },
  caseId: async ({ frame }, use) => {
    const created = await frame.page.evaluate(async () => {
      const response = await fetch('/api/cases.create', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Live' }),
      });
      return response.json();
    });
    await use(String(created.value.id));
  },
  collect: async ({ frame, caseId }, use) => {
    await frame.page.evaluate((id) => {
      location.hash = `#/case/${id}/collect`;
    }, caseId);
    const collect = new AzurePage(frame);
    await collect.section.waitFor();
    await use(collect);
  },
});

async function chooseConnection(collect: AzurePage): Promise<void> {
  await collect.button('collect.azure.list-subscriptions').click();
  await collect.choose('collect.azure.subscription', 'Contoso production');
  await collect.choose('collect.azure.gateway', 'vpngw-prod');
  await collect.choose('collect.azure.connection', 'cn-hq');
  await collect.call('connection').waitFor();
}

test('collects with a code: sign in, choose, see every call, collect, see what it says', async ({ collect, azure, frame }) => {
  expect(await azure.hosts()).toBe('hosts ');
  await expect(collect.button('collect.azure.with-code')).toBeDisabled();
  await collect.enterApplication(clientId);
  await collect.button('collect.azure.with-code').click();
  await expect(collect.section.getByText('F4K3C0D3')).toBeVisible();
  await expect(collect.section.getByText('https://login.microsoft.com/device')).toBeVisible();
  expect(await axeFaults(frame)).toEqual([]);
  azure.tell('agree');
  await expect(collect.section.getByText('admin@contoso.example')).toBeVisible();
  await chooseConnection(collect);
  await expect(collect.call('shared-key')).not.toBeChecked();
  await expect(collect.call('troubleshoot')).not.toBeChecked();
  await expect(collect.section.getByText('Microsoft.Network/connections/sharedKey/action')).toBeVisible();
  await collect.collect();
  await expect(collect.result).toContainText(frame.t('collect.azure.result.counts', { arrived: 14, missing: 1 }));
  await collect.result.getByRole('link', { name: frame.t('collect.azure.to-overview') }).click();
  await frame.loaded();
  await expect(frame.main).toContainText('cn-hq');
  expect(await azure.hosts()).toBe('hosts login.microsoftonline.com management.azure.com');
});

test('collects with the browser; a refusal names the permission; signing out forgets', async ({ collect, azure, frame }) => {
  azure.tell('forbid /localNetworkGateways/');
  await collect.enterApplication(clientId);
  await collect.button('collect.azure.with-browser').click();
  await expect(collect.section.getByText('admin@contoso.example')).toBeVisible();
  await chooseConnection(collect);
  await collect.collect();
  await expect(collect.result).toContainText(
    frame.t('azure.gap.azure-forbidden', { action: 'Microsoft.Network/localNetworkGateways/read' }),
  );
  await collect.button('collect.azure.sign-out').click();
  await expect(collect.button('collect.azure.with-browser')).toBeEnabled();
  await expect(collect.call('connection')).toHaveCount(0);
});

test('looks at one machine and diagnoses: the screen says where the report lies, and fetches it once the person agreed', async ({
  collect,
  azure,
  frame,
}) => {
  await collect.enterApplication(clientId);
  await collect.button('collect.azure.with-browser').click();
  await expect(collect.section.getByText('admin@contoso.example')).toBeVisible();
  await chooseConnection(collect);
  await collect.button('collect.azure.machines.list').click();
  await collect.section.getByRole('checkbox', { name: /vm-web1 · vm-web1-nic · 10\.20\.1\.4/ }).check();
  for (const id of ['effective-nsg', 'effective-routes', 'troubleshoot']) await collect.call(id).check();
  await expect(collect.collectButton).toBeDisabled();
  await collect.button('collect.azure.storage.list').click();
  await collect.choose('collect.azure.storage.account', 'contosodiag');
  await expect(collect.section.getByLabel(frame.t('collect.azure.storage'), { exact: true })).toHaveValue(/storageAccounts\/contosodiag$/);
  await collect.collect();
  await expect(collect.result).toContainText('az storage blob download-batch --auth-mode login --account-name contosodiag');
  await collect.call('report-files').check();
  await expect(collect.section.getByText('GET https://contosodiag.blob.core.windows.net/tunnel-triage')).toBeVisible();
  expect(await azure.hosts()).toBe('hosts login.microsoftonline.com management.azure.com');
  await collect.button('collect.azure.report.agree-browser').click();
  await expect(collect.section.getByText(frame.t('collect.azure.report.agreed', { name: 'admin@contoso.example' }))).toBeVisible();
  expect(await axeFaults(frame)).toEqual([]);
  await collect.collect();
  await expect(collect.result).not.toContainText('az storage blob');
  await collect.result.getByText(frame.t('collect.azure.result.arrived')).click();
  for (const file of ['effective-nsg-vm-web1-nic.json', 'effective-routes-vm-web1-nic.json', 'report-files-1-VPN_cn-hq.zip'])
    await expect(collect.result.getByText(file)).toBeVisible();
  expect(await azure.hosts()).toBe('hosts login.microsoftonline.com management.azure.com contosodiag.blob.core.windows.net');
});

const looks = [
  ['en', 'light'],
  ['ja', 'dark'],
  ['ja', 'high-contrast'],
] as const;

for (const [language, theme] of looks)
  test(`axe finds nothing serious, nothing is cut (${language}, ${theme})`, async ({ collect, frame, caseId }) => {
    await frame.language(language);
    await frame.theme(theme);
    await frame.page.evaluate((id) => {
      location.hash = `#/case/${id}/collect`;
    }, caseId);
    await collect.enterApplication(clientId);
    await collect.button('collect.azure.with-browser').click();
    await expect(collect.section.getByText('admin@contoso.example')).toBeVisible();
    await chooseConnection(collect);
    await collect.button('collect.azure.machines.list').click();
    await collect.call('troubleshoot').check();
    await collect.button('collect.azure.storage.list').click();
    await expect(collect.section.getByLabel(frame.t('collect.azure.container'))).toBeVisible();
    await collect.call('report-files').check();
    expect(await axeFaults(frame)).toEqual([]);
    await collect.call('troubleshoot').uncheck();
    await collect.collect();
    expect(await axeFaults(frame)).toEqual([]);
    await frame.page.setViewportSize({ width: 900, height: 600 });
    expect(await frame.sidewaysOverflow()).toBe(0);
  });
