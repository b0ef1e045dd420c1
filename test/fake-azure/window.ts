import { mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTranslate } from '#shared/text/translate.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { createAzurePorts } from '../../main/host/azure/azure-ports.ts';
import { createMemoryVault } from '../../main/host/azure/token-vault.ts';
import { dataFolderVariable } from '../../main/host/data-folder.ts';
import { startBrowserShell } from '../../main/shell-browser/app.ts';
import { startFakeAzure } from './fake-azure.ts';
import { samples } from '../../main/core/formats/network-watcher-ike/samples.ts';
import { zipOf } from '../main/core/bundle/archives.ts';
import { serveWorkload, troubleshootBegan, workload } from './workload.ts';

/**
 * The browser shell as a program, as `browser.js --no-window --live` is, but with a fake Azure behind it: for tests that look at the
 * window. Lines on standard input play the person and Azure: `agree`, `forbid <part of a path>`. It prints its address, then each
 * host that it asked.
 */
const dataFolder = mkdtempSync(join(tmpdir(), 'tunnel-triage-azure-window-'));
process.env[dataFolderVariable] = dataFolder;
const azure = await startFakeAzure();
serveWorkload(azure, workload({ nsg: 'denies', log: 'refused' }));
const report = zipOf(samples.map(({ name, text }) => ({ name, data: text })));
azure.blobs.put('contosodiag', 'tunnel-triage/VPN_cn-hq.zip', report, Date.parse(troubleshootBegan) + 90_000);
const ports = createAzurePorts(
  {
    vault: createMemoryVault(),
    openBrowser: (url) => void azure.browse(url),
    words: () => createTranslate(loadAssets().catalogues, 'en'),
  },
  azure.http,
);
const shell = await startBrowserShell({ t: createTranslate(loadAssets().catalogues, 'en'), azure: ports });
process.stdout.write(`${shell.launchUrl}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, argument = ''] = line.split(' ');
  if (command === 'agree') azure.authority.person = 'agrees';
  if (command === 'forbid') azure.fail({ path: new RegExp(argument, 'i'), what: { status: 403, code: 'AuthorizationFailed' } });
  if (command === 'hosts') process.stdout.write(`hosts ${azure.hosts().join(' ')}\n`);
});

process.once('SIGTERM', () => {
  void shell
    .close()
    .then(() => azure.close())
    .finally(() => {
      rmSync(dataFolder, { recursive: true, force: true });
      process.exit(0);
    });
});
