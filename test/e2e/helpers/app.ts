import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { listenForComplaints } from './complaints.ts';
import { test as base } from './window.ts';

const program = join(import.meta.dirname, '../../../dist/main/browser.js');
const address = /http:\/\/127\.0\.0\.1:\d+\/launch\S+/;

/** How the application is started for a test: more arguments, more environment. */
export type LaunchOptions = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };

/** Starts the built application without a window of its own; resolves with the address that is good for one window. */
async function launch(
  dataFolder: string,
  { args, env: more }: LaunchOptions,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const env = { ...process.env, TUNNEL_TRIAGE_DATA: dataFolder, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...more };
  const child = spawn(process.execPath, [program, '--no-window', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString('utf8');
    const found = address.exec(said);
    if (found) resolve(found[0]);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  child.once('exit', () => reject(new Error(`the application ended before it was ready:\n${said}`)));
  return { child, url: await promise };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill('SIGTERM');
  await promise;
}

/** A running application with a data folder of its own, open in the page. Anything on the console's error channel fails the test. */
export const test = base.extend<{ readonly frame: Frame; readonly launchWith: LaunchOptions }>({
  launchWith: [{ args: [], env: {} }, { option: true }],
  frame: async ({ page, launchWith }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'tunnel-triage-e2e-'));
    const { child, url } = await launch(dataFolder, launchWith);
    const complaints = listenForComplaints(page);
    const frame = new Frame(page);
    await page.goto(url);
    await frame.loaded();
    await use(frame);
    // Heard before the server goes, of which the page would complain.
    const heard = complaints();
    await page.goto('about:blank');
    await stop(child);
    rmSync(dataFolder, { recursive: true, force: true });
    expect(heard).toEqual([]);
  },
});

export { expect };
