import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'tunnel-triage-';
const namePattern = /^tunnel-triage-(\d+)-/;

export type PrivateFolder = { readonly path: string; readonly remove: () => void };

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // A browser that is still closing may hold a file; the next start sweeps the folder.
  }
}

/** Removes what a process that was killed could not remove. */
function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const pid = Number(namePattern.exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && pid !== process.pid && !isRunning(pid)) removeQuietly(join(root, name));
  }
}

/** A new folder for this process only (mode 0700), named after it so that a later start can clear up after a crash. */
export function createPrivateFolder(root: string = tmpdir()): PrivateFolder {
  sweep(root);
  const path = mkdtempSync(join(root, `${prefix}${process.pid}-`));
  return { path, remove: () => removeQuietly(path) };
}
