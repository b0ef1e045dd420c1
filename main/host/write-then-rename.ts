import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { explainFileError } from './file-errors.ts';

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a file that is either whole or not there: `produce` fills a new file in the same folder, which is flushed and
 * renamed over the target. Throws ExpectedError (file-missing, file-no-permission, file-locked, disk-full) for what a user
 * can put right.
 */
export async function writeThenRename(path: string, produce: (partPath: string) => Promise<void> | void): Promise<void> {
  const partPath = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await produce(partPath);
    flush(partPath);
    renameSync(partPath, path);
  } catch (error) {
    rmSync(partPath, { force: true });
    throw explainFileError(error, path);
  }
}
