import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGranted } from '../../../main/host/granted-input.ts';
import { openWindow, startShell } from '../../helpers/browser-shell.ts';
import { defaultAzureSettings } from '../../../shared/model/azure.ts';

type Running = Awaited<ReturnType<typeof startShell>>;
type Window = Awaited<ReturnType<typeof openWindow>>;
let running: Running;
let window: Window;
beforeEach(async () => {
  running = await startShell();
  window = await openWindow(running);
});
afterEach(() => running.stop());

const stream = { 'content-type': 'application/octet-stream' };

async function upload(files: Readonly<Record<string, string>>, name: string): Promise<string> {
  const { upload: id } = JSON.parse((await window.post('/upload/begin', '{}')).text).value;
  for (const [path, text] of Object.entries(files))
    await window.post(`/upload/file?upload=${id}&path=${encodeURIComponent(path)}`, text, stream);
  return JSON.parse((await window.post('/upload/end', JSON.stringify({ upload: id, name }))).text).value.grant;
}

function redeemed(grant: string) {
  return openGranted(running.grants.redeemRead(grant).input, () => {
    throw new Error('nothing on disk was uploaded');
  });
}

/** Opens the event stream as the page does; resolves once the server has answered. */
function listen(): Promise<{ received: string[]; leave: () => void; left: Promise<void> }> {
  const received: string[] = [];
  const { promise: left, resolve: ended } = Promise.withResolvers<void>();
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.shell.origin);
    const sent = request({ hostname, port, path: '/events', headers: { cookie: window.cookie } }, (response) => {
      response.on('data', (chunk: Buffer) => received.push(chunk.toString()));
      response.on('error', () => undefined).on('close', ended);
      resolve({ received, leave: () => sent.destroy(), left });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the browser shell', () => {
  it('shows the page to the window that was launched', async () => {
    const page = await window.get('/');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<div id="root">');
    expect((await window.get('/assets/main.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('answers the favicon with nothing, because a missing one is an error in the console', async () => {
    expect((await window.get('/favicon.ico')).status).toBe(204);
  });

  it('carries a call to the core and its answer back', async () => {
    expect(await window.call('/api/settings.get', {})).toEqual({
      ok: true,
      value: { language: 'en', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings },
    });
    expect(await window.call('/api/cases.list', {})).toMatchObject({ ok: false, error: { code: 'core-not-started' } });
  });

  it('tells a visitor without the launch address what to do', async () => {
    const answer = await fetch(`${running.shell.origin}/`);
    expect([answer.status, await answer.text()]).toEqual([401, 'Open the address that was printed.\n']);
  });

  it('turns one uploaded file into a grant for a file', async () => {
    const item = redeemed(await upload({ 'ike ログ.txt': 'line 1\n' }, 'ignored'));
    if (item.kind !== 'file') throw new Error('a file was expected');
    expect([item.name, Buffer.from(item.open().read(0, 100)).toString()]).toEqual(['ike ログ.txt', 'line 1\n']);
  });

  it('turns a dropped folder into one grant that keeps the places of its files', async () => {
    const item = redeemed(await upload({ 'bundle/a.txt': 'a', 'bundle/logs/b.txt': 'b' }, 'bundle'));
    if (item.kind !== 'folder') throw new Error('a folder was expected');
    expect([item.name, [...item.files()].map((f) => f.path)]).toEqual(['bundle', ['bundle/a.txt', 'bundle/logs/b.txt']]);
  });

  it('says that an upload nobody began has expired', async () => {
    expect(await window.call('/upload/end', { upload: 'AAAA', name: 'x' })).toMatchObject({ ok: false, error: { code: 'grant-expired' } });
  });

  it('keeps a name in Japanese for the download', async () => {
    const picked = JSON.parse((await window.post('/save-target', JSON.stringify({ name: '報告 1/2.pdf' }))).text).value;
    expect(picked.name).toBe('報告 1-2.pdf');
  });

  it('sends hints to every open window, and none after it closed', async () => {
    const stream1 = await listen();
    running.emit({ kind: 'cases' });
    await expect.poll(() => stream1.received.join('')).toContain('data: {"kind":"cases"}\n\n');
    stream1.leave();
  });

  it('lets go of the core when it stops', async () => {
    expect(running.listeners.size).toBe(1);
    await running.shell.close();
    expect(running.listeners.size).toBe(0);
  });
});

describe('idle shutdown', () => {
  it('comes after the last window closed, not after a reload', async () => {
    await running.stop();
    let idle = 0;
    running = await startShell({ idle: { afterMs: 150, onIdle: () => (idle += 1) } });
    window = await openWindow(running);
    const first = await listen();
    first.leave();
    const again = await listen();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(idle).toBe(0);
    again.leave();
    await expect.poll(() => idle).toBe(1);
  });

  it('does not come from a server that was closed while its window was open', async () => {
    await running.stop();
    let idle = 0;
    running = await startShell({ idle: { afterMs: 20, onIdle: () => (idle += 1) } });
    window = await openWindow(running);
    const { left } = await listen();
    await running.stop();
    await left;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(idle).toBe(0);
    running = await startShell();
  });
});
