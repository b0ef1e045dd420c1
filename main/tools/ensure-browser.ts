import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserVariable, findBrowser } from '../host/browser-finder.ts';
import { toolWords } from './words.ts';

const t = toolWords();

function aptGet(...args: string[]): boolean {
  return (
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

/** Only where it can work without asking: Debian and its relatives, as root. Lists of packages may be old, hence the retry. */
function install(): void {
  if (process.env[browserVariable] || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  process.stdout.write(`${t('browser.installing')}\n`);
  const installChromium = (): boolean => aptGet('install', '-y', '--no-install-recommends', 'chromium');
  if (!installChromium() && aptGet('update')) installChromium();
}

/** Makes sure that there is a browser to print and to test with, or says what to do and ends with 1. */
function ensureBrowser(): number {
  if (findBrowser() === null) install();
  const browser = findBrowser();
  process.stdout.write(
    `${browser === null ? t('browser.missing', { variable: browserVariable }) : t('browser.found', { path: browser })}\n`,
  );
  return browser === null ? 1 : 0;
}

process.exitCode = ensureBrowser();
