import { expect, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from './watched.ts';

const program = resolve(import.meta.dirname, '../../../dist/main/browser.js');

/** The running program before anybody opened it. `open` uses up the launch address and resolves once the page shows. */
export type RunningShell = { readonly launchUrl: string; readonly child: ChildProcess; readonly open: () => Promise<Page> };

/** The address that the program prints once it serves. */
async function printedAddress(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+\/launch\?t=[\w-]+/.exec(text)?.[0];
    if (url) return url;
  }
  throw new Error(`the program ended before it served:\n${text}`);
}

/** The built program as a user starts it, on a data folder of its own, for tests of the shell itself. */
export const test = base.extend<{ shell: RunningShell }>({
  shell: async ({ page }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'e2e-shell-'));
    const env = { ...process.env, TUNNEL_TRIAGE_DATA: dataFolder, LC_ALL: 'C.UTF-8' };
    const child = spawn(process.execPath, [program, '--no-window'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const launchUrl = await printedAddress(child);
    await use({
      launchUrl,
      child,
      open: async () => {
        await page.goto(launchUrl);
        await page.waitForURL((url) => url.pathname === '/');
        await expect(page.locator('#root > *').first()).toBeVisible();
        return page;
      },
    });
    // The page goes first: it would complain of the server that is gone.
    await page.close();
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(dataFolder, { recursive: true, maxRetries: 5 });
  },
});
export { expect };
