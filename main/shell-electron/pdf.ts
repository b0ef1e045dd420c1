import { BrowserWindow, session } from 'electron';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, PdfPrinter } from '#core/ports.ts';
import { createPrivateFolder } from '#host/private-folder.ts';
import { stablePdf } from '#host/stable-pdf.ts';
import { ExpectedError } from '#shared/api/result.ts';
import { denyPermissions } from './security/permissions.ts';
import { allowOnly } from './security/network.ts';

const timeoutMs = 120_000;
/** A session of its own in memory: it may read files, which the window of the application may not. */
const partition = 'report';

function openHiddenWindow(): BrowserWindow {
  const own = session.fromPartition(partition);
  denyPermissions(own);
  allowOnly(own, (url) => url.startsWith('file:') || url.startsWith('data:'));
  return new BrowserWindow({
    show: false,
    webPreferences: { partition, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  });
}

async function printFile(window: BrowserWindow, file: string, paper: 'A4' | 'Letter'): Promise<Uint8Array> {
  await window.loadFile(file);
  await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)');
  return window.webContents.printToPDF({
    pageSize: paper,
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
}

/**
 * Prints through a hidden window. The page is loaded from a file and not from a data address, so that it can refer to fonts.
 * Errors: `pdf-failed`, which is logged.
 */
export function createElectronPrinter(log: Log): PdfPrinter {
  return {
    print: async (html, { paper }) => {
      const folder = createPrivateFolder();
      const file = join(folder.path, 'report.html');
      writeFileSync(file, html, { mode: 0o600 });
      const window = openHiddenWindow();
      const late = new AbortController();
      try {
        const timeout = sleep(timeoutMs, null, { signal: late.signal }).then(() =>
          Promise.reject(new Error(`not printed after ${timeoutMs} ms`)),
        );
        return stablePdf(await Promise.race([printFile(window, file, paper), timeout]));
      } catch (error) {
        log.error('pdf', error);
        throw new ExpectedError('pdf-failed', {}, { cause: error });
      } finally {
        late.abort();
        window.destroy();
        folder.remove();
      }
    },
  };
}
