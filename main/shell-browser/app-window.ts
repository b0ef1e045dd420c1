import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserArguments, browserFolderRoot, killBrowserTree } from '#host/browser-process.ts';
import { createPrivateFolder } from '#host/private-folder.ts';

export type AppWindow = {
  /** Resolves when the browser's process ends or could not start. On macOS a browser stays after its last window closed. */
  readonly ended: Promise<void>;
  readonly close: () => void;
};

/**
 * Shows the launch address as a window of its own in an installed browser, with a profile that is thrown away afterwards.
 * The browser is started on a page on disk that only this user can read: its command line, which everybody on the machine
 * can see, then does not hold the launch token.
 */
export function openAppWindow(browser: string, launchUrl: string): AppWindow {
  const folder = createPrivateFolder(browserFolderRoot(browser));
  const profile = join(folder.path, 'profile');
  const page = join(folder.path, 'launch.html');
  mkdirSync(profile);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${launchUrl}"><title>Tunnel Triage</title>\n`,
    { mode: 0o600 },
  );
  const child = spawn(browser, [...browserArguments(profile), `--app=${pathToFileURL(page).href}`, '--window-size=1280,860'], {
    stdio: 'ignore',
    detached: process.platform !== 'win32',
    windowsHide: false,
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  return {
    ended,
    close: () => {
      killBrowserTree(child);
      folder.remove();
    },
  };
}
