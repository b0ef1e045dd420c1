import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '#shared/api/result.ts';
import type { AzurePorts, Http } from '#core/azure/http.ts';
import { systemClock } from '../system-clock.ts';
import { createMsalAuth, type MsalAuthOptions } from './msal-auth.ts';
import { createNodeHttp } from './node-http.ts';

/** Waits, and stops waiting when the task is cancelled. Throws ExpectedError('cancelled'). */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    throw new ExpectedError('cancelled', {}, { cause: error });
  }
}

/** Live collection on Node. Nothing is opened or asked until a person starts something. `http` is put in by tests only. */
export function createAzurePorts(options: Omit<MsalAuthOptions, 'http' | 'clock'>, http: Http = createNodeHttp()): AzurePorts {
  return { http, auth: createMsalAuth({ ...options, http, clock: systemClock }), wait };
}
