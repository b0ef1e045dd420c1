import { createTranslate } from '#shared/text/translate.ts';
import { loadAssets } from '#host/assets.ts';
import { findBrowser } from '#host/browser-finder.ts';
import { hasDisplay } from '#host/display.ts';
import { caseFileOf } from '#host/open-case-file.ts';
import { powerShellPorts } from '#host/powershell/powershell-ports.ts';
import { probePorts } from '#host/probes/ports.ts';
import { systemLanguage } from '#host/system-language.ts';
import { startBrowserShell } from './app.ts';
import { openAppWindow } from './app-window.ts';
import { liveAzure } from './live-azure.ts';

/** A reload closes the page's stream for a moment; a window that is gone for longer was closed. */
const idleMs = 4_000;

/**
 * The browser shell as a program: `browser.js [--no-window] [--live] [case.ttcase]`. With a display and an installed browser it opens
 * its window and ends with it; otherwise it prints the address and serves until it is stopped. `--live` offers the collection from Azure,
 * probes and, on Windows, shipped PowerShell scripts to run one by one as they are shown.
 */
async function main(args: readonly string[]): Promise<void> {
  const t = createTranslate(loadAssets().catalogues, systemLanguage());
  const browser = args.includes('--no-window') || !hasDisplay() ? null : findBrowser();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  const idle = browser === null ? null : { afterMs: idleMs, onIdle: stop };
  const live = args.includes('--live');
  const [azure, probes] = live ? [liveAzure(t), probePorts] : [null, null];
  const shell = await startBrowserShell({ t, caseFile: caseFileOf(args), idle, azure, probes, powershell: powerShellPorts(live) });
  const window = browser === null ? null : openAppWindow(browser, shell.launchUrl);
  const words = browser === null ? t('shell.open-address', { url: shell.launchUrl }) : t('shell.window-opens', { browser });
  process.stdout.write(`${words}\n`);
  await (window ? Promise.race([window.ended, stopped]) : stopped);
  window?.close();
  await shell.close();
}

await main(process.argv.slice(2));
