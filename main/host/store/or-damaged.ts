import { ExpectedError } from '#shared/api/result.ts';

/** Runs a check of stored data; whatever it finds wrong means that the case is damaged (or was never one of ours). */
export function orDamaged<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new ExpectedError('case-damaged', {}, { cause: error });
  }
}
