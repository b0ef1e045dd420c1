import { basename } from 'node:path';
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

/** Turns a file system error into one that says what a user can do about it; anything else passes through. Only the last part of the path is told. */
export function explainFileError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? codes[String(error.code)] : undefined;
  return code ? new ExpectedError(code, { name: basename(file) }, { cause: error }) : error;
}
