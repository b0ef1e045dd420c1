import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../main/host/browser-finder.ts';

const root = join(import.meta.dirname, '../..');

/** Seconds from starting the built browser shell to its first loaded screen, and for the same browser to show a blank page. */
export async function measureStart(): Promise<{ ours: number | null; blank: number | null }> {
  const executablePath = findBrowser();
  if (executablePath === null) return { ours: null, blank: null };
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const started = performance.now();
  const empty = await chromium.launch({ executablePath, args });
  await (await empty.newPage()).goto('about:blank');
  const blank = (performance.now() - started) / 1000;
  await empty.close();

  const data = mkdtempSync(join(tmpdir(), 'tunnel-triage-start-'));
  const begun = performance.now();
  const shell = spawn(process.execPath, [join(root, 'dist/main/browser.js'), '--no-window'], {
    env: { ...process.env, TUNNEL_TRIAGE_DATA: data },
  });
  try {
    const browser = chromium.launch({ executablePath, args });
    const url = await launchUrl(shell);
    const page = await (await browser).newPage();
    await page.goto(url);
    await page.waitForSelector('[data-app-state="loaded"]');
    const ours = (performance.now() - begun) / 1000;
    await (await browser).close();
    return { ours, blank };
  } finally {
    const ended = once(shell, 'exit');
    shell.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
}

async function launchUrl(shell: ReturnType<typeof spawn>): Promise<string> {
  let output = '';
  for await (const chunk of shell.stdout ?? []) {
    output += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
    if (url) return url;
  }
  throw new Error('the browser shell ended before it printed its address');
}
