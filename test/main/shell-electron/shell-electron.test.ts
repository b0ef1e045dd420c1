import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dispatchChecked } from '../../../main/core/dispatch.ts';
import { createGrants } from '../../../main/host/grants.ts';
import { openRendererFiles } from '../../../main/host/renderer-files.ts';
import type { ShellClient } from '../../../shared/api/client.ts';
import { methodNames } from '../../../shared/api/method-names.ts';
import { createTranslate } from '../../../shared/text/translate.ts';
import { makeRendererFolder } from '../../helpers/browser-shell.ts';
import { electronModule, fake, fakeSession, FakeWindow } from '../../helpers/fake-electron.ts';
import { standIn } from '../../helpers/stand-in.ts';
import { fakeHandlers } from '../../helpers/fake-handlers.ts';
import { defaultAzureSettings } from '../../../shared/model/azure.ts';

vi.mock('electron', async () => (await import('../../helpers/fake-electron.ts')).electronModule);

const { answerAppRequest, isAppUrl, isPageUrl } = await import('../../../main/shell-electron/app-protocol.ts');
const { createDialogs } = await import('../../../main/shell-electron/dialogs.ts');
const { registerIpc } = await import('../../../main/shell-electron/ipc.ts');
const { menuTemplate } = await import('../../../main/shell-electron/menu.ts');
const { createElectronPrinter } = await import('../../../main/shell-electron/pdf.ts');
const { lockNavigation } = await import('../../../main/shell-electron/security/navigation.ts');
const { allowOnly } = await import('../../../main/shell-electron/security/network.ts');
const { denyPermissions } = await import('../../../main/shell-electron/security/permissions.ts');
const { openWindow, webPreferences } = await import('../../../main/shell-electron/window.ts');

const settings = { language: 'en', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings };

/** Registers the IPC of a shell with one window and loads the preload over it. */
async function setUp() {
  const logged: string[] = [];
  const log = { error: (what: string) => void logged.push(what), info: () => undefined };
  const window = new FakeWindow({});
  const grants = createGrants({ nowMs: () => Date.now() });
  const handlers = fakeHandlers({ 'settings.get': async () => ({ ok: true, value: settings }) });
  // The fake has the members that the shell uses; Electron's own types ask for all of them.
  registerIpc(
    standIn({
      ipcMain: electronModule.ipcMain,
      ask: (name: string, input: unknown) => dispatchChecked(handlers, name, input, log),
      dialogs: createDialogs(grants),
      window: () => window,
      log,
    }),
  );
  fake.caller = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
  vi.resetModules();
  await import('../../../main/shell-electron/preload.ts');
  const client: ShellClient = standIn(fake.exposed.get('tunnelTriage'));
  return { client, window, grants, logged };
}

beforeEach(() => {
  fake.handlers.clear();
  FakeWindow.opened = [];
  fake.openedOutside = [];
  fake.shownInFolder = [];
});

describe('the Electron shell (with a stand-in for Electron: no runtime is involved)', () => {
  it('walls the page off from Node, from other pages and from other frames', () => {
    expect(webPreferences('/p.cjs')).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
    });
    openWindow('/p.cjs');
    expect(FakeWindow.opened[0]).toMatchObject({
      loaded: 'app://tunnel-triage/',
      options: { show: false, webPreferences: webPreferences('/p.cjs') },
    });
  });

  it('has one channel for each method and for each thing of its own, and no other', async () => {
    await setUp();
    const own = ['shell:deliver', 'shell:grant-dropped', 'shell:open-external', 'shell:pick-files', 'shell:pick-save-target'];
    expect([...fake.handlers.keys()].toSorted()).toEqual([...methodNames.map((name) => `api:${name}`), ...own].toSorted());
  });

  it('gives the page the client of the contract and nothing that names a channel', async () => {
    const { client } = await setUp();
    expect(Object.keys(client).toSorted()).toEqual([
      'api',
      'deliver',
      'grantDropped',
      'onEvent',
      'openExternal',
      'pickFiles',
      'pickSaveTarget',
    ]);
    expect(Object.keys(client.api)).toEqual([...methodNames]);
  });

  it('carries a call through preload, main process and core, and back', async () => {
    const { client } = await setUp();
    expect(await client.api['settings.get']({})).toEqual({ ok: true, value: settings });
    expect(await client.api['job.get']({ jobId: standIn(7) })).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  it('keeps the preload free of the validation library, which the sandbox could not load', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../main/shell-electron/preload.ts'), 'utf8');
    const imports = [...text.matchAll(/^import (type )?.* from '(.+)';$/gm)].filter(([, isType]) => !isType).map(([, , from]) => from);
    expect(imports).toEqual(['electron', '#shared/api/method-names.ts', './shell-channels.ts']);
  });
});

