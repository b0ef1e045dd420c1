import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export type BrowserSearch = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly isProgram: (path: string) => boolean;
};

/** Names a browser by path and goes before every search. */
export const browserVariable = 'TUNNEL_TRIAGE_BROWSER';

const linuxNames = ['google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge', 'chromium', 'chromium-browser'];
const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function candidates({ platform, env, home }: BrowserSearch): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']].filter((root) => root !== undefined && root !== '');
    return windowsPrograms.flatMap((program) => roots.map((root) => win32.join(root!, program)));
  }
  if (platform === 'darwin')
    return macPrograms.flatMap((program) => ['/Applications', posix.join(home, 'Applications')].map((root) => posix.join(root, program)));
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return linuxNames.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

/** Path of an installed Chrome, Edge or Chromium (in this order), or null. A browser that was named is taken or nothing is. */
export function findBrowser(
  search: BrowserSearch = { platform: process.platform, env: process.env, home: homedir(), isProgram },
): string | null {
  const named = search.env[browserVariable];
  if (named) return search.isProgram(named) ? named : null;
  return candidates(search).find(search.isProgram) ?? null;
}
