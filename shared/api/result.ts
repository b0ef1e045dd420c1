import { z } from 'zod';

/** Closed list of what can go wrong across the contract; words are `error.<code>` in the catalogue. */
export const ErrorCode = z.enum([
  'bad-input',
  'not-found',
  'internal',
  'cancelled',
  'forbidden',
  'core-not-started',
  'grant-expired',
  'file-missing',
  'file-locked',
  'file-no-permission',
  'file-unreadable',
  'disk-full',
  'file-too-large',
  'case-damaged',
  'case-locked',
  'case-newer',
  'not-a-case-file',
  'regex-invalid',
  'view-expired',
  'pdf-no-browser',
  'pdf-failed',
  'nothing-to-import',
  'azure-not-here',
  'azure-no-client-id',
  'azure-signed-out',
  'azure-sign-in-again',
  'azure-sign-in-failed',
  'azure-sign-in-declined',
  'azure-sign-in-expired',
  'azure-name-unknown',
  'azure-unreachable',
  'azure-tls',
  'azure-clock',
  'azure-proxy',
  'azure-timeout',
  'azure-cut',
  'azure-too-large',
  'azure-bad-answer',
  'azure-forbidden',
  'azure-not-found',
  'azure-conflict',
  'azure-throttled',
  'azure-server-error',
  'azure-refused',
  'azure-operation-slow',
  'azure-storage-consent',
  'azure-storage-network',
  'azure-other-account',
  'powershell-not-here',
  'powershell-policy',
  'powershell-module-missing',
  'powershell-access-denied',
  'powershell-not-windows',
  'powershell-unreachable',
  'powershell-empty',
  'powershell-timed-out',
  'powershell-too-much',
  'powershell-not-started',
  'powershell-failed',
  'probes-not-here',
  'probes-not-confirmed',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const AppError = z.object({
  code: ErrorCode,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Set for `internal`: the same id stands in the log file. */
  incidentId: z.string().nullable(),
});
export type AppError = z.infer<typeof AppError>;

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  params: AppError['params'] = {},
  incidentId: string | null = null,
): { readonly ok: false; readonly error: AppError } {
  return { ok: false, error: { code, params, incidentId } };
}

/** Thrown inside the core where a Result would have to be passed through many hands; `dispatch` turns it into one. */
export class ExpectedError extends Error {
  readonly appError: AppError;
  constructor(code: ErrorCode, params: AppError['params'] = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'ExpectedError';
    this.appError = { code, params, incidentId: null };
  }
}
