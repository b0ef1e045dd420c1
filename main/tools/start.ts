import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findBrowser } from '../host/browser-finder.ts';
import { hasDisplay } from '../host/display.ts';
import { build, isStale } from './build-if-stale.ts';
import { electronProgram, fetchElectron, fetchLimitSeconds, noDownloadVariable } from './electron-runtime.ts';
import { toolWords } from './words.ts';

/** An Electron that ends with an error this early did not start (no sandbox, a library that is missing). */
const failedStartMs = 5_000;

const root = join(import.meta.dirname, '../..');
const t = toolWords();

function say(key: string, params: Record<string, string | number> = {}): void {
  process.stdout.write(`${t(key, params)}\n`);
}

async function run(program: string, args: readonly string[]): Promise<number> {
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env });
  // Ctrl+C reaches the child by itself; this process only waits for it to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit').catch(() => [1]);
  return typeof code === 'number' ? code : 1;
}

/** Runs the application in Electron; null when there is no runtime or when it cannot start here. */
async function runElectron(args: readonly string[]): Promise<number | null> {
  const program =
    electronProgram(root) ??
    fetchElectron(root, () => say('start.fetching-electron', { seconds: fetchLimitSeconds, variable: noDownloadVariable }));
  if (program === null) return null;
  say('start.electron');
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const startedMs = Date.now();
  const code = await run(program, [root, ...(isRoot ? ['--no-sandbox'] : []), ...args]);
  return code !== 0 && Date.now() - startedMs < failedStartMs ? null : code;
}

async function start(args: readonly string[]): Promise<number> {
  if (isStale(root)) {
    say('start.building');
    if (!build(root)) {
      say('start.build-failed');
      return 1;
    }
  }
  const wantsWindow = !args.includes('--no-window');
  if (wantsWindow && hasDisplay()) {
    const code = await runElectron(args);
    if (code !== null) return code;
    say(findBrowser() === null ? 'start.no-browser' : 'start.no-electron');
  } else if (wantsWindow) {
    say('start.no-display');
  }
  return run(process.execPath, [join(root, 'dist/main/browser.js'), ...args]);
}

process.exitCode = await start(process.argv.slice(2));
