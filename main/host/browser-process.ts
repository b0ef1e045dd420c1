import { spawnSync, type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemProgram } from './system-program.ts';

const noCallHome = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** These alone stop every request of the browser's own: it can resolve no name and asks no proxy. */
export const loopbackOnly = ['--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

/**
 * Arguments for an installed browser that must reach nothing but this machine, with a profile of its own.
 * The sandbox cannot be set up for root on Linux, so there, and only there, the browser runs without.
 */
export function browserArguments(profileFolder: string): string[] {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [...noCallHome, ...loopbackOnly, `--user-data-dir=${profileFolder}`, ...(isRoot ? ['--no-sandbox', '--disable-gpu'] : [])];
}

/** Where a browser can read and write files: one that was installed as a snap sees neither the temporary nor hidden folders. */
export function browserFolderRoot(browser: string): string {
  const isSnap = browser.startsWith('/snap/') || realpathSync(browser).endsWith('/snap');
  return isSnap ? join(homedir(), 'snap', 'chromium', 'common') : tmpdir();
}

/** Ends a browser with all of its processes. The child must have been started `detached` where there are process groups. */
export function killBrowserTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // The number of one that ended may belong to another process already.
    if (child.exitCode !== null) return;
    spawnSync(systemProgram('taskkill'), ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
