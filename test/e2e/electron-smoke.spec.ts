import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { electronProgram } from '../../main/tools/electron-runtime.ts';
import type { ShellClient } from '../../shared/api/client.ts';

declare global {
  // What the preload puts on the page's window, as renderer/api/connect.ts says it.
  interface Window {
    readonly tunnelTriage?: ShellClient;
  }
}

// Looks at files only: importing 'electron' in plain Node would start to download it.
const root = resolve(import.meta.dirname, '../..');
const program = electronProgram(root);

const note = program === null ? ' (skipped: the runtime is not installed, see npx install-electron --no)' : '';

test.describe(`the application in Electron${note}`, () => {
  test.skip(
    program === null,
    'The Electron runtime is not installed here (node_modules/electron/dist): run npx install-electron --no where it can be fetched.',
  );

  let dataFolder = '';
  let running: ElectronApplication;
  let page: Page;
  test.beforeEach(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'e2e-electron-'));
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    running = await _electron.launch({
      executablePath: program ?? '',
      args: [root, `--user-data-dir=${join(dataFolder, 'profile')}`, ...(isRoot ? ['--no-sandbox'] : [])],
      env: { ...process.env, TUNNEL_TRIAGE_DATA: dataFolder },
    });
    page = await running.firstWindow();
  });
  test.afterEach(async () => {
    await running.close();
    rmSync(dataFolder, { recursive: true, maxRetries: 5 });
  });

  test('shows its page without an error', async () => {
    const faults: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
    await page.reload();
    await expect(page.locator('#root > *').first()).toBeVisible();
    expect([page.url().split('#', 1)[0], faults]).toEqual(['app://tunnel-triage/', []]);
  });

  test('answers the contract through the preload and gives the page nothing of Node', async () => {
    const seen = await page.evaluate(async () => ({
      info: await window.tunnelTriage?.api['app.info']({}),
      bad: await window.tunnelTriage?.api['job.get'](Object.create(null)),
      node: ['require', 'process', 'Buffer'].filter((name) => name in window),
    }));
    expect(seen).toMatchObject({
      info: { ok: true, value: { shell: 'electron' } },
      bad: { ok: false, error: { code: 'bad-input' } },
      node: [],
    });
  });

  test('stays on its page and opens no other window', async () => {
    await page.evaluate(() => window.open('https://attacker.example/'));
    await page.evaluate(() => window.location.assign('https://attacker.example/'));
    await page.waitForTimeout(500);
    expect([running.windows().length, page.url().split('#', 1)[0]]).toEqual([1, 'app://tunnel-triage/']);
  });

  test('prints a report with its fonts', async () => {
    const file = join(dataFolder, 'report.pdf');
    await running.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await page.evaluate(async () => {
      const client = window.tunnelTriage!;
      const created = await client.api['cases.create']({ title: '事前共有キー' });
      const target = await client.pickSaveTarget('report.pdf');
      if (!created.ok || !target.ok || !target.value) throw new Error('a case and a target were expected');
      await client.api['report.export']({
        caseId: created.value.id,
        format: 'pdf',
        options: { language: 'ja', sections: ['summary'], paper: 'A4' },
        grant: target.value.grant,
      });
    });
    await expect.poll(() => existsSync(file) && statSync(file).size).toBeGreaterThan(1_000);
    expect(readFileSync(file, 'latin1')).toContain('NotoSansJP');
  });
});
