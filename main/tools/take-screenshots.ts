import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { defaultAzureSettings } from '#shared/model/azure.ts';
import { findBrowser } from '../host/browser-finder.ts';

/**
 * `npm run screenshots`: photographs every screen of the built application over a sample case into assets/docs, light, dark and
 * Japanese, and the smallest window. They are for looking at after every change of a screen, and for the README.
 */
const root = join(import.meta.dirname, '../..');
const target = join(root, 'assets/docs');
const looks = [
  { name: 'light-en', language: 'en', theme: 'light', size: { width: 1280, height: 800 } },
  { name: 'dark-en', language: 'en', theme: 'dark', size: { width: 1280, height: 800 } },
  { name: 'light-ja', language: 'ja', theme: 'light', size: { width: 1280, height: 800 } },
  { name: 'narrow-ja', language: 'ja', theme: 'dark', size: { width: 900, height: 600 } },
] as const;

async function ask(page: Page, method: string, input: object): Promise<Record<string, unknown>> {
  const answer: unknown = await page.evaluate(
    async ([name, body]) => {
      const response = await fetch(`/api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    [method, input] as const,
  );
  const value: unknown = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : null;
  if (typeof value !== 'object' || value === null) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return { ...value };
}

/** Opens a sample and waits for its import. */
async function sampleCase(page: Page, sample: string, title: string): Promise<string> {
  const { caseId, jobId } = await ask(page, 'samples.open', { sample, title });
  while ((await ask(page, 'job.get', { jobId }))['state'] === 'running') await page.waitForTimeout(50);
  return String(caseId);
}

async function photograph(page: Page, origin: string, address: string, file: string): Promise<void> {
  await page.goto(`${origin}/#/${address}`);
  await page.waitForSelector('[data-app-state="loaded"]');
  await page.evaluate('document.fonts.ready');
  // A preview or a chart may still be drawn after its data came.
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(target, file) });
  console.log(`assets/docs/${file}`);
}

async function photographAll(page: Page, url: string): Promise<void> {
  const { origin } = new URL(url);
  await page.goto(url);
  await page.waitForSelector('[data-app-state="loaded"]');
  await sampleCase(page, 'healthy', 'Branch Osaka → vpngw-prod');
  await sampleCase(page, 'wrong-gateway-address', 'Branch Nagoya → vpngw-prod');
  const caseId = await sampleCase(page, 'shared-key-and-nsg', 'Contoso HQ → vpngw-prod');
  const screens = {
    cases: 'cases',
    overview: `case/${caseId}/overview`,
    wizard: `case/${caseId}/wizard/C2`,
    evidence: `case/${caseId}/evidence`,
    collect: `case/${caseId}/collect`,
    negotiation: `case/${caseId}/negotiation`,
    probes: `case/${caseId}/probes`,
    report: `case/${caseId}/report`,
    settings: 'settings',
  };
  for (const look of looks) {
    await ask(page, 'settings.set', { language: look.language, theme: look.theme, timeZone: 'utc', azure: defaultAzureSettings });
    await page.setViewportSize(look.size);
    await page.reload();
    for (const [screen, address] of Object.entries(screens)) await photograph(page, origin, address, `${screen}-${look.name}.png`);
  }
}

const executablePath = findBrowser();
if (executablePath === null) throw new Error('no Chromium, Edge or Chrome found');
const data = mkdtempSync(join(tmpdir(), 'tunnel-triage-screens-'));
const shell = spawn(process.execPath, [join(root, 'dist/main/browser.js'), '--no-window', '--live'], {
  env: { ...process.env, TUNNEL_TRIAGE_DATA: data },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  mkdirSync(target, { recursive: true });
  const { promise, resolve } = Promise.withResolvers<string>();
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    const found = /http:\/\/127\.0\.0\.1:\d+\/launch\S+/.exec(said)?.[0];
    if (found) resolve(found);
  });
  await photographAll(await browser.newPage({ deviceScaleFactor: 1 }), await promise);
} finally {
  await browser.close();
  shell.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}