describe('callers that are not the page (no Electron runtime involved)', () => {
  it.each<[string, (own: FakeWindow) => unknown]>([
    [
      'a frame inside the page',
      (own) => ({ sender: own.webContents, senderFrame: { parent: own.webContents.mainFrame, url: 'app://tunnel-triage/' } }),
    ],
    ['another window', () => ({ sender: {}, senderFrame: { parent: null, url: 'app://tunnel-triage/' } })],
    ['a frame that is gone', (own) => ({ sender: own.webContents, senderFrame: null })],
    [
      'our window on another address',
      (own) => {
        own.webContents.mainFrame.url = 'https://attacker.example/';
        return { sender: own.webContents, senderFrame: own.webContents.mainFrame };
      },
    ],
    [
      'our window after it closed',
      (own) => {
        own.destroy();
        return { sender: own.webContents, senderFrame: own.webContents.mainFrame };
      },
    ],
  ])('refuses %s: the call rejects and the attempt is logged', async (_who, caller) => {
    const { window, logged } = await setUp();
    const event = caller(window);
    for (const [channel, handler] of fake.handlers) expect(() => handler(event, {}), channel).toThrow('forbidden');
    expect(logged).toHaveLength(fake.handlers.size);
    expect(fake.openedOutside).toEqual([]);
  });
});

