import type { AppError, Result } from '#shared/api/result.ts';

/** Something fetched from the core: on its way, refused, or there. */
export type Remote<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly error: AppError }
  | { readonly kind: 'loaded'; readonly value: T };

export const loading: Remote<never> = { kind: 'loading' };

/** The answer of the core as a screen keeps it. */
export function remoteOf<T>(result: Result<T>): Remote<T> {
  return result.ok ? { kind: 'loaded', value: result.value } : { kind: 'error', error: result.error };
}

/** The value, or null while it is not there. */
export function valueOf<T>(remote: Remote<T>): T | null {
  return remote.kind === 'loaded' ? remote.value : null;
}
