import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Log, PdfPrinter } from '#core/ports.ts';
import { ExpectedError } from '#shared/api/result.ts';
import { browserArguments, browserFolderRoot, killBrowserTree } from './browser-process.ts';
import { createCdpClient, type CdpClient } from './cdp-pipe.ts';
import { createPrivateFolder } from './private-folder.ts';
import { stablePdf } from './stable-pdf.ts';

const defaultTimeoutMs = 120_000;
const closeGraceMs = 3_000;
/** Sheet sizes in inches, for a page whose own style names none. */
const sheets = { A4: { paperWidth: 8.27, paperHeight: 11.69 }, Letter: { paperWidth: 8.5, paperHeight: 11 } } as const;

const Attached = z.object({ sessionId: z.string() });
const Created = z.object({ targetId: z.string() });
const Paused = z.object({ requestId: z.string() });
const Navigated = z.object({ errorText: z.string().optional() });
const Printed = z.object({ data: z.base64() });

type Paper = keyof typeof sheets;

/** The page may read files beside itself, such as fonts; whatever else it asks for fails at once. */
async function forbidNetwork(cdp: CdpClient, session: string): Promise<void> {
  cdp.on('Fetch.requestPaused', (params) => {
    const { requestId } = Paused.parse(params);
    cdp.send('Fetch.failRequest', { requestId, errorReason: 'AccessDenied' }, session).catch(() => undefined);
  });
  const patterns = ['http://*', 'https://*', 'ftp://*'].map((urlPattern) => ({ urlPattern }));
  await cdp.send('Fetch.enable', { patterns }, session);
}

async function printPage(cdp: CdpClient, url: string, paper: Paper): Promise<Uint8Array> {
  const { targetId } = Created.parse(await cdp.send('Target.createTarget', { url: 'about:blank' }));
  const { sessionId } = Attached.parse(await cdp.send('Target.attachToTarget', { targetId, flatten: true }));
  await cdp.send('Page.enable', {}, sessionId);
  await forbidNetwork(cdp, sessionId);
  const loaded = cdp.once('Page.loadEventFired');
  const { errorText } = Navigated.parse(await cdp.send('Page.navigate', { url }, sessionId));
  if (errorText !== undefined && errorText !== '') throw new Error(`the page did not load: ${errorText}`);
  await loaded;
  await cdp.send('Runtime.evaluate', { expression: 'document.fonts.ready.then(() => true)', awaitPromise: true }, sessionId);
  const options = {
    ...sheets[paper],
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  };
  const { data } = Printed.parse(await cdp.send('Page.printToPDF', options, sessionId));
  return Buffer.from(data, 'base64');
}

function startBrowser(browser: string, profileFolder: string): { child: ChildProcess; cdp: CdpClient } {
  const flags = ['--headless=new', '--remote-debugging-pipe', '--generate-pdf-document-outline', '--hide-scrollbars', '--mute-audio'];
  const child = spawn(browser, [...browserArguments(profileFolder), ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const [, , , input, output] = child.stdio;
  if (!(input instanceof Writable) || !(output instanceof Readable)) throw new Error('a child started with pipes has them');
  return { child, cdp: createCdpClient(input, output) };
}

/** Lets a browser that works end by itself, which clears up after it better than killing does. */
async function closeBrowser(child: ChildProcess, cdp: CdpClient): Promise<void> {
  cdp.send('Browser.close').catch(() => undefined);
  await once(child, 'exit', { signal: AbortSignal.timeout(closeGraceMs) }).catch(() => undefined);
}

async function printWith(browser: string, html: string, paper: Paper, timeoutMs: number): Promise<Uint8Array> {
  const folder = createPrivateFolder(browserFolderRoot(browser));
  const page = join(folder.path, 'report.html');
  const profile = join(folder.path, 'profile');
  mkdirSync(profile);
  writeFileSync(page, html, { mode: 0o600 });
  const { child, cdp } = startBrowser(browser, profile);
  const failed = new Promise<never>((_resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`the browser ended (${code ?? signal})`)));
    AbortSignal.timeout(timeoutMs).addEventListener('abort', () => reject(new Error(`not printed after ${timeoutMs} ms`)));
  });
  try {
    const pdf = await Promise.race([printPage(cdp, pathToFileURL(page).href, paper), failed]);
    await closeBrowser(child, cdp);
    return pdf;
  } finally {
    killBrowserTree(child);
    folder.remove();
  }
}

/**
 * Prints through an installed Chrome, Edge or Chromium: tagged, with an outline of the headings, on the paper that the page's
 * style names. The page is loaded from a file, so that it can refer to fonts on disk; the browser reaches no network.
 *
 * Errors: `pdf-no-browser` when `find` finds none, `pdf-failed` for everything else, which is logged.
 */
export function createPdfPrinter(find: () => string | null, log: Log, timeoutMs: number = defaultTimeoutMs): PdfPrinter {
  return {
    print: async (html, { paper }) => {
      const browser = find();
      if (browser === null) throw new ExpectedError('pdf-no-browser');
      try {
        return stablePdf(await printWith(browser, html, paper, timeoutMs));
      } catch (error) {
        log.error('pdf', error);
        throw new ExpectedError('pdf-failed', {}, { cause: error });
      }
    },
  };
}