describe('files (no Electron runtime involved)', () => {
  it('turns picked files into grants that name no path', async () => {
    const { client, grants } = await setUp();
    fake.openDialog = { canceled: false, filePaths: ['/evidence/bundle.zip'] };
    const picked = await client.pickFiles('files');
    expect(picked).toEqual({ ok: true, value: [{ grant: expect.stringMatching(/^[\w-]{43}$/), name: 'bundle.zip' }] });
    const grant = picked.ok ? picked.value[0]!.grant : '';
    expect(grants.redeemRead(grant).input).toEqual({ kind: 'path', name: 'bundle.zip', path: '/evidence/bundle.zip' });
  });

  it('grants what was dropped, and nothing for a file that a script made', async () => {
    const { client } = await setUp();
    const dropped = new File(['x'], 'a.log');
    const made = new File(['x'], '/etc/passwd');
    fake.pathOfFile = (file) => (file === dropped ? '/evidence/a.log' : '');
    const picked = await client.grantDropped([dropped, made, { name: '/etc/passwd', size: 1 }]);
    expect(picked.ok && picked.value.map((p) => p.name)).toEqual(['a.log']);
  });

  it.each([
    ['a number', 7],
    ['an unknown kind', 'everything'],
    ['a list', ['files']],
  ])('answers bad-input when the dialog is asked for %s', async (_what, input) => {
    const { client } = await setUp();
    expect(await client.pickFiles(standIn(input))).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  it('saves where the user says and shows only that file in its folder', async () => {
    const { client, grants } = await setUp();
    fake.saveDialog = { canceled: false, filePath: '/home/ada/report.pdf' };
    const picked = await client.pickSaveTarget('../../report.pdf');
    if (!picked.ok || picked.value === null) throw new Error('a target was expected');
    expect(grants.redeemWrite(picked.value.grant).path).toBe('/home/ada/report.pdf');
    await client.deliver(picked.value);
    await client.deliver({ grant: 'A'.repeat(43), name: 'x' });
    expect(fake.shownInFolder).toEqual(['/home/ada/report.pdf']);
  });

  it('takes a cancelled dialog for what it is', async () => {
    const { client } = await setUp();
    fake.saveDialog = { canceled: true, filePath: '' };
    fake.openDialog = { canceled: true, filePaths: [] };
    expect(await client.pickSaveTarget('x.pdf')).toEqual({ ok: true, value: null });
    expect(await client.pickFiles('folder')).toEqual({ ok: true, value: [] });
  });
});

function lockedContents() {
  const listeners = new Map<string, (event: { url: string; isMainFrame: boolean; preventDefault: () => void }) => void>();
  let openHandler: ((details: { url: string }) => { action: string }) | null = null;
  const contents = {
    on: (name: string, f: never) => listeners.set(name, f),
    setWindowOpenHandler: (f: NonNullable<typeof openHandler>) => (openHandler = f),
  };
  lockNavigation(standIn({ on: (_name: string, f: (event: unknown, c: unknown) => void) => f({}, contents) }));
  const isPrevented = (name: string, url: string, isMainFrame = true): boolean => {
    let prevented = false;
    listeners.get(name)?.({ url, isMainFrame, preventDefault: () => (prevented = true) });
    return prevented;
  };
  return { isPrevented, open: (url: string) => openHandler?.({ url }) };
}

describe('attack: text of a bundle leads the window elsewhere (no Electron runtime involved)', () => {
  it.each([
    'https://attacker.example/',
    'https://learn.microsoft.com/',
    'file:///etc/passwd',
    'app://attacker/',
    'app://tunnel-triage.attacker/',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
  ])('prevents every way to %s', (url) => {
    const { isPrevented } = lockedContents();
    for (const way of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
      expect(isPrevented(way, url), way).toBe(true);
    expect(isPrevented('will-frame-navigate', url, false)).toBe(true);
  });

  it('lets the page load itself again and show the preview of a report', () => {
    const { isPrevented } = lockedContents();
    expect(isPrevented('will-navigate', 'app://tunnel-triage/index.html#/cases')).toBe(false);
    expect(isPrevented('will-frame-navigate', 'about:srcdoc', false)).toBe(false);
  });

  it('prevents a redirect even to the page itself, because the page never redirects', () => {
    expect(lockedContents().isPrevented('will-redirect', 'app://tunnel-triage/')).toBe(true);
  });

  it('opens no window, and hands only known documentation to the system', () => {
    const { open } = lockedContents();
    for (const url of ['https://attacker.example/', 'https://learn.microsoft.com/azure', 'app://tunnel-triage/'])
      expect(open(url)).toEqual({ action: 'deny' });
    expect(fake.openedOutside).toEqual(['https://learn.microsoft.com/azure']);
  });

  it('gives the page no permission of any kind', () => {
    const session = fakeSession();
    denyPermissions(standIn(session));
    const asked: boolean[] = [];
    session.set.request?.({}, 'media', (answer: boolean) => asked.push(answer));
    expect([asked, session.set.check?.(), session.set.device?.()]).toEqual([[false], false, false]);
  });

  it('lets the window load its own files and nothing from a network', () => {
    const session = fakeSession();
    allowOnly(standIn(session), isAppUrl);
    expect(session.loads('app://tunnel-triage/assets/main.js')).toBe(true);
    for (const url of ['https://learn.microsoft.com/', 'http://127.0.0.1/', 'ws://x/', 'file:///etc/passwd', 'app://other/'])
      expect(session.loads(url), url).toBe(false);
  });
});

describe('attack: an app:// address leads out of the folder of the page (no Electron runtime involved)', () => {
  const folder = makeRendererFolder();
  const files = openRendererFiles(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    'app://tunnel-triage/../package.json',
    'app://tunnel-triage/..%2fpackage.json',
    'app://tunnel-triage/%2e%2e/%2e%2e/etc/passwd',
    'app://tunnel-triage/..%5cpackage.json',
    'app://tunnel-triage//etc/passwd',
    'app://tunnel-triage/assets/%00',
    'app://other/index.html',
    'app://tunnel-triage@other/index.html',
    'app:///index.html',
  ])('finds nothing at %s', async (url) => {
    expect(answerAppRequest(files, { url, method: 'GET' }).status).toBe(404);
  });

  it('sends the page with a policy that lets it connect to nothing', async () => {
    const response = answerAppRequest(files, { url: 'app://tunnel-triage/', method: 'GET' });
    const nonce = /content="([\w-]{22})"/.exec(await response.text())?.[1];
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'none'", `style-src 'self' 'nonce-${nonce}'`]),
    );
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('knows its own page from every other', () => {
    expect(['app://tunnel-triage/', 'app://tunnel-triage/index.html?x#y'].map(isPageUrl)).toEqual([true, true]);
    expect(
      ['app://tunnel-triage/assets/x.html', 'app://x@tunnel-triage/', 'app://tunnel-triage:1/', 'https://tunnel-triage/', ''].map(
        isPageUrl,
      ),
    ).toEqual([false, false, false, false, false]);
  });
});

describe('printing (no Electron runtime involved)', () => {
  const log = { error: () => undefined, info: () => undefined };
  const options = { paper: 'Letter', title: 'T', language: 'en' } as const;

  it('prints a file in a hidden, walled-off window that reads files only, and destroys both', async () => {
    let asked: unknown;
    fake.printToPDF = async (o) => {
      asked = o;
      return new Uint8Array([1]);
    };
    expect(await createElectronPrinter(log).print('<p>x</p>', options)).toEqual(new Uint8Array([1]));
    expect(asked).toEqual({
      pageSize: 'Letter',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    const [window] = FakeWindow.opened;
    expect(window?.options).toMatchObject({
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    expect([window?.isGone, existsSync(window?.loaded ?? '')]).toEqual([true, false]);
    const session = fake.sessions.get('report')!;
    expect(['file:///fonts.css', 'data:image/png;base64,', 'https://x/', 'app://tunnel-triage/'].map(session.loads)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('says pdf-failed and destroys the window when printing fails', async () => {
    fake.printToPDF = () => Promise.reject(new Error('boom'));
    await expect(createElectronPrinter(log).print('<p>x</p>', options)).rejects.toMatchObject({ appError: { code: 'pdf-failed' } });
    expect(FakeWindow.opened[0]?.isGone).toBe(true);
  });
});

describe('the menu', () => {
  const words = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../assets/messages/shell.json'), 'utf8'));
  const catalogue = (language: 'en' | 'ja') => Object.fromEntries(Object.keys(words).map((key) => [key, words[key][language]]));

  it.each(['en', 'ja'] as const)('has a word for every entry in %s', (language) => {
    const t = createTranslate({ en: catalogue('en'), ja: catalogue('ja') }, language);
    const labels = (['win32', 'darwin', 'linux'] as const)
      .flatMap((platform) => menuTemplate(t, platform))
      .flatMap((item) => [item.label, ...(Array.isArray(item.submenu) ? item.submenu.map((i) => i.label) : [])]);
    expect(labels.filter((label) => label?.startsWith('shell.'))).toEqual([]);
    expect(labels).toContain(words['shell.menu.copy'][language]);
  });
});
