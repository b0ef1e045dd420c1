import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const noDownloadVariable = 'TUNNEL_TRIAGE_NO_DOWNLOAD';
export const fetchLimitSeconds = 20;
/** A machine that could not fetch the runtime is not made to wait for it again on the same day. */
const retryAfterMs = 24 * 3_600_000;

/**
 * Path of Electron's program, or null when the runtime is not there. Looks at files only: importing `electron` in plain Node
 * would start to download it.
 */
export function electronProgram(root: string): string | null {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

function failedLately(marker: string): boolean {
  const failed = statSync(marker, { throwIfNoEntry: false });
  return failed !== undefined && Date.now() - failed.mtimeMs < retryAfterMs;
}

/** Runs Electron's own installer for a short while; `announce` is called when it is about to. Returns the program or null. */
export function fetchElectron(root: string, announce: () => void): string | null {
  const marker = join(root, 'dist/electron-not-fetched');
  const installer = join(root, 'node_modules/electron/install.js');
  if (process.env[noDownloadVariable] === '1' || !existsSync(installer) || failedLately(marker)) return null;
  announce();
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: fetchLimitSeconds * 1_000, killSignal: 'SIGKILL' });
  const program = electronProgram(root);
  if (program === null) {
    mkdirSync(dirname(marker), { recursive: true });
    writeFileSync(marker, '');
  }
  return program;
}
