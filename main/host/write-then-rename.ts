import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { ExpectedError, type ErrorCode } from '#shared/api/result.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EACCES: 'file-no-permission',
  EPERM: 'file-no-permission',
  EROFS: 'file-no-permission',
  EBUSY: 'file-locked',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
};

/** Turns a file system error into words a user can act on; anything else passes through. */
function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? codes[String(error.code)] : undefined;
  return code ? new ExpectedError(code, { file: path }, { cause: error }) : error;
}

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
    throw explained(error, path);
  }
}
