import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './helpers/shell.ts';

/** Calls the local server from the page itself, as the page's own code does. */
function call(page: Page, path: string, body: unknown): Promise<{ ok: boolean; value: Record<string, string> }> {
  return page.evaluate(
    async ([where, text]) => {
      const response = await fetch(where, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
      return response.json();
    },
    [path, JSON.stringify(body)] as const,
  );
}

test('the page shows without an error and within its policy', async ({ shell, page }) => {
  const faults: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
  page.on('pageerror', (error) => void faults.push(error.message));
  await shell.open();
  expect(faults).toEqual([]);
});

test('the window opens, leaves its launch token behind and reports the shell that it runs in', async ({ shell }) => {
  const app = await shell.open();
  expect(new URL(app.url()).search).toBe('');
  const history = await app.evaluate(() => window.location.href + document.referrer);
  expect(history).not.toContain('launch?t=');
  expect(await call(app, '/api/app.info', {})).toMatchObject({ ok: true, value: { shell: 'browser' } });
});

test('the policy of the page stops inline scripts, code from text, foreign requests and frames from elsewhere', async ({ shell }) => {
  const page = await shell.open();
  const broken = await page.evaluate(async () => {
    const found: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    const frame = document.createElement('iframe');
    frame.src = 'https://attacker.example/';
    document.body.append(frame);
    const picture = new Image();
    picture.src = 'https://attacker.example/x.png';
    await fetch('https://attacker.example/').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { found: [...new Set(found)].toSorted(), ran: 'broken' in window, hidden: getComputedStyle(document.body).display === 'none' };
  });
  expect(broken).toEqual({
    found: ['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem'],
    ran: false,
    hidden: false,
  });
});

test('a page of another local server cannot read or change anything', async ({ shell, context }) => {
  const app = await shell.open();
  const { origin } = new URL(shell.launchUrl);
  const other = createServer((_request, response) => response.end('<p>attacker</p>'));
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const address = other.address();
  const attacker = await context.newPage();
  await attacker.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  const answers = await attacker.evaluate(async (target) => {
    const tried = [
      fetch(`${target}/api/cases.create`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'text/plain' },
        body: '{"title":"x"}',
        mode: 'no-cors',
      }),
      fetch(`${target}/api/cases.list`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
    ];
    const settled = await Promise.allSettled(tried);
    return settled.map((s) => (s.status === 'fulfilled' ? s.value.type : 'failed'));
  }, origin);
  other.close();
  expect(answers).not.toContain('basic');
  expect(answers).not.toContain('cors');
  expect(await call(app, '/api/cases.list', {})).toEqual({ ok: true, value: [] });
});

test('a second window needs a launch address of its own', async ({ shell, browser }) => {
  const app = await shell.open();
  await expect(app.locator('#root')).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  expect((await other.goto(shell.launchUrl))?.status()).toBe(403);
  await expect(other.locator('body')).toContainText('Open the address that Tunnel Triage printed');
});

test('a report page can be shown inside the window when its style carries the nonce', async ({ shell }) => {
  const app = await shell.open();
  const colour = await app.evaluate(async () => {
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.srcdoc = `<style nonce="${nonce}">p { color: rgb(1, 2, 3) }</style><p>x</p>`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    return getComputedStyle(frame.contentDocument!.querySelector('p')!).color;
  });
  expect(colour).toBe('rgb(1, 2, 3)');
});

test.describe('files', () => {
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'e2e-files-'));
    mkdirSync(join(folder, 'bundle/logs'), { recursive: true });
    writeFileSync(join(folder, 'bundle/a.txt'), 'Pinging 198.51.100.20 with 32 bytes of data:\r\nRequest timed out.\r\n');
    writeFileSync(join(folder, 'bundle/logs/b ログ.txt'), 'x\n');
  });
  test.afterEach(() => rmSync(folder, { recursive: true }));

  test('a picked folder becomes one grant, and an import reads every file in it', async ({ shell }) => {
    const app = await shell.open();
    await app.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.webkitdirectory = true;
      input.id = 'picked';
      document.body.append(input);
    });
    await app.locator('#picked').setInputFiles(join(folder, 'bundle'));
    const { value: begun } = await call(app, '/upload/begin', {});
    await app.evaluate(async (upload) => {
      for (const file of document.querySelector<HTMLInputElement>('#picked')?.files ?? []) {
        const query = new URLSearchParams({ upload, path: file.webkitRelativePath });
        await fetch(`/upload/file?${query}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file });
      }
    }, begun['upload'] ?? '');
    const { value: picked } = await call(app, '/upload/end', { upload: begun['upload'], name: 'bundle' });
    const { value: created } = await call(app, '/api/cases.create', { title: 'x' });
    const { value: started } = await call(app, '/api/case.import', { caseId: created['id'], grants: [picked['grant']] });
    await expect.poll(async () => (await call(app, '/api/job.get', { jobId: started['jobId'] })).value['state']).toBe('done');
    const { value: detail } = await call(app, '/api/case.get', { caseId: created['id'] });
    const sources: string[] = Object.entries(detail).flatMap(([name, list]) =>
      name === 'sources' && Array.isArray(list) ? list.map((source) => source.path) : [],
    );
    expect(sources.toSorted((a, b) => a.localeCompare(b))).toEqual(['bundle/a.txt', 'bundle/logs/b ログ.txt']);
  });

  test('an export is downloaded under its name', async ({ shell }) => {
    const app = await shell.open();
    const { value: created } = await call(app, '/api/cases.create', { title: 'x' });
    const { value: target } = await call(app, '/save-target', { name: '報告.html' });
    const options = { language: 'ja', sections: ['summary'], paper: 'A4' };
    const { value: started } = await call(app, '/api/report.export', {
      caseId: created['id'],
      format: 'html',
      options,
      grant: target['grant'],
    });
    await expect.poll(async () => (await call(app, '/api/job.get', { jobId: started['jobId'] })).value['state']).toBe('done');
    const waiting = app.waitForEvent('download');
    await app.evaluate((grant) => {
      const link = document.createElement('a');
      link.href = `/download/${grant}`;
      link.download = '';
      link.click();
    }, target['grant']);
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('報告.html');
    expect(readFileSync(await download.path(), 'utf8')).toContain('<!doctype html>');
  });
});

test('the program ends when it is asked to and leaves no private folder', async ({ shell }) => {
  shell.child.kill('SIGTERM');
  const [code] = await once(shell.child, 'exit');
  expect(code).toBe(0);
});
